#include "sync/hq/reports/map_export.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/csv_writer.h"

namespace asah::hq {

namespace {

using nlohmann::json;

const std::vector<std::string> kColumns{"baris",    "kompetensi", "keadaan", "jumlah",
                                        "memenuhi", "persen",     "bawah",   "atas"};
constexpr const char* kCoverage = "TERUKUR";

/// "10", or "0-2" and "13-15" where nobody and everybody read alike with their neighbours.
std::string reading(int low, int high) {
    return low == high ? std::to_string(low) : std::to_string(low) + " - " + std::to_string(high);
}

void add_row(CsvWriter& csv, const std::string& row, const std::string& column, const Cell& cell) {
    std::vector<CsvCell> cells{csv_words(row), csv_words(column),
                               csv_words(state_name(cell.state))};
    if (cell.is_visible()) {
        cells.insert(cells.end(),
                     {csv_number(cell.counted), csv_words(reading(cell.met_low, cell.met_high)),
                      cell.is_in_words ? CsvCell{} : csv_number(cell.percent()),
                      csv_number(cell.interval.low, 3), csv_number(cell.interval.high, 3)});
    }
    cells.resize(kColumns.size());
    csv.add(cells);
}

/// Coverage has no verdict: it is no result.
void add_coverage(CsvWriter& csv, const std::string& row, const Cell& coverage) {
    if (!coverage.is_visible()) {
        add_row(csv, row, kCoverage, coverage);
        return;
    }
    std::vector<CsvCell> cells{csv_words(row), csv_words(kCoverage), csv_words("terukur"),
                               csv_number(coverage.counted),
                               csv_words(reading(coverage.met_low, coverage.met_high))};
    cells.resize(kColumns.size());
    csv.add(cells);
}

json cell_json(const Cell& cell) {
    json out{{"state", state_name(cell.state)}};
    if (!cell.is_visible()) {
        return out;
    }
    out["people"] = cell.people;
    out["counted"] = cell.counted;
    out["met"] = cell.met;
    if (!cell.is_in_words) {
        out["percent"] = cell.percent();
    }
    out["low"] = cell.interval.low;
    out["high"] = cell.interval.high;
    return out;
}

json row_json(const CompetencyMap& map, const MapRow& row) {
    json cells = json::object();
    for (std::size_t i = 0; i < map.competencies.size(); ++i) {
        cells[map.competencies[i].value] = cell_json(row.cells[i]);
    }
    json members = json::array();
    for (const auto& member : row.members) {
        members.push_back(member.value);
    }
    json out{{"unit", row.code},
             {"name", row.name},
             {"units", members},
             {"cells", cells},
             {"below", row.below}};
    if (row.coverage.is_visible()) {
        out["coverage"] = {{"measured", row.coverage.met}, {"people", row.coverage.counted}};
    }
    return out;
}

}  // namespace

std::string state_name(CellState state) {
    switch (state) {
        case CellState::Below:
            return "below";
        case CellState::Unsure:
            return "unsure";
        case CellState::Reached:
            return "reached";
        case CellState::Masked:
            return "masked";
        case CellState::Guard:
            return "guard";
        case CellState::NotMeasured:
            return "not_measured";
        case CellState::NotAsked:
            return "not_asked";
    }
    return {};
}

std::string map_csv(const CompetencyMap& map) {
    CsvWriter csv(kColumns);
    const auto add = [&](const MapRow& row, const std::string& code) {
        add_coverage(csv, code, row.coverage);
        for (std::size_t i = 0; i < map.competencies.size(); ++i) {
            add_row(csv, code, map.competencies[i].value, row.cells[i]);
        }
    };
    add(map.city, "KOTA");
    for (const auto& row : map.rows) {
        add(row, row.code);
    }
    return csv.text();
}

std::string map_json(const CompetencyMap& map) {
    json rows = json::array();
    for (const auto& row : map.rows) {
        rows.push_back(row_json(map, row));
    }
    json unmeasured = json::array();
    for (const auto& competency : map.unmeasured) {
        unmeasured.push_back(competency.value);
    }
    json out{{"kind", map.is_released ? "release" : "live"},
             {"city", row_json(map, map.city)},
             {"rows", rows},
             {"unmeasured", unmeasured}};
    if (map.is_released) {
        out["made"] = {{"oldest_ms", map.oldest.value}, {"newest_ms", map.newest.value}};
    } else {
        out["sittings"] = map.sitting_count;
        out["as_of_ms"] = map.as_of.value;
    }
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace asah::hq
