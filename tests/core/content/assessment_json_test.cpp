#include "kiosk/core/content/assessment_json.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>

#include "kiosk/core/formats/bank_sheet.h"

#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::content;

namespace {

constexpr const char* kByHand = R"({
  "format": "asah/assessment/1", "id": "prates-2026", "version": 2, "kind": "pre_test",
  "title": {"id": "Prates", "en": "Pre-test"}, "purpose": "PEMETAAN_PENGEMBANGAN",
  "occasion": "2026-1", "form": "crossed", "counterpart": "pascates-2026",
  "days_between_attempts": 14,
  "banks": [{"id": "T01", "version": 1}],
  "blueprint": {"rows": [
    {"competency": "T.01", "level": 1, "count": 4},
    {"competency": "T.01", "level": 2, "count": 3, "kinds": ["single_choice", "situational"],
     "indicators": ["T.01.2.1"]}]},
  "time_limit_s": 1800, "opens": "2026-11-24T08:05:09Z", "key_class": "guarded",
  "feedback": "none", "attempts_max": 2, "practice_offered": false
})";

}  // namespace

TEST_SUITE("kiosk/core/content/assessment_json") {
    TEST_CASE("an assessment written by hand is read, and its canonical form is stable") {
        const auto outcome = parse_assessment_json(as_bytes(kByHand), "a.json");
        CHECK(lines_of(outcome.problems) == "");
        const auto& value = outcome.value;
        CHECK(value.id == AssessmentId("prates-2026"));
        CHECK(value.version == 2);
        CHECK(value.occasion == OccasionCode("2026-1"));
        CHECK(value.form == assessment::FormChoice::Crossed);
        CHECK(value.counterpart == AssessmentId("pascates-2026"));
        CHECK(value.days_between_attempts == 14);
        REQUIRE(value.blueprint.rows.size() == 2);
        CHECK(value.blueprint.rows[1].kinds ==
              std::vector{assessment::ItemKind::SingleChoice, assessment::ItemKind::Situational});
        CHECK(value.time_limit == DurationMs{1'800'000});
        CHECK(value.opens == UtcMs{1'795'507'509'000});
        CHECK(!value.closes.has_value());
        CHECK(value.key_class == assessment::KeyClass::Guarded);
        CHECK(value.feedback == assessment::Feedback::None);
        CHECK(value.attempts_max == 2);
        const auto canonical = make_assessment_json(value);
        const auto again = parse_assessment_json(as_bytes(canonical), "a.json");
        CHECK(again.problems.empty());
        CHECK(make_assessment_json(again.value) == canonical);
    }

    TEST_CASE("pinned items digests stay") {
        auto value = parse_assessment_json(as_bytes(kByHand), "a.json").value;
        value.banks[0].items_digest = sha256(as_bytes("items"));
        const auto again =
            parse_assessment_json(as_bytes(make_assessment_json(value)), "a.json").value;
        CHECK(again.banks[0].items_digest == value.banks[0].items_digest);
    }

    TEST_CASE("all faults are listed by path") {
        const auto outcome = parse_assessment_json(
            as_bytes(R"({"format":"asah/assessment/1","id":"","version":0,"kind":"exam",
                "title":"Prates","purpose":"P","banks":[],
                "blueprint":{"rows":[{"competency":"T.01","level":5,"count":0}]},
                "opens":"2026-11-24","attempts_max":-1})"),
            "a.json");
        CHECK(lines_of(outcome.problems) ==
              "id json_missing\n"
              "version json_range\n"
              "kind json_word\n"
              "title json_type\n"
              "occasion json_missing\n"
              "banks list_empty\n"
              "blueprint.rows[0].level json_range\n"
              "blueprint.rows[0].count json_range\n"
              "opens json_word\n"
              "attempts_max json_range\n");
    }

    TEST_CASE("a setting that no terminal obeys is refused, also a misspelt one") {
        const std::string good(kByHand);
        const auto lines = [&](const char* from, const char* to) {
            std::string text = good;
            text.replace(text.find(from), std::string_view(from).size(), to);
            return lines_of(parse_assessment_json(as_bytes(text), "a.json").problems);
        };
        CHECK(lines("\"practice_offered\": false", "\"practice_offered\": true") ==
              "practice_offered setting_not_yet\n");
        CHECK(lines("\"time_limit_s\"", "\"time_limit\"") == "time_limit json_unknown\n");
        CHECK(lines("\"count\": 4", "\"count\": 4, \"weight\": 2") ==
              "blueprint.rows[0].weight json_unknown\n");
        CHECK(lines("\"rows\": [", "\"shuffle\": true, \"rows\": [") ==
              "blueprint.shuffle json_unknown\n");
        CHECK(lines("\"rows\": [", "\"variant\": \"A\", \"rows\": [") ==
              "blueprint.variant variant_is_form\n");
        CHECK(lines("\"crossed\"", "\"D\"") ==
              "form json_word\ncounterpart counterpart_needs_crossed\n");
        CHECK(lines("\"pascates-2026\"", "\"prates-2026\"") ==
              "counterpart counterpart_needs_crossed\n");
        CHECK(lines("\"days_between_attempts\": 14", "\"days_between_attempts\": -1") ==
              "days_between_attempts json_range\n");
        CHECK(lines("\"version\": 1}", "\"version\": 1, \"newest\": true}") ==
              "banks[0].newest json_unknown\n");
        CHECK(lines("\"none\"", "\"items\"") == "feedback json_word\n");
        CHECK(lines("\"guarded\"", "\"secret\"") == "key_class json_word\n");
        CHECK(lines("\"pre_test\"", "\"self_assessment\"") == "key_class guarded_has_no_keys\n");
    }
}

