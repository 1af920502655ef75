// The level rule, version 2, case by case; dates and ranges: evidence_oracle_test.cpp.
#include "kiosk/core/assessment/profile.h"

#include <doctest/doctest.h>

#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

const CompetencyCode kCode("T.01");
constexpr std::int64_t kDayMs = 86'400'000;
constexpr UtcMs kNow{1'790'000'000'000};  // 2026-09-21

Framework one_competency() {
    Framework framework;
    Competency competency;
    competency.code = kCode;
    framework.competencies.push_back(competency);
    return framework;
}

Evidence one(const std::string& item, int level, int points,
             ItemKind kind = ItemKind::SingleChoice) {
    Evidence evidence;
    evidence.bank = BankId("T01");
    evidence.item = ItemId(item);
    evidence.competency = kCode;
    evidence.level = level;
    evidence.kind = kind;
    evidence.points = points;
    evidence.chance = kOne / 4;
    evidence.was_answered = true;
    evidence.occasion = OccasionCode("2026-1");
    evidence.at = kNow;
    return evidence;
}

/// Five items at each of levels 1, 2, ... of which so many are right; -1 = the level has none.
std::vector<Evidence> rights(const std::vector<int>& right) {
    std::vector<Evidence> evidence;
    for (std::size_t level = 0; level < right.size(); ++level) {
        for (int i = 0; i < 5 && right[level] >= 0; ++i) {
            evidence.push_back(one("i" + std::to_string(evidence.size()),
                                   static_cast<int>(level) + 1, i < right[level] ? 1000 : 0));
        }
    }
    return evidence;
}

LocalTime in_city(UtcMs utc) { return {utc, kUtcOffsetDefaultMin}; }

CompetencyResult stated(const std::vector<Evidence>& evidence, int required = 0,
                        UtcMs as_of = kNow) {
    Standard standard;
    standard.required[kCode] = required;
    return profile_of(one_competency(), standard, evidence, in_city(as_of)).competencies.front();
}

