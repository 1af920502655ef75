// The competency map: unit x competency at three widths, and its export.
#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

using assessment::Competency;
using assessment::CompetencyKind;

std::string kind_key(CompetencyKind kind) {
    switch (kind) {
        case CompetencyKind::Technical:
            return "hq.kind.technical";
        case CompetencyKind::Managerial:
            return "hq.kind.managerial";
        case CompetencyKind::SocioCultural:
            return "hq.kind.social";
    }
    return {};
}

/// The columns with their competencies, in the map's order.
std::vector<const Competency*> columns_of(const CompetencyMap& map,
                                          const assessment::Framework& framework) {
    std::vector<const Competency*> columns;
    for (const auto& code : map.competencies) {
        columns.push_back(assessment::find_competency(framework, code));
    }
    return columns;
}

std::string percent_text(double share) { return fmt::format("{:.0f}", 100 * share); }

}  // namespace

/// What a screen reader says of a cell, without unit and competency.
static std::string cell_sentence(const Catalogue& texts, const Cell& cell) {
    switch (cell.state) {
        case CellState::Masked:
        case CellState::Guard:
            return texts.text("hq.cell.masked");
        case CellState::NotMeasured:
            return texts.text("hq.cell.none");
        case CellState::Below:
        case CellState::Unsure:
        case CellState::Reached:
            break;
    }
    return texts.text("hq.cell.words",
                      {{"percent", std::to_string(cell.percent())},
                       {"n", std::to_string(cell.counted)},
                       {"low", percent_text(cell.interval.low)},
                       {"high", percent_text(cell.interval.high)},
                       {"state", texts.text("hq.state." + state_class(cell.state))}});
}

