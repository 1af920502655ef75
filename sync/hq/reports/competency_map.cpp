#include "sync/hq/reports/competency_map.h"

#include <algorithm>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace reports_sql {
std::string_view embedded_file(std::string_view name);
}  // namespace reports_sql

namespace {

constexpr std::size_t kHiddenCellsMin = 2;

/// Counts small units with their parents until every unit with a parent is large enough.
std::vector<UnitFigures> joined_units(std::vector<UnitFigures> units, int group_min,
                                      std::map<UnitCode, std::vector<std::size_t>>& members,
                                      const std::vector<UnitFigures>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        members[all[i].unit] = {i};
    }
    while (true) {
        const auto is_parent_there = [&](const UnitFigures& unit) {
            return std::any_of(units.begin(), units.end(), [&](const UnitFigures& other) {
                return other.unit == unit.parent && other.unit != unit.unit;
            });
        };
        const auto has_small_child = [&](const UnitFigures& unit) {
            return std::any_of(units.begin(), units.end(), [&](const UnitFigures& other) {
                return other.parent == unit.unit && other.unit != unit.unit &&
                       other.with_figure < group_min;
            });
        };
        // Leaves first, so that a chain of small units adds up from below.
        auto small = std::find_if(units.begin(), units.end(), [&](const UnitFigures& unit) {
            return unit.with_figure < group_min && is_parent_there(unit) && !has_small_child(unit);
        });
        if (small == units.end()) {
            return units;
        }
        auto parent = std::find_if(units.begin(), units.end(), [&](const UnitFigures& unit) {
            return unit.unit == small->parent;
        });
        parent->with_figure += small->with_figure;
        for (const auto& [competency, figures] : small->cells) {
            parent->cells[competency].first += figures.first;
            parent->cells[competency].second += figures.second;
        }
        auto& into = members[parent->unit];
        const auto& from = members[small->unit];
        into.insert(into.end(), from.begin(), from.end());
        units.erase(small);
    }
}

bool is_hidden(const Cell& cell) {
    return cell.state == CellState::Masked || cell.state == CellState::Guard;
}

/// The city row minus the visible cells must leave at least two cells and a whole group.
void guard_column(CompetencyMap& map, std::size_t column, int group_min) {
    while (true) {
        std::size_t hidden_count = 0;
        int hidden_people = 0;
        Cell* smallest = nullptr;
        for (auto& row : map.rows) {
            auto& cell = row.cells[column];
            if (is_hidden(cell)) {
                ++hidden_count;
                hidden_people += cell.counted;
            } else if (cell.is_visible() &&
                       (smallest == nullptr || cell.counted < smallest->counted)) {
                smallest = &cell;
            }
        }
        if (hidden_count == 0 || (hidden_count >= kHiddenCellsMin && hidden_people >= group_min)) {
            return;
        }
        if (smallest == nullptr) {
            if (map.city.cells[column].is_visible()) {
                map.city.cells[column].state = CellState::Guard;
            }
            return;
        }
        smallest->state = CellState::Guard;
    }
}

void set_mean(MapRow& row) {
    int sum = 0;
    int count = 0;
    for (const auto& cell : row.cells) {
        if (cell.is_visible()) {
            sum += cell.percent();
            ++count;
        }
    }
    if (count > 0) {
        row.mean_percent = (2 * sum + count) / (2 * count);
    }
}

MapRow row_of(const UnitFigures& unit, const std::vector<CompetencyCode>& competencies,
              const MapSettings& settings) {
    MapRow row;
    row.unit = unit.unit;
    row.name = unit.name;
    row.people = unit.with_figure;
    for (const auto& competency : competencies) {
        const auto found = unit.cells.find(competency);
        row.cells.push_back(found == unit.cells.end()
                                ? Cell{}
                                : judge_cell(found->second.second, found->second.first, settings));
    }
    return row;
}

}  // namespace

std::string_view report_query(std::string_view name) {
    return reports_sql::embedded_file("sql/" + std::string(name) + ".sql");
}

Cell judge_cell(int met, int counted, const MapSettings& settings) {
    Cell cell{.state = CellState::NotMeasured, .counted = counted, .met = met, .interval = {}};
    if (counted == 0) {
        return cell;
    }
    cell.interval = wilson_interval(met, counted);
    const double target = settings.target_percent / 100.0;
    if (counted < settings.group_min) {
        cell.state = CellState::Masked;
    } else if (cell.interval.high < target) {
        cell.state = CellState::Below;
    } else {
        cell.state = cell.interval.low >= target ? CellState::Reached : CellState::Unsure;
    }
    return cell;
}

