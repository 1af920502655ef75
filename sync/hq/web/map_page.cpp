// The competency map: its finding in words, the filter, the table at three widths; and its export.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "sync/hq/reports/map_export.h"
#include "sync/hq/web/map_table.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

using assessment::CompetencyKind;

constexpr std::array kKinds{CompetencyKind::Technical, CompetencyKind::Managerial,
                            CompetencyKind::SocioCultural};
constexpr std::array kRows{RowKind::Units, RowKind::Tiers, RowKind::Families};

std::string option(const std::string& value, const std::string& words, bool is_chosen) {
    return fmt::format(R"(<option value="{}"{}>{}</option>)", escape(value),
                       is_chosen ? " selected" : "", escape(words));
}

std::string pick(const std::string& name, const std::string& label, const std::string& options) {
    return fmt::format(R"(<select name="{}" aria-label="{}">{}</select> )", name, escape(label),
                       options);
}

/// The cut as the address says it; other pages of the same cut are reached by it.
std::string cut_query(const Site::Visit& visit, const std::string& kind) {
    std::string out;
    for (const auto* name : {"baris", "jenjang", "keluarga"}) {
        const auto value = visit.asked(name);
        out += value.empty() ? "" : (out.empty() ? "" : "&") + (name + ("=" + url_encode(value)));
    }
    out += kind.empty() ? "" : (out.empty() ? "" : "&") + ("jenis=" + kind);
    return out.empty() ? out : "?" + out;
}

/// The sentence filter of wide windows. Roles that read releases choose among the stored tables.
std::string sentence_filter(const Site::Visit& visit, const assessment::Framework& framework,
                            const CompetencyMap& map) {
    const auto& texts = visit.texts;
    const auto chosen_kind = visit.asked("jenis");
    std::string kinds = option("", texts.text("hq.kind.all"), chosen_kind.empty());
    for (const auto kind : kKinds) {
        kinds += option(kind_code(kind), kind_words(kind, texts), chosen_kind == kind_code(kind));
    }
    std::string rows;
    for (const auto kind : kRows) {
        rows += option(rows_code(kind), texts.text("hq.map.by." + rows_code(kind)),
                       map.cut.rows == kind);
    }
    const auto chosen_tier = visit.asked("jenjang");
    std::string tiers = option("", texts.text("hq.map.all_tiers"), chosen_tier.empty());
    for (const auto& tier : framework.tiers) {
        tiers +=
            option(tier.code.value, tier.name.in(visit.language), tier.code.value == chosen_tier);
    }
    const bool has_tiers = !map.is_released || (map.cut.rows == RowKind::Units &&
                                                map.settings.release.dimensions_max >= 2);
    const auto chosen_family = visit.asked("keluarga");
    std::string families = option("", texts.text("hq.map.all_families"), chosen_family.empty());
    for (const auto& family : framework.families) {
        families += option(family.code.value, family.name.in(visit.language),
                           family.code.value == chosen_family);
    }
    return fmt::format(
        R"(<form class="filter wide" method="get" action="/peta#judul">{} {}{} {}{}{}<button class="button main">{}</button></form>)",
        escape(texts.text("hq.map.show")), pick("jenis", texts.text("hq.map.kind"), kinds),
        escape(texts.text("hq.map.by")), pick("baris", texts.text("hq.map.rows"), rows),
        has_tiers ? escape(texts.text("hq.map.for")) + " " +
                        pick("jenjang", texts.text("hq.cell.tier"), tiers)
                  : "",
        map.is_released ? ""
                        : escape(texts.text("hq.map.and")) + " " +
                              pick("keluarga", texts.text("hq.map.family"), families),
        escape(texts.text("hq.map.apply")));
}

/// For medium windows the kinds as a switch.
std::string kind_switch(const Site::Visit& visit, const std::vector<MapColumn>& columns,
                        CompetencyKind medium_kind) {
    std::string links;
    for (const auto kind : kKinds) {
        const auto count = std::count_if(columns.begin(), columns.end(),
                                         [&](const MapColumn& one) { return one.kind == kind; });
        links += fmt::format(R"(<a href="/peta{}#judul"{}>{}, {}</a>)",
                             escape(cut_query(visit, kind_code(kind))),
                             kind == medium_kind ? R"( class="on" aria-current="true")" : "",
                             escape(kind_words(kind, visit.texts)), count);
    }
    return fmt::format(R"(<nav class="switch" aria-label="{}">{}</nav>)", visit.say("hq.map.kind"),
                       links);
}

