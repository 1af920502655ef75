// What stands behind one cell of the map, down to the entry of the ledger.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/ledger/entry.h"
#include "kiosk/sqlite/database.h"
#include "sync/hq/reports/competency_map.h"

namespace asah::hq {

/// From people on the roster to those who count.
struct CellSteps {
    int people = 0;
    int mapped = 0;    // finished any mapping
    int measured = 0;  // had items of this competency
    int stated = 0;    // evidence suffices
    int counted = 0;   // and the post requires the competency
    int met = 0;
};

/// Tiers under the minimum group are merged into one row; `tiers` names them.
struct TierShare {
    std::vector<TierCode> tiers;
    int required_low = 0;
    int required_high = 0;
    Cell cell;
};

struct CellResult {
    PersonId person;
    std::string name;
    TierCode tier;
    std::string title;
    int level = 0;
    int level_low = 0;
    int level_high = 0;
    int required = 0;
    int item_count = 0;
    UtcMs at;
    Digest entry_hash{};
    std::string entry_state;
};

/// A cell of the map and the map's date.
struct CellPlace {
    const MapRow& row;
    const CompetencyCode& competency;
    UtcMs as_of;
};
/// Live figures and names: only for those who may see them.
Result<CellSteps> load_cell_steps(sqlite::Database& database, const CellPlace& place);
Result<std::vector<TierShare>> load_cell_tiers(sqlite::Database& database, const CellPlace& place,
                                               const MapSettings& settings);
Result<std::vector<CellResult>> load_cell_results(sqlite::Database& database,
                                                  const CellPlace& place);

}  // namespace asah::hq
