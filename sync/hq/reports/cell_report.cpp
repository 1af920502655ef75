#include "sync/hq/reports/cell_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sync/hq/reports/report_query.h"

namespace asah::hq {

namespace {

std::string unit_list(const MapRow& row) {
    auto list = nlohmann::json::array();
    for (const auto& unit : row.members) {
        list.push_back(unit.value);
    }
    return list.dump();
}

/// Binds the cell; the texts must live until the statement is done.
sqlite::Statement cell_query(sqlite::Database& database, std::string_view name,
                             const std::string& units, const CellPlace& place) {
    auto query = database.prepare(report_query(name));
    query.bind(1, std::string_view(units))
        .bind(2, std::string_view(place.competency.value))
        .bind(3, place.as_of.value);
    return query;
}

void merge(TierShare& into, const TierShare& from) {
    into.tiers.insert(into.tiers.end(), from.tiers.begin(), from.tiers.end());
    into.required_low = std::min(into.required_low, from.required_low);
    into.required_high = std::max(into.required_high, from.required_high);
    into.cell.counted += from.cell.counted;
    into.cell.met += from.cell.met;
}

/// All small groups become one; while that one is small itself, the next larger joins it.
/// Pre: rows stand largest first.
void merge_small(std::vector<TierShare>& tiers, int group_min) {
    while (tiers.size() > 1 && tiers.back().cell.counted < group_min) {
        merge(tiers[tiers.size() - 2], tiers.back());
        tiers.pop_back();
        std::stable_sort(tiers.begin(), tiers.end(), [](const auto& a, const auto& b) {
            return a.cell.counted > b.cell.counted;
        });
    }
}

}  // namespace

Result<CellSteps> load_cell_steps(sqlite::Database& database, const CellPlace& place) {
    const auto units = unit_list(place.row);
    auto query = cell_query(database, "cell_step", units, place);
    ASAH_CHECK(query.step());
    const auto number = [&](int column) { return static_cast<int>(query.integer(column)); };
    return CellSteps{.people = number(0),
                     .mapped = number(1),
                     .measured = number(2),
                     .stated = number(3),
                     .counted = number(4),
                     .met = number(5)};
}

Result<std::vector<TierShare>> load_cell_tiers(sqlite::Database& database, const CellPlace& place,
                                               const MapSettings& settings) {
    const auto units = unit_list(place.row);
    auto query = cell_query(database, "cell_tier", units, place);
    std::vector<TierShare> tiers;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            break;
        }
        TierShare share{.tiers = {TierCode(query.text(0))},
                        .required_low = static_cast<int>(query.integer(1)),
                        .required_high = static_cast<int>(query.integer(2)),
                        .cell = {}};
        share.cell.counted = static_cast<int>(query.integer(3));
        share.cell.met = static_cast<int>(query.integer(4));
        tiers.push_back(std::move(share));
    }
    merge_small(tiers, settings.group_min);
    for (auto& share : tiers) {
        // How many of a tier are still unmeasured is not counted here.
        share.cell = judge_cell({.people = 0, .counted = share.cell.counted, .met = share.cell.met},
                                settings);
    }
    return tiers;
}

Result<std::vector<CellResult>> load_cell_results(sqlite::Database& database,
                                                  const CellPlace& place) {
    const auto units = unit_list(place.row);
    auto query = cell_query(database, "cell_result", units, place);
    std::vector<CellResult> results;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return results;
        }
        const auto number = [&](int column) { return static_cast<int>(query.integer(column)); };
        CellResult result{.person = query.id<PersonId>(0),
                          .name = query.text(1),
                          .tier = TierCode(query.text(2)),
                          .title = query.text(3),
                          .level = number(4),
                          .level_low = number(5),
                          .level_high = number(6),
                          .required = number(7),
                          .item_count = number(8),
                          .at = {query.integer(9)},
                          .entry_hash = {},
                          .entry_state = query.text(11)};
        query.copy_blob(10, result.entry_hash);
        results.push_back(std::move(result));
    }
}

}  // namespace asah::hq
