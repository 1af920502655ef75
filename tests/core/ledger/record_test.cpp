#include "kiosk/core/ledger/record.h"

#include <doctest/doctest.h>

#include "tests/core/ledger/filled.h"

using namespace asah;
using namespace asah::assessment;
using ledger::filled;
using ledger::with;

TEST_SUITE_BEGIN("ledger/record");

namespace {

SittingHead full_head() {
    SittingHead head;
    head.sitting = filled<SittingId>(0x51);
    head.person = filled<PersonId>(0x52);
    head.assessment = AssessmentId("prates-2026");
    head.assessment_version = 4;
    head.kind = AssessmentKind::Mapping;
    head.purpose = PurposeCode("PEMETAAN_PENGEMBANGAN");
    head.purpose_text.fill(0x53);
    head.language = Language::English;
    head.framework_version = "2026.1";
    head.framework_digest.fill(0x54);
    head.post = {"Pengelola Keuangan", TierCode("PELAKSANA"), UnitCode("SETDA"),
                 "Sekretariat Daerah"};
    head.standard = {
        FamilyCode("keuangan"), true, {{CompetencyCode("T.01"), 3}, {CompetencyCode("M.01"), 0}}};
    head.time_limit = {3'600'000};
    head.started = {{1'790'000'000'000}, 420, filled<BootId>(0x55)};
    head.form.seed = 18'446'744'073'709'551'615U;  // all 64 bits
    FormItem item{BankId("T01"),
                  3,
                  ItemId("T01-05"),
                  {},
                  {OptionId("b"), OptionId("a")},
                  {OptionId("2"), OptionId("1")}};
    item.revision.fill(0x56);
    head.form.items = {item};
    return head;
}

Response full_response() { return items::rated(5, "Bukti: notula \xe2\x80\x94 \"kutip\""); }

std::vector<SittingEvent> every_event() {
    const std::vector<EventBody> bodies{Started{full_head()},
                                        Visited{0},
                                        Answered{0, full_response()},
                                        Answered{0, {}},
                                        MarkedUnsure{0, true},
                                        Ticked{},
                                        Interrupted{{45'000}},
                                        Extended{{300'000}, "listrik padam"},
                                        Withdrawn{0},
                                        Finished{FinishReason::TimeUp}};
    std::vector<SittingEvent> events;
    for (const auto& body : bodies) {
        const auto i = static_cast<std::uint32_t>(events.size());
        events.push_back(
            {i, {std::int64_t{1000} * i}, {{1'790'000'000'000 + i}, 420, filled<BootId>(1)}, body});
    }
    return events;
}

ledger::Record sitting_record() {
    ledger::Record record;
    record.authority = filled<AuthorityId>(0x11);
    record.terminal = filled<TerminalId>(0x22);
    record.ledger = filled<LedgerId>(0x33);
    record.id = filled<RecordId>(0x44);
    record.made = {{1'790'000'000'000}, 420, filled<BootId>(1)};
    record.program_version = "0.1.0";
    CompetencyResult result;
    result.competency = CompetencyCode("T.01");
    result.status = LevelStatus::Stated;
    result.level = 2;
    result.level_low = 1;
    result.level_high = 3;
    result.item_count = 12;
    result.items_needed = 9;
    result.required = 3;
    result.shown = {IndicatorCode("T.01.1.2")};
    result.to_develop = {IndicatorCode("T.01.2.1")};
    result.sources = {{1, OccasionCode("2026-1")}, {2, OccasionCode("2026-2")}};
    result.little = {{OccasionCode("2026-2"), 3, 4}};
    result.valid_until = Date{2028, 2, 29};
    result.self_level = 4;
    record.body = ledger::SittingRecord{every_event(), {2, {1000, 0, -1}, {result}}};
    return record;
}

}  // namespace

TEST_CASE("a record with every kind of event round-trips byte for byte") {
    const auto text = ledger::make_record_json(sitting_record());
    const auto read = ledger::parse_record_json(text).value();
    CHECK(ledger::make_record_json(read) == text);
    const auto& body = std::get<ledger::SittingRecord>(read.body);
    REQUIRE(body.events.size() == 10);
    const auto& head = std::get<Started>(body.events[0].body).head;
    CHECK(head.form.seed == 18'446'744'073'709'551'615U);
    CHECK(head.form.items == full_head().form.items);
    CHECK(head.standard.required == full_head().standard.required);
    CHECK(std::get<Answered>(body.events[2].body).response == full_response());
    CHECK(std::get<Answered>(body.events[3].body).response.is_empty());
    CHECK(std::get<Extended>(body.events[7].body).reason == "listrik padam");
    CHECK(std::get<Finished>(body.events[9].body).reason == FinishReason::TimeUp);
    CHECK(body.claim.points == std::vector<int>{1000, 0, -1});
    CHECK(body.claim.results.at(0).self_level == 4);
    CHECK(body.claim.results.at(0).little ==
          std::vector<TooLittle>{{OccasionCode("2026-2"), 3, 4}});
}

TEST_CASE("events alone have these bytes") {
    CHECK(ledger::make_event_json(every_event()[4]) ==
          "{\"at\":{\"boot\":\"01010101010101010101010101010101\",\"offset_min\":420,"
          "\"utc_ms\":1790000000004},\"elapsed_ms\":4000,\"is_unsure\":true,\"position\":0,"
          "\"sequence\":4,\"type\":\"marked_unsure\"}");
    CHECK(ledger::make_event_json(every_event()[8]) ==
          "{\"at\":{\"boot\":\"01010101010101010101010101010101\",\"offset_min\":420,"
          "\"utc_ms\":1790000000008},\"elapsed_ms\":8000,\"position\":0,"
          "\"sequence\":8,\"type\":\"withdrawn\"}");
    for (const auto& event : every_event()) {
        const auto text = ledger::make_event_json(event);
        CHECK(ledger::make_event_json(ledger::parse_event_json(text).value()) == text);
    }
}

TEST_CASE("a changed PIN round-trips and keeps its lengths") {
    auto record = sitting_record();
    record.body = ledger::PinChangedRecord{filled<PersonId>(0x52), Bytes(16, 1), Bytes(32, 2)};
    const auto text = ledger::make_record_json(record);
    CHECK(ledger::make_record_json(ledger::parse_record_json(text).value()) == text);
    CHECK_FALSE(ledger::parse_record_json(with(text, "\"0202", "\"02")).has_value());
}

TEST_CASE("another sitting's events are refused under this sitting's name") {
    const auto text = ledger::make_record_json(sitting_record());
    const auto at = text.rfind("\"sitting\":\"5151");
    REQUIRE(at != std::string::npos);
    auto other = text;
    other[at + 11] = '6';
    CHECK(ledger::parse_record_json(other).error().code == ErrorCode::MalformedInput);
}

TEST_CASE("unknown fields are passed over, unknown kinds and newer records are not") {
    const auto text = ledger::make_record_json(sitting_record());
    CHECK(ledger::parse_record_json(with(text, "{", "{\"later\":[1],")).has_value());
    const auto code = [](const std::string& changed) {
        return ledger::parse_record_json(changed).error().code;
    };
    CHECK(code(with(text, "\"kind\":\"sitting\"", "\"kind\":\"dream\"")) == ErrorCode::Unsupported);
    CHECK(code(with(text, "\"reader_min\":1", "\"reader_min\":2")) == ErrorCode::Unsupported);
    CHECK(code(with(text, "asah/record/1", "asah/record/2")) == ErrorCode::Unsupported);
    CHECK(code(with(text, "\"type\":\"ticked\"", "\"type\":\"tocked\"")) ==
          ErrorCode::MalformedInput);
    CHECK(code(with(text, "\"by_ms\":300000", "\"by_ms\":3e5")) == ErrorCode::MalformedInput);
    CHECK(code(text.substr(0, text.size() / 2)) == ErrorCode::MalformedInput);
    CHECK(code(std::string((1U << 20U) + 1, ' ')) == ErrorCode::TooLarge);
    CHECK(code(std::string(1U << 20U, '[')) == ErrorCode::MalformedInput);
}

TEST_SUITE_END();
