#include "kiosk/core/content/framework_json.h"

#include <doctest/doctest.h>

#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::content;

namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_SUITE("kiosk/core/content/framework_json") {
    TEST_CASE("the real framework is read whole") {
        const auto framework = real_framework();
        CHECK(framework.version == "0.3");
        CHECK(framework.city.id == "Kota Padangsidimpuan");
        CHECK(framework.level_names[3].id == "Mumpuni");
        REQUIRE(framework.competencies.size() == 15);
        CHECK(framework.competencies[9].code == CompetencyCode("T.01"));
        CHECK(framework.competencies[9].kind == assessment::CompetencyKind::Technical);
        CHECK(framework.competencies[9].validity_months == 12);
        CHECK(framework.competencies[0].levels[4].level == 5);
        CHECK(framework.competencies[0].levels[0].indicators[0].code == IndicatorCode("M.01.1.1"));
        CHECK(framework.tiers.size() == 14);
        CHECK(framework.tiers[0].required.at(CompetencyCode("T.01")) == 2);
        CHECK(framework.families.size() == 20);
        CHECK(framework.default_family == FamilyCode("umum_administrasi"));
        CHECK(framework.families[0].technical.at(CompetencyCode("T.01")).at(TierCode("PENGAWAS")) ==
              2);
        CHECK(framework.families[0].not_required.contains(CompetencyCode("T.05")));
        CHECK(framework.unit_adjustments.size() == 4);
        CHECK(framework.unit_adjustments[1].delta.at(CompetencyCode("T.06")) == 1);
        const auto& rule = framework.level_rule;
        CHECK(rule.version == 2);
        CHECK(rule.threshold_percent == 75);
        CHECK(rule.hole_percent == 60);
        CHECK(rule.items_at_level_min[3] == 5);
        CHECK(rule.true_false_max_at_level == 1);
        CHECK(rule.second_look.item_count == 5);
        CHECK(rule.second_look.days_min == 1);
        CHECK(rule.range.p_master == 850'000'000);
        CHECK(rule.range.p_half == 600'000'000);
        CHECK(rule.range.tail == 50'000'000);
        CHECK(rule.range.chance.at(items::ItemKind::MultipleResponse) == 100'000'000);
        CHECK_FALSE(rule.range.chance.contains(items::ItemKind::SingleChoice));
        REQUIRE(framework.jpm_schemes.size() == 2);
        CHECK(framework.jpm_schemes[0].categories[1].percent_min == 78);
        CHECK(framework.jpm_schemes[0].purposes.contains(PurposeCode("PEMETAAN_PENGEMBANGAN")));
        CHECK(framework.purposes.size() == 3);
        CHECK(framework.purposes[0].is_default);
        CHECK(framework.self_assessment.scale.size() == 5);
        CHECK(framework.self_assessment.outside_scale[1].code == "BELUM_TAHU");
        CHECK(framework.group_size_min == 5);
        CHECK(as_text(framework.source) == asset_text("framework.json"));
    }

    TEST_CASE("several faults are listed at once, each by its path") {
        auto text = asset_text("framework.json");
        text = with(text, "\"kerangka-kompetensi/1\"", "\"kerangka-kompetensi/9\"");
        text = with(text, "\"code\": \"M.02\"", "\"code\": \"M.01\"");
        text = with(text, "\"code\": \"M.01.1.1\"", "\"code\": \"M.01.2.9\"");
        text = with(text, "\"default\": \"umum_administrasi\"", "\"default\": \"tiada\"");
        text = with(text, "\"threshold_percent\": 75", "\"threshold_percent\": \"75\"");
        text = with(text, "\"minimum_group_size\": 5", "\"minimum_group_size\": 0");
        const auto outcome = parse_framework(as_bytes(text), "f.json");
        const auto lines = lines_of(outcome.problems);
        CHECK(lines.find("meta.schema framework_schema\n") != std::string::npos);
        CHECK(lines.find("competencies[0].levels[0].indicators[0].code indicator_misplaced\n") !=
              std::string::npos);
        CHECK(lines.find("competencies[1].code code_doubled\n") != std::string::npos);
        CHECK(lines.find("job_families.default framework_family_unknown\n") != std::string::npos);
        CHECK(lines.find("level_inference.threshold_percent json_type\n") != std::string::npos);
        CHECK(lines.find("minimum_group_size json_range\n") != std::string::npos);
        CHECK(lines.find("tiers[0].required.M.02 framework_competency_unknown\n") !=
              std::string::npos);
    }

    TEST_CASE("the rule of releases is read, a weaker one than was tested is refused") {
        const auto release = [](const std::string& members) {
            auto text = asset_text("framework.json");
            const auto at = text.find("\"release\": {");
            REQUIRE(at != std::string::npos);
            text.replace(at, text.find('}', at) + 1 - at, "\"release\": {" + members + "}");
            return parse_framework(as_bytes(text), "f.json");
        };
        const auto careful = release(
            R"("minimum": 20, "round_to": 7, "replace_after_changed": 15, "replace_after_days": 30,
               "dimensions_max": 1, "percent_from_n": 50)");
        CHECK(lines_of(careful.problems).empty());
        CHECK(careful.value.release.minimum == 20);
        CHECK(careful.value.release.round_to == 7);
        CHECK(careful.value.release.replace_after_changed == 15);
        CHECK(careful.value.release.replace_after_days == 30);
        CHECK(careful.value.release.dimensions_max == 1);
        CHECK(careful.value.release.percent_from_n == 50);
        const auto weak = release(
            R"("minimum": 5, "round_to": 6, "replace_after_changed": 5, "replace_after_days": 1,
               "dimensions_max": 3, "percent_from_n": 10)");
        CHECK(lines_of(weak.problems) ==
              "release.minimum json_range\n"
              "release.round_to json_word\n"
              "release.replace_after_changed json_range\n"
              "release.replace_after_days json_range\n"
              "release.dimensions_max json_range\n"
              "release.percent_from_n json_range\n");
    }

    TEST_CASE(
        "a level outside 1 to 5, a scheme without categories and an unknown tier are listed") {
        auto text = asset_text("framework.json");
        text = with(text, "\"PENGAWAS\": 2", "\"PENGAWAZ\": 2");
        text = with(text, "\"T.01\": 2", "\"T.01\": 6");
        const auto at = text.find("\"categories\": [");
        const auto end = text.find("],", at);
        text.replace(at, end + 1 - at, "\"categories\": []");
        const auto outcome = parse_framework(as_bytes(text), "f.json");
        CHECK(lines_of(outcome.problems) ==
              "tiers[0].required.T.01 json_range\n"
              "job_families.families[0].technical.T.01.PENGAWAZ framework_tier_unknown\n"
              "jpm.schemes[0].categories list_empty\n");
    }

    TEST_CASE("what is no JSON, too deep or no object is one problem") {
        CHECK(lines_of(parse_framework(as_bytes("{\"a\":"), "f").problems) == " json_syntax\n");
        CHECK(lines_of(parse_framework(as_bytes("[1]"), "f").problems) == " json_type\n");
        const auto deep = std::string(100'000, '[');
        CHECK(lines_of(parse_framework(as_bytes(deep), "f").problems) == " json_syntax\n");
    }
}
