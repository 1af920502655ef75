#include "sync/hq/web/map_words.h"

#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/web/html.h"

namespace asah::hq {

namespace {

std::string row_word(RowKind rows) {
    return rows == RowKind::Units ? "unit" : rows == RowKind::Tiers ? "tier" : "family";
}

std::string coverage_sentence(const CompetencyMap& map, const MapWords& words) {
    const auto& coverage = map.city.coverage;
    if (!coverage.is_visible()) {
        return {};
    }
    return " " + words.text(map.is_released ? "hq.map.lead_covered_about" : "hq.map.lead_covered",
                            {{"measured", words.met(coverage)},
                             {"people", words.number(coverage.counted)},
                             {"percent", std::to_string(coverage.percent())}});
}

std::string need_title(const CompetencyMap& map, const std::vector<Need>& needs,
                       const std::vector<std::string>& names, const MapWords& words) {
    const std::string about = map.is_released ? "_about" : "";
    if (needs.size() == 1) {
        return words.text("hq.map.title_one" + about, {{"n", words.number(needs[0].people_below)},
                                                       {"a", names[needs[0].column]}});
    }
    return words.text("hq.map.title_two" + about, {{"n", words.number(needs[0].people_below)},
                                                   {"a", names[needs[0].column]},
                                                   {"m", words.number(needs[1].people_below)},
                                                   {"b", names[needs[1].column]}});
}

}  // namespace

std::string percent_text(double share) { return fmt::format("{:.0f}", 100 * share); }

std::string MapWords::number(int value) const { return count_words(value, language); }

std::string MapWords::met(const Cell& cell) const {
    return cell.met_low == cell.met_high
               ? number(cell.met)
               : fmt::format("{}–{}", number(cell.met_low), number(cell.met_high));
}

std::string MapWords::share(const Cell& cell) const {
    if (!cell.is_in_words) {
        return std::to_string(cell.percent());
    }
    const bool is_range = cell.met_low != cell.met_high;
    return text(is_range ? "hq.cell.range_of" : "hq.cell.about_of",
                {{"met", met(cell)}, {"n", number(cell.counted)}});
}

std::string MapWords::coverage(const Cell& cell) const {
    return text(
        cell.is_rounded && cell.met_low == cell.met_high ? "hq.cell.about_of" : "hq.cell.range_of",
        {{"met", met(cell)}, {"n", number(cell.counted)}});
}

std::string MapWords::sentence(const Cell& cell) const {
    switch (cell.state) {
        case CellState::NotMeasured:
            return text("hq.cell.none");
        case CellState::NotAsked:
            return text("hq.cell.not_asked");
        case CellState::Masked:
        case CellState::Guard:
            return text("hq.cell.masked");
        case CellState::Below:
        case CellState::Unsure:
        case CellState::Reached:
            break;
    }
    const Values values{{"percent", cell.is_in_words ? "" : std::to_string(cell.percent())},
                        {"share", share(cell)},
                        {"n", number(cell.counted)},
                        {"low", percent_text(cell.interval.low)},
                        {"high", percent_text(cell.interval.high)},
                        {"state", text("hq.state." + state_class(cell.state))}};
    return text(cell.is_in_words  ? "hq.cell.words_about"
                : cell.is_rounded ? "hq.cell.words_rounded"
                : cell.is_bounds  ? "hq.cell.words_bounds"
                                  : "hq.cell.words",
                values);
}

Headline headline_of(const CompetencyMap& map, const std::vector<std::string>& names,
                     const MapWords& words) {
    Headline out;
    const auto target = std::to_string(map.settings.target_percent);
    const auto kind = row_word(map.cut.rows);
    if (map.is_low_coverage()) {
        const auto& coverage = map.city.coverage;
        const auto past_half =
            std::count_if(map.rows.begin(), map.rows.end(), [](const MapRow& row) {
                return row.coverage.is_visible() && 2 * row.coverage.met >= row.coverage.counted;
            });
        out.title = words.text(
            map.is_released ? "hq.map.title_low_about" : "hq.map.title_low",
            {{"measured", words.met(coverage)}, {"people", words.number(coverage.counted)}});
        out.lead = words.text(
            "hq.map.lead_low_" + kind,
            {{"half", std::to_string(past_half)}, {"rows", std::to_string(map.rows.size())}});
        return out;
    }
    const bool is_any_visible = std::any_of(map.city.cells.begin(), map.city.cells.end(),
                                            [](const Cell& cell) { return cell.is_visible(); });
    const auto needs = needs_of(map);
    if (needs.empty()) {
        out.title = words.text(is_any_visible ? "hq.map.title_reached" : "hq.map.title_wait",
                               {{"target", target}});
        out.lead = coverage_sentence(map, words);
        return out;
    }
    out.title = need_title(map, needs, names, words);
    for (std::size_t i = 0; i < needs.size() && i < 2; ++i) {
        out.lead += words.text((i == 0 ? "hq.map.lead_first_" : "hq.map.lead_second_") + kind,
                               {{"name", names[needs[i].column]},
                                {"below", std::to_string(needs[i].rows_below)},
                                {"perhaps", std::to_string(needs[i].rows_perhaps)},
                                {"target", target}});
    }
    out.lead += "." + coverage_sentence(map, words);
    return out;
}

}  // namespace asah::hq
