// The map in words: its finding, its cells, its sums. Pure; the page, the table and the blocks of
// narrow windows say the same.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "sync/hq/reports/competency_map.h"

namespace asah::hq {

struct MapWords {
    const Catalogue& texts;
    Language language = Language::Indonesian;

    [[nodiscard]] std::string text(const std::string& key, const Values& values = {}) const {
        return texts.text(key, values);
    }
    [[nodiscard]] std::string number(int value) const;
    /// "46", or "sekitar 10 dari 15" and "0–2 dari 15" where a release tells no per cent.
    [[nodiscard]] std::string share(const Cell& cell) const;
    /// "9", "0–2", "13–15": how many meet the standard.
    [[nodiscard]] std::string met(const Cell& cell) const;
    /// What a screen reader says of a cell, without row and competency.
    [[nodiscard]] std::string sentence(const Cell& cell) const;
    /// "63 dari 98"; of a release "sekitar 65 dari 100".
    [[nodiscard]] std::string coverage(const Cell& cell) const;
};

struct Headline {
    std::string title;
    std::string lead;
};
/// The page's finding, by rule: under half measured the coverage; else the competencies with most
/// people below standard, never one that the city reaches. `names`: of the map's columns.
Headline headline_of(const CompetencyMap& map, const std::vector<std::string>& names,
                     const MapWords& words);

/// A share of 0 to 1 in whole percent: "46".
std::string percent_text(double share);

}  // namespace asah::hq
