#include "kiosk/core/ledger/record.h"

#include "kiosk/core/items/limits.h"
#include "kiosk/core/ledger/record_json.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::string_view kFormat = "asah/record/1";
constexpr std::size_t kEventsMax = 100'000;
constexpr std::size_t kItemsMax = 1000;
constexpr std::size_t kResultsMax = 500;
constexpr int kRuleVersionMax = 1'000;
constexpr std::size_t kVerifierBytes = 32;
constexpr std::size_t kSaltBytes = 16;

struct BodyWriter {
    json& root;
    void operator()(const SittingRecord& body) const {
        json events = json::array();
        for (const auto& event : body.events) {
            events.push_back(event_json(event));
        }
        json results = json::array();
        for (const auto& result : body.claim.results) {
            results.push_back(result_json(result));
        }
        root["kind"] = "sitting";
        root["events"] = std::move(events);
        root["claim"] = {{"points", body.claim.points},
                         {"results", std::move(results)},
                         {"rule_version", body.claim.rule_version}};
        // Repeated outside the events, so that a reader can refuse a mismatch before it replays.
        if (!body.events.empty()) {
            if (const auto* started = std::get_if<assessment::Started>(&body.events.front().body)) {
                root["sitting"] = started->head.sitting.hex();
            }
        }
    }
    void operator()(const PinChangedRecord& body) const {
        root["kind"] = "pin_changed";
        root["person"] = body.person.hex();
        root["salt"] = to_hex(body.salt);
        root["verifier"] = to_hex(body.verifier);
    }
};

ScoreClaim read_claim(Fields fields) {
    ScoreClaim claim;
    claim.rule_version = fields.number("rule_version", 0, kRuleVersionMax);
    for (const auto& element : fields.list("points", kItemsMax)) {
        const bool is_points = element.is_number_integer() && element.get<std::int64_t>() >= -1 &&
                               element.get<std::int64_t>() <= items::kPointsMax;
        if (!is_points) {
            fields.blame("points");
            break;
        }
        claim.points.push_back(element.get<int>());
    }
    for (const auto& element : fields.list("results", kResultsMax)) {
        claim.results.push_back(read_result(Fields(element, fields.fault())));
    }
    return claim;
}

SittingRecord read_sitting(Fields& fields) {
    SittingRecord body;
    SittingId sitting;
    fields.read("sitting", sitting);
    for (const auto& element : fields.list("events", kEventsMax)) {
        body.events.push_back(read_event(Fields(element, fields.fault())));
    }
    const auto* started =
        body.events.empty() ? nullptr : std::get_if<assessment::Started>(&body.events.front().body);
    if (started == nullptr || started->head.sitting != sitting) {
        fields.blame("sitting");
    }
    body.claim = read_claim(fields.object("claim"));
    return body;
}

PinChangedRecord read_pin(Fields& fields) {
    PinChangedRecord body;
    fields.read("person", body.person);
    body.salt = fields.hex("salt", kSaltBytes);
    body.verifier = fields.hex("verifier", kVerifierBytes);
    return body;
}

}  // namespace

std::string make_results_json(const std::vector<assessment::CompetencyResult>& results) {
    json list = json::array();
    for (const auto& result : results) {
        list.push_back(result_json(result));
    }
    return canonical_text(list);
}

Result<std::vector<assessment::CompetencyResult>> parse_results_json(std::string_view text) {
    const json list = parse_json(text, kRecordBytesMax);
    std::string fault;
    std::vector<assessment::CompetencyResult> results;
    if (!list.is_array() || list.size() > kResultsMax) {
        return malformed("results", "list");
    }
    for (const auto& element : list) {
        results.push_back(read_result(Fields(element, fault)));
    }
    if (!fault.empty()) {
        return malformed("results", fault);
    }
    return results;
}

std::string make_record_json(const Record& record) {
    json root{{"format", kFormat},
              {"version", kRecordVersion},
              {"reader_min", kRecordReaderMin},
              {"authority", record.authority.hex()},
              {"terminal", record.terminal.hex()},
              {"ledger", record.ledger.hex()},
              {"record", record.id.hex()},
              {"made", wall_time_json(record.made)},
              {"program_version", record.program_version}};
    std::visit(BodyWriter{root}, record.body);
    return canonical_text(root);
}

Result<Record> parse_record_json(std::string_view text) {
    if (text.size() > kRecordBytesMax) {
        return fail(ErrorCode::TooLarge, "record");
    }
    const json root = parse_json(text, kRecordBytesMax);
    std::string fault;
    Fields fields(root, fault);
    if (fields.text("format", 64) != kFormat && fault.empty()) {
        return fail(ErrorCode::Unsupported, "record: another format");
    }
    if (fields.number("reader_min", 1, 1'000'000) > kRecordVersion && fault.empty()) {
        return fail(ErrorCode::Unsupported, "record: made for a newer reader");
    }
    Record record;
    fields.read("authority", record.authority);
    fields.read("terminal", record.terminal);
    fields.read("ledger", record.ledger);
    fields.read("record", record.id);
    record.made = fields.wall_time("made");
    record.program_version = fields.text("program_version", 64);
    const auto kind = fields.text("kind", 32);
    if (kind == "sitting") {
        record.body = read_sitting(fields);
    } else if (kind == "pin_changed") {
        record.body = read_pin(fields);
    } else if (fault.empty()) {
        return fail(ErrorCode::Unsupported, "record: kind " + kind);
    }
    if (!fault.empty()) {
        return malformed("record", fault);
    }
    return record;
}

}  // namespace asah::ledger
