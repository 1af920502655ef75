#include "sync/hq/reports/map_export.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace asah::hq {

namespace {

using nlohmann::json;

/// A spreadsheet runs what begins like a formula.
std::string csv_field(const std::string& text) {
    constexpr std::string_view kFormula = "=+-@\t\r";
    std::string out =
        !text.empty() && kFormula.find(text.front()) != std::string_view::npos ? "'" : "";
    bool is_quoted = false;
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += c;
        }
        is_quoted |= c == '"' || c == ',' || c == '\n' || c == '\r';
    }
    return is_quoted ? "\"" + out + "\"" : out;
}

std::string decimals(double value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.3f", value);
    return text.data();
}

/// "10", or "0-2" and "13-15" where nobody and everybody read alike with their neighbours.
std::string reading(int low, int high) {
    return low == high ? std::to_string(low) : std::to_string(low) + " - " + std::to_string(high);
}

std::string csv_row(const std::string& row, const std::string& column, const Cell& cell) {
    std::string out = csv_field(row) + "," + csv_field(column) + "," + state_name(cell.state) + ",";
    if (!cell.is_visible()) {
        return out + ",,,,\n";
    }
    out += std::to_string(cell.counted) + "," + reading(cell.met_low, cell.met_high) + ",";
    out += cell.is_in_words ? "" : std::to_string(cell.percent());
    return out + "," + decimals(cell.interval.low) + "," + decimals(cell.interval.high) + "\n";
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
    std::string out = "baris,kompetensi,keadaan,jumlah,memenuhi,persen,bawah,atas\n";
    const auto add = [&](const MapRow& row, const std::string& code) {
        // Coverage has no verdict: it is no result.
        out += row.coverage.is_visible()
                   ? csv_field(code) + ",TERUKUR,terukur," + std::to_string(row.coverage.counted) +
                         "," + reading(row.coverage.met_low, row.coverage.met_high) + ",,,\n"
                   : csv_row(code, "TERUKUR", row.coverage);
        for (std::size_t i = 0; i < map.competencies.size(); ++i) {
            out += csv_row(code, map.competencies[i].value, row.cells[i]);
        }
    };
    add(map.city, "KOTA");
    for (const auto& row : map.rows) {
        add(row, row.code);
    }
    return out;
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
    }
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace asah::hq
