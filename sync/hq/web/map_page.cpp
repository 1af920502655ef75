// The competency map: its finding in words, the filter, the table at three widths; and its export.
#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/web/map_table.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

using assessment::CompetencyKind;

constexpr std::array kKinds{CompetencyKind::Technical, CompetencyKind::Managerial,
                            CompetencyKind::SocioCultural};

struct Headline {
    std::string title;
    std::string lead;
};

/// Inside a sentence: "Analisis data" but "analisis data"; words that are capitals stay.
std::string inside_sentence(std::string name) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (name.size() > 1 && is_upper(name[0]) && !is_upper(name[1])) {
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
    }
    return name;
}

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
        out.title = texts.text(
            "hq.map.title_two",
            {{"a", names[needs[0].column]}, {"b", inside_sentence(names[needs[1].column])}});
    }
    for (std::size_t i = 0; i < needs.size() && i < 2; ++i) {
        out.lead += texts.text(i == 0 ? "hq.map.lead_first" : "hq.map.lead_second",
                               {{"below", std::to_string(needs[i].units_below)},
                                {"units", units},
                                {"target", std::to_string(target)},
                                {"name", inside_sentence(names[needs[i].column])}});
    }
    if (!needs.empty()) {
        out.lead += ".";
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

std::string option(const std::string& value, const std::string& words, bool is_chosen) {
    return fmt::format(R"(<option value="{}"{}>{}</option>)", escape(value),
                       is_chosen ? " selected" : "", escape(words));
}

/// The sentence filter of wide windows, and for medium ones the kinds as a switch.
std::string kind_filter(const std::vector<MapColumn>& columns, const std::string& chosen,
                        CompetencyKind medium_kind, const Catalogue& texts) {
    std::string options = option("", texts.text("hq.kind.all"), chosen.empty());
    std::string links;
    for (const auto kind : kKinds) {
        const auto words = kind_words(kind, texts);
        const auto count = std::count_if(columns.begin(), columns.end(),
                                         [&](const MapColumn& one) { return one.kind == kind; });
        options += option(kind_code(kind), words, chosen == kind_code(kind));
        links += fmt::format(R"(<a href="/peta?jenis={}#judul"{}>{}, {}</a>)", kind_code(kind),
                             kind == medium_kind ? R"( class="on" aria-current="true")" : "",
                             escape(words), count);
    }
    return fmt::format(
        R"(<form class="filter wide" method="get" action="/peta#judul">{} <select name="jenis" aria-label="{}">{}</select> <button class="button main">{}</button></form><nav class="switch" aria-label="{}">{}</nav>)",
        escape(texts.text("hq.map.show")), escape(texts.text("hq.map.kind")), options,
        escape(texts.text("hq.map.apply")), escape(texts.text("hq.map.kind")), links);
}

/// The filter of narrow windows: one competency.
std::string competency_filter(const std::vector<MapColumn>& columns, const MapColumn& chosen,
                              const Catalogue& texts) {
    std::string options;
    for (const auto& column : columns) {
        options += option(column.code, column.name, column.code == chosen.code);
    }
    return fmt::format(
        R"(<form class="filter narrow" method="get" action="/peta#judul"><select name="k" aria-label="{}">{}</select> <button class="button main">{}</button></form>)",
        escape(texts.text("hq.map.competency")), options, escape(texts.text("hq.map.apply")));
}

std::string joined_units(const CompetencyMap& map) {
    std::string joined;
    for (const auto& row : map.rows) {
        for (const auto& member : row.member_names) {
            joined += (joined.empty() ? "" : ", ") + member + " → " + row.name;
        }
    }
    return joined;
}

}  // namespace

std::vector<MapColumn> Site::map_columns(const Visit& visit, const CompetencyMap& map) const {
    std::vector<MapColumn> columns;
    for (std::size_t i = 0; i < map.competencies.size(); ++i) {
        const auto& competency = *assessment::find_competency(*m_framework, map.competencies[i]);
        columns.push_back({.index = i,
                           .kind = competency.kind,
                           .code = competency.code.value,
                           .name = visit.short_name(competency),
                           .head = visit.head_name(competency),
                           .full_name = competency.name.in(visit.language)});
    }
    return columns;
}

http::Response Site::map_page(Visit& visit) {
    visit.tab = "peta";
    const auto map = current_map();
    if (!map.has_value()) {
        return map.error().code == ErrorCode::ContentMissing ? empty_page(visit, {})
                                                             : refuse(visit, 500, "hq.web.trouble");
    }
    if (map->sitting_count == 0) {
        return empty_page(visit, *map);
    }
    const auto columns = map_columns(visit, *map);
    std::vector<std::string> names;
    for (const auto& column : columns) {
        names.push_back(column.name);
    }
    const auto target = m_settings.target_percent;
    const auto headline = headline_of(*map, names, visit.texts, target);
    const auto chosen = visit.asked("jenis");
    MapView view{.map = *map,
                 .texts = visit.texts,
                 .columns = {},
                 .medium_kind = CompetencyKind::Technical,
                 .target = target};
    for (const auto kind : kKinds) {
        view.medium_kind = chosen == kind_code(kind) ? kind : view.medium_kind;
    }
    std::copy_if(
        columns.begin(), columns.end(), std::back_inserter(view.columns),
        [&](const MapColumn& one) { return chosen.empty() || one.kind == view.medium_kind; });
    const auto asked = std::find_if(columns.begin(), columns.end(), [&](const MapColumn& one) {
        return one.code == visit.asked("k");
    });
    const auto& narrow = asked == columns.end() ? columns.front() : *asked;
    const auto joined = joined_units(*map);
    const std::string body = fmt::format(
        R"(<main id="isi" class="broad"><div class="head"><div><p class="eyebrow">{}</p><h1 id="judul" tabindex="-1">{}</h1><p class="lead">{}</p></div><p><a class="button" href="/peta.csv">{}{}</a></p></div>{}{})"
        R"(<div class="sheet wide"><div class="legend">{}</div>{}</div><div class="sheet narrow">{}</div>)"
        R"(<div class="source">{}<p>{} {} {} <a href="/kueri?nama=map_cell">{}</a></p></div></main>)",
        visit.say("hq.map.eyebrow", {{"date", visit.day(map->newest)}}), escape(headline.title),
        escape(headline.lead), icon("down"), visit.say("hq.map.csv"),
        kind_filter(columns, chosen, view.medium_kind, visit.texts),
        competency_filter(columns, narrow, visit.texts), map_legend(visit.texts, map->settings),
        map_table(view, headline.title), map_blocks(view, narrow), icon("doc"),
        visit.say("hq.map.definition"),
        joined.empty() ? "" : visit.say("hq.map.joined", {{"list", joined}}),
        visit.say("hq.map.source", {{"n", std::to_string(map->sitting_count)},
                                    {"date", visit.day(m_ports.clock.now_wall().utc)}}),
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
            visit.say("hq.empty.then_title"),
            visit.say("hq.empty.then_words", {{"count", std::to_string(map.settings.group_min)}}),
            visit.say("hq.tab.map"), visit.say("hq.empty.waiting"), hollow, hollow, hollow,
            visit.say("hq.empty.note")));
}

}  // namespace asah::hq
