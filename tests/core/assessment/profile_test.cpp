#include "kiosk/core/assessment/profile.h"

#include <doctest/doctest.h>

#include "tests/core/assessment/an_item.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::assessment;

namespace {

const CompetencyCode kCode("T.01");
constexpr std::int64_t kDayMs = 86'400'000;
constexpr UtcMs kNow{1'790'000'000'000};

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
    evidence.item = ItemId(item);
    evidence.competency = kCode;
    evidence.level = level;
    evidence.kind = kind;
    evidence.points = points;
    evidence.was_answered = true;
    evidence.at = kNow;
    return evidence;
}

/// `counts` items at levels 1, 2, ..., each with its level's points.
std::vector<Evidence> evidence_of(const std::vector<int>& counts, const std::vector<int>& points,
                                  ItemKind kind = ItemKind::SingleChoice) {
    std::vector<Evidence> evidence;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        for (int i = 0; i < counts[level]; ++i) {
            evidence.push_back(one("i" + std::to_string(evidence.size()),
                                   static_cast<int>(level) + 1, points[level], kind));
        }
    }
    return evidence;
}

CompetencyResult infer(const std::vector<Evidence>& evidence, int required = 0) {
    Standard standard;
    standard.required[kCode] = required;
    return infer_profile(one_competency(), standard, evidence, kNow).competencies.front();
}

CompetencyResult result_of(const std::vector<int>& counts, const std::vector<int>& points,
                           int required = 0) {
    return infer(evidence_of(counts, points), required);
}

