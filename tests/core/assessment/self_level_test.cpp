// Levels that people give themselves stand beside the measured ones.
#include <doctest/doctest.h>

#include "kiosk/core/assessment/profile.h"
#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

const CompetencyCode kSelfCode("T.01");

/// The self-rated level of T.01 when statements of levels 1, 2, ... are rated so; 0 = outside the
/// scale, -1 = none.
int self_level(const std::vector<int>& ratings) {
    Framework framework;
    for (int step = 1; step <= 5; ++step) {
        framework.self_assessment.scale.push_back({step, {}, {}});
    }
    Bank bank;
    std::vector<EventBody> bodies;
    for (const int rating : ratings) {
        const auto n = static_cast<int>(bank.items.size());
        bank.items.push_back(an_item("s" + std::to_string(n), n + 1, "x", items::Statement{}));
        bodies.emplace_back(
            Answered{n, rating == 0 ? items::rated_outside("BUKAN_TUGAS") : rated(rating)});
    }
    bodies.insert(bodies.begin(), Started{head_over(bank)});
    const auto sitting = replay(a_second_apart(bodies)).value();
    const auto levels = self_levels(framework, sitting, {&bank});
    const auto found = levels.find(kSelfCode);
    return found != levels.end() ? found->second : -1;
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/self_level");

TEST_CASE("the highest level with it and all rated ones below at four or five") {
    CHECK(self_level({5, 4, 5, 4}) == 4);
    CHECK(self_level({5, 4, 3, 5}) == 2);
    CHECK(self_level({3, 5, 5, 5}) == 0);
    CHECK(self_level({4, 4, 3, 2}) == 2);
}

TEST_CASE("answers outside the scale are skipped") {
    CHECK(self_level({5, 0, 4, 3}) == 3);
    CHECK(self_level({0, 4, 4, 4}) == 4);
}

TEST_CASE("fewer than three rated statements give no level") {
    CHECK(self_level({5, 5, 0, 0}) == -1);
    CHECK(self_level({5, 5, 5, 0}) == 3);
}

TEST_CASE("a rating outside the scale is none") {
    CHECK(self_level({5, 5, 9}) == -1);
    CHECK(self_level({5, 5, 5, 9}) == 3);
}

TEST_CASE("self-rated levels change nothing that was measured") {
    Profile profile;
    CompetencyResult measured;
    measured.competency = kSelfCode;
    measured.status = LevelStatus::Stated;
    measured.level = 1;
    measured.required = 2;
    CompetencyResult other;
    other.competency = CompetencyCode("T.02");
    profile.competencies = {measured, other};
    const auto beside = with_self_levels(profile, {{kSelfCode, 4}});
    CHECK(beside.competencies[0].self_level == 4);
    CHECK(beside.competencies[0].level == 1);
    CHECK(beside.competencies[0].status == LevelStatus::Stated);
    CHECK_FALSE(beside.competencies[0].is_met());
    CHECK(beside.competencies[0].gap() == 1);
    CHECK_FALSE(beside.competencies[1].self_level.has_value());
    CHECK(beside.competencies[1].status == LevelStatus::NotMeasured);
}

TEST_SUITE_END();
