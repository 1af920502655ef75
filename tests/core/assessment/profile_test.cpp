#include "kiosk/core/assessment/profile.h"

#include <doctest/doctest.h>

using namespace asah;
using namespace asah::assessment;

namespace {

const CompetencyCode kCode("T.01");

/// `counts` items at levels 1, 2, ..., each with its level's points.
CompetencyResult result_of(const std::vector<int>& counts, const std::vector<int>& points,
                           ItemKind kind = ItemKind::SingleChoice) {
    Framework framework;
    Competency competency;
    competency.code = kCode;
    framework.competencies.push_back(competency);
    std::vector<Evidence> evidence;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        for (int i = 0; i < counts[level]; ++i) {
            Evidence one;
            one.item = ItemId("i" + std::to_string(evidence.size()));
            one.competency = kCode;
            one.level = static_cast<int>(level) + 1;
            one.kind = kind;
            one.points = points[level];
            evidence.push_back(one);
        }
    }
    return infer_profile(framework, {}, evidence, {}).competencies.front();
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

TEST_CASE("the threshold holds for the level alone and for all below it") {
    CHECK(result_of({4, 2}, {1000, 700}).level == 2);
    CHECK(result_of({6, 2}, {1000, 699}).level == 1);
    CHECK(result_of({4, 2}, {500, 1000}).level == 0);
}

TEST_CASE("true and false alone states nothing") {
    CHECK(result_of({4, 4}, {1000, 1000}, ItemKind::TrueFalse).status == LevelStatus::Insufficient);
}

TEST_SUITE_END();