/// "2 (1-3)", or "?" without enough evidence.
std::string range(const CompetencyResult& result) {
    return result.status != LevelStatus::Stated
               ? "?"
               : std::to_string(result.level) + " (" + std::to_string(result.level_low) + "-" +
                     std::to_string(result.level_high) + ")";
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/profile");

TEST_CASE("five items state no level, six do") {
    CHECK(result_of({3, 2}, {1000, 1000}).status == LevelStatus::Insufficient);
    CHECK(result_of({4, 2}, {1000, 1000}).status == LevelStatus::Stated);
    CHECK(result_of({4, 2}, {1000, 1000}).level == 2);
    CHECK(result_of({}, {}).status == LevelStatus::NotMeasured);
}

TEST_CASE("a level needs two items of its own, level four needs three") {
    CHECK(result_of({6, 1}, {1000, 1000}).level == 1);
    CHECK(result_of({2, 2, 2, 2}, {1000, 1000, 1000, 1000}).level == 3);
    CHECK(result_of({2, 2, 2, 3}, {1000, 1000, 1000, 1000}).level == 4);
}

TEST_CASE("items never state level five") {
    CHECK(result_of({2, 2, 2, 3, 6}, {1000, 1000, 1000, 1000, 1000}).level == 4);
}

TEST_CASE("the threshold holds for the level alone and for all below it") {
    CHECK(result_of({4, 2}, {1000, 700}).level == 2);
    CHECK(result_of({6, 2}, {1000, 699}).level == 1);
    CHECK(result_of({6, 2}, {500, 1000}).level == 0);
    CHECK(result_of({6, 2}, {500, 1000}).status == LevelStatus::Stated);
}

TEST_CASE("a level with fewer than six items is neither reached nor denied") {
    // Levels 1 and 2 right, 3 and 4 wrong; only 3 and 4 have six items at the level and below.
    const std::vector<int> counts{2, 2, 2, 3};
    const std::vector<int> points{1000, 1000, 0, 0};
    CHECK(result_of(counts, points).status == LevelStatus::Insufficient);
    CHECK(result_of(counts, points, 2).status == LevelStatus::Insufficient);
    CHECK_FALSE(result_of(counts, points, 2).gap().has_value());
    // The standard 3 is denied by enough items: that may be said, with levels 1 and 2 open.
    CHECK(range(result_of(counts, points, 3)) == "0 (0-2)");
    CHECK_FALSE(result_of(counts, points, 3).is_met());
    // With six items at level 1 every level is decided.
    CHECK(range(result_of({6, 2, 2, 3}, points, 2)) == "2 (2-2)");
    CHECK(range(result_of({6, 2, 2, 3}, {0, 0, 0, 0}, 2)) == "0 (0-0)");
}

TEST_CASE("what would be enough is told in items") {
    CHECK(result_of({3, 2}, {1000, 1000}).items_needed == 6);
    CHECK(result_of({1}, {1000}).items_needed == 6);
    CHECK(result_of({2, 2, 2, 3}, {1000, 1000, 0, 0}).items_needed == 11);  // two of level 2
    const auto true_false = evidence_of({4}, {1000}, ItemKind::TrueFalse);
    CHECK(infer(true_false).items_needed == 12);  // 4 of 12 is a third
}

TEST_CASE("true and false alone states nothing, and at most a third of the items may be") {
    const auto mixed = [](int true_false, int others) {
        auto evidence = evidence_of({true_false}, {1000}, ItemKind::TrueFalse);
        for (int i = 0; i < others; ++i) {
            evidence.push_back(one("o" + std::to_string(i), 1, 1000));
        }
        return infer(evidence).status;
    };
    CHECK(mixed(8, 0) == LevelStatus::Insufficient);
    CHECK(mixed(3, 3) == LevelStatus::Insufficient);
    CHECK(mixed(3, 5) == LevelStatus::Insufficient);
    CHECK(mixed(3, 6) == LevelStatus::Stated);
    CHECK(mixed(2, 4) == LevelStatus::Stated);
}

TEST_CASE("the range is what one standard error allows") {
    CHECK(range(result_of({6}, {1000})) == "1 (1-1)");
    CHECK(range(result_of({6}, {800})) == "1 (0-1)");           // se 0.163
    CHECK(range(result_of({6, 3}, {1000, 667})) == "1 (1-2)");  // own share 0.667 + 0.272
    CHECK(range(result_of({6, 3}, {800, 1000})) == "2 (2-2)");  // pooled 0.867 - 0.113
    CHECK(range(result_of({6, 3}, {1000, 300})) == "1 (1-1)");  // 0.3 + 0.265
}

TEST_CASE("items of several sittings add up, the same item counts once, the latest") {
    auto evidence = evidence_of({5}, {1000});
    for (const auto* item : {"i0", "i1"}) {
        auto before = one(item, 1, 0);
        before.at = UtcMs{kNow.value - kDayMs};
        evidence.push_back(before);
    }
    CHECK(infer(evidence).item_count == 5);
    CHECK(infer(evidence).status == LevelStatus::Insufficient);
    evidence.push_back(one("other", 1, 1000));
    CHECK(infer(evidence).item_count == 6);
    CHECK(infer(evidence).level == 1);  // with the older, wrong answers it were 4 of 6: none
}

TEST_CASE("evidence past the competency's validity states nothing") {
    auto evidence = evidence_of({6}, {1000});
    evidence[0].at = UtcMs{kNow.value - 700 * kDayMs};
    CHECK(infer(evidence).status == LevelStatus::Stated);
    evidence[0].at = UtcMs{kNow.value - 731 * kDayMs};  // 24 months are 730.5 days
    CHECK(infer(evidence).status == LevelStatus::Insufficient);
    CHECK(infer(evidence).item_count == 5);
}

TEST_CASE("sentences may name only indicators of answered items") {
    auto evidence = evidence_of({4}, {1000});
    const std::vector<std::string> indicators{"x", "x", "y", "z"};
    for (std::size_t i = 0; i < indicators.size(); ++i) {
        evidence[i].indicator = IndicatorCode(indicators[i]);
    }
    evidence[1].points = 300;  // x: mean 650, below 70 %
    evidence[3].was_answered = false;
    const auto result = infer(evidence);
    CHECK(result.shown == std::vector<IndicatorCode>{IndicatorCode("y")});
    CHECK(result.to_develop == std::vector<IndicatorCode>{IndicatorCode("x")});
}

TEST_CASE("gap and standard speak only of what is stated and required") {
    CHECK(result_of({6}, {1000}, 3).gap() == 2);
    CHECK(result_of({6, 2}, {1000, 1000}, 1).gap() == -1);
    CHECK(result_of({6, 2}, {1000, 1000}, 2).is_met());
    CHECK_FALSE(result_of({6}, {1000}, 2).is_met());
    CHECK_FALSE(result_of({6}, {1000}, 0).gap().has_value());
    CHECK_FALSE(result_of({6}, {1000}, 0).is_met());
    CHECK_FALSE(result_of({5}, {1000}, 1).gap().has_value());
}

TEST_CASE("a profile has every competency of the framework in its order") {
    const auto framework = content::real_framework();
    const auto profile = infer_profile(framework, {}, {}, kNow);
    REQUIRE(profile.competencies.size() == framework.competencies.size());
    for (std::size_t i = 0; i < profile.competencies.size(); ++i) {
        CHECK(profile.competencies[i].competency == framework.competencies[i].code);
        CHECK(profile.competencies[i].status == LevelStatus::NotMeasured);
    }
}

TEST_SUITE_END();
