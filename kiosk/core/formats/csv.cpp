#include "kiosk/core/formats/csv.h"

#include <algorithm>
#include <set>

#include "kiosk/core/base/text.h"

namespace asah::formats {

namespace {

struct RawCell {
    std::string text;
    bool is_too_long = false;
    bool is_open = false;         // the closing quote is missing
    bool has_stray_text = false;  // text after the closing quote
};

/// Comma or semicolon: whichever stands more often in the first row, outside of quotes.
char find_separator(std::string_view text) {
    std::size_t commas = 0;
    std::size_t semicolons = 0;
    bool is_quoted = false;
    for (const char c : text) {
        if (c == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && (c == '\n' || c == '\r')) {
            break;
        } else if (!is_quoted) {
            commas += c == ',' ? 1U : 0U;
            semicolons += c == ';' ? 1U : 0U;
        }
    }
    return semicolons > commas ? ';' : ',';
}

/// Takes raw cells from the text, one row a call.
class RowCutter {
   public:
    RowCutter(std::string_view text, char separator) : m_left(text), m_separator(separator) {}

    [[nodiscard]] bool is_done() const { return m_left.empty(); }

    std::vector<RawCell> next() {
        std::vector<RawCell> cells;
        for (bool is_row_end = false; !is_row_end;) {
            cells.push_back(cell());
            is_row_end = end_cell();
        }
        return cells;
    }

   private:
    RawCell cell() {
        RawCell cell;
        if (!m_left.empty() && m_left.front() == '"') {
            m_left.remove_prefix(1);
            take_quoted(cell);
            cell.has_stray_text = !cell.is_open && !is_at_end();
        }
        while (!is_at_end()) {
            add(cell, m_left.front());
            m_left.remove_prefix(1);
        }
        return cell;
    }

    void take_quoted(RawCell& cell) {
        while (!m_left.empty()) {
            if (m_left.starts_with("\"\"")) {
                add(cell, '"');
                m_left.remove_prefix(2);
                continue;
            }
            if (m_left.front() == '"') {
                m_left.remove_prefix(1);
                return;
            }
            if (!m_left.starts_with("\r\n")) {
                add(cell, m_left.front());
            }
            m_left.remove_prefix(1);
        }
        cell.is_open = true;
    }

    [[nodiscard]] bool is_at_end() const {
        return m_left.empty() || m_left.front() == m_separator || m_left.front() == '\n' ||
               m_left.front() == '\r';
    }

    /// Takes the separator or the line end; true at the end of the row.
    bool end_cell() {
        if (m_left.empty()) {
            return true;
        }
        if (m_left.front() == m_separator) {
            m_left.remove_prefix(1);
            return false;
        }
        m_left.remove_prefix(m_left.starts_with("\r\n") ? 2 : 1);
        return true;
    }

    static void add(RawCell& cell, char c) {
        if (cell.text.size() < kCellBytesMax) {
            cell.text += c;
        } else {
            cell.is_too_long = true;
        }
    }

    std::string_view m_left;
    char m_separator;
};

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20U && c != '\n' && c != '\t') || byte == 0x7FU;
    });
}

/// Collects problems of one sheet.
class Reader {
   public:
    Reader(CsvSheet& sheet, const std::string& file_name) : m_sheet(sheet), m_file(file_name) {}

    void add(std::string key, int row, std::string column, std::string_view found = {},
             std::map<std::string, std::string> values = {}) {
        m_sheet.problems.push_back({.key = std::move(key),
                                    .place = {m_file, row, std::move(column)},
                                    .found = shortened(found),
                                    .values = std::move(values)});
    }

    /// Whether the cell can be used; otherwise it counts as empty, and its one problem is listed.
    bool check_cell(const RawCell& cell, int row, const std::string& column) {
        if (cell.is_open) {
            add("quote_open", row, column, cell.text);
        } else if (cell.has_stray_text) {
            add("quote_stray", row, column, cell.text);
        } else if (cell.is_too_long) {
            add("cell_too_long", row, column, cell.text, {{"max", std::to_string(kCellBytesMax)}});
        } else if (!is_utf8(cell.text)) {
            add("not_utf8", row, column, cell.text);
        } else if (has_control_character(cell.text)) {
            add("control_character", row, column, cell.text);
        } else {
            return true;
        }
        return false;
    }

    void read_heading(std::vector<RawCell> cells) {
        while (!cells.empty() && trimmed(cells.back().text).empty()) {
            cells.pop_back();
        }
        if (cells.empty()) {
            add("sheet_empty", 1, {});
        }
        if (cells.size() > kColumnsMax) {
            add("columns_too_many", 1, {}, std::to_string(cells.size()),
                {{"max", std::to_string(kColumnsMax)}});
            cells.resize(kColumnsMax);
        }
        std::set<std::string> seen;
        for (const auto& cell : cells) {
            const auto name = lower_ascii(trimmed(cell.text));
            const auto place = std::to_string(m_sheet.heading.size() + 1);
            if (!check_cell(cell, 1, place)) {
                m_sheet.heading.emplace_back();
                continue;
            }
            if (name.empty()) {
                add("heading_empty", 1, place);
            } else if (!seen.insert(name).second) {
                add("heading_doubled", 1, place, name);
            }
            m_sheet.heading.push_back(name);
        }
    }

    void read_row(const std::vector<RawCell>& raw, int row) {
        const bool is_empty = std::all_of(raw.begin(), raw.end(), [](const RawCell& cell) {
            return trimmed(cell.text).empty() && !cell.is_open;
        });
        if (is_empty) {
            return;
        }
        CsvRow out{.row = row, .cells = std::vector<std::string>(m_sheet.heading.size())};
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (i >= m_sheet.heading.size()) {
                if (!trimmed(raw[i].text).empty()) {
                    add("row_too_long", row, {}, raw[i].text);
                    break;
                }
            } else if (check_cell(raw[i], row, m_sheet.heading[i])) {
                out.cells[i] = trimmed(raw[i].text);
            }
        }
        m_sheet.rows.push_back(std::move(out));
    }

   private:
    CsvSheet& m_sheet;
    const std::string& m_file;
};

}  // namespace

CsvSheet parse_csv(ByteView bytes, const std::string& file_name, std::size_t size_max) {
    CsvSheet sheet;
    Reader reader(sheet, file_name);
    if (bytes.size() > size_max) {
        reader.add("sheet_too_large", 0, {}, {}, {{"max", std::to_string(size_max >> 20U)}});
        return sheet;
    }
    auto text = as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    if (trimmed(text).empty()) {
        reader.add("sheet_empty", 1, {});
        return sheet;
    }
    RowCutter cutter(text, find_separator(text));
    reader.read_heading(cutter.next());
    for (int row = 2; !cutter.is_done(); ++row) {
        if (row > kRowsMax) {
            reader.add("rows_too_many", row, {}, {}, {{"max", std::to_string(kRowsMax)}});
            break;
        }
        reader.read_row(cutter.next(), row);
    }
    return sheet;
}

}  // namespace asah::formats