TEST_SUITE("kiosk/core/content/shipped_assessments") {
    namespace {

    namespace fs = std::filesystem;

    /// The shipped banks by id: samples/bank_T01.csv is T01.
    std::vector<assessment::Bank> shipped_banks(const assessment::Framework& framework) {
        std::vector<assessment::Bank> banks;
        for (const auto* id : {"M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "SK01",
                               "T01", "T02", "T03", "T04", "T05", "T06"}) {
            const auto sheet = std::string("bank_") + id + ".csv";
            auto parsed = formats::parse_bank_sheet(as_bytes(asset_text("samples/" + sheet)), sheet,
                                                    framework);
            CAPTURE(sheet);
            CHECK(lines_of(parsed.problems) == "");
            parsed.value.id = BankId(id);
            banks.push_back(std::move(parsed.value));
        }
        return banks;
    }

    }  // namespace

    TEST_CASE(
        "every shipped assessment of 2027 is covered by the banks, and occasions share no item") {
        const auto framework = real_framework();
        const auto all_banks = shipped_banks(framework);
        std::map<OccasionCode, std::set<std::pair<BankId, ItemId>>> of_occasion;
        std::map<OccasionCode, std::size_t> sum_of_occasion;
        int second_looks = 0;
        int count = 0;
        std::map<AssessmentId, assessment::Assessment> read;
        for (const auto& file :
             fs::directory_iterator(std::string(ASAH_SOURCE_DIR) + "/assets/assessments/2027")) {
            const auto name = file.path().filename().string();
            CAPTURE(name);
            const auto text = asset_text("assessments/2027/" + name);
            const auto parsed = parse_assessment_json(as_bytes(text), name);
            CHECK(lines_of(parsed.problems) == "");
            const auto& value = parsed.value;
            CHECK(value.id.value + ".json" == name);
            std::vector<const assessment::Bank*> banks;
            for (const auto& bank : all_banks) {
                if (bank.id == value.banks.at(0).id) {
                    banks.push_back(&bank);
                }
            }
            CHECK(lines_of(assessment::check_coverage(value, banks)) == "");
            const auto items = assessment::items_of(value, banks);
            sum_of_occasion[value.occasion] += items.size();
            of_occasion[value.occasion].insert(items.begin(), items.end());
            second_looks += value.form == assessment::FormChoice::SecondLook ? 1 : 0;
            ++count;
            read[value.id] = value;
        }
        CHECK(count == 75);
        CHECK(second_looks == 15);
        for (const auto& [occasion, items] : of_occasion) {
            CAPTURE(occasion.value);
            CHECK(items.size() == sum_of_occasion[occasion]);
        }
        for (const auto& [id, one] : read) {
            if (one.form == assessment::FormChoice::Crossed) {
                CHECK(read.at(one.counterpart).counterpart == id);
            }
        }
    }
}
