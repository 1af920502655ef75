#include "sync/hq/reports/competency_map.h"

#include <algorithm>
#include <map>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace {

constexpr std::size_t kHiddenCellsMin = 2;

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

/// A verdict needs the whole interval on one side of the target, and half of the people measured.
CellState verdict_of(const Cell& cell, int target_percent) {
    const double target = target_percent / 100.0;
    if (cell.is_bounds) {
        return CellState::Unsure;
    }
    if (cell.interval.high < target) {
        return CellState::Below;
    }
    return cell.interval.low >= target ? CellState::Reached : CellState::Unsure;
}

bool is_in(const Cut& cut, const PersonFact& person) {
    return (cut.units.empty() || cut.units.contains(person.unit)) &&
           (cut.tiers.empty() || cut.tiers.contains(person.tier)) &&
           (cut.families.empty() || cut.families.contains(person.family));
}

std::vector<CompetencyCode> chosen_columns(const Cut& cut,
                                           const std::vector<CompetencyCode>& columns) {
    std::vector<CompetencyCode> chosen;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(chosen), [&](const auto& one) {
        return cut.competencies.empty() || cut.competencies.contains(one);
    });
    return chosen;
}

/// One row before it is judged.
struct Group {
    Count coverage;
    std::map<CompetencyCode, Count> cells;

    void add(const PersonFact& person) {
        ++coverage.people;
        ++coverage.counted;
        coverage.met += person.is_measured ? 1 : 0;
        for (const auto& result : person.results) {
            auto& cell = cells[result.competency];
            ++cell.people;
            cell.counted += result.is_counted ? 1 : 0;
            cell.met += result.is_counted && result.is_met ? 1 : 0;
        }
    }
};

std::string row_code(RowKind rows, const PersonFact& person) {
    return rows == RowKind::Units   ? person.unit.value
           : rows == RowKind::Tiers ? person.tier.value
                                    : person.family.value;
}

/// The rows of a map without figures: units that stand for themselves, or every tier or family
/// that the people of the cut have.
std::vector<MapRow> bare_rows(const Facts& facts, const Cut& cut, int people_min,
                              std::map<std::string, std::string>& row_of) {
    std::vector<MapRow> rows;
    if (cut.rows != RowKind::Units) {
        for (const auto& person : facts.people) {
            const auto code = row_code(cut.rows, person);
            if (is_in(cut, person) && row_of.emplace(code, code).second) {
                rows.emplace_back().code = code;
            }
        }
        return rows;
    }
    std::map<UnitCode, int> people;
    for (const auto& person : facts.people) {
        ++people[person.unit];
    }
    const auto joined = joined_units(facts.units, people, people_min);
    for (const auto& unit : facts.units) {
        if (joined.at(unit.code) == unit.code &&
            (cut.units.empty() || cut.units.contains(unit.code))) {
            auto& row = rows.emplace_back();
            row.code = unit.code.value;
            row.name = unit.name;
        }
    }
    for (const auto& unit : facts.units) {
        const auto& target = joined.at(unit.code);
        row_of[unit.code.value] = target.value;
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const MapRow& one) { return one.code == target.value; });
        if (row == rows.end()) {
            continue;
        }
        row->members.push_back(unit.code);
        if (target != unit.code && people[unit.code] > 0) {
            row->member_names.push_back(unit.name);
        }
    }
    return rows;
}

void sum_up(MapRow& row) {
    row.below = 0;
    for (const auto& cell : row.cells) {
        row.below += cell.is_visible() ? cell.below() : 0;
    }
}

/// Columns without any figure leave the table; rows and columns go by people below standard.
void arrange(CompetencyMap& map) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < map.competencies.size(); ++i) {
        const auto has_figure = [&](const MapRow& row) {
            return row.cells[i].state != CellState::NotMeasured &&
                   row.cells[i].state != CellState::NotAsked &&
                   (!map.is_released || row.cells[i].is_visible());
        };
        if (has_figure(map.city) || std::any_of(map.rows.begin(), map.rows.end(), has_figure)) {
            order.push_back(i);
        } else {
            map.unmeasured.push_back(map.competencies[i]);
        }
    }
    const auto below = [&](std::size_t column) {
        const auto& cell = map.city.cells[column];
        return cell.is_visible() ? cell.below() : -1;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return below(a) > below(b); });
    const auto pick = [&](const auto& all) {
        std::decay_t<decltype(all)> some;
        for (const auto i : order) {
            some.push_back(all[i]);
        }
        return some;
    };
    map.competencies = pick(map.competencies);
    map.city.cells = pick(map.city.cells);
    sum_up(map.city);
    for (auto& row : map.rows) {
        row.cells = pick(row.cells);
        sum_up(row);
    }
    std::stable_sort(map.rows.begin(), map.rows.end(), [](const MapRow& a, const MapRow& b) {
        const auto shown = [](const MapRow& row) {
            return std::any_of(row.cells.begin(), row.cells.end(),
                               [](const Cell& cell) { return cell.is_visible(); });
        };
        return shown(a) != shown(b) ? shown(a) : a.below > b.below;
    });
}

