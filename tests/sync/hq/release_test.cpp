#include "sync/hq/reports/release.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace asah {

using hq::CellKey;
using hq::Facts;
using hq::ReleasedCell;
using hq::ReleaseRule;
using hq::RoundedPair;

namespace {

constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
const UtcMs kStart{1'790'000'000'000};
const CompetencyCode kCompetency("T.01");

PersonId person_id(int number) {
    PersonId id;
    id.bytes[14] = static_cast<std::uint8_t>(number / 256);
    id.bytes[15] = static_cast<std::uint8_t>(number % 256);
    return id;
}

/// People `first` to `first + count - 1` of a unit; each third does not meet the standard.
void add_people(Facts& facts, int first, int count, const std::string& unit,
                const std::string& tier) {
    for (int i = first; i < first + count; ++i) {
        facts.people.push_back({.person = person_id(i),
                                .unit = UnitCode(unit),
                                .tier = TierCode(tier),
                                .family = FamilyCode("umum"),
                                .is_measured = true,
                                .results = {{.competency = kCompetency,
                                             .is_counted = true,
                                             .is_met = i % 3 != 0,
                                             .evidence = static_cast<std::uint64_t>(i)}}});
    }
}

std::vector<ReleasedCell> release(std::vector<ReleasedCell>& stored, const Facts& facts, int day,
                                  const ReleaseRule& rule = {}) {
    auto made = hq::make_releases(stored, facts, rule,
                                  {.period = "2026-2", .now = kStart + DurationMs{day * kDay}});
    stored.insert(stored.end(), made.begin(), made.end());
    return made;
}

const ReleasedCell* find(const std::vector<ReleasedCell>& cells, const std::string& unit,
                         const std::string& tier = "", bool is_coverage = false) {
    const CellKey key{.unit = UnitCode(unit),
                      .tier = TierCode(tier),
                      .family = {},
                      .competency = is_coverage ? CompetencyCode() : kCompetency};
    const auto found = std::find_if(cells.rbegin(), cells.rend(),
                                    [&](const ReleasedCell& one) { return one.key == key; });
    return found == cells.rend() ? nullptr : &*found;
}

}  // namespace

TEST_CASE(
    "both numbers are rounded to five, nobody and everybody read alike with their neighbours") {
    const ReleaseRule rule;
    CHECK(hq::round_pair(31, 9, rule) == RoundedPair{30, 10});
    CHECK(hq::round_pair(33, 12, rule) == RoundedPair{35, 10});
    CHECK(hq::round_pair(18, 2, rule) == RoundedPair{20, 0});
    CHECK(hq::round_pair(18, 0, rule) == RoundedPair{20, 0});
    CHECK(hq::round_pair(20, 18, rule) == RoundedPair{20, 20});
    // Thirteen of thirteen alone would read 15 of 15 if only the nearest multiple were taken.
    CHECK(hq::round_pair(13, 13, rule) == RoundedPair{15, 15});
    CHECK(hq::round_pair(13, 12, rule) == RoundedPair{15, 15});
    CHECK(hq::round_pair(13, 11, rule) == RoundedPair{15, 15});
    CHECK(hq::round_pair(13, 10, rule) == RoundedPair{15, 10});
    CHECK(hq::round_pair(12, 9, rule) == RoundedPair{10, 10});
}

TEST_CASE("nobody and everybody are never the only reading of a figure") {
    const ReleaseRule rule;
    for (int counted = rule.minimum; counted <= 200; ++counted) {
        const auto bands = hq::bands_of(counted, rule);
        CHECK(bands.front().low == 0);
        CHECK(bands.front().high >= 2);
        CHECK(bands.back().high == counted);
        CHECK(bands.back().low <= counted - 2);
    }
}

TEST_CASE("a cell is released for ten people, not for nine, a tier only if the rest is a crowd") {
    Facts facts;
    add_people(facts, 0, 9, "A", "PELAKSANA");
    add_people(facts, 100, 12, "B", "PELAKSANA");
    add_people(facts, 200, 9, "B", "PENGAWAS");
    add_people(facts, 300, 12, "C", "PELAKSANA");
    add_people(facts, 400, 20, "C", "PENGAWAS");
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0);
    CHECK(find(stored, "A") == nullptr);
    REQUIRE(find(stored, "B") != nullptr);
    CHECK(find(stored, "B")->pair == RoundedPair{20, 15});
    CHECK(find(stored, "B", "PELAKSANA") == nullptr);
    CHECK(find(stored, "B", "PENGAWAS") == nullptr);
    REQUIRE(find(stored, "C", "PELAKSANA") != nullptr);
    CHECK(find(stored, "C", "PELAKSANA")->pair == RoundedPair{10, 10});
    CHECK(find(stored, "C", "PENGAWAS")->pair == RoundedPair{20, 15});
    CHECK(find(stored, "")->pair == RoundedPair{60, 40});
}

TEST_CASE("what two shown tiers leave of a unit is nobody or a crowd") {
    Facts facts;
    add_people(facts, 0, 20, "A", "PELAKSANA");
    add_people(facts, 100, 15, "A", "PENGAWAS");
    add_people(facts, 200, 4, "A", "ADMINISTRATOR");
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0);
    CHECK(find(stored, "A", "PELAKSANA") != nullptr);
    CHECK(find(stored, "A", "PENGAWAS") == nullptr);
}

