#include "sync/hq/reports/competency_map.h"

#include <doctest/doctest.h>

#include "sync/hq/office/releases.h"
#include "sync/hq/reports/cell_report.h"
#include "sync/hq/reports/map_export.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
using hq::Cell;
using hq::CellState;
using hq::Facts;

namespace {

const CompetencyCode kT01("T.01");
const CompetencyCode kT06("T.06");
const std::vector<CompetencyCode> kOne{kT01};

/// People of one unit: so many are asked, counted and meet the standard of T.01.
struct UnitPlan {
    std::string code;
    int counted = 0;
    int met = 0;
    std::string parent;
    int people = 0;  // 0 = as many as are counted
};

Facts facts_of(const std::vector<UnitPlan>& plans, const CompetencyCode& competency = kT01) {
    Facts facts;
    facts.purpose = PurposeCode("PEMETAAN_PENGEMBANGAN");
    int number = 0;
    for (const auto& plan : plans) {
        facts.units.push_back(
            {.code = UnitCode(plan.code), .name = plan.code, .parent = UnitCode(plan.parent)});
        for (int i = 0; i < std::max(plan.counted, plan.people); ++i) {
            PersonId id;
            id.bytes[14] = static_cast<std::uint8_t>(++number / 256);
            id.bytes[15] = static_cast<std::uint8_t>(number % 256);
            facts.people.push_back({.person = id,
                                    .unit = UnitCode(plan.code),
                                    .tier = TierCode(i % 2 == 0 ? "PELAKSANA" : "PENGAWAS"),
                                    .family = FamilyCode("umum"),
                                    .is_measured = i < plan.counted,
                                    .results = {{.competency = competency,
                                                 .is_counted = i < plan.counted,
                                                 .is_met = i < plan.met,
                                                 .evidence = 1}}});
        }
    }
    return facts;
}

hq::CompetencyMap map_of(const std::vector<UnitPlan>& plans) {
    return hq::live_map(facts_of(plans), {}, kOne, {});
}

const Cell& cell_of(const hq::CompetencyMap& map, const std::string& code) {
    for (const auto& row : map.rows) {
        if (row.code == code) {
            return row.cells.front();
        }
    }
    FAIL("no such row");
    return map.city.cells.front();
}

hq::ReleasedCell released(int people, int counted, int met) {
    return {.key = {},
            .period = "2026-2",
            .made = {1},
            .people = people,
            .pair = {.counted = counted, .met = met},
            .shares = {}};
}

}  // namespace

TEST_CASE("Wilson's interval of 9 in 31 is 16 to 47 per cent") {
    const auto interval = hq::wilson_interval(9, 31);
    CHECK(interval.low == doctest::Approx(0.1609).epsilon(0.001));
    CHECK(interval.high == doctest::Approx(0.4659).epsilon(0.001));
    CHECK(hq::wilson_interval(0, 8).low == 0);
    CHECK(hq::wilson_interval(8, 8).high == doctest::Approx(1));
}

TEST_CASE("of 1,253 in 2,746 drawn from 4,300 it is 45 to 47 per cent, of all it is a point") {
    const auto interval = hq::wilson_interval(1253, 2746, 4300);
    CHECK(interval.low == doctest::Approx(0.4452).epsilon(0.001));
    CHECK(interval.high == doctest::Approx(0.4675).epsilon(0.001));
    CHECK(hq::wilson_interval(1253, 2746).low == doctest::Approx(0.4377).epsilon(0.001));
    CHECK(hq::wilson_interval(7, 20, 20).low == 0.35);
    CHECK(hq::wilson_interval(7, 20, 20).high == 0.35);
}

TEST_CASE("a judgement is given only when the whole interval says so and half are measured") {
    CHECK(hq::judge_cell({.people = 40, .counted = 31, .met = 9}, {}).state == CellState::Below);
    CHECK(hq::judge_cell({.people = 40, .counted = 31, .met = 20}, {}).state == CellState::Unsure);
    CHECK(hq::judge_cell({.people = 40, .counted = 31, .met = 30}, {}).state == CellState::Reached);
    CHECK(hq::judge_cell({.people = 40, .counted = 4, .met = 4}, {}).state == CellState::Masked);
    CHECK(hq::judge_cell({.people = 40, .counted = 0, .met = 0}, {}).state ==
          CellState::NotMeasured);
    CHECK(hq::judge_cell({.people = 0, .counted = 0, .met = 0}, {}).state == CellState::NotAsked);
    // 9 of 31 are plainly few, but of 100 people 78 may meet the standard.
    const auto few = hq::judge_cell({.people = 100, .counted = 31, .met = 9}, {});
    CHECK(few.state == CellState::Unsure);
    CHECK(few.is_bounds);
    CHECK(few.interval.low == doctest::Approx(0.09));
    CHECK(few.interval.high == doctest::Approx(0.78));
}

