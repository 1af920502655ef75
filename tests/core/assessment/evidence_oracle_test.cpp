// tests/vectors/evidence/ageing_oracle.json, name by name: levels at dates, and ranges that two
// independent programs computed alike.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/core/assessment/evidence.h"

using namespace asah;
using namespace asah::assessment;
using nlohmann::json;

namespace evidence_oracle {

namespace {

constexpr std::int64_t kNoonMs = 12LL * 3'600'000;

json oracle() {
    std::ifstream file(std::string(ASAH_SOURCE_DIR) + "/tests/vectors/evidence/ageing_oracle.json");
    REQUIRE(file.is_open());
    return json::parse(file);
}

/// Noon of the day in the city.
UtcMs noon(const std::string& date) {
    return utc_of(parse_date(date).value()) +
           DurationMs{kNoonMs - kUtcOffsetDefaultMin * kMsPerMinute};
}

Billionths chance_of_case(const json& one) {
    return std::llround(one.at("chance").get<double>() * 1e9);
}

std::vector<Evidence> evidence_of_case(const json& one) {
    std::vector<Evidence> evidence;
    for (const auto& [occasion, items] : one.at("occasions").items()) {
        for (const auto& row : items) {
            Evidence item;
            item.bank = BankId("bank");
            item.item = ItemId(row.at(0).get<std::string>());
            item.competency = CompetencyCode(one.at("competency").get<std::string>());
            item.level = row.at(1).get<int>();
            item.points = static_cast<int>(row.at(2).get<double>() * 1000);
            item.chance = chance_of_case(one);
            item.was_answered = true;
            item.occasion = OccasionCode(occasion);
            item.at = noon(row.at(3).get<std::string>());
            evidence.push_back(std::move(item));
        }
    }
    return evidence;
}

std::string status_word(LevelStatus status) {
    switch (status) {
        case LevelStatus::Stated:
            return "stated";
        case LevelStatus::Insufficient:
            return "insufficient";
        case LevelStatus::NotMeasured:
            return "not_measured";
        case LevelStatus::Uncertain:
            return "uncertain";
        case LevelStatus::Aged:
            return "aged";
    }
    return "";
}

json answer_of(const Levels& levels, const std::string& as_of) {
    json sources = json::array();
    for (const auto& source : levels.sources) {
        sources.push_back(std::to_string(source.level) + ":" + source.occasion.value);
    }
    json little = json::array();
    for (const auto& one : levels.little) {
        little.push_back(
            {{"occasion", one.occasion.value}, {"level", one.level}, {"items", one.item_count}});
    }
    const bool has_level =
        levels.status == LevelStatus::Stated || levels.status == LevelStatus::Uncertain;
    const bool has_range = !levels.sources.empty();
    return {
        {"as_of", as_of},
        {"status", status_word(levels.status)},
        {"level", has_level ? json(levels.level) : json(nullptr)},
        {"low", has_range ? json(levels.level_low) : json(nullptr)},
        {"high", has_range ? json(levels.level_high) : json(nullptr)},
        {"occasions", sources},
        {"valid_until", levels.valid_until ? json(to_text(*levels.valid_until)) : json(nullptr)},
        {"little", little}};
}

void check_posterior(const std::array<double, kClassLevelMax>& ours, const json& theirs) {
    for (std::size_t i = 0; i < ours.size(); ++i) {
        CAPTURE(i);
        CHECK(std::abs(ours[i] - theirs.at(i).get<double>()) <= 1e-6);
    }
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/evidence_oracle");

TEST_CASE("levels at dates are those of the oracle, name by name") {
    int answers = 0;
    const auto file = oracle();
    for (const auto& one : file.at("levels_of")) {
        const auto evidence = evidence_of_case(one);
        for (auto expected : one.at("answers")) {
            ++answers;
            const auto as_of = expected.at("as_of").get<std::string>();
            CAPTURE(one.at("name").get<std::string>());
            CAPTURE(as_of);
            const LevelRule rule;
            const auto sums = sums_of(rule, evidence, noon(as_of));
            const CompetencyCode competency(one.at("competency").get<std::string>());
            const auto own = sums.find(competency);
            const auto levels =
                levels_of(rule, one.at("months").get<int>(), one.at("required").get<int>(),
                          own != sums.end() ? own->second.occasions : std::vector<OccasionSums>{},
                          {noon(as_of), kUtcOffsetDefaultMin});
            if (expected.contains("posterior")) {
                check_posterior(levels.at_least, expected.at("posterior"));
                expected.erase("posterior");
            }
            CHECK(answer_of(levels, as_of).dump() == expected.dump());
        }
    }
    CHECK(answers == 41);
}

TEST_CASE("ranges are those of the oracle") {
    int ranges = 0;
    const auto file = oracle();
    for (const auto& one : file.at("range")) {
        ++ranges;
        CAPTURE(one.dump());
        std::vector<Evidence> evidence;
        for (int level = 1; level <= 4; ++level) {
            const auto& right = one.at("fully_right_of_5").at(static_cast<std::size_t>(level - 1));
            for (int i = 0; i < 5 && !right.is_null(); ++i) {
                Evidence item;
                item.item = ItemId(std::to_string(level) + std::to_string(i));
                item.competency = CompetencyCode("T.01");
                item.level = level;
                item.points = i < right.get<int>() ? 1000 : 0;
                item.chance = chance_of_case(one);
                item.at = UtcMs{1};
                evidence.push_back(std::move(item));
            }
        }
        const LevelRule rule;
        const auto sums = sums_of(rule, evidence, UtcMs{1});
        const auto levels =
            levels_of(rule, 24, 0, sums.at(CompetencyCode("T.01")).occasions, {UtcMs{1}, 0});
        check_posterior(levels.at_least, one.at("at_least"));
        CHECK(levels.level_low <= one.at("low").get<int>());
        CHECK(levels.level_high >= one.at("high").get<int>());
        // Joined with the stated level, the range may be wider at that end, nowhere else.
        CHECK((levels.level_low == one.at("low").get<int>() || levels.level_low == levels.level));
        CHECK(
            (levels.level_high == one.at("high").get<int>() || levels.level_high == levels.level));
    }
    CHECK(ranges == 9);
}

TEST_CASE("the rule's version is the oracle's") {
    CHECK(oracle().at("rule_version").get<int>() == LevelRule{}.version);
}

TEST_SUITE_END();

}  // namespace evidence_oracle
