// Reads sheets (CSV, UTF-8 with or without BOM, comma or semicolon) of items and of self-assessment
// statements. Columns and spelling: the heading row of assets/samples/; assets/sheets.md.
#pragma once

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/problem.h"
#include "kiosk/core/items/bank.h"

namespace asah::formats {

inline constexpr std::size_t kSheetBytesMax = 32U << 20U;

/// Items and keys of one bank; id and version are left for the caller. Problems by row and column:
/// missing heading, wrong kind, competency or indicator unknown or not of the item's level, options
/// missing or doubled, key outside the options, weights, tolerance, decimals, matching and ordering
/// keys, pool, date, duplicate ids, over-long text, control characters, broken quotes, not UTF-8.
Outcome<items::Bank> parse_bank_sheet(ByteView bytes, const std::string& file_name,
                                      const assessment::Framework& framework);

/// Self-assessment statements as items of kind Statement.
Outcome<items::Bank> parse_statement_sheet(ByteView bytes, const std::string& file_name,
                                           const assessment::Framework& framework);

}  // namespace asah::formats