TEST_CASE("a released cell says no more than its rounded numbers") {
    const auto cell = hq::judge_release(released(60, 40, 25), {});
    CHECK(cell.percent() == 65);
    CHECK_FALSE(cell.is_in_words);
    CHECK(cell.interval.low == doctest::Approx(hq::wilson_interval(25, 40).low));
    const auto few = hq::judge_release(released(20, 15, 10), {});
    CHECK(few.is_in_words);
    CHECK(few.met_low == 10);
    CHECK(few.met_high == 10);
    const auto nobody = hq::judge_release(released(35, 30, 0), {});
    CHECK(nobody.is_in_words);
    CHECK(nobody.met_low == 0);
    CHECK(nobody.met_high == 2);
    const auto everybody = hq::judge_release(released(30, 30, 30), {});
    CHECK(everybody.met_low == 28);
    CHECK(everybody.met_high == 30);
}

TEST_CASE("a masked cell takes the smallest visible cell of its column with it") {
    const auto map = map_of({{"A", 30, 9, ""}, {"B", 12, 6, ""}, {"C", 3, 1, ""}});
    CHECK(cell_of(map, "C").state == CellState::Masked);
    CHECK(cell_of(map, "B").state == CellState::Guard);
    CHECK(cell_of(map, "A").state == CellState::Below);
    CHECK(map.city.cells.front().counted == 45);
}

TEST_CASE("two masked cells of one person each need a third: their sum would tell too much") {
    const auto map = map_of({{"A", 30, 9, ""}, {"B", 12, 6, ""}, {"C", 1, 1, ""}, {"D", 1, 0, ""}});
    CHECK(cell_of(map, "B").state == CellState::Guard);
    CHECK(cell_of(map, "A").is_visible());
}

TEST_CASE("two masked cells with a whole group between them need no guard") {
    const auto map = map_of({{"A", 30, 9, ""}, {"C", 3, 1, ""}, {"D", 4, 0, ""}});
    CHECK(cell_of(map, "A").is_visible());
}

TEST_CASE("when nothing is left to hide, the city row hides") {
    const auto map = map_of({{"C", 3, 1, ""}, {"D", 1, 0, ""}});
    CHECK_FALSE(map.city.cells.front().is_visible());
}

TEST_CASE("a small unit is counted with its parent, also over two steps") {
    const auto map = map_of(
        {{"KEC", 10, 5, ""}, {"KEL", 2, 1, "KEC"}, {"POS", 1, 1, "KEL"}, {"BIG", 8, 2, "KEC"}});
    CHECK(map.rows.size() == 2);
    CHECK(cell_of(map, "KEC").counted == 13);
    CHECK(cell_of(map, "KEC").met == 7);
    CHECK(cell_of(map, "BIG").counted == 8);
}

TEST_CASE("a small unit without parent keeps its row, masked, unmeasured is no zero") {
    const auto map = map_of({{"A", 2, 1, ""}, {"B", 0, 0, "", 7}});
    CHECK(cell_of(map, "A").state == CellState::Masked);
    CHECK(cell_of(map, "B").state == CellState::NotMeasured);
    CHECK(map.rows.back().coverage.met == 0);
    CHECK(map.rows.back().coverage.counted == 7);
}