/// Of each key the newest cell of the period or before.
std::map<CellKey, const ReleasedCell*> current_cells(const std::vector<ReleasedCell>& stored,
                                                     const std::string& period) {
    std::map<CellKey, const ReleasedCell*> current;
    for (const auto& cell : stored) {
        if (period.empty() || cell.period <= period) {
            current[cell.key] = &cell;
        }
    }
    return current;
}

/// The only one of a set, nothing for all; no stored table holds a choice of several.
template <class Code>
std::optional<Code> only(const std::set<Code>& codes) {
    return codes.empty()       ? std::optional<Code>(Code())
           : codes.size() == 1 ? std::optional<Code>(*codes.begin())
                               : std::nullopt;
}

/// The stored cells' key of the whole cut, without competency.
std::optional<CellKey> key_of(const Cut& cut) {
    // A unit and those counted with it are one row of the stored tables.
    const auto unit = cut.rows == RowKind::Tiers ? only(cut.units) : std::optional(UnitCode());
    const auto tier = only(cut.tiers);
    const auto family = only(cut.families);
    if (!unit || !tier || !family) {
        return std::nullopt;
    }
    return CellKey{.unit = *unit, .tier = *tier, .family = *family, .competency = {}};
}

CellKey with_row(CellKey key, RowKind rows, const std::string& code) {
    switch (rows) {
        case RowKind::Units:
            key.unit = UnitCode(code);
            break;
        case RowKind::Tiers:
            key.tier = TierCode(code);
            break;
        case RowKind::Families:
            key.family = FamilyCode(code);
            break;
    }
    return key;
}

}  // namespace

int Cell::percent() const {
    ASAH_ASSERT(counted > 0);
    constexpr int kStep = 5;
    return is_rounded ? (200 * met + kStep * counted) / (2 * kStep * counted) * kStep
                      : (200 * met + counted) / (2 * counted);
}

Cell judge_cell(const Count& count, const MapSettings& settings) {
    Cell cell;
    cell.people = std::max(count.people, count.counted);
    cell.counted = count.counted;
    cell.met = cell.met_low = cell.met_high = count.met;
    if (count.counted == 0) {
        cell.state = cell.people == 0 ? CellState::NotAsked : CellState::NotMeasured;
        return cell;
    }
    cell.is_bounds = 2 * cell.counted < cell.people;
    cell.interval = cell.is_bounds ? farthest_bounds(cell.met, cell.counted, cell.people)
                                   : wilson_interval(cell.met, cell.counted, cell.people);
    cell.state = count.counted < settings.group_min ? CellState::Masked
                                                    : verdict_of(cell, settings.target_percent);
    return cell;
}

Cell judge_release(const ReleasedCell& release, const MapSettings& settings) {
    Cell cell;
    cell.is_rounded = true;
    cell.counted = release.pair.counted;
    cell.people = std::max(release.people, cell.counted);
    cell.met = cell.met_low = cell.met_high = release.pair.met;
    const int half = settings.release.round_to / 2;
    if (cell.met == 0) {
        cell.met_high = half;
    } else if (cell.met == cell.counted) {
        cell.met_low = cell.counted - half;
    }
    cell.is_in_words =
        cell.counted < settings.release.percent_from_n || cell.met_low != cell.met_high;
    cell.is_bounds = 2 * cell.counted < cell.people;
    cell.interval = cell.is_bounds ? farthest_bounds(cell.met, cell.counted, cell.people)
                                   : wilson_interval(cell.met, cell.counted);
    cell.state = verdict_of(cell, settings.target_percent);
    return cell;
}

bool CompetencyMap::is_low_coverage() const {
    return city.coverage.counted > 0 && !is_hidden(city.coverage) &&
           2 * city.coverage.met < city.coverage.counted;
}

std::vector<CompetencyCode> columns_of(const assessment::Framework& framework) {
    std::vector<CompetencyCode> columns;
    for (const auto kind :
         {assessment::CompetencyKind::Technical, assessment::CompetencyKind::Managerial,
          assessment::CompetencyKind::SocioCultural}) {
        for (const auto& competency : framework.competencies) {
            if (competency.kind == kind) {
                columns.push_back(competency.code);
            }
        }
    }
    return columns;
}