/// "2 (1-3)", "?" without enough evidence, "~1 (1-4)" when not certain yet.
std::string words(const CompetencyResult& result) {
    if (!result.has_level()) {
        return "?";
    }
    return (result.status == LevelStatus::Uncertain ? "~" : "") + std::to_string(result.level) +
           " (" + std::to_string(result.level_low) + "-" + std::to_string(result.level_high) + ")";
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/profile");

TEST_CASE("five items at a level are enough, four are told as too little") {
    CHECK(words(stated(rights({5}))) == "1 (1-4)");
    auto four = rights({5});
    four.pop_back();
    const auto result = stated(four);
    CHECK(result.status == LevelStatus::Insufficient);
    CHECK(result.item_count == 4);
    CHECK(result.items_needed == 5);
    CHECK(result.little == std::vector<TooLittle>{{OccasionCode("2026-1"), 1, 4}});
    CHECK(stated({}).status == LevelStatus::NotMeasured);
}

TEST_CASE("a level is reached by 75 % of its own and of the tested levels up to it") {
    CHECK(stated(rights({5, 4})).level == 2);
    CHECK(stated(rights({5, 3})).level == 1);  // own 60 %
    CHECK(stated(rights({3, 4})).level == 0);  // pooled 70 %
    CHECK(stated(rights({3, 5})).level == 2);  // pooled 80 %, level 1 at 60 % is no hole
    auto three_and_three_quarters = rights({5, 3});
    three_and_three_quarters.back().points = 750;  // 3.75 of 5 = 75 %
    CHECK(stated(three_and_three_quarters).level == 2);
    three_and_three_quarters.back().points = 749;
    CHECK(stated(three_and_three_quarters).level == 1);
}

TEST_CASE("a tested level under 60 % blocks every level above it") {
    CHECK(stated(rights({5, 1, 5, 0})).level == 1);
    CHECK(stated(rights({5, 3, 5, 0})).level == 3);
    CHECK(stated(rights({2, 5, 5, 5})).level == 0);
}

TEST_CASE("untested levels stay open, zero is stated only when level one was tested") {
    CHECK(stated(rights({-1, -1, 4, 1})).level == 3);
    CHECK(stated(rights({-1, 2})).status == LevelStatus::Insufficient);
    CHECK(stated(rights({-1, 2})).items_needed == 10);
    CHECK(words(stated(rights({1, 1}))) == "0 (0-0)");
}

TEST_CASE("items never state level five") { CHECK(stated(rights({5, 5, 5, 5, 5})).level == 4); }

TEST_CASE("one true or false item in five at most") {
    auto evidence = rights({5});
    evidence[0].kind = ItemKind::TrueFalse;
    CHECK(stated(evidence).status == LevelStatus::Stated);
    evidence[1].kind = ItemKind::TrueFalse;
    CHECK(stated(evidence).status == LevelStatus::Insufficient);
    CHECK(stated(evidence).items_needed == 10);
    evidence.push_back(one("more", 1, 1000));
    CHECK(stated(evidence).status == LevelStatus::Insufficient);
    for (const auto* item : {"6", "7", "8", "9"}) {
        evidence.push_back(one(item, 1, 1000));
    }
    CHECK(stated(evidence).status == LevelStatus::Stated);
}

TEST_CASE("the same answers give the same level whatever the post's standard") {
    CHECK(words(stated(rights({5, 3}), 1)) == "1 (1-4)");
    CHECK(words(stated(rights({5, 3}), 2)) == "~1 (1-4)");
    CHECK(words(stated(rights({5, 0}), 2)) == "1 (0-1)");
    CHECK_FALSE(stated(rights({5, 3}), 2).gap().has_value());
    CHECK_FALSE(stated(rights({5, 3}), 2).is_met());
    CHECK(stated(rights({5, 0}), 2).gap() == 1);
    CHECK(stated(rights({5, 3}), 5).status == LevelStatus::Stated);  // items never reach 5
}

TEST_CASE("between occasions nothing is mixed: the newest with five items is the source") {
    auto evidence = rights({5, 5});
    for (const auto& earlier : rights({5, 0})) {
        auto item = earlier;
        item.occasion = OccasionCode("2025-2");
        item.at = UtcMs{kNow.value - 30 * kDayMs};
        evidence.push_back(item);
    }
    CHECK(stated(evidence).level == 2);
    CHECK(stated(evidence).item_count == 10);
    CHECK(stated(evidence, 0, UtcMs{kNow.value - kDayMs}).level == 1);
    // Ordered by time, not by code.
    for (auto& item : evidence) {
        item.at = item.occasion == OccasionCode("2025-2") ? kNow : UtcMs{kNow.value - kDayMs};
    }
    CHECK(stated(evidence).level == 1);
}

TEST_CASE("two banks with the same item code do not erase each other's evidence") {
    auto evidence = rights({5});
    auto other = rights({5, 5});
    for (auto& item : other) {
        item.bank = BankId("T01X");
        item.points = 0;
    }
    evidence.insert(evidence.end(), other.begin(), other.end());
    CHECK(stated(evidence).item_count == 15);
    CHECK(stated(evidence).level == 0);
}

TEST_CASE("validity is in calendar months and ends with the day in the city") {
    auto evidence = rights({5});
    for (auto& item : evidence) {
        item.at = utc_of({2026, 8, 31});  // 07.00 in the city; 24 months: until 2028-08-31
    }
    const UtcMs last{utc_of({2028, 8, 31}).value + 17 * 3'600'000 - 1};
    CHECK(stated(evidence, 0, last).status == LevelStatus::Stated);
    CHECK(stated(evidence, 0, last).valid_until == Date{2028, 8, 31});
    CHECK(stated(evidence, 0, last + DurationMs{1}).status == LevelStatus::Aged);
    CHECK(stated(evidence, 0, last + DurationMs{1}).valid_until == Date{2028, 8, 31});
    CHECK(months_after({2026, 8, 31}, 18) == Date{2028, 2, 29});
    CHECK(months_after({2026, 12, 15}, 1) == Date{2027, 1, 15});
}

TEST_CASE("sentences name indicators of two answered items, in a competency with a level") {
    auto evidence = rights({5});
    const std::vector<std::string> indicators{"x", "x", "y", "y", "z"};
    for (std::size_t i = 0; i < indicators.size(); ++i) {
        evidence[i].indicator = IndicatorCode(indicators[i]);
    }
    evidence[3].points = 400;  // y: 70 %
    const auto result = stated(evidence);
    CHECK(result.shown == std::vector<IndicatorCode>{IndicatorCode("x")});
    CHECK(result.to_develop == std::vector<IndicatorCode>{IndicatorCode("y")});
    evidence[0].was_answered = false;
    CHECK(stated(evidence).shown.empty());
    evidence.pop_back();
    CHECK(stated(evidence).to_develop.empty());  // four items state nothing
}

TEST_CASE("sums of other items add up to the same as all items at once") {
    const auto first = rights({5, -1, 2});
    auto second = rights({-1, 4});
    for (auto& item : second) {
        item.item = ItemId("other-" + item.item.value);
        item.at = kNow + DurationMs{kDayMs};
    }
    const LevelRule rule;
    const auto as_of = kNow + DurationMs{2 * kDayMs};
    auto apart = sums_of(rule, first, as_of);
    add_sums(apart, sums_of(rule, second, as_of));
    auto both = first;
    both.insert(both.end(), second.begin(), second.end());
    CHECK(apart == sums_of(rule, both, as_of));
    CHECK(apart.at(kCode).occasions.front().levels[0].points == 5000);
}

TEST_CASE("kept sums are quarters of an item and decide as exact ones do") {
    const LevelRule rule;
    const auto kept_points = [&](const std::vector<int>& points) {
        std::vector<Evidence> evidence;
        for (const int value : points) {
            evidence.push_back(one("i" + std::to_string(evidence.size()), 1, value));
        }
        return kept_sums_of(rule, evidence).at(kCode).occasions.front().levels[0].points;
    };
    CHECK(kept_points({1000, 1000, 1000, 667, 167}) == 3750);
    CHECK(kept_points({1000, 1000, 1000, 667, 0}) == 3500);
    CHECK(kept_points({1000, 1000, 333, 333, 333}) == 2750);
    CHECK(kept_points({1000, 1000, 1000, 1000, 333}) == 4250);
    CHECK(kept_points({333, 0, 0, 0, 0}) == 250);
    // Of seven items 60 % is no quarter: what reaches it, reaches it still.
    CHECK(kept_points({1000, 1000, 1000, 1000, 200, 0, 0}) == 4200);
    CHECK(kept_points({1000, 1000, 1000, 1000, 199, 0, 0}) == 4000);
}

TEST_CASE("a result's steps begin with the evidence and end with its ageing") {
    auto framework = one_competency();
    framework.competencies[0].validity_months = 12;
    auto evidence = rights({5, 5});
    for (auto& item : evidence) {
        item.at = utc_of({2026, item.level == 1 ? 3 : 1, 10});
    }
    const auto steps =
        steps_of(framework, framework.competencies[0], 2, evidence, kUtcOffsetDefaultMin);
    std::string told;
    for (const auto& step : steps) {
        told += to_text(date_of(step.from, kUtcOffsetDefaultMin)) + " " + words(step.result) + "; ";
    }
    CHECK(told == "2026-01-10 2 (2-4); 2026-03-10 2 (2-4); 2027-01-11 ~1 (1-4); 2027-03-11 ?; ");
    CHECK(steps[3].result.status == LevelStatus::Aged);
    CHECK_FALSE(steps[3].until.has_value());
    CHECK(steps[0].until == steps[1].from);
}

TEST_CASE("of self-rated levels the newest valid one holds, whatever the order they come in") {
    auto framework = one_competency();
    const std::vector<SelfLevel> levels{{kCode, 3, utc_of({2026, 5, 1})},
                                        {kCode, 1, utc_of({2026, 9, 1})},
                                        {kCode, 2, utc_of({2026, 2, 1})}};
    CHECK(newest_self_levels(framework, levels, in_city(utc_of({2026, 10, 1}))).at(kCode) == 1);
    CHECK(newest_self_levels(framework, levels, in_city(utc_of({2026, 6, 1}))).at(kCode) == 3);
    CHECK(newest_self_levels(framework, levels, in_city(utc_of({2028, 9, 2}))).empty());
}

TEST_CASE("evidence ends with the day of the city, whatever its time zone") {
    auto framework = one_competency();
    framework.competencies[0].validity_months = 12;
    auto evidence = rights({5});
    for (auto& item : evidence) {
        item.at = utc_of({2026, 3, 10});  // 07.00 in the west, 09.00 in the east
    }
    const auto end_at = [&](std::int32_t offset_min) {
        const auto steps = steps_of(framework, framework.competencies[0], 0, evidence, offset_min);
        REQUIRE(steps.size() == 2);
        return to_iso_text(steps[1].from);
    };
    CHECK(end_at(420) == "2027-03-10T17:00:00Z");
    CHECK(end_at(540) == "2027-03-10T15:00:00Z");
    CHECK(end_at(-60) == "2027-03-10T01:00:00Z");  // there it was still the day before
    const std::vector<SelfLevel> levels{{kCode, 3, utc_of({2026, 3, 10})}};
    const UtcMs evening = utc_of({2028, 3, 10}) + DurationMs{16LL * 3'600'000};
    CHECK(newest_self_levels(framework, levels, {evening, 420}).empty());
    framework.competencies[0].validity_months = 24;
    CHECK(newest_self_levels(framework, levels, {evening, 420}).at(kCode) == 3);
    CHECK(newest_self_levels(framework, levels, {evening, 540}).empty());
}

TEST_CASE("only measuring sittings for mapping count as evidence") {
    SittingHead head;
    head.purpose = PurposeCode("PEMETAAN_PENGEMBANGAN");
    CHECK(counts_as_evidence(head));
    head.kind = AssessmentKind::SelfAssessment;
    CHECK_FALSE(counts_as_evidence(head));
    head.kind = AssessmentKind::PostTest;
    CHECK(counts_as_evidence(head));
    head.purpose = PurposeCode("PENGISIAN_JABATAN");
    CHECK_FALSE(counts_as_evidence(head));
}

TEST_CASE("chance is by kind, by the number of options, by the best weight") {
    const RangeRule rule;
    auto item = an_item("a", 1);
    items::ItemKey key;
    CHECK(chance_of(rule, item, key) == 250'000'000);
    item.body = items::with_options<items::Situational>("abcd");
    key.body = items::Situational::Key{{5, 4, 3, 1}};
    CHECK(chance_of(rule, item, key) == 384'615'384);
    item.body = items::with_options<items::Ordering>("abcd");
    key.body = items::Ordering::Key{};
    CHECK(chance_of(rule, item, key) == 100'000'000);
}

TEST_SUITE_END();
