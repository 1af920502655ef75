// The competency map as a value: how many people meet the standard of their post, by unit, tier or
// family, and competency. Every page, export and command shows this value and nothing else, so that
// cells, heading, order and sums follow from the same numbers. Two kinds: live figures for roles
// with the right to names, exact; and releases for all others, from stored, rounded cells.
// Invariants: a visible live cell has at least `group_min` people; a released map holds no number
// that is not in a stored cell; rows and columns stand in the order of the people below standard.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "sync/hq/reports/facts.h"
#include "sync/hq/reports/interval.h"
#include "sync/hq/reports/release.h"

namespace asah::hq {

/// The city's target: so many of a hundred people meet the standard.
constexpr int kTargetPercent = 60;

struct MapSettings {
    int target_percent = kTargetPercent;
    int group_min = 5;  // people in a live cell; smaller groups are joined or masked
    ReleaseRule release;
};

/// What the rows of a map are.
enum class RowKind { Units, Tiers, Families };

/// What a figure is about. An empty set means all of them.
struct Cut {
    RowKind rows = RowKind::Units;
    std::set<UnitCode> units;
    std::set<TierCode> tiers;
    std::set<FamilyCode> families;
    std::set<CompetencyCode> competencies;
    PurposeCode purpose;  // empty = that of the facts
    std::string period;   // of releases, "2026-2"; empty = the newest cells
    UtcMs as_of;
};

enum class CellState {
    Below,        // the whole interval is under the target
    Unsure,       // the target is inside, or under half of the people are measured
    Reached,      // the whole interval is at or above the target
    Masked,       // too few people
    Guard,        // hidden so that the city's figure does not give a masked one away
    NotMeasured,  // asked for, nobody measured
    NotAsked,     // no post asks for it
};

/// How many people the post asks, how many have a stated level, how many of them meet it.
struct Count {
    int people = 0;
    int counted = 0;
    int met = 0;
};

struct Cell {
    CellState state = CellState::NotAsked;
    int people = 0;
    int counted = 0;
    int met = 0;
    Interval interval;
    bool is_bounds = false;    // the interval holds the farthest bounds: under half are measured
    bool is_rounded = false;   // a release: the numbers are multiples
    bool is_in_words = false;  // too few, nobody or everybody: no per cent is shown
    int met_low = 0;           // what `met` reads as; both are `met` in a live cell
    int met_high = 0;
    /// Whole percent, rounded half up; of a release the nearest five. Pre: counted > 0.
    [[nodiscard]] int percent() const;
    [[nodiscard]] int below() const { return counted - met; }
    [[nodiscard]] bool is_visible() const {
        return state == CellState::Below || state == CellState::Unsure ||
               state == CellState::Reached;
    }
    /// Not sure, and the share itself lies under the target.
    [[nodiscard]] bool is_perhaps_below(int target_percent) const {
        return state == CellState::Unsure && 100 * met < target_percent * counted;
    }
};

/// A live cell from exact numbers.
Cell judge_cell(const Count& count, const MapSettings& settings);
/// A released cell; everything follows from the rounded numbers.
Cell judge_release(const ReleasedCell& cell, const MapSettings& settings);

struct MapRow {
    std::string code;  // of unit, tier or family; empty = the city
    std::string name;  // of a unit; tiers and families have theirs in the framework
    Cell coverage;     // measured (met) of active people (counted)
    std::vector<Cell> cells;
    int below = 0;  // people and competencies below standard, over the visible cells
    std::vector<UnitCode> members;          // a unit: itself and those counted with it
    std::vector<std::string> member_names;  // of those counted with it
};

struct CompetencyMap {
    MapSettings settings;
    Cut cut;
    bool is_released = false;
    std::vector<CompetencyCode> competencies;  // the columns: most people below first
    std::vector<CompetencyCode> unmeasured;    // without any figure
    MapRow city;                               // all of the cut
    std::vector<MapRow> rows;                  // most people and competencies below first
    int sitting_count = 0;                     // a live map's; a release does not say
    UtcMs as_of;
    UtcMs oldest;  // of a release: when its oldest and newest cell were made
    UtcMs newest;  // of a live map: the newest sitting
    /// Under half of the active people are measured: the map does not speak for the city.
    [[nodiscard]] bool is_low_coverage() const;
};

/// The columns that a framework offers: technical, managerial, socio-cultural.
std::vector<CompetencyCode> columns_of(const assessment::Framework& framework);

/// Exact figures of the cut. Pure.
CompetencyMap live_map(const Facts& facts, const Cut& cut,
                       const std::vector<CompetencyCode>& columns, const MapSettings& settings);
/// Stored cells of the cut; a cut of more than the stored tables hold stays masked. Pure.
/// `stored`: all cells of the period or before, oldest first. `facts`: units and people of the
/// roster only, for names and for the rows that have no cell yet.
CompetencyMap released_map(const std::vector<ReleasedCell>& stored, const Facts& facts,
                           const Cut& cut, const std::vector<CompetencyCode>& columns,
                           const MapSettings& settings);

/// The city's competencies by people below standard, most first; never one that the city reaches.
struct Need {
    std::size_t column = 0;
    int people_below = 0;
    int rows_below = 0;    // almost certainly
    int rows_perhaps = 0;  // share under the target, which lies inside the interval
};
std::vector<Need> needs_of(const CompetencyMap& map);

}  // namespace asah::hq