TEST_CASE("rows and heading follow the people below, what the city reaches is never a need") {
    auto facts = facts_of({{"A", 40, 20, ""}, {"B", 30, 3, ""}, {"C", 200, 190, ""}});
    // 200 more people of a second competency: 50 do not meet it, which is more than of the first,
    // but the city reaches it.
    auto more = facts_of({{"A", 0, 0, ""}, {"B", 0, 0, ""}, {"C", 400, 330, ""}}, kT06);
    for (auto& person : more.people) {
        person.person.bytes[0] = 1;
        facts.people.push_back(person);
    }
    const auto map = hq::live_map(facts, {}, {kT01, kT06}, {});
    CHECK(map.competencies == std::vector{kT06, kT01});  // 70 and 57 people below
    CHECK(map.city.cells[0].state == CellState::Reached);
    CHECK(map.city.cells[1].state == CellState::Reached);
    CHECK(hq::needs_of(map).empty());

    const auto below = map_of({{"A", 40, 20, ""}, {"B", 30, 3, ""}, {"C", 20, 15, ""}});
    CHECK(below.rows[0].code == "B");
    CHECK(below.rows[0].below == 27);
    CHECK(below.rows[1].code == "A");
    CHECK(below.city.below == 52);
    const auto needs = hq::needs_of(below);
    REQUIRE(needs.size() == 1);
    CHECK(needs[0].people_below == 52);
    // All are measured, so that each interval is a point.
    CHECK(needs[0].rows_below == 2);
    CHECK(needs[0].rows_perhaps == 0);
}

TEST_CASE("a cut takes only its tiers, families, units and competencies, and its purpose") {
    const auto facts = facts_of({{"A", 40, 20, ""}, {"B", 30, 3, ""}});
    hq::Cut cut;
    cut.tiers = {TierCode("PENGAWAS")};
    CHECK(hq::live_map(facts, cut, kOne, {}).city.cells[0].counted == 35);
    cut.units = {UnitCode("B")};
    const auto map = hq::live_map(facts, cut, kOne, {});
    CHECK(map.city.cells[0].counted == 15);
    CHECK(map.rows.size() == 1);
    cut.families = {FamilyCode("guru")};
    CHECK(hq::live_map(facts, cut, kOne, {}).unmeasured == kOne);
    hq::Cut by_tier;
    by_tier.rows = hq::RowKind::Tiers;
    CHECK(hq::live_map(facts, by_tier, kOne, {}).rows.size() == 2);
    by_tier.competencies = {kT06};
    CHECK(hq::live_map(facts, by_tier, kOne, {}).competencies.empty());
    hq::Cut other;
    other.purpose = PurposeCode("LAIN");
    CHECK(hq::live_map(facts, other, kOne, {}).city.coverage.counted == 0);
}

TEST_CASE("under half of the people measured, the map says that first") {
    CHECK(map_of({{"A", 20, 10, "", 50}}).is_low_coverage());
    CHECK_FALSE(map_of({{"A", 25, 10, "", 50}}).is_low_coverage());
}

TEST_CASE("a released map and its exports follow from the stored cells alone") {
    std::vector<hq::ReleasedCell> stored;
    const auto store = [&](const hq::CellKey& key, int counted, int met, std::int64_t made) {
        auto cell = released(counted, counted, met);
        cell.key = key;
        cell.made = {made};
        stored.push_back(cell);
    };
    store({{}, {}, {}, kT01}, 70, 25, 1);
    store({UnitCode("A"), {}, {}, kT01}, 40, 20, 1);
    store({UnitCode("B"), {}, {}, kT01}, 30, 5, 1);
    store({UnitCode("B"), TierCode("PELAKSANA"), {}, kT01}, 15, 5, 1);
    store({UnitCode("A"), {}, {}, {}}, 40, 30, 1);
    const auto first = facts_of({{"A", 40, 20, ""}, {"B", 30, 3, ""}});
    auto second = facts_of({{"A", 40, 39, ""}, {"B", 30, 29, ""}});
    const auto map = hq::released_map(stored, first, {}, kOne, {});
    CHECK(map.rows[0].code == "B");
    CHECK(map.rows[0].below == 25);
    CHECK(map.rows[1].coverage.met == 30);
    CHECK(map.rows[0].coverage.state == CellState::Masked);
    CHECK(hq::map_csv(map) ==
          "\xef\xbb\xbf"
          "baris;kompetensi;keadaan;jumlah;memenuhi;persen;bawah;atas\r\n"
          "KOTA;TERUKUR;masked;;;;;\r\n"
          "KOTA;T.01;below;70;25;35;0,255;0,474\r\n"
          "B;TERUKUR;masked;;;;;\r\n"
          "B;T.01;below;30;5;15;0,073;0,336\r\n"
          "A;TERUKUR;terukur;40;30;;;\r\n"
          "A;T.01;unsure;40;20;50;0,352;0,648\r\n");
    // Another city of the same releases: same bytes, whatever its records say.
    const auto other = hq::released_map(stored, second, {}, kOne, {});
    CHECK(hq::map_csv(other) == hq::map_csv(map));
    CHECK(hq::map_json(other) == hq::map_json(map));
    // Tables that are not stored are not computed.
    hq::Cut tier;
    tier.tiers = {TierCode("PELAKSANA")};
    const auto by_tier = hq::released_map(stored, first, tier, kOne, {});
    CHECK(cell_of(by_tier, "B").counted == 15);
    CHECK(cell_of(by_tier, "A").state == CellState::Masked);
    hq::Cut three;
    three.tiers = {TierCode("PELAKSANA")};
    three.families = {FamilyCode("umum")};
    CHECK(hq::released_map(stored, first, three, kOne, {}).competencies.empty());
}

