// The map as a table and, for narrow windows, as blocks. Pure: a map and words in, HTML out.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "sync/hq/reports/competency_map.h"

namespace asah::hq {

/// One column of the map that is shown.
struct MapColumn {
    std::size_t index = 0;  // in the map
    assessment::CompetencyKind kind = assessment::CompetencyKind::Technical;
    std::string code;
    std::string name;  // short
    std::string head;  // the short name with soft hyphens
    std::string full_name;
};

struct MapView {
    const CompetencyMap& map;
    const Catalogue& texts;
    std::vector<MapColumn> columns;
    /// In a window of medium width only this kind stands.
    assessment::CompetencyKind medium_kind = assessment::CompetencyKind::Technical;
    int target = 0;
};

/// "t", "m", "s": the kind in an address.
std::string kind_code(assessment::CompetencyKind kind);
/// A share of 0 to 1 in whole percent: "46".
std::string percent_text(double share);
std::string kind_words(assessment::CompetencyKind kind, const Catalogue& texts);

std::string map_legend(const Catalogue& texts, const MapSettings& settings);
std::string map_table(const MapView& view, const std::string& caption);
/// One unit a block, for one competency.
std::string map_blocks(const MapView& view, const MapColumn& column);

}  // namespace asah::hq
