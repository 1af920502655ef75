// The named queries of the reports.
#pragma once

#include <string_view>

namespace asah::hq {

/// The text of sql/<name>.sql, for the page that shows it; empty = no such query.
std::string_view report_query(std::string_view name);

}  // namespace asah::hq
