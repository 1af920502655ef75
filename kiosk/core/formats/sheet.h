// A sheet by column names, for the readers of items, statements and rosters: cells by heading,
// problems with their place.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/formats/csv.h"

namespace asah::formats {

class SheetRow;

class Sheet {
   public:
    /// Reads and compares the heading row with what the caller knows. Problems: those of parse_csv,
    /// heading_missing for each required name, heading_unknown (warning).
    Sheet(ByteView bytes, std::string file_name, std::size_t size_max,
          std::span<const std::string_view> required, std::span<const std::string_view> optional);

    /// False when a required heading is missing: rows then mean nothing and are not looked at.
    [[nodiscard]] bool has_all_headings() const { return m_has_all_headings; }
    [[nodiscard]] bool has_column(std::string_view name) const;
    [[nodiscard]] std::vector<SheetRow> rows();
    Problems& problems() { return m_csv.problems; }
    /// A problem of the whole sheet or of a row.
    void add(std::string key, int row);

   private:
    friend class SheetRow;
    std::string m_file;
    CsvSheet m_csv;
    std::map<std::string, std::size_t, std::less<>> m_columns;
    std::set<std::pair<int, std::string>> m_places;  // rows and columns that have errors
    bool m_has_all_headings = true;
};

class SheetRow {
   public:
    SheetRow(Sheet& sheet, const CsvRow& row) : m_sheet(&sheet), m_row(&row) {}

    [[nodiscard]] int number() const { return m_row->row; }
    /// The trimmed text; empty for a column that the sheet does not have.
    [[nodiscard]] const std::string& cell(std::string_view column) const;
    /// As `cell`; adds cell_missing when it is empty (unless the cell has a problem already).
    const std::string& required(std::string_view column);
    /// Text of at most `characters_max` characters (text_too_long), with `<column>_en` beside it.
    LocalText local_text(std::string_view column, std::size_t characters_max);
    /// A whole number in low..high. Problem: number_range. Nothing when it is missing or wrong.
    int whole_number(std::string_view column, int low, int high);
    void add(std::string key, std::string_view column,
             std::map<std::string, std::string> values = {}, Severity severity = Severity::Error);
    [[nodiscard]] bool has_problem(std::string_view column) const;

   private:
    void check_length(std::string_view column, std::size_t characters_max);

    Sheet* m_sheet;
    const CsvRow* m_row;
};

}  // namespace asah::formats
