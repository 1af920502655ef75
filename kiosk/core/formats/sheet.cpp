#include "kiosk/core/formats/sheet.h"

#include <algorithm>
#include <charconv>

#include "kiosk/core/base/text.h"

namespace asah::formats {

namespace {

const std::string kNothing;

}  // namespace

Sheet::Sheet(ByteView bytes, std::string file_name, std::size_t size_max,
             std::span<const std::string_view> required, std::span<const std::string_view> optional)
    : m_file(std::move(file_name)), m_csv(parse_csv(bytes, m_file, size_max)) {
    for (std::size_t i = 0; i < m_csv.heading.size(); ++i) {
        m_columns.emplace(m_csv.heading[i], i);
    }
    for (const auto& problem : m_csv.problems) {
        m_places.emplace(problem.place.row, problem.place.column);
    }
    if (m_csv.heading.empty()) {
        m_has_all_headings = false;
        return;
    }
    for (const auto name : required) {
        if (!has_column(name)) {
            m_csv.problems.push_back({.key = "heading_missing",
                                      .place = {m_file, 1, std::string(name)},
                                      .found = {},
                                      .values = {{"column", std::string(name)}}});
            m_has_all_headings = false;
        }
    }
    const auto knows = [](std::span<const std::string_view> names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const auto& name : m_csv.heading) {
        if (!name.empty() && !knows(required, name) && !knows(optional, name)) {
            m_csv.problems.push_back({.key = "heading_unknown",
                                      .place = {m_file, 1, shortened(name)},
                                      .found = shortened(name),
                                      .values = {},
                                      .severity = Severity::Warning});
        }
    }
}

bool Sheet::has_column(std::string_view name) const { return m_columns.contains(name); }

void Sheet::add(std::string key, int row) {
    m_csv.problems.push_back(
        {.key = std::move(key), .place = {m_file, row, {}}, .found = {}, .values = {}});
}

std::vector<SheetRow> Sheet::rows() {
    std::vector<SheetRow> rows;
    rows.reserve(m_csv.rows.size());
    for (const auto& row : m_csv.rows) {
        rows.emplace_back(*this, row);
    }
    return rows;
}

const std::string& SheetRow::cell(std::string_view column) const {
    const auto found = m_sheet->m_columns.find(column);
    return found == m_sheet->m_columns.end() ? kNothing : m_row->cells[found->second];
}

const std::string& SheetRow::required(std::string_view column) {
    const auto& text = cell(column);
    if (text.empty() && !has_problem(column)) {
        add("cell_missing", column);
    }
    return text;
}

LocalText SheetRow::local_text(std::string_view column, std::size_t characters_max) {
    const auto english = std::string(column) + "_en";
    check_length(column, characters_max);
    check_length(english, characters_max);
    return {cell(column), cell(english)};
}

void SheetRow::check_length(std::string_view column, std::size_t characters_max) {
    if (character_count(cell(column)) > characters_max) {
        add("text_too_long", column,
            {{"max", std::to_string(characters_max)},
             {"count", std::to_string(character_count(cell(column)))}});
    }
}

int SheetRow::whole_number(std::string_view column, int low, int high) {
    const auto& text = required(column);
    if (text.empty()) {
        return 0;
    }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
        add("number_range", column, {{"min", std::to_string(low)}, {"max", std::to_string(high)}});
        return 0;
    }
    return value;
}

void SheetRow::add(std::string key, std::string_view column,
                   std::map<std::string, std::string> values, Severity severity) {
    if (severity == Severity::Error) {
        m_sheet->m_places.emplace(m_row->row, column);
    }
    m_sheet->m_csv.problems.push_back({.key = std::move(key),
                                       .place = {m_sheet->m_file, m_row->row, std::string(column)},
                                       .found = shortened(cell(column)),
                                       .values = std::move(values),
                                       .severity = severity});
}

bool SheetRow::has_problem(std::string_view column) const {
    return m_sheet->m_places.contains({m_row->row, std::string(column)});
}

}  // namespace asah::formats