static std::string cell_html(const Catalogue& texts, const Cell& cell, const std::string& label,
                             const std::string& target) {
    const auto full = escape(label + ": " + cell_sentence(texts, cell));
    if (cell.state == CellState::NotMeasured) {
        return fmt::format(R"(<span class="cell none">{}</span>)",
                           escape(texts.text("hq.cell.none")));
    }
    if (!cell.is_visible()) {
        return fmt::format(
            R"(<span class="cell masked" role="img" aria-label="{}">{}<i>{}</i></span>)", full,
            rhombus(cell), cell.state == CellState::Masked ? "&lt;5" : "–");
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

namespace {

/// Long names give way to the unit's code, which offices go by; the full one is in the title.
std::string short_unit(const MapRow& row) {
    constexpr std::size_t kShown = 22;
    return row.name.size() > kShown && !row.unit.empty() ? row.unit.value : row.name;
}

struct Headline {
    std::string title;
    std::string lead;
};

/// The page's finding, by rule: the competencies with most units below the target.
Headline headline_of(const CompetencyMap& map, const std::vector<std::string>& names,
                     const Catalogue& texts, int target) {
    const auto needs = needs_of(map);
    const auto units =
        std::to_string(std::count_if(map.rows.begin(), map.rows.end(), [](const MapRow& row) {
            return row.mean_percent.has_value();
        }));
    Headline out;
    if (needs.empty()) {
        out.title = texts.text("hq.map.title_none");
    } else if (needs.size() == 1) {
        out.title = texts.text("hq.map.title_one", {{"a", names[needs[0].column]}});
    } else {
        out.title = texts.text("hq.map.title_two",
                               {{"a", names[needs[0].column]}, {"b", names[needs[1].column]}});
    }
    for (std::size_t i = 0; i < needs.size() && i < 2; ++i) {
        out.lead += texts.text(i == 0 ? "hq.map.lead_first" : "hq.map.lead_second",
                               {{"below", std::to_string(needs[i].units_below)},
                                {"units", units},
                                {"target", std::to_string(target)},
                                {"name", names[needs[i].column]}});
    }
    const auto strong = strengths_of(map);
    std::string list;
    for (std::size_t i = 0; i < strong.size() && i < 3; ++i) {
        list += (i == 0 ? "" : ", ") + names[strong[i]];
    }
    if (!list.empty()) {
        out.lead += " " + texts.text("hq.map.lead_strong", {{"list", list}});
    }
    return out;
}

}  // namespace

http::Response Site::map_page(Visit& visit) {
    visit.tab = "peta";
    const auto map = current_map();
    if (!map.has_value()) {
        if (map.error().code == ErrorCode::ContentMissing) {
            return empty_page(visit, {});
        }
        return refuse(visit, 500, "hq.web.trouble");
    }
    if (map->sitting_count == 0) {
        return empty_page(visit, *map);
    }
    const auto columns = columns_of(*map, *m_framework);
    std::vector<std::string> names;
    for (const auto* column : columns) {
        names.push_back(visit.short_name(*column));
    }
    const auto target = m_settings.map.target_percent;
    const auto headline = headline_of(*map, names, visit.texts, target);

    const auto chosen = visit.asked("jenis");
    const auto kind_code = [](CompetencyKind kind) {
        return kind == CompetencyKind::Technical    ? "t"
               : kind == CompetencyKind::Managerial ? "m"
                                                    : "s";
    };
    const auto one = visit.asked("k");
    const auto is_shown = [&](std::size_t i) {
        return chosen.empty() || chosen == kind_code(columns[i]->kind);
    };
    // At medium width one kind stands; without a choice the technical ones.
    const auto other = [&](std::size_t i) {
        const std::string kind = kind_code(columns[i]->kind);
        return kind == (chosen.empty() ? "t" : chosen) ? "" : " other";
    };

    std::string kinds;
    std::string heads;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!is_shown(i)) {
            continue;
        }
        const bool is_first = i == 0 || columns[i - 1]->kind != columns[i]->kind;
        if (is_first) {
            std::size_t span = 1;
            while (i + span < columns.size() && columns[i + span]->kind == columns[i]->kind) {
                ++span;
            }
            kinds +=
                fmt::format(R"(<th colspan="{}" class="{}{}">{}</th>)", span, i == 0 ? "" : "first",
                            other(i), visit.say(kind_key(columns[i]->kind)));
        }
        heads += fmt::format(
            R"(<th scope="col" class="{}{}" title="{}"><span class="code">{}</span>{}</th>)",
            is_first && i != 0 ? "first" : "", other(i),
            escape(columns[i]->name.in(visit.language)), escape(columns[i]->code.value),
            escape(names[i]));
    }
    const auto row_html = [&](const MapRow& row, const std::string& name, bool is_city) {
        std::string out =
            fmt::format(R"(<tr><th scope="row" title="{}"><span>{}</span><small>{}</small></th>)",
                        escape(name), escape(is_city ? name : short_unit(row)),
                        visit.say("hq.map.people", {{"n", std::to_string(row.people)}}));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!is_shown(i)) {
                continue;
            }
            const bool is_first = i != 0 && columns[i - 1]->kind != columns[i]->kind;
            const auto link =
                is_city ? std::string{}
                        : fmt::format("/peta/sel?unit={}&k={}", url_encode(row.unit.value),
                                      url_encode(columns[i]->code.value));
            out += fmt::format(R"(<td class="{}{}">{}</td>)", is_first ? "first" : "", other(i),
                               cell_html(visit.texts, row.cells[i], name + ", " + names[i], link));
        }
        return out +
               fmt::format(R"(<td class="mean first">{}</td></tr>)",
                           row.mean_percent ? fmt::format("{}&nbsp;%", *row.mean_percent) : "–");
    };
    std::string rows = row_html(map->city, visit.texts.text("hq.map.city"), true);
    for (const auto& row : map->rows) {
        rows += row_html(row, row.name, false);
    }

    std::string options;
    for (const auto& [code, key] :
         {std::pair{"", "hq.kind.all"}, std::pair{"t", "hq.kind.technical"},
          std::pair{"m", "hq.kind.managerial"}, std::pair{"s", "hq.kind.social"}}) {
        options += fmt::format(R"(<option value="{}"{}>{}</option>)", code,
                               chosen == code ? " selected" : "", visit.say(key));
    }
    std::size_t narrow = 0;
    std::string narrow_options;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i]->code.value == one) {
            narrow = i;
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        narrow_options +=
            fmt::format(R"(<option value="{}"{}>{}</option>)", escape(columns[i]->code.value),
                        i == narrow ? " selected" : "", escape(names[i]));
    }
    std::string blocks;
    for (const auto& row : map->rows) {
        const auto& cell = row.cells[narrow];
        if (!cell.is_visible()) {
            continue;
        }
        blocks += fmt::format(
            R"(<div class="block {0}"><div class="titled"><h3>{1}<a href="/peta/sel?unit={2}&amp;k={3}">{4}</a></h3><span class="chip {0}">{5}</span></div>{6}<p><b>{7}&nbsp;%</b> {8}</p></div>)",
            state_class(cell.state), rhombus(cell), url_encode(row.unit.value),
            url_encode(columns[narrow]->code.value), escape(row.name),
            visit.say("hq.chip." + state_class(cell.state)), share_bar(cell, 800, target),
            cell.percent(),
            visit.say("hq.map.block", {{"low", percent_text(cell.interval.low)},
                                       {"high", percent_text(cell.interval.high)},
                                       {"n", std::to_string(cell.counted)}}));
    }
    std::string joined;
    for (const auto& row : map->rows) {
        for (const auto& member : row.member_names) {
            joined += (joined.empty() ? "" : ", ") + member + " → " + row.name;
        }
    }
    const auto legend = [&](const Cell& cell, const std::string& key) {
        return fmt::format(
            R"(<div class="{}">{}<span><b>{}</b>{}</span></div>)", state_class(cell.state),
            rhombus(cell, 1.1), visit.say("hq.legend." + key),
            visit.say("hq.legend." + key + "_words", {{"target", std::to_string(target)}}));
    };
    const auto sample = [](CellState state, int met, int counted) {
        return Cell{.state = state,
                    .counted = counted,
                    .met = met,
                    .interval = wilson_interval(met, counted)};
    };
    const std::string body = fmt::format(
        R"(<main id="isi"><div class="head"><div><p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p></div><p><a class="button" href="/peta.csv">{}</a></p></div>)"
        R"(<form class="filter wide" method="get" action="/peta">{} <select name="jenis" aria-label="{}">{}</select> <button class="button main">{}</button></form>)"
        R"(<form class="filter narrow" method="get" action="/peta"><select name="k" aria-label="{}">{}</select> <button class="button main">{}</button></form>)"
        R"(<div class="sheet wide"><div class="legend">{}{}{}{}{}</div><div class="scroll" tabindex="-1"><table class="map"><caption>{}</caption><thead><tr class="kind"><td class="unit"></td>{}<td class="mean first"></td></tr><tr><th class="unit" scope="col"><b>{}</b><br>{}</th>{}<th class="mean first" scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div></div>)"
        R"(<div class="sheet narrow">{}</div>)"
        R"(<div class="source">{}<p>{} {} {} <a href="/kueri?nama=map_cell">{}</a></p></div></main>)",
        visit.say("hq.map.eyebrow", {{"date", day_words(map->newest, visit.texts)}}),
        escape(headline.title), escape(headline.lead), visit.say("hq.map.csv"),
        visit.say("hq.map.show"), visit.say("hq.map.kind"), options, visit.say("hq.map.apply"),
        visit.say("hq.map.competency"), narrow_options, visit.say("hq.map.apply"),
        legend(sample(CellState::Unsure, 24, 40), "fill"),
        legend(sample(CellState::Below, 12, 40), "below"),
        legend(sample(CellState::Unsure, 22, 40), "unsure"),
        legend(sample(CellState::Reached, 34, 40), "reached"),
        legend(Cell{.state = CellState::Masked, .counted = 0, .met = 0, .interval = {}}, "masked"),
        escape(headline.title), kinds, visit.say("hq.map.unit"), visit.say("hq.map.unit_words"),
        heads, visit.say("hq.map.mean"), rows, blocks, icon("doc"), visit.say("hq.map.definition"),
        joined.empty() ? "" : visit.say("hq.map.joined", {{"list", joined}}),
        visit.say("hq.map.source",
                  {{"n", std::to_string(map->sitting_count)},
                   {"date", day_words(m_ports.clock.now_wall().utc, visit.texts)}}),
        visit.say("hq.map.query"));
    return page(visit, headline.title, body);
}

