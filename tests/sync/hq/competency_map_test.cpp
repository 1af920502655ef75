#include "sync/hq/reports/competency_map.h"

#include <doctest/doctest.h>

#include "tests/sync/hq/office_city.h"

namespace asah {
using hq::CellState;
using hq::UnitFigures;

namespace {

const std::vector<CompetencyCode> kOne{CompetencyCode("T.01")};

UnitFigures unit(const std::string& code, int counted, int met, const std::string& parent = "") {
    UnitFigures figures{.unit = UnitCode(code),
                        .name = code,
                        .parent = UnitCode(parent),
                        .with_figure = counted,
                        .cells = {}};
    figures.cells[CompetencyCode("T.01")] = {counted, met};
    return figures;
}

const hq::Cell& cell_of(const hq::CompetencyMap& map, const std::string& code) {
    for (const auto& row : map.rows) {
        if (row.unit.value == code) {
            return row.cells.front();
        }
    }
    FAIL("no such row");
    return map.city.cells.front();
}

}  // namespace

TEST_CASE("Wilson's interval of 9 in 31 is 16 to 47 per cent") {
    const auto interval = hq::wilson_interval(9, 31);
    CHECK(interval.low == doctest::Approx(0.1609).epsilon(0.001));
    CHECK(interval.high == doctest::Approx(0.4659).epsilon(0.001));
    CHECK(hq::wilson_interval(0, 8).low == 0);
    CHECK(hq::wilson_interval(8, 8).high == doctest::Approx(1));
}

TEST_CASE("a judgement is given only when the whole interval says so") {
    CHECK(hq::judge_cell(9, 31, {}).state == CellState::Below);
    CHECK(hq::judge_cell(20, 31, {}).state == CellState::Unsure);
    CHECK(hq::judge_cell(30, 31, {}).state == CellState::Reached);
    CHECK(hq::judge_cell(4, 4, {}).state == CellState::Masked);
    CHECK(hq::judge_cell(0, 0, {}).state == CellState::NotMeasured);
}

TEST_CASE("a masked cell takes the smallest visible cell of its column with it") {
    const auto map = hq::make_map({unit("A", 30, 9), unit("B", 12, 6), unit("C", 3, 1)}, kOne, {});
    CHECK(cell_of(map, "C").state == CellState::Masked);
    CHECK(cell_of(map, "B").state == CellState::Guard);
    CHECK(cell_of(map, "A").state == CellState::Below);
    CHECK(map.city.cells.front().counted == 45);
}

TEST_CASE("two masked cells of one person each need a third: their sum would tell too much") {
    const auto map = hq::make_map(
        {unit("A", 30, 9), unit("B", 12, 6), unit("C", 1, 1), unit("D", 1, 0)}, kOne, {});
    CHECK(cell_of(map, "B").state == CellState::Guard);
    CHECK(cell_of(map, "A").is_visible());
}

TEST_CASE("two masked cells with a whole group between them need no guard") {
    const auto map = hq::make_map({unit("A", 30, 9), unit("C", 3, 1), unit("D", 4, 0)}, kOne, {});
    CHECK(cell_of(map, "A").is_visible());
}

TEST_CASE("when nothing is left to hide, the city row hides") {
    const auto map = hq::make_map({unit("C", 3, 1), unit("D", 1, 0)}, kOne, {});
    CHECK_FALSE(map.city.cells.front().is_visible());
}

TEST_CASE("a small unit is counted with its parent, also over two steps") {
    const auto map = hq::make_map({unit("KEC", 10, 5), unit("KEL", 2, 1, "KEC"),
                                   unit("POS", 1, 1, "KEL"), unit("BIG", 8, 2, "KEC")},
                                  kOne, {});
    CHECK(map.rows.size() == 2);
    CHECK(cell_of(map, "KEC").counted == 13);
    CHECK(cell_of(map, "KEC").met == 7);
    CHECK(cell_of(map, "BIG").counted == 8);
}

TEST_CASE("a small unit without parent keeps its row, masked; unmeasured is no zero") {
    const auto map = hq::make_map({unit("A", 2, 1), unit("B", 0, 0)}, kOne, {});
    CHECK(cell_of(map, "A").state == CellState::Masked);
    CHECK(cell_of(map, "B").state == CellState::NotMeasured);
    for (const auto& row : map.rows) {
        CHECK_FALSE(row.mean_percent.has_value());
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
    const auto map = hq::load_map(city.office().database(), city.framework());
    REQUIRE(map.has_value());
    REQUIRE(map->rows.size() == 1);
    const auto& cell = map->rows.front().cells.front();
    CHECK(map->competencies.front().value == "T.01");
    CHECK(cell.counted == 10);
    CHECK(cell.met == 7);
    CHECK(map->sitting_count == 10);
    CHECK(map->rows.front().cells[1].state == CellState::NotMeasured);

    // What the framework promises people is what the map keeps.
    auto careful = city.framework();
    careful.group_size_min = 11;
    const auto masked = hq::load_map(city.office().database(), careful);
    REQUIRE(masked.has_value());
    CHECK(masked->rows.front().cells.front().state == CellState::Masked);
    CHECK(masked->city.cells.front().state == CellState::Masked);
    CHECK(masked->settings.group_min == 11);
}

}  // namespace asah