/// The filter of narrow windows: one competency.
std::string competency_filter(const std::vector<MapColumn>& columns, const MapColumn& chosen,
                              const Catalogue& texts) {
    std::string options;
    for (const auto& column : columns) {
        options += option(column.code, column.name, column.code == chosen.code);
    }
    return fmt::format(
        R"(<form class="filter narrow" method="get" action="/peta#judul">{}<button class="button main">{}</button></form>)",
        pick("k", texts.text("hq.map.competency"), options), escape(texts.text("hq.map.apply")));
}

std::string joined_list(const CompetencyMap& map) {
    std::string joined;
    for (const auto& row : map.rows) {
        for (const auto& member : row.member_names) {
            joined += (joined.empty() ? "" : ", ") + member + " → " + row.name;
        }
    }
    return joined;
}

/// What was counted, when, and by which rule.
std::string source_words(const Site::Visit& visit, const CompetencyMap& map) {
    const auto joined = joined_list(map);
    const auto& rule = map.settings.release;
    const auto now =
        map.is_released
            ? visit.say("hq.map.released", {{"oldest", visit.day(map.oldest)},
                                            {"newest", visit.day(map.newest)},
                                            {"step", std::to_string(rule.round_to)},
                                            {"count", std::to_string(rule.replace_after_changed)},
                                            {"days", std::to_string(rule.replace_after_days)}})
            : visit.say("hq.map.source", {{"n", count_words(map.sitting_count, visit.language)},
                                          {"date", visit.day(map.as_of)},
                                          {"time", visit.hour(map.as_of)}});
    return fmt::format(
        R"(<div class="source">{}<p>{} {} {} <a href="/kueri?nama={}">{}</a></p></div>)",
        icon("doc"),
        visit.say("hq.map.definition", {{"target", std::to_string(map.settings.target_percent)}}),
        joined.empty() ? "" : visit.say("hq.map.joined", {{"list", joined}}), now,
        map.is_released ? "release_shown" : "fact_result", visit.say("hq.map.query"));
}

std::string unmeasured_words(const Site::Visit& visit, const assessment::Framework& framework,
                             const CompetencyMap& map) {
    std::string list;
    for (const auto& code : map.unmeasured) {
        list += (list.empty() ? "" : ", ") +
                visit.short_name(*assessment::find_competency(framework, code));
    }
    return list.empty() ? ""
                        : fmt::format(R"(<p class="folded"><b>{}</b> {}.</p>)",
                                      visit.say("hq.map.unmeasured",
                                                {{"n", std::to_string(map.unmeasured.size())}}),
                                      escape(list));
}

bool is_nothing_shown(const CompetencyMap& map) {
    const auto is_shown = [](const MapRow& row) {
        return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
            return cell.is_visible() || cell.state == CellState::Guard ||
                   (cell.state == CellState::Masked && cell.counted > 0);
        });
    };
    return !is_shown(map.city) && std::none_of(map.rows.begin(), map.rows.end(), is_shown);
}

}  // namespace

std::optional<Cut> Site::asked_cut(const Visit& visit) const {
    Cut cut;
    cut.as_of = m_ports.clock.now_wall().utc;
    const auto rows = visit.asked("baris");
    for (const auto kind : kRows) {
        cut.rows = rows == rows_code(kind) ? kind : cut.rows;
    }
    if (!rows.empty() && rows != rows_code(cut.rows)) {
        return std::nullopt;
    }
    if (const TierCode tier(visit.asked("jenjang")); !tier.empty()) {
        if (assessment::find_tier(*m_framework, tier) == nullptr) {
            return std::nullopt;
        }
        cut.tiers.insert(tier);
    }
    if (const FamilyCode family(visit.asked("keluarga")); !family.empty()) {
        if (std::none_of(m_framework->families.begin(), m_framework->families.end(),
                         [&](const auto& one) { return one.code == family; })) {
            return std::nullopt;
        }
        cut.families.insert(family);
    }
    return cut;
}

void Site::name_rows(const Visit& visit, CompetencyMap& map) const {
    for (auto& row : map.rows) {
        if (map.cut.rows == RowKind::Tiers) {
            const auto* tier = assessment::find_tier(*m_framework, TierCode(row.code));
            row.name = tier == nullptr ? row.code : tier->name.in(visit.language);
        } else if (map.cut.rows == RowKind::Families) {
            for (const auto& family : m_framework->families) {
                row.name =
                    family.code.value == row.code ? family.name.in(visit.language) : row.name;
            }
        }
    }
}

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

