// Making releases: the figures for roles without the right to names.
#pragma once

#include <vector>

#include "sync/hq/office/office.h"
#include "sync/hq/reports/disclosure.h"

namespace asah::hq {

/// Stores what may be released now, and copies it to the backup. Returns how many cells.
/// Errors: ContentMissing while no framework is published.
Result<int> release_figures(Office& office);

/// The same in the first pass after five o'clock of each day, in the city's time; else 0.
Result<int> release_nightly(Office& office);

/// Released cells that do not follow from the records as of their dates.
Result<std::vector<Trace>> check_releases(Office& office);

/// The published framework. Errors: ContentMissing.
Result<assessment::Framework> load_framework(Office& office);

}  // namespace asah::hq