TEST_CASE("a closed period keeps its cells when the next one has others") {
    std::vector<hq::ReleasedCell> stored{released(40, 40, 20), released(50, 50, 45)};
    for (auto& cell : stored) {
        cell.key.competency = kT01;
    }
    stored[1].period = "2027-1";
    stored[1].made = {2};
    const auto facts = facts_of({{"A", 40, 20, ""}});
    hq::Cut cut;
    cut.period = "2026-2";
    CHECK(hq::released_map(stored, facts, cut, kOne, {}).city.cells[0].met == 20);
    CHECK(hq::released_map(stored, facts, {}, kOne, {}).city.cells[0].met == 45);
}

TEST_CASE("no field of the export begins like a formula") {
    for (const std::string text : {"=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1"}) {
        const auto map = map_of({{text, 20, 10, ""}});
        CHECK(hq::map_csv(map).find("\n\"'" + text + "\";T.01;") != std::string::npos);
    }
}

TEST_CASE("the map's figures follow from the sittings that were sealed") {
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    // Level 2 is required: 12 right reach it; 6 right reach level 1 only.
    for (int i = 0; i < 7; ++i) {
        city.sit(city.add_person("P" + std::to_string(i), "SETDA"), i < 4 ? 12 : 6);
    }
    for (int i = 0; i < 3; ++i) {
        city.sit(city.add_person("Q" + std::to_string(i), "LURAH", "SETDA"), 12);
    }
    CHECK(city.pass().filed == 10);
    hq::Cut cut;
    cut.as_of = city.office().now();
    const auto load = [&](const assessment::Framework& framework, hq::Audience audience) {
        auto map = hq::load_map(city.office().database(), framework, audience, cut);
        REQUIRE(map.has_value());
        return std::move(*map);
    };
    const auto map = load(city.framework(), hq::Audience::Names);
    REQUIRE(map.rows.size() == 1);
    CHECK(map.competencies == kOne);
    CHECK(map.rows.front().cells.front().counted == 10);
    CHECK(map.rows.front().cells.front().met == 7);
    CHECK(map.rows.front().coverage.met == 10);
    CHECK(map.sitting_count == 10);
    CHECK(map.unmeasured.size() == 14);

    // Who may not see names sees nothing before it is released, then rounded numbers.
    CHECK(load(city.framework(), hq::Audience::Figures).competencies.empty());
    REQUIRE(hq::release_figures(city.office()).has_value());
    const auto seen = load(city.framework(), hq::Audience::Figures);
    CHECK(seen.is_released);
    CHECK(seen.city.cells.front().counted == 10);
    CHECK(seen.city.cells.front().met == 5);
    CHECK(hq::check_releases(city.office()).value().empty());

    // What the framework promises people is what the map keeps.
    auto careful = city.framework();
    careful.group_size_min = 11;
    const auto masked = load(careful, hq::Audience::Names);
    CHECK(masked.rows.front().cells.front().state == CellState::Masked);
    CHECK(masked.city.cells.front().state == CellState::Masked);
    CHECK(masked.settings.group_min == 11);
}

TEST_CASE("a released number that does not follow from the records is found") {
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 12; ++i) {
        city.sit(city.add_person("P", "SETDA"), i < 6 ? 12 : 6);
    }
    REQUIRE(city.pass().filed == 12);
    REQUIRE(hq::release_figures(city.office()).value() > 0);
    CHECK(hq::check_releases(city.office()).value().empty());
    REQUIRE(city.office()
                .database()
                .prepare("UPDATE release_cell SET met = 10 WHERE unit = 'SETDA' AND tier = '' AND "
                         "competency = 'T.01'")
                .run()
                .has_value());
    const auto faults = hq::check_releases(city.office()).value();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].key.unit == UnitCode("SETDA"));
    CHECK(faults[0].recomputed.met == 5);
}