Result<CompetencyMap> Site::seen_map(const Visit& visit, const Cut& cut, const std::string& page) {
    if (visit.may_see_names()) {
        auto words = page + " " + rows_code(cut.rows);
        for (const auto& tier : cut.tiers) {
            words += " " + tier.value;
        }
        for (const auto& family : cut.families) {
            words += " " + family.value;
        }
        ASAH_CHECK(log_look(visit, words, {}));
    }
    return load_map(m_ports.database, *m_framework, visit.audience(), cut,
                    m_settings.target_percent);
}

http::Response Site::map_page(Visit& visit) {
    visit.tab = "peta";
    if (!load_framework().has_value()) {
        return empty_page(visit, {});
    }
    const auto cut = asked_cut(visit);
    if (!cut) {
        return refuse(visit, 404, "hq.web.absent");
    }
    auto map = seen_map(visit, *cut, "map");
    if (!map.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    if (is_nothing_shown(*map)) {
        return map->is_released ? unreleased_page(visit, *map) : empty_page(visit, *map);
    }
    name_rows(visit, *map);
    const auto columns = map_columns(visit, *map);
    std::vector<std::string> names;
    for (const auto& column : columns) {
        names.push_back(column.name);
    }
    const MapWords words{.texts = visit.texts, .language = visit.language};
    const auto headline = headline_of(*map, names, words);
    const auto chosen = visit.asked("jenis");
    MapView view{
        .map = *map, .words = words, .columns = {}, .medium_kind = CompetencyKind::Technical};
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
    const std::string body = fmt::format(
        R"(<main id="isi" class="broad"><div class="head"><div><p class="eyebrow">{}</p><h1 id="judul" tabindex="-1">{}</h1><p class="lead">{}</p></div><p class="doing">{}<a class="button" href="/peta.csv{}">{}{}</a></p></div>{}{}{}{}{})"
        R"(<div class="sheet wide"><div class="legend">{}</div>{}</div><div class="sheet narrow">{}</div>)"
        R"({}</main>)",
        visit.say(map->is_released ? "hq.map.eyebrow_released" : "hq.map.eyebrow",
                  {{"date", visit.day(map->is_released ? map->newest : map->as_of)}}),
        escape(headline.title), escape(headline.lead),
        map->is_released ? fmt::format(R"(<span class="chip">{}{}</span>)", icon("shield"),
                                       visit.say("hq.map.chip_released"))
                         : fmt::format(R"(<span class="chip">{}{}</span>)", icon("lock"),
                                       visit.say("hq.map.chip_live")),
        escape(cut_query(visit, {})), icon("down"), visit.say("hq.map.csv"),
        sentence_filter(visit, *m_framework, *map), kind_switch(visit, columns, view.medium_kind),
        competency_filter(columns, narrow, visit.texts),
        map->is_low_coverage()
            ? fmt::format(R"(<p class="note warn">{}</p>)", visit.say("hq.map.low_note"))
            : "",
        unmeasured_words(visit, *m_framework, *map), map_legend(*map, words),
        map_table(view, headline.title), map_blocks(view, narrow), source_words(visit, *map));
    return page(visit, headline.title, body);
}

http::Response Site::map_csv_page(Visit& visit) {
    const auto loaded = load_framework();
    const auto cut = loaded.has_value() ? asked_cut(visit) : std::nullopt;
    if (!cut) {
        return refuse(visit, 404, "hq.web.absent");
    }
    const auto map = seen_map(visit, *cut, "map csv");
    if (!map.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    http::Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.headers.push_back({"Content-Disposition", "attachment; filename=\"peta.csv\""});
    response.headers.push_back({"Cache-Control", "no-store"});
    response.body = map_csv(*map);
    return response;
}

/// Nothing is released yet; whether anything was measured is not said here.
http::Response Site::unreleased_page(Visit& visit, const CompetencyMap& map) {
    const auto& rule = map.settings.release;
    return page(
        visit, visit.texts.text("hq.unreleased.title"),
        fmt::format(
            R"(<main id="isi"><p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p>{}</main>)",
            visit.say("hq.tab.map"), visit.say("hq.unreleased.title"),
            visit.say("hq.unreleased.words", {{"count", std::to_string(rule.minimum)},
                                              {"step", std::to_string(rule.round_to)}}),
            sentence_filter(visit, *m_framework, map)));
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
    Cell masked;
    masked.state = CellState::Masked;
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
            visit.say(
                "hq.empty.then_words",
                {{"count", std::to_string(visit.may_see_names() ? map.settings.group_min
                                                                : map.settings.release.minimum)}}),
            visit.say("hq.tab.map"), visit.say("hq.empty.waiting"), hollow, hollow, hollow,
            visit.say("hq.empty.note")));
}

}  // namespace asah::hq