http::Response Site::map_csv(Visit& visit) {
    const auto map = current_map();
    if (!map.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    http::Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.headers.push_back({"Content-Disposition", "attachment; filename=\"peta.csv\""});
    response.headers.push_back({"Cache-Control", "no-store"});
    response.body = "unit,kompetensi,keadaan,jumlah,memenuhi,persen,bawah,atas\n";
    const auto add = [&](const MapRow& row, const std::string& unit) {
        for (std::size_t i = 0; i < map->competencies.size(); ++i) {
            const auto& cell = row.cells[i];
            response.body += unit + "," + map->competencies[i].value + ",";
            if (cell.is_visible()) {
                response.body += fmt::format("{},{},{},{},{:.3f},{:.3f}\n", state_class(cell.state),
                                             cell.counted, cell.met, cell.percent(),
                                             cell.interval.low, cell.interval.high);
            } else {
                response.body += cell.state == CellState::NotMeasured ? "belum_diukur,,,,,\n"
                                                                      : "disembunyikan,,,,,\n";
            }
        }
    };
    add(map->city, "KOTA");
    for (const auto& row : map->rows) {
        add(row, row.unit.value);
    }
    return response;
}

http::Response Site::empty_page(Visit& visit, const CompetencyMap& map) {
    visit.tab = "peta";
    const bool has_people = !map.rows.empty();
    const auto step = [&](int number, bool is_done, const std::string& key) {
        return fmt::format(
            R"(<div class="step"><span class="num {}">{}</span><span><b>{}</b><br><span class="weak">{}</span></span></div>)",
            is_done                     ? "ok"
            : number == 1 || has_people ? ""
                                        : "later",
            is_done ? icon("check") : std::to_string(number), visit.say(key),
            visit.say(key + "_words", {{"units", std::to_string(map.rows.size())}}));
    };
    std::string hollow;
    const Cell masked{.state = CellState::Masked, .counted = 0, .met = 0, .interval = {}};
    for (int i = 0; i < 15; ++i) {
        hollow += rhombus(masked) + " ";
    }
    return page(
        visit, visit.texts.text("hq.empty.title"),
        fmt::format(
            R"(<main id="isi"><h1>{}</h1><p class="lead">{}</p><div class="start"><div class="sheet"><h2>{}</h2>{}{}{}</div><div class="panel"><p class="eyebrow">{}</p><h2>{}</h2><p>{}</p></div></div><div class="titled"><h2><br>{}</h2><span class="chip">{}</span></div><div class="sheet"><div class="block"><p>{}</p><p>{}</p><p>{}</p><p><b>{}</b></p></div></div></main>)",
            visit.say("hq.empty.title"), visit.say("hq.empty.lead"), visit.say("hq.empty.steps"),
            step(1, has_people, "hq.empty.roster"), step(2, false, "hq.empty.terminal"),
            step(3, false, "hq.empty.bank"), visit.say("hq.empty.then"),
            visit.say("hq.empty.then_title"), visit.say("hq.empty.then_words"),
            visit.say("hq.tab.map"), visit.say("hq.empty.waiting"), hollow, hollow, hollow,
            visit.say("hq.empty.note")));
}

}  // namespace asah::hq
