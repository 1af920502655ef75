// Reads the competency framework (schema kerangka-kompetensi/1).
#pragma once

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/problem.h"

namespace asah::content {

inline constexpr std::size_t kFrameworkBytesMax = 8U << 20U;

/// All problems in one pass: missing or wrong fields, codes that occur twice, a level outside 1..5,
/// an indicator whose code is not of its competency and level, a standard for an unknown competency
/// or tier, a scheme with no categories. `value.source` keeps the bytes.
Outcome<assessment::Framework> parse_framework(ByteView bytes, const std::string& file_name);

}  // namespace asah::content
