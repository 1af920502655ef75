// Comma-separated text as spreadsheets write it: RFC 4180, comma or semicolon (found from the
// heading row), CRLF or LF, byte order mark, quotes, line breaks inside quotes. Never fails: what
// is wrong becomes problems by row and column, and reading goes on. Rows are counted as a
// spreadsheet counts them: 1 = the heading row; a cell with line breaks is one row; empty rows
// count but are left out.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/problem.h"

namespace asah::formats {

inline constexpr std::size_t kCellBytesMax = 16U << 10U;
inline constexpr std::size_t kColumnsMax = 64;
inline constexpr int kRowsMax = 20'000;

struct CsvRow {
    int row = 0;
    std::vector<std::string> cells;  // trimmed; as many as the heading has
};

struct CsvSheet {
    std::vector<std::string> heading;  // trimmed, lower case
    std::vector<CsvRow> rows;
    Problems problems;
};

/// Problems: sheet_empty, sheet_too_large, rows_too_many, columns_too_many, heading_empty,
/// heading_doubled, row_too_long, cell_too_long, not_utf8, control_character, quote_open,
/// quote_stray.
CsvSheet parse_csv(ByteView bytes, const std::string& file_name, std::size_t size_max);

}  // namespace asah::formats
