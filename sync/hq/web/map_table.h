// The map as a table and, for narrow windows, as blocks. Pure: a map and words in, HTML out.
#pragma once

#include <string>
#include <vector>

#include "sync/hq/web/map_words.h"

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
    const MapWords& words;
    std::vector<MapColumn> columns;
    /// A window of medium width shows this kind only.
    assessment::CompetencyKind medium_kind = assessment::CompetencyKind::Technical;
};

/// "t", "m", "s": the kind in an address.
std::string kind_code(assessment::CompetencyKind kind);
std::string kind_words(assessment::CompetencyKind kind, const Catalogue& texts);
/// "unit", "jenjang", "keluarga": what the rows are, in an address.
std::string rows_code(RowKind rows);

std::string map_legend(const CompetencyMap& map, const MapWords& words);
std::string map_table(const MapView& view, const std::string& caption);
/// One row a block, for one competency.
std::string map_blocks(const MapView& view, const MapColumn& column);

}  // namespace asah::hq
