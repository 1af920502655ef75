// The map as other programs read it: a table for a spreadsheet, and JSON. The same value as the
// page's, so that no export tells more than the page.
#pragma once

#include <string>

#include "sync/hq/reports/competency_map.h"

namespace asah::hq {

/// "below", "unsure", "reached", "masked", "guard", "not_measured", "not_asked".
std::string state_name(CellState state);
/// CSV (csv_writer.h) with a heading.
std::string map_csv(const CompetencyMap& map);
std::string map_json(const CompetencyMap& map);

}  // namespace asah::hq
