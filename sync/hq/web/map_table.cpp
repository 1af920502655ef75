#include "sync/hq/web/map_table.h"

#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/web/html.h"

namespace asah::hq {

namespace {

using assessment::CompetencyKind;

/// Up to so many columns each cell has room for its interval.
constexpr std::size_t kDenseColumns = 8;
constexpr double kDenseRhombus = 0.9;

std::string say(const MapWords& words, const std::string& key, const Values& values = {}) {
    return escape(words.text(key, values));
}

/// The two lines of a cell: share and interval, then the people behind it.
std::string cell_lines(const MapView& view, const Cell& cell) {
    const auto& words = view.words;
    if (cell.is_in_words) {
        const bool is_range = cell.met_low != cell.met_high;
        const auto of = say(words, "hq.cell.of_n", {{"n", words.number(cell.counted)}});
        return is_range ? fmt::format(R"(<b>{}</b><i class="n">{}</i>)", words.met(cell), of)
                        : fmt::format(R"(<i class="n">{}</i><b>{} {}</b>)",
                                      say(words, "hq.cell.about"), words.met(cell), of);
    }
    const auto low = percent_text(cell.interval.low);
    const auto high = percent_text(cell.interval.high);
    const auto people =
        cell.is_rounded
            ? say(words, "hq.cell.of_about_n", {{"n", words.number(cell.counted)}})
            : fmt::format("{}/{}", words.number(cell.below()), words.number(cell.counted));
    return cell.is_bounds
               ? fmt::format(R"(<b>{}–{}&nbsp;%</b><i class="n">{}</i>)", low, high, people)
               : fmt::format(R"(<span><b>{}</b> <i class="iv">{}–{}</i></span><i class="n">{}</i>)",
                             cell.percent(), low, high, people);
}

/// `target`: the page behind the cell; empty = none.
std::string cell_html(const MapView& view, const Cell& cell, const std::string& label,
                      const std::string& target) {
    const auto& words = view.words;
    const auto full = escape(label + ": " + words.sentence(cell));
    if (cell.state == CellState::NotAsked) {
        return fmt::format(R"(<span class="cell none" role="img" aria-label="{}">·</span>)", full);
    }
    if (cell.state == CellState::NotMeasured) {
        return fmt::format(R"(<span class="cell none">{}</span>)", say(words, "hq.cell.none"));
    }
    if (!cell.is_visible()) {
        const auto minimum =
            view.map.is_released ? view.map.settings.release.minimum : view.map.settings.group_min;
        return fmt::format(
            R"(<span class="cell masked" role="img" aria-label="{}">{}<i>{}</i></span>)", full,
            rhombus(cell, kDenseRhombus),
            cell.state == CellState::Masked ? fmt::format("&lt;{}", minimum) : "–");
    }
    const auto inside = fmt::format(R"({}<span class="lines">{}</span>)",
                                    rhombus(cell, kDenseRhombus), cell_lines(view, cell));
    if (target.empty()) {
        return fmt::format(R"(<span class="cell {}" role="img" aria-label="{}">{}</span>)",
                           state_class(cell.state), full, inside);
    }
    return fmt::format(R"(<a class="cell {}" href="{}" aria-label="{}">{}</a>)",
                       state_class(cell.state), escape(target), full, inside);
}

/// Only a unit's cell has a page behind it, and only of the whole unit.
std::string cell_address(const MapView& view, const MapRow& row, const MapColumn& column) {
    const auto& cut = view.map.cut;
    if (cut.rows != RowKind::Units || row.code.empty() || !cut.tiers.empty() ||
        !cut.families.empty()) {
        return {};
    }
    return fmt::format("/peta/sel?unit={}&k={}", url_encode(row.code), url_encode(column.code));
}

/// Long names give way to the unit's code, which offices go by; the full one is in the title.
std::string short_name(const MapView& view, const MapRow& row) {
    constexpr std::size_t kShown = 18;
    const bool is_unit = view.map.cut.rows == RowKind::Units;
    return is_unit && row.name.size() > kShown && !row.code.empty() ? row.code : row.name;
}

std::string column_heads(const MapView& view) {
    std::string out;
    for (const auto& column : view.columns) {
        out += fmt::format(
            R"(<th scope="col" class="{}" title="{}"><span class="code">{}</span>{}</th>)",
            column.kind == view.medium_kind ? "" : "other", escape(column.full_name),
            escape(column.code), escape(column.head));
    }
    return out;
}

std::string coverage_html(const MapView& view, const MapRow& row) {
    if (!row.coverage.is_visible()) {
        return R"(<span class="covered">–</span>)";
    }
    const auto& words = view.words;
    return fmt::format(
        R"(<span class="covered" role="img" aria-label="{}">{}<i>{}/{}</i></span>)",
        escape(words.text("hq.map.covered_words", {{"of", words.coverage(row.coverage)}})),
        coverage_bar(row.coverage, 34, 9), words.met(row.coverage),
        words.number(row.coverage.counted));
}

std::string row_html(const MapView& view, const MapRow& row) {
    const bool is_city = row.code.empty();
    const auto name = is_city ? view.words.text("hq.map.city") : row.name;
    std::string out = fmt::format(
        R"(<tr><th scope="row" title="{}"><span>{}</span></th><td class="coverage">{}</td>)",
        escape(name), escape(is_city ? name : short_name(view, row)), coverage_html(view, row));
    for (const auto& column : view.columns) {
        out +=
            fmt::format(R"(<td class="{}">{}</td>)", column.kind == view.medium_kind ? "" : "other",
                        cell_html(view, row.cells[column.index], name + ", " + column.name,
                                  cell_address(view, row, column)));
    }
    const bool has_figure = std::any_of(row.cells.begin(), row.cells.end(),
                                        [](const Cell& cell) { return cell.is_visible(); });
    return out + fmt::format(R"(<td class="gaps">{}</td></tr>)",
                             has_figure ? view.words.number(row.below) : "–");
}

}  // namespace

std::string kind_code(CompetencyKind kind) {
    switch (kind) {
        case CompetencyKind::Technical:
            return "t";
        case CompetencyKind::Managerial:
            return "m";
        case CompetencyKind::SocioCultural:
            return "s";
    }
    return {};
}

std::string kind_words(CompetencyKind kind, const Catalogue& texts) {
    switch (kind) {
        case CompetencyKind::Technical:
            return texts.text("hq.kind.technical");
        case CompetencyKind::Managerial:
            return texts.text("hq.kind.managerial");
        case CompetencyKind::SocioCultural:
            return texts.text("hq.kind.social");
    }
    return {};
}

std::string rows_code(RowKind rows) {
    switch (rows) {
        case RowKind::Units:
            return "unit";
        case RowKind::Tiers:
            return "jenjang";
        case RowKind::Families:
            return "keluarga";
    }
    return {};
}

std::string map_legend(const CompetencyMap& map, const MapWords& words) {
    const auto entry = [&](const Cell& cell, const std::string& key) {
        const auto minimum =
            map.is_released ? map.settings.release.minimum : map.settings.group_min;
        return fmt::format(R"(<div class="{}">{}<span><b>{}</b>{}</span></div>)",
                           state_class(cell.state), rhombus(cell, kDenseRhombus),
                           say(words, "hq.legend." + key),
                           say(words, "hq.legend." + key + "_words",
                               {{"target", std::to_string(map.settings.target_percent)},
                                {"count", std::to_string(minimum)}}));
    };
    const auto sample = [](CellState state, int met, int counted) {
        Cell cell;
        cell.state = state;
        cell.people = cell.counted = counted;
        cell.met = met;
        cell.interval = wilson_interval(met, counted);
        return cell;
    };
    Cell masked;
    masked.state = CellState::Masked;
    if (map.is_low_coverage()) {
        Cell bounds = sample(CellState::Unsure, 12, 40);
        bounds.interval = {.low = 0.25, .high = 0.7};
        return entry(bounds, "bounds") + entry(masked, "masked");
    }
    return entry(sample(CellState::Unsure, 24, 40), "fill") +
           entry(sample(CellState::Below, 12, 40), "below") +
           entry(sample(CellState::Unsure, 22, 40), "unsure") +
           entry(sample(CellState::Reached, 34, 40), "reached") + entry(masked, "masked") +
           fmt::format(
               R"(<div class="sample"><span><b>46</b> 44–47<br>{0}</span><span><b>{1}</b>{2}</span></div>)",
               map.is_released ? say(words, "hq.cell.of_about_n", {{"n", "30"}}) : "16/30",
               say(words, "hq.legend.numbers"),
               say(words, map.is_released ? "hq.legend.numbers_about" : "hq.legend.numbers_words"));
}

std::string map_table(const MapView& view, const std::string& caption) {
    std::string rows = row_html(view, view.map.city);
    for (const auto& row : view.map.rows) {
        rows += row_html(view, row);
    }
    const auto kind = rows_code(view.map.cut.rows);
    return fmt::format(
        R"(<div class="scroll"><table class="map {}"><caption>{}</caption><thead><tr><th class="unit" scope="col"><b>{}</b></th><th class="coverage" scope="col"><b>{}</b><br>{}</th>{}<th class="gaps" scope="col"><b>{}</b></th></tr></thead><tbody>{}</tbody></table></div>)",
        view.columns.size() > kDenseColumns ? "many" : "dense", escape(caption),
        say(view.words, "hq.map.rows_" + kind), say(view.words, "hq.map.covered"),
        say(view.words, "hq.map.covered_of"), column_heads(view), say(view.words, "hq.map.gaps"),
        rows);
}

std::string map_blocks(const MapView& view, const MapColumn& column) {
    std::string out;
    for (const auto& row : view.map.rows) {
        const auto& cell = row.cells[column.index];
        if (!cell.is_visible()) {
            continue;
        }
        const auto address = cell_address(view, row, column);
        const auto name = address.empty() ? escape(row.name)
                                          : fmt::format(R"(<a href="{}">{}</a>)", escape(address),
                                                        escape(row.name));
        out += fmt::format(
            R"(<div class="block {0}"><div class="titled"><h3>{1}{2}</h3><span class="chip {0}">{3}</span></div>{4}<p>{5}</p><p class="weak">{6}</p></div>)",
            state_class(cell.state), rhombus(cell), name,
            say(view.words, "hq.chip." + state_class(cell.state)),
            share_bar(cell, 800, view.map.settings.target_percent),
            escape(view.words.sentence(cell)),
            row.coverage.is_visible() ? say(view.words, "hq.map.covered_words",
                                            {{"of", view.words.coverage(row.coverage)}})
                                      : "");
    }
    return out;
}

}  // namespace asah::hq
