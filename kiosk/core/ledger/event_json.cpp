// record_json.h: a sitting's event to JSON and back.
#include <array>

#include "kiosk/core/ledger/record.h"
#include "kiosk/core/ledger/record_json.h"

namespace asah::ledger {

using assessment::Answered;
using assessment::EventBody;
using assessment::Extended;
using assessment::Finished;
using assessment::FinishReason;
using assessment::Interrupted;
using assessment::MarkedUnsure;
using assessment::SittingEvent;
using assessment::Started;
using assessment::Ticked;
using assessment::Visited;
using assessment::Withdrawn;
using nlohmann::json;

namespace {

// By FinishReason.
constexpr std::array<std::string_view, 3> kFinishWords{"person", "time_up", "interrupted"};
constexpr std::size_t kEventBytesMax = 512U << 10U;
constexpr int kPositionMax = 1000;
constexpr std::int64_t kDurationMax = 31LL * 24 * 3600 * 1000;
constexpr std::int64_t kSequenceMax = std::numeric_limits<std::uint32_t>::max();

struct BodyWriter {
    json operator()(const Started& body) const {
        return {{"type", "started"}, {"head", head_json(body.head)}};
    }
    json operator()(const Visited& body) const {
        return {{"type", "visited"}, {"position", body.position}};
    }
    json operator()(const Answered& body) const {
        return {{"type", "answered"},
                {"position", body.position},
                {"response", items::response_json(body.response)}};
    }
    json operator()(const MarkedUnsure& body) const {
        return {
            {"type", "marked_unsure"}, {"position", body.position}, {"is_unsure", body.is_unsure}};
    }
    json operator()(const Withdrawn& body) const {
        return {{"type", "withdrawn"}, {"position", body.position}};
    }
    json operator()(const Ticked&) const { return {{"type", "ticked"}}; }
    json operator()(const Interrupted& body) const {
        return {{"type", "interrupted"}, {"gap_ms", body.gap.value}};
    }
    json operator()(const Extended& body) const {
        return {{"type", "extended"}, {"by_ms", body.by.value}, {"reason", body.reason}};
    }
    json operator()(const Finished& body) const {
        return {{"type", "finished"},
                {"reason", kFinishWords[static_cast<std::size_t>(body.reason)]}};
    }
};

Finished read_finished(Fields& fields) {
    const auto reason = fields.text("reason", 16);
    for (std::size_t i = 0; i < kFinishWords.size(); ++i) {
        if (kFinishWords[i] == reason) {
            return {static_cast<FinishReason>(i)};
        }
    }
    fields.blame("reason");
    return {};
}

EventBody read_body(Fields& fields) {
    const auto type = fields.text("type", 32);
    const auto position = [&] { return fields.number("position", 0, kPositionMax); };
    if (type == "started") {
        return Started{read_head(fields.object("head"))};
    }
    if (type == "visited") {
        return Visited{position()};
    }
    if (type == "answered") {
        return Answered{position(), items::read_response(fields.object("response"))};
    }
    if (type == "marked_unsure") {
        return MarkedUnsure{position(), fields.boolean("is_unsure")};
    }
    if (type == "withdrawn") {
        return Withdrawn{position()};
    }
    if (type == "interrupted") {
        return Interrupted{{fields.integer("gap_ms", 0, std::int64_t{1} << 53)}};
    }
    if (type == "extended") {
        return Extended{{fields.integer("by_ms", 0, kDurationMax)}, fields.text("reason", 400)};
    }
    if (type == "finished") {
        return read_finished(fields);
    }
    if (type != "ticked") {
        fields.blame("type");
    }
    return Ticked{};
}

}  // namespace

json event_json(const SittingEvent& event) {
    json object = std::visit(BodyWriter{}, event.body);
    object["sequence"] = event.sequence;
    object["elapsed_ms"] = event.elapsed.value;
    object["at"] = wall_time_json(event.at);
    return object;
}

SittingEvent read_event(Fields fields) {
    SittingEvent event;
    event.sequence = static_cast<std::uint32_t>(fields.integer("sequence", 0, kSequenceMax));
    event.elapsed = {fields.integer("elapsed_ms", 0, kDurationMax)};
    event.at = fields.wall_time("at");
    event.body = read_body(fields);
    return event;
}

std::string make_event_json(const SittingEvent& event) { return canonical_text(event_json(event)); }

Result<SittingEvent> parse_event_json(std::string_view text) {
    const json root = parse_json(text, kEventBytesMax);
    std::string fault;
    auto event = read_event(Fields(root, fault));
    if (!fault.empty()) {
        return malformed("event", fault);
    }
    return event;
}

}  // namespace asah::ledger