TEST_CASE("figures are released once a night, after five in the morning, and kept in the backup") {
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 12; ++i) {
        city.sit(city.add_person("P", "SETDA"), 12);
    }
    REQUIRE(city.pass().filed == 12);
    CHECK(hq::release_nightly(city.office()).value() == 0);  // the first day
    city.clock().advance({std::int64_t{24} * 3600 * 1000});
    const auto made = hq::release_nightly(city.office()).value();
    CHECK(made > 0);
    CHECK(hq::release_nightly(city.office()).value() == 0);
    const auto path = city.folder() + "/copy.db";
    REQUIRE(hq::restore_state_copy(city.files(), city.office().config().backup, path).has_value());
    auto copy = hq::open_reader_database(path).value();
    auto query = copy.prepare("SELECT count(*) FROM release_cell");
    REQUIRE(query.step().value());
    CHECK(query.integer(0) == made);
}

TEST_CASE("a night under a clock two years ahead does not stop the releases after it") {
    constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 12; ++i) {
        city.sit(city.add_person("P", "SETDA"), 12);
    }
    REQUIRE(city.pass().filed == 12);
    const UtcMs now = city.clock().now_wall().utc;
    city.clock().set_wall(now + DurationMs{730 * kDay});
    REQUIRE(hq::release_figures(city.office()).value() > 0);
    city.clock().set_wall(now);
    CHECK(hq::release_nightly(city.office()).has_value());
    CHECK(city.number("SELECT max(made_ms) FROM release_cell") <= now.value);
    CHECK(hq::release_nightly(city.office()).value() == 0);
    CHECK(city.number("SELECT value FROM setting WHERE name = 'release_day'") <
          now.value / kDay + 2);
}

TEST_CASE("who is not certain yet is in the map's cell, as one who has not reached the standard") {
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 6; ++i) {
        city.sit(city.add_person("P" + std::to_string(i), "SETDA"), i < 2 ? 12 : 9);
    }
    CHECK(city.pass().filed == 6);
    CHECK(city.number("SELECT count(*) FROM result WHERE status = 3 AND level = 1;") == 4);
    hq::Cut cut;
    cut.as_of = city.office().now();
    const auto map =
        hq::load_map(city.office().database(), city.framework(), hq::Audience::Names, cut);
    REQUIRE(map.has_value());
    REQUIRE(map->competencies == kOne);
    CHECK(map->city.cells.front().counted == 6);
    CHECK(map->city.cells.front().met == 2);
    const hq::CellPlace place{.row = map->rows.front(), .competency = kT01, .as_of = cut.as_of};
    const auto steps = hq::load_cell_steps(city.office().database(), place).value();
    CHECK(steps.counted == 6);
    CHECK(steps.met == 2);
    CHECK(hq::load_cell_results(city.office().database(), place).value().size() == 6);
}

TEST_CASE("evidence ages at the map's date without anybody doing anything") {
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 6; ++i) {
        city.sit(city.add_person("P" + std::to_string(i), "SETDA"), 12);
    }
    CHECK(city.pass().filed == 6);
    const auto counted_at = [&](UtcMs as_of) {
        hq::Cut cut;
        cut.as_of = as_of;
        const auto map =
            hq::load_map(city.office().database(), city.framework(), hq::Audience::Names, cut);
        REQUIRE(map.has_value());
        CHECK(map->city.coverage.met == (map->competencies.empty() ? 0 : 6));
        return map->competencies.empty() ? 0 : map->city.cells.front().counted;
    };
    // T.01 is valid for 12 calendar months: until the end of 2027-09-21 in the city.
    const auto day = date_of(city.clock().now_wall().utc, kUtcOffsetDefaultMin);
    CHECK(to_text(day) == "2026-09-21");
    CHECK(counted_at(city.clock().now_wall().utc) == 6);
    CHECK(counted_at(UtcMs{end_of({2027, 9, 21}, kUtcOffsetDefaultMin).value - 1}) == 6);
    CHECK(counted_at(end_of({2027, 9, 21}, kUtcOffsetDefaultMin)) == 0);
    CHECK(counted_at(UtcMs{1'700'000'000'000}) == 0);  // before anybody sat
}

}  // namespace asah
