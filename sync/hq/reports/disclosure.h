// What a role may see of people's results. The one door from the database to figures: pages,
// exports and commands say who asks and get a map; roles without the right to names get stored
// releases, whatever they ask for.
#pragma once

#include "kiosk/sqlite/database.h"
#include "sync/hq/reports/competency_map.h"

namespace asah::hq {

enum class Audience {
    Names,    // live and exact; the caller logs the look
    Figures,  // releases
};

/// The purpose whose results the map is about.
inline constexpr std::string_view kMapPurpose = "PEMETAAN_PENGEMBANGAN";

/// Active people with their results at the date.
/// Cost: one pass over people and results; standards once per post.
Result<Facts> load_facts(sqlite::Database& database, const assessment::Framework& framework,
                         UtcMs as_of);

/// Every cell ever released, oldest first, with its shares.
Result<std::vector<ReleasedCell>> load_releases(sqlite::Database& database);

/// The map for the audience. Groups are as small as the framework allows, which is what people were
/// promised.
Result<CompetencyMap> load_map(sqlite::Database& database, const assessment::Framework& framework,
                               Audience audience, const Cut& cut,
                               int target_percent = kTargetPercent);

/// Stores the cells that may be released now. Returns how many. `offset_min`: the city's time.
Result<int> renew_releases(sqlite::Tx& tx, const assessment::Framework& framework, UtcMs now,
                           std::int32_t offset_min);

/// A released number against the records as of its date.
struct Trace {
    CellKey key;
    UtcMs made;
    RoundedPair released;
    RoundedPair recomputed;
};
/// The current cells whose numbers do not follow from the records as of their date.
Result<std::vector<Trace>> find_untraceable(sqlite::Database& database,
                                            const assessment::Framework& framework);

}  // namespace asah::hq
