#include "sync/hq/web/map_table.h"

#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/web/html.h"

namespace asah::hq {

namespace {

using assessment::CompetencyKind;

/// More columns than this leave no room for the interval in a window of medium width.
constexpr std::ptrdiff_t kRoomyColumns = 6;

std::string say(const Catalogue& texts, const std::string& key, const Values& values = {}) {
    return escape(texts.text(key, values));
}

/// What a screen reader says of a cell, without unit and competency.
std::string cell_sentence(const Catalogue& texts, const Cell& cell) {
    if (cell.state == CellState::NotMeasured) {
        return texts.text("hq.cell.none");
    }
    if (!cell.is_visible()) {
        return texts.text("hq.cell.masked");
    }
    return texts.text("hq.cell.words",
                      {{"percent", std::to_string(cell.percent())},
                       {"n", std::to_string(cell.counted)},
                       {"low", percent_text(cell.interval.low)},
                       {"high", percent_text(cell.interval.high)},
                       {"state", texts.text("hq.state." + state_class(cell.state))}});
}

/// `target`: the page behind the cell; empty = none.
std::string cell_html(const MapView& view, const Cell& cell, const std::string& label,
                      const std::string& target) {
    const auto& texts = view.texts;
    const auto full = escape(label + ": " + cell_sentence(texts, cell));
    if (cell.state == CellState::NotMeasured) {
        return fmt::format(R"(<span class="cell none">{}</span>)", say(texts, "hq.cell.none"));
    }
    if (!cell.is_visible()) {
        return fmt::format(
            R"(<span class="cell masked" role="img" aria-label="{}">{}<i>{}</i></span>)", full,
            rhombus(cell),
            cell.state == CellState::Masked ? fmt::format("&lt;{}", view.map.settings.group_min)
                                            : "–");
    }
    const auto inside =
        fmt::format(R"({}<span><b>{}</b><i class="n">{}</i><i class="iv">{}–{} · {}</i></span>)",
                    rhombus(cell), cell.percent(), cell.counted, percent_text(cell.interval.low),
                    percent_text(cell.interval.high), cell.counted);
    if (target.empty()) {
        return fmt::format(R"(<span class="cell {}" role="img" aria-label="{}">{}</span>)",
                           state_class(cell.state), full, inside);
    }
    return fmt::format(R"(<a class="cell {}" href="{}" aria-label="{}">{}</a>)",
                       state_class(cell.state), escape(target), full, inside);
}

std::string cell_address(const MapRow& row, const MapColumn& column) {
    return fmt::format("/peta/sel?unit={}&k={}", url_encode(row.unit.value),
                       url_encode(column.code));
}

/// Long names give way to the unit's code, which offices go by; the full one is in the title.
std::string short_unit(const MapRow& row) {
    constexpr std::size_t kShown = 18;
    return row.name.size() > kShown && !row.unit.empty() ? row.unit.value : row.name;
}

/// Classes of a column: a line before a new kind, and whether it gives way at medium width.
std::string column_class(const MapView& view, std::size_t i) {
    const bool is_first = i != 0 && view.columns[i - 1].kind != view.columns[i].kind;
    const bool is_other = view.columns[i].kind != view.medium_kind;
    return fmt::format("{}{}", is_first ? "first" : "", is_other ? " other" : "");
}

std::string kind_heads(const MapView& view) {
    std::string out;
    for (std::size_t i = 0; i < view.columns.size();) {
        const auto kind = view.columns[i].kind;
        std::size_t span = 0;
        while (i + span < view.columns.size() && view.columns[i + span].kind == kind) {
            ++span;
        }
        out += fmt::format(R"(<th colspan="{}" class="{}">{}</th>)", span, column_class(view, i),
                           escape(kind_words(kind, view.texts)));
        i += span;
    }
    return out;
}

std::string column_heads(const MapView& view) {
    std::string out;
    for (std::size_t i = 0; i < view.columns.size(); ++i) {
        const auto& column = view.columns[i];
        out += fmt::format(
            R"(<th scope="col" class="{}" title="{}"><span class="code">{}</span>{}</th>)",
            column_class(view, i), escape(column.full_name), escape(column.code),
            escape(column.head));
    }
    return out;
}

enum class RowKind { City, Unit };

std::string row_html(const MapView& view, const MapRow& row, RowKind kind) {
    const bool is_city = kind == RowKind::City;
    const auto name = is_city ? view.texts.text("hq.map.city") : row.name;
    std::string out =
        fmt::format(R"(<tr><th scope="row" title="{}"><span>{}</span><small>{}</small></th>)",
                    escape(name), escape(is_city ? name : short_unit(row)),
                    say(view.texts, "hq.map.people", {{"n", std::to_string(row.people)}}));
    for (std::size_t i = 0; i < view.columns.size(); ++i) {
        const auto& column = view.columns[i];
        out += fmt::format(R"(<td class="{}">{}</td>)", column_class(view, i),
                           cell_html(view, row.cells[column.index], name + ", " + column.name,
                                     is_city ? "" : cell_address(row, column)));
    }
    return out + fmt::format(R"(<td class="mean first">{}</td></tr>)",
                             row.mean_percent ? fmt::format("{}&nbsp;%", *row.mean_percent) : "–");
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

std::string percent_text(double share) { return fmt::format("{:.0f}", 100 * share); }

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

std::string map_legend(const Catalogue& texts, const MapSettings& settings) {
    const auto entry = [&](const Cell& cell, const std::string& key) {
        return fmt::format(R"(<div class="{}">{}<span><b>{}</b>{}</span></div>)",
                           state_class(cell.state), rhombus(cell, 1.1),
                           say(texts, "hq.legend." + key),
                           say(texts, "hq.legend." + key + "_words",
                               {{"target", std::to_string(settings.target_percent)},
                                {"count", std::to_string(settings.group_min)}}));
    };
    const auto sample = [](CellState state, int met, int counted) {
        return Cell{.state = state,
                    .counted = counted,
                    .met = met,
                    .interval = wilson_interval(met, counted)};
    };
    const Cell masked{.state = CellState::Masked, .counted = 0, .met = 0, .interval = {}};
    return entry(sample(CellState::Unsure, 24, 40), "fill") +
           entry(sample(CellState::Below, 12, 40), "below") +
           entry(sample(CellState::Unsure, 22, 40), "unsure") +
           entry(sample(CellState::Reached, 34, 40), "reached") + entry(masked, "masked");
}

std::string map_table(const MapView& view, const std::string& caption) {
    std::string rows = row_html(view, view.map.city, RowKind::City);
    for (const auto& row : view.map.rows) {
        rows += row_html(view, row, RowKind::Unit);
    }
    const auto shown =
        std::count_if(view.columns.begin(), view.columns.end(),
                      [&](const MapColumn& column) { return column.kind == view.medium_kind; });
    return fmt::format(
        R"(<div class="scroll" tabindex="-1"><table class="map{}"><caption>{}</caption><thead><tr class="kind"><td class="unit"></td>{}<td class="mean first"></td></tr><tr><th class="unit" scope="col"><b>{}</b><br>{}</th>{}<th class="mean first" scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>)",
        shown > kRoomyColumns ? " many" : "", escape(caption), kind_heads(view),
        say(view.texts, "hq.map.unit"), say(view.texts, "hq.map.unit_words"), column_heads(view),
        say(view.texts, "hq.map.mean"), rows);
}

std::string map_blocks(const MapView& view, const MapColumn& column) {
    std::string out;
    for (const auto& row : view.map.rows) {
        const auto& cell = row.cells[column.index];
        if (!cell.is_visible()) {
            continue;
        }
        out += fmt::format(
            R"(<div class="block {0}"><div class="titled"><h3>{1}<a href="{2}">{3}</a></h3><span class="chip {0}">{4}</span></div>{5}<p><b>{6}&nbsp;%</b> {7}</p></div>)",
            state_class(cell.state), rhombus(cell), escape(cell_address(row, column)),
            escape(row.name), say(view.texts, "hq.chip." + state_class(cell.state)),
            share_bar(cell, 800, view.target), cell.percent(),
            say(view.texts, "hq.map.block",
                {{"low", percent_text(cell.interval.low)},
                 {"high", percent_text(cell.interval.high)},
                 {"n", std::to_string(cell.counted)}}));
    }
    return out;
}

}  // namespace asah::hq