CompetencyMap live_map(const Facts& facts, const Cut& cut,
                       const std::vector<CompetencyCode>& columns, const MapSettings& settings) {
    CompetencyMap map;
    map.settings = settings;
    map.cut = cut;
    map.competencies = chosen_columns(cut, columns);
    map.sitting_count = facts.sitting_count;
    map.as_of = facts.as_of;
    map.newest = facts.newest;
    std::map<std::string, std::string> row_of;
    map.rows = bare_rows(facts, cut, settings.group_min, row_of);
    std::map<std::string, Group> groups;
    Group city;
    const bool has_facts = cut.purpose.empty() || cut.purpose == facts.purpose;
    for (const auto& person : facts.people) {
        const auto row = row_of.find(row_code(cut.rows, person));
        if (has_facts && is_in(cut, person) && row != row_of.end()) {
            groups[row->second].add(person);
            city.add(person);
        }
    }
    const auto judge = [&](MapRow& row, const Group& group) {
        row.coverage = judge_cell(group.coverage, settings);
        for (const auto& competency : map.competencies) {
            const auto found = group.cells.find(competency);
            row.cells.push_back(
                judge_cell(found == group.cells.end() ? Count{} : found->second, settings));
        }
    };
    judge(map.city, city);
    for (auto& row : map.rows) {
        judge(row, groups[row.code]);
    }
    for (std::size_t column = 0; column < map.competencies.size(); ++column) {
        guard_column(map, column, settings.group_min);
    }
    arrange(map);
    return map;
}

CompetencyMap released_map(const std::vector<ReleasedCell>& stored, const Facts& facts,
                           const Cut& cut, const std::vector<CompetencyCode>& columns,
                           const MapSettings& settings) {
    CompetencyMap map;
    map.settings = settings;
    map.cut = cut;
    map.is_released = true;
    map.competencies = chosen_columns(cut, columns);
    map.as_of = facts.as_of;
    std::map<std::string, std::string> row_of;
    map.rows = bare_rows(facts, cut, settings.release.minimum, row_of);
    std::map<std::string, std::set<CompetencyCode>> asked;
    for (const auto& person : facts.people) {
        if (!is_in(cut, person)) {
            continue;
        }
        for (const auto& result : person.results) {
            asked[{}].insert(result.competency);
            asked[row_of[row_code(cut.rows, person)]].insert(result.competency);
        }
    }
    const auto current = current_cells(stored, cut.period);
    const auto judge = [&](MapRow& row, std::optional<CellKey> key) {
        const bool has_table = cut.purpose.empty() || cut.purpose == facts.purpose;
        const auto look = [&](const CompetencyCode& competency, bool is_asked) {
            if (key && has_table) {
                key->competency = competency;
                if (const auto found = current.find(*key); found != current.end()) {
                    const auto& cell = *found->second;
                    map.oldest =
                        map.oldest.value == 0 ? cell.made : std::min(map.oldest, cell.made);
                    map.newest = std::max(map.newest, cell.made);
                    return judge_release(cell, settings);
                }
            }
            Cell none;
            none.is_rounded = true;
            none.state = is_asked ? CellState::Masked : CellState::NotAsked;
            return none;
        };
        row.coverage = look({}, true);
        for (const auto& competency : map.competencies) {
            row.cells.push_back(look(competency, asked[row.code].contains(competency)));
        }
    };
    const auto key = key_of(cut);
    judge(map.city, key);
    for (auto& row : map.rows) {
        judge(row, key ? std::optional(with_row(*key, cut.rows, row.code)) : std::nullopt);
    }
    arrange(map);
    return map;
}

std::vector<Need> needs_of(const CompetencyMap& map) {
    std::vector<Need> needs;
    for (std::size_t column = 0; column < map.competencies.size(); ++column) {
        const auto& city = map.city.cells[column];
        if (!city.is_visible() || city.state == CellState::Reached || city.below() == 0) {
            continue;
        }
        Need need{.column = column, .people_below = city.below()};
        for (const auto& row : map.rows) {
            const auto& cell = row.cells[column];
            need.rows_below += cell.state == CellState::Below ? 1 : 0;
            need.rows_perhaps += cell.is_perhaps_below(map.settings.target_percent) ? 1 : 0;
        }
        needs.push_back(need);
    }
    std::stable_sort(needs.begin(), needs.end(),
                     [](const Need& a, const Need& b) { return a.people_below > b.people_below; });
    return needs;
}

}  // namespace asah::hq
