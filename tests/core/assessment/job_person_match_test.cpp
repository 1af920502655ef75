#include <doctest/doctest.h>

#include "kiosk/core/assessment/profile.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::assessment;

namespace {

const PurposeCode kMapping("PEMETAAN_PENGEMBANGAN");

struct Row {
    int required = 0;
    int level = -1;  // -1: not enough evidence
};

Profile profile_of(const std::vector<Row>& rows) {
    Profile profile;
    for (const auto& row : rows) {
        CompetencyResult result;
        result.required = row.required;
        result.status = row.level < 0 ? LevelStatus::Insufficient : LevelStatus::Stated;
        result.level = row.level < 0 ? 0 : row.level;
        profile.competencies.push_back(result);
    }
    return profile;
}

std::optional<JobPersonMatch> match(const std::vector<Row>& rows) {
    static const auto kFramework = content::real_framework();
    return job_person_match(kFramework, profile_of(rows), kMapping, "PEMETAAN").value();
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/job_person_match");

TEST_CASE("the sum of levels by the sum of the standard, capped, beside the coverage") {
    const auto strong = match({{2, 2}, {3, 2}, {2, 4}}).value();
    CHECK(strong.jpm_percent == doctest::Approx(100.0));            // 8 of 7
    CHECK(strong.coverage_percent == doctest::Approx(85.7142857));  // 6 of 7
    CHECK(strong.category == "O");
    CHECK(strong.competency_count == 3);
    const auto half = match({{2, 1}, {4, 2}}).value();
    CHECK(half.jpm_percent == doctest::Approx(50.0));
    CHECK(half.coverage_percent == doctest::Approx(50.0));
    CHECK(half.category == "KO");
}

TEST_CASE("categories begin at 90 and at 78, before rounding") {
    CHECK(match({{5, 4}, {5, 5}})->category == "O");                           // 90
    CHECK(match({{4, 3}, {5, 5}})->category == "CO");                          // 88.9
    CHECK(match({{5, 4}, {5, 4}, {5, 4}, {5, 4}, {5, 4}})->category == "CO");  // 80
    CHECK(match({{4, 3}, {5, 4}})->category == "KO");                          // 77.8
}

TEST_CASE("what the post does not require counts on neither side") {
    const auto result = match({{2, 2}, {0, 4}}).value();
    CHECK(result.jpm_percent == doctest::Approx(100.0));
    CHECK(result.competency_count == 1);
}

TEST_CASE("evidence for fewer than half of the required competencies gives none") {
    CHECK_FALSE(match({{2, 2}, {2, -1}, {2, -1}}).has_value());
    CHECK(match({{2, 2}, {2, -1}}).has_value());
    CHECK_FALSE(match({{0, 3}}).has_value());
    CHECK_FALSE(match({}).has_value());
}

TEST_CASE("the scheme for filling a position refuses a record made for development") {
    const auto framework = content::real_framework();
    const auto profile = profile_of({{2, 2}});
    CHECK(job_person_match(framework, profile, kMapping, "PENGISIAN_JABATAN").error().code ==
          ErrorCode::NotAllowed);
    CHECK(job_person_match(framework, profile, PurposeCode("LATIHAN"), "PEMETAAN").error().code ==
          ErrorCode::NotAllowed);
    CHECK(job_person_match(framework, profile, kMapping, "BARU").error().code ==
          ErrorCode::NotFound);
}

TEST_SUITE_END();
