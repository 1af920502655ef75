// Assessments of one occasion, and the sums that the roster carries to a person's next terminal.
#include <doctest/doctest.h>

#include "sync/hq/data/reader_entries.h"
#include "sync/hq/office/publish.h"
#include "tests/sync/hq/office_city.h"

namespace asah {

using hq_test::OfficeCity;

namespace {

std::string write_assessment(OfficeCity& city, const std::string& id, const std::string& members,
                             int level, int count = 5) {
    const auto path = city.folder() + "/" + id + ".json";
    const auto json = R"({"format":"asah/assessment/1","id":")" + id +
                      R"(","version":1,"kind":"mapping","title":{"id":"Asesmen"},)" +
                      R"("purpose":"PEMETAAN_PENGEMBANGAN",)" + members +
                      R"("banks":[{"id":"T01","version":1}],"practice_offered":false,)" +
                      R"("blueprint":{"rows":[{"competency":"T.01","level":)" +
                      std::to_string(level) + R"(,"count":)" + std::to_string(count) + "}]}}";
    REQUIRE(city.files().write_durable(path, as_bytes(json), FileMode::Private).has_value());
    return path;
}

/// "key found" of each problem that publishing these gives.
std::string problems_of(OfficeCity& city, const std::vector<std::string>& assessments) {
    hq::PublishRequest request;
    request.assessments = assessments;
    Problems problems;
    REQUIRE(hq::publish(city.office(), request, problems).has_value());
    std::string out;
    for (const auto& problem : problems) {
        out += problem.key + " " + problem.found + "; ";
    }
    return out;
}

}  // namespace

TEST_CASE("assessments of one occasion that could draw the same items are refused") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto basics = write_assessment(city, "dasar", R"("occasion":"2027-1",)", 1);
    const auto twin = write_assessment(city, "kembar", R"("occasion":"2027-1",)", 1);
    const auto further = write_assessment(city, "lanjut", R"("occasion":"2027-1",)", 2);
    const auto later = write_assessment(city, "nanti", R"("occasion":"2027-2",)", 1);
    CHECK(problems_of(city, {basics, twin}) == "occasion_items_shared dasar; ");
    CHECK(problems_of(city, {basics, further, later}) == "");
    // What is published already counts too.
    CHECK(problems_of(city, {twin}) == "occasion_items_shared dasar; ");
}

TEST_CASE("a second look asks as many items as the framework says") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto short_look =
        write_assessment(city, "pasti", R"("occasion":"2027-1","form":"C",)", 2, 4);
    const auto told = problems_of(city, {short_look});
    CHECK(told.find("second_look_count T.01; ") != std::string::npos);
    CHECK(told.find("blueprint_row_short") != std::string::npos);  // the bank has no third set
}

TEST_CASE("the roster's sums are those of a person's items, by assessment, never of one item") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    city.sit(person, 9);
    REQUIRE(city.pass().filed == 1);
    const auto sums = hq::load_sums(city.office().database(), city.framework().level_rule, person);
    REQUIRE(sums.has_value());
    REQUIRE(sums->size() == 1);
    const auto& one = sums->front();
    CHECK(one.assessment == AssessmentId("prates"));
    CHECK(one.finished_count == 1);
    const auto& occasion = one.sums.at(CompetencyCode("T.01")).occasions.at(0);
    CHECK(occasion.occasion == OccasionCode("2026-1"));
    CHECK(occasion.levels[0].item_count == 6);
    CHECK(occasion.levels[0].points == 6000);
    CHECK(occasion.levels[1].item_count == 6);
    CHECK(occasion.levels[1].points == 3000);
    CHECK(occasion.levels[2].item_count == 0);
    CHECK(one.newest.value > 0);
}

}  // namespace asah