CompetencyMap make_map(const std::vector<UnitFigures>& all,
                       const std::vector<CompetencyCode>& competencies,
                       const MapSettings& settings) {
    std::map<UnitCode, std::vector<std::size_t>> members;
    const auto units = joined_units(all, settings.group_min, members, all);
    CompetencyMap map;
    map.settings = settings;
    map.competencies = competencies;
    UnitFigures city;
    for (const auto& unit : units) {
        city.with_figure += unit.with_figure;
        for (const auto& [competency, figures] : unit.cells) {
            city.cells[competency].first += figures.first;
            city.cells[competency].second += figures.second;
        }
        auto row = row_of(unit, competencies, settings);
        for (const auto index : members[unit.unit]) {
            row.members.push_back(all[index].unit);
            if (all[index].unit != unit.unit && all[index].with_figure > 0) {
                row.member_names.push_back(all[index].name);
            }
        }
        map.rows.push_back(std::move(row));
    }
    map.city = row_of(city, competencies, settings);
    for (std::size_t column = 0; column < competencies.size(); ++column) {
        guard_column(map, column, settings.group_min);
    }
    set_mean(map.city);
    for (auto& row : map.rows) {
        set_mean(row);
    }
    std::stable_sort(map.rows.begin(), map.rows.end(), [](const MapRow& a, const MapRow& b) {
        return a.mean_percent.value_or(101) < b.mean_percent.value_or(101);
    });
    return map;
}

Result<CompetencyMap> load_map(sqlite::Database& database, const assessment::Framework& framework,
                               int target_percent) {
    const MapSettings settings{.target_percent = target_percent,
                               .group_min = framework.group_size_min};
    std::vector<UnitFigures> units;
    {
        auto query = database.prepare(report_query("unit_figure"));
        while (true) {
            ASAH_TRY(const bool has_row, query.step());
            if (!has_row) {
                break;
            }
            units.push_back({.unit = UnitCode(query.text(0)),
                             .name = query.text(1),
                             .parent = UnitCode(query.text(2)),
                             .with_figure = static_cast<int>(query.integer(4)),
                             .cells = {}});
        }
    }
    {
        auto query = database.prepare(report_query("map_cell"));
        while (true) {
            ASAH_TRY(const bool has_row, query.step());
            if (!has_row) {
                break;
            }
            const UnitCode code(query.text(0));
            const auto unit = std::find_if(units.begin(), units.end(),
                                           [&](const auto& one) { return one.unit == code; });
            if (unit != units.end()) {
                unit->cells[CompetencyCode(query.text(1))] = {static_cast<int>(query.integer(2)),
                                                              static_cast<int>(query.integer(3))};
            }
        }
    }
    std::vector<CompetencyCode> competencies;
    for (const auto kind :
         {assessment::CompetencyKind::Technical, assessment::CompetencyKind::Managerial,
          assessment::CompetencyKind::SocioCultural}) {
        for (const auto& competency : framework.competencies) {
            if (competency.kind == kind) {
                competencies.push_back(competency.code);
            }
        }
    }
    auto map = make_map(units, competencies, settings);
    auto query = database.prepare(report_query("map_source"));
    ASAH_CHECK(query.step());
    map.sitting_count = static_cast<int>(query.integer(0));
    map.newest = {query.integer(1)};
    return map;
}

std::vector<Need> needs_of(const CompetencyMap& map) {
    std::vector<Need> needs;
    for (std::size_t column = 0; column < map.competencies.size(); ++column) {
        const auto below = std::count_if(map.rows.begin(), map.rows.end(), [&](const auto& row) {
            return row.cells[column].state == CellState::Below;
        });
        if (below > 0) {
            needs.push_back({.column = column, .units_below = static_cast<int>(below)});
        }
    }
    std::stable_sort(needs.begin(), needs.end(),
                     [](const Need& a, const Need& b) { return a.units_below > b.units_below; });
    return needs;
}

std::vector<std::size_t> strengths_of(const CompetencyMap& map) {
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < map.competencies.size(); ++column) {
        const auto reached = std::count_if(map.rows.begin(), map.rows.end(), [&](const auto& row) {
            return row.cells[column].state == CellState::Reached;
        });
        if (reached > 0 && 2 * reached > static_cast<std::ptrdiff_t>(map.rows.size())) {
            columns.push_back(column);
        }
    }
    return columns;
}

}  // namespace asah::hq