TEST_CASE("a stored cell is replaced when ten people differ and a week has passed") {
    Facts facts;
    add_people(facts, 0, 30, "A", "PELAKSANA");
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0);
    CHECK(find(stored, "A")->pair == RoundedPair{30, 20});
    auto nine = facts;
    add_people(nine, 100, 9, "A", "PELAKSANA");
    CHECK(find(release(stored, nine, 30), "A") == nullptr);
    auto ten = facts;
    add_people(ten, 100, 10, "A", "PELAKSANA");
    CHECK(find(release(stored, ten, 6), "A") == nullptr);
    const auto made = release(stored, ten, 7);
    REQUIRE(find(made, "A") != nullptr);
    CHECK(find(made, "A")->pair == RoundedPair{40, 25});
    CHECK(find(made, "A")->made == kStart + DurationMs{7 * kDay});
}

TEST_CASE("new evidence, a move and evidence that aged each make a person different") {
    Facts facts;
    add_people(facts, 0, 30, "A", "PELAKSANA");
    add_people(facts, 100, 30, "B", "PELAKSANA");
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0);
    auto later = facts;
    for (int i = 0; i < 4; ++i) {
        later.people[static_cast<std::size_t>(i)].results[0].evidence += 1000;  // sat again
        later.people[static_cast<std::size_t>(10 + i)].unit = UnitCode("B");    // moved
    }
    CHECK(find(release(stored, later, 10), "A") == nullptr);  // eight
    later.people[20].results[0].is_counted = false;           // aged
    CHECK(find(release(stored, later, 11), "A") == nullptr);  // nine
    later.people[21].results[0].is_counted = false;
    const auto made = release(stored, later, 12);
    REQUIRE(find(made, "A") != nullptr);
    CHECK(find(made, "A")->shares.size() == 24);
    CHECK(find(made, "B") == nullptr);  // four came
}

TEST_CASE("a new cell never tells what all who are new in it have in common") {
    Facts facts;
    add_people(facts, 0, 30, "A", "PELAKSANA");
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0);  // 20 of 30
    auto alike = facts;
    add_people(alike, 100, 13, "A", "PELAKSANA");
    for (std::size_t i = 30; i < 43; ++i) {
        alike.people[i].results[0].is_met = true;
    }
    // 33 of 43 would read 35; between 18 to 22 and 33 to 37 lie at least 11 of the 13.
    CHECK(find(release(stored, alike, 7), "A") == nullptr);
    add_people(alike, 200, 12, "A", "PELAKSANA");
    CHECK(find(release(stored, alike, 8), "A") != nullptr);
}

TEST_CASE("coverage is released like any figure") {
    Facts facts;
    add_people(facts, 0, 42, "A", "PELAKSANA");
    for (std::size_t i = 0; i < 13; ++i) {
        facts.people[i].is_measured = false;
        facts.people[i].results[0].is_counted = false;
    }
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0);
    CHECK(find(stored, "A", "", true)->pair == RoundedPair{40, 30});
    CHECK(find(stored, "A")->people == 40);
    CHECK(find(stored, "A")->pair.counted == 30);
}

TEST_CASE("one dimension only, where the framework says so") {
    Facts facts;
    add_people(facts, 0, 30, "A", "PELAKSANA");
    ReleaseRule rule;
    rule.dimensions_max = 1;
    std::vector<ReleasedCell> stored;
    release(stored, facts, 0, rule);
    CHECK(find(stored, "A") != nullptr);
    CHECK(find(stored, "", "PELAKSANA") != nullptr);
    CHECK(find(stored, "A", "PELAKSANA") == nullptr);
}

TEST_CASE("a period is half a year, in the city's time") {
    CHECK(hq::period_of(utc_of({2026, 6, 30}), 0) == "2026-1");
    CHECK(hq::period_of(utc_of({2026, 7, 1}), 0) == "2026-2");
    CHECK(hq::period_of(utc_of({2026, 7, 1}), -60) == "2026-1");
}

TEST_CASE("units with too few people are counted with their parents, over two steps too") {
    Facts facts;
    for (const auto* one : {"KEC", "KEL", "POS", "BIG", "LONE"}) {
        facts.units.push_back({.code = UnitCode(one), .name = one, .parent = {}});
    }
    facts.units[1].parent = UnitCode("KEC");
    facts.units[2].parent = UnitCode("KEL");
    facts.units[3].parent = UnitCode("KEC");
    const auto joined = hq::joined_units(facts.units,
                                         {{UnitCode("KEC"), 20},
                                          {UnitCode("KEL"), 4},
                                          {UnitCode("POS"), 2},
                                          {UnitCode("BIG"), 15},
                                          {UnitCode("LONE"), 3}},
                                         10);
    CHECK(joined.at(UnitCode("KEL")) == UnitCode("KEC"));
    CHECK(joined.at(UnitCode("POS")) == UnitCode("KEC"));
    CHECK(joined.at(UnitCode("BIG")) == UnitCode("BIG"));
    CHECK(joined.at(UnitCode("LONE")) == UnitCode("LONE"));
}

}  // namespace asah
