// The competency map: unit x competency, how many people meet the standard of their post.
// A cell under the minimum group is masked; where the city row would give it away by subtraction,
// one more cell of its column hides (guard). Units with too few figures are counted with their
// parent. Masks are decided here, once, on the full table: every page and export uses this value.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/time.h"
#include "kiosk/sqlite/database.h"
#include "sync/hq/reports/interval.h"

namespace asah::hq {

/// The city's target: so many of a hundred people meet the standard.
constexpr int kTargetPercent = 60;

struct MapSettings {
    int target_percent = kTargetPercent;
    int group_min = 5;  // people; smaller groups are joined or masked
};

enum class CellState { Below, Unsure, Reached, Masked, Guard, NotMeasured };

struct Cell {
    CellState state = CellState::NotMeasured;
    int counted = 0;
    int met = 0;
    Interval interval;
    /// Whole percent, rounded half up. Pre: counted > 0.
    [[nodiscard]] int percent() const { return (200 * met + counted) / (2 * counted); }
    [[nodiscard]] bool is_visible() const {
        return state == CellState::Below || state == CellState::Unsure ||
               state == CellState::Reached;
    }
};

/// Below: the whole interval is under the target; Reached: none of it is.
Cell judge_cell(int met, int counted, const MapSettings& settings);

struct MapRow {
    UnitCode unit;
    std::string name;
    int people = 0;  // with a figure
    std::vector<Cell> cells;
    std::optional<int> mean_percent;        // over visible cells
    std::vector<UnitCode> members;          // itself and the units counted with it
    std::vector<std::string> member_names;  // of those counted with it
};

struct CompetencyMap {
    MapSettings settings;                      // by which it was judged and masked
    std::vector<CompetencyCode> competencies;  // the columns, in the framework's order
    MapRow city;
    std::vector<MapRow> rows;  // by need: lowest mean first; without figure last
    int sitting_count = 0;
    UtcMs newest;
};

/// Raw figures of one unit, before units are joined and cells masked.
struct UnitFigures {
    UnitCode unit;
    std::string name;
    UnitCode parent;
    int with_figure = 0;
    std::map<CompetencyCode, std::pair<int, int>> cells;  // counted, met
};

/// Pure: joins small units, judges, masks, orders.
CompetencyMap make_map(const std::vector<UnitFigures>& units,
                       const std::vector<CompetencyCode>& competencies,
                       const MapSettings& settings);

/// Groups are as small as the framework allows, which is what people were promised.
Result<CompetencyMap> load_map(sqlite::Database& database, const assessment::Framework& framework,
                               int target_percent = kTargetPercent);

/// Competencies by the number of units below the target, most first; only those with any.
struct Need {
    std::size_t column = 0;
    int units_below = 0;
};
std::vector<Need> needs_of(const CompetencyMap& map);
/// Competencies that most units reach.
std::vector<std::size_t> strengths_of(const CompetencyMap& map);

/// The text of sql/<name>.sql, for the page that shows it; empty = no such query.
std::string_view report_query(std::string_view name);

}  // namespace asah::hq
