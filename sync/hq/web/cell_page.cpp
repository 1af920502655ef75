// Behind one cell: its interval, by tier, from people to figure, and the results with their codes.
#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/web/map_table.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

/// The large rhombus with its words.
std::string large_rhombus(const Cell& cell, const std::string& met, const std::string& low,
                          const std::string& high, const std::string& rest) {
    constexpr double kTop = 10;
    constexpr double kHeight = 188;
    const auto y = [&](double share) { return kTop + kHeight * (1 - share); };
    const double share = static_cast<double>(cell.met) / cell.counted;
    double y_high = y(cell.interval.high);
    const double y_met = y(share);
    double y_low = y(cell.interval.low);
    y_high = std::min(y_high, y_met - 20);
    y_low = std::max(y_low, y_met + 20);
    std::string out = fmt::format(
        R"svg(<svg class="rh big {}" width="340" height="208" viewBox="0 0 340 208" role="img" aria-label="{}"><defs><clipPath id="besar"><polygon points="78,10 154,104 78,198 2,104"/></clipPath></defs><g clip-path="url(#besar)"><rect class="h" y="{:.1f}" width="156" height="{:.1f}"/><rect class="s" y="{:.1f}" width="156" height="{:.1f}"/><line class="e" x1="0" y1="{:.1f}" x2="156" y2="{:.1f}"/></g><polygon class="o" points="78,10 154,104 78,198 2,104"/>)svg",
        state_class(cell.state), met, y(cell.interval.high), kHeight * cell.interval.high,
        y(cell.interval.low), kHeight * cell.interval.low, y_met, y_met);
    const auto label = [&](double at, const std::string& words, const char* name) {
        out += fmt::format(
            R"(<line class="r" x1="120" y1="{0:.1f}" x2="178" y2="{0:.1f}"/><text class="{1}" x="184" y="{2:.1f}">{3}</text>)",
            at, name, at + 5, words);
    };
    if (cell.interval.high < 0.8) {
        label(kTop + 28, rest, "");
    }
    label(y_high, high, "");
    label(y_met, met, "b");
    label(y_low, low, "");
    return out + "</svg>";
}

/// `shown`: the count in words, where it is no exact one.
std::string step_row(int count, int most, const char* name, const std::string& words,
                     const std::string& more, const std::string& shown = {}) {
    const double width = most == 0 ? 0 : 200.0 * count / most;
    return fmt::format(
        R"(<span class="n">{}</span><svg class="bar" width="200" height="16" viewBox="0 0 200 16" aria-hidden="true"><rect class="pale" width="200" height="16" rx="6"/><rect class="{}" width="{:.1f}" height="16" rx="6"/></svg><span>{}<small>{}</small></span>)",
        shown.empty() ? std::to_string(count) : shown, name, width, words, more);
}

/// One row by tier: how many meet, the bar, per cent and interval where they are told.
struct TierLine {
    std::string name;
    std::string more;  // its standard
    const Cell& cell;
};

std::string tier_row(const MapWords& words, const TierLine& line) {
    const auto& cell = line.cell;
    return fmt::format(
        R"(<tr><td>{}<small>{}</small></td><td class="num">{}</td><td>{}</td><td class="num"><b>{}</b></td><td class="num" data-label="{}">{}–{}</td></tr>)",
        escape(line.name), escape(line.more),
        escape(words.text(cell.is_rounded && cell.met_low == cell.met_high ? "hq.cell.about_of"
                                                                           : "hq.cell.range_of",
                          {{"met", words.met(cell)}, {"n", words.number(cell.counted)}})),
        share_bar(cell, 210, 0), cell.is_in_words ? "–" : fmt::format("{}&nbsp;%", cell.percent()),
        escape(words.text("hq.cell.interval")), percent_text(cell.interval.low),
        percent_text(cell.interval.high));
}

std::string tier_rows(const Site::Visit& visit, const MapWords& words,
                      const assessment::Framework& framework,
                      const std::vector<TierShare>& shares) {
    std::string rows;
    for (const auto& share : shares) {
        if (!share.cell.is_visible()) {
            continue;
        }
        std::string names;
        for (const auto& code : share.tiers) {
            const auto* tier = assessment::find_tier(framework, code);
            names += (names.empty() ? "" : ", ") +
                     (tier == nullptr ? code.value : tier->name.in(visit.language));
        }
        const auto levels = share.required_low == share.required_high
                                ? std::to_string(share.required_low)
                                : fmt::format("{}–{}", share.required_low, share.required_high);
        rows += tier_row(words, {.name = names,
                                 .more = words.text("hq.cell.standard", {{"level", levels}}),
                                 .cell = share.cell});
    }
    return rows;
}

// Names: only for those who may see them.
std::string result_table(const Site::Visit& visit, const assessment::Framework& framework,
                         const std::vector<CellResult>& results) {
    std::string out = fmt::format(
        R"(<table class="rows"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th class="num">{}</th><th>{}</th></tr></thead><tbody>)",
        visit.say("hq.cell.person"), visit.say("hq.cell.level"), visit.say("hq.cell.condition"),
        visit.say("hq.cell.items"), visit.say("hq.cell.sitting_code"));
    for (const auto& result : results) {
        const auto* tier = assessment::find_tier(framework, result.tier);
        const auto code = ledger::receipt_code(result.entry_hash);
        const auto condition = result.level > result.required    ? "above"
                               : result.level == result.required ? "equal"
                                                                 : "grow";
        out += fmt::format(
            R"(<tr><td><a href="/pegawai?id={}">{}</a><small>{} · {}</small></td><td>{}<small>{}</small></td><td><span class="state {}">{}{}</span></td><td class="num" data-label="{}">{}</td><td class="keep"><a href="/catatan?kode={}">{}</a><small>{} · {}</small></td></tr>)",
            result.person.hex(), escape(result.name),
            escape(tier == nullptr ? result.tier.value : tier->name.in(visit.language)),
            escape(result.title), level_bar(result.level, result.required),
            escape(level_words({.level = result.level,
                                .low = result.level_low,
                                .high = result.level_high,
                                .required = result.required},
                               visit.texts)),
            condition, icon(result.level >= result.required ? "check" : "grow"),
            visit.say(std::string("hq.condition.") + condition), visit.say("hq.cell.items"),
            result.item_count, code, code, escape(visit.day(result.at)),
            visit.say("hq.entry." + result.entry_state));
    }
    out += "</tbody></table>";
    return out;
}

// From people to figure: each step with its bar.
std::string step_rows(const Site::Visit& visit, const CellSteps& steps) {
    const auto step = [&](int count, const char* name, const std::string& key) {
        return step_row(count, steps.people, name, visit.say("hq.step." + key),
                        visit.say("hq.step." + key + "_words"));
    };
    return step(steps.people, "mid", "people") + step(steps.mapped, "mid", "mapped") +
           step(steps.measured, "mid", "measured") + step(steps.stated, "mid", "stated") +
           step(steps.counted, "strong", "counted") + step(steps.met, "met", "met");
}

/// A released cell's steps: rounded, each on its own.
std::string released_steps(const Site::Visit& visit, const MapWords& words, const Cell& cell) {
    const auto step = [&](int count, const std::string& shown, const char* name,
                          const std::string& key) {
        return step_row(count, cell.people, name, visit.say("hq.step." + key),
                        visit.say("hq.step." + key + "_words"), shown);
    };
    return step(cell.people, words.number(cell.people), "mid", "asked") +
           step(cell.counted, words.number(cell.counted), "strong", "counted") +
           step(cell.met, words.met(cell), "met", "met");
}

struct CellFacts {
    const MapRow& row;
    const CompetencyCode& column;
    const assessment::Competency& competency;
    const Cell& cell;
    MapSettings settings;
    std::string tier_rows;
    std::string steps;
    std::string query;  // name of the one behind the steps
    std::string people;
};

std::string cell_body(const Site::Visit& visit, const MapWords& words, const CellFacts& facts) {
    const auto& cell = facts.cell;
    const auto number = [](int value) { return std::to_string(value); };
    const auto low = percent_text(cell.interval.low);
    const auto high = percent_text(cell.interval.high);
    const auto target = number(facts.settings.target_percent);
    const auto state = state_class(cell.state);
    const bool is_about = cell.is_rounded && cell.met_low == cell.met_high;
    const auto minimum =
        cell.is_rounded ? facts.settings.release.minimum : facts.settings.group_min;
    return fmt::format(
        R"(<div class="split"><section class="words"><p class="crumb"><a href="/peta">{}</a> › {} › {}</p><p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p>{}<div class="finding {}">{}<p><b>{}</b><br>{}</p></div></section>)"
        R"(<main class="facts" id="isi"><section><h2>{}</h2><table class="rows"><thead><tr><th>{}</th><th class="num">{}</th><th>{}</th><th class="num">%</th><th class="num">{}</th></tr></thead><tbody>{}</tbody></table><p class="source">{}</p></section>)"
        R"(<section><h2>{}</h2><div class="two"><div class="steps">{}</div><div class="note"><b>{}</b><p>{}</p><a href="/kueri?nama={}">{}</a></div></div></section>)"
        R"(<section><div class="titled"><h2>{}</h2>{}</div>{}</section></main></div>)",
        visit.say("hq.tab.map"), escape(facts.row.name), escape(facts.column.value),
        escape(facts.competency.name.in(visit.language)),
        visit.say(is_about ? "hq.cell.title_about" : "hq.cell.title",
                  {{"met", words.met(cell)}, {"n", words.number(cell.counted)}}),
        visit.say(cell.is_bounds ? "hq.cell.lead_bounds" : "hq.cell.lead",
                  {{"unit", facts.row.name}, {"low", low}, {"high", high}}),
        large_rhombus(
            cell,
            escape(cell.is_in_words
                       ? words.share(cell)
                       : words.text("hq.cell.big_met", {{"percent", number(cell.percent())}})),
            visit.say("hq.cell.big_low", {{"low", low}}),
            visit.say("hq.cell.big_high", {{"high", high}}), visit.say("hq.cell.big_rest")),
        cell.state == CellState::Reached ? "up" : "grow",
        icon(cell.state == CellState::Below     ? "grow"
             : cell.state == CellState::Reached ? "check"
                                                : "minus"),
        visit.say("hq.chip." + state),
        visit.say(cell.is_bounds ? "hq.verdict.bounds" : "hq.verdict." + state,
                  {{"low", low}, {"high", high}, {"target", target}}),
        visit.say("hq.cell.by_tier"), visit.say("hq.cell.tier"), visit.say("hq.cell.met"),
        visit.say("hq.cell.share"), visit.say("hq.cell.interval"), facts.tier_rows,
        visit.say(cell.is_rounded ? "hq.cell.tier_note_released" : "hq.cell.tier_note",
                  {{"count", number(minimum)}}),
        visit.say("hq.cell.how"), facts.steps, visit.say("hq.cell.in_words"),
        cell.is_rounded ? visit.say("hq.cell.released_words",
                                    {{"step", number(facts.settings.release.round_to)}})
                        : visit.say("hq.cell.query_words",
                                    {{"unit", facts.row.code}, {"competency", facts.column.value}}),
        facts.query, visit.say("hq.map.query"),
        cell.is_rounded ? visit.say("hq.cell.behind_released")
                        : visit.say("hq.cell.behind", {{"n", words.number(cell.counted)}}),
        visit.may_see_names() ? fmt::format(R"(<span class="chip">{}{}</span>)", icon("lock"),
                                            visit.say("hq.cell.logged"))
                              : "",
        facts.people);
}

}  // namespace

/// A released cell by tier: the stored cells of the unit's tiers, which need not add up.
Result<std::string> Site::released_tiers(const Visit& visit, const MapRow& row,
                                         const CompetencyCode& competency) {
    Cut cut;
    cut.rows = RowKind::Tiers;
    cut.units = {UnitCode(row.code)};
    cut.competencies = {competency};
    cut.as_of = m_ports.clock.now_wall().utc;
    ASAH_TRY(auto tiers, load_map(m_ports.database, *m_framework, Audience::Figures, cut,
                                  m_settings.target_percent));
    name_rows(visit, tiers);
    const MapWords words{.texts = visit.texts, .language = visit.language};
    std::string rows;
    for (const auto& tier : tiers.rows) {
        if (!tier.cells.empty() && tier.cells.front().is_visible()) {
            rows += tier_row(words, {.name = tier.name, .more = {}, .cell = tier.cells.front()});
        }
    }
    return rows;
}

http::Response Site::cell_page(Visit& visit) {
    visit.tab = "peta";
    Cut cut;
    cut.as_of = m_ports.clock.now_wall().utc;
    if (!load_framework().has_value()) {
        return refuse(visit, 404, "hq.web.absent");
    }
    // The look is logged with the cell's own words below.
    const auto map =
        load_map(m_ports.database, *m_framework, visit.audience(), cut, m_settings.target_percent);
    if (!map.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    const auto row = std::find_if(map->rows.begin(), map->rows.end(), [&](const MapRow& one) {
        return one.code == visit.asked("unit");
    });
    const auto column =
        std::find_if(map->competencies.begin(), map->competencies.end(),
                     [&](const CompetencyCode& one) { return one.value == visit.asked("k"); });
    if (row == map->rows.end() || column == map->competencies.end()) {
        return refuse(visit, 404, "hq.web.absent");
    }
    const auto& cell = row->cells[static_cast<std::size_t>(column - map->competencies.begin())];
    if (!cell.is_visible()) {
        return refuse(visit, 403, "hq.cell.too_small");
    }
    const MapWords words{.texts = visit.texts, .language = visit.language};
    const auto& competency = *assessment::find_competency(*m_framework, *column);
    CellFacts facts{.row = *row,
                    .column = *column,
                    .competency = competency,
                    .cell = cell,
                    .settings = map->settings,
                    .tier_rows = {},
                    .steps = {},
                    .query = {},
                    .people = {}};
    if (visit.may_see_names()) {
        const CellPlace place{.row = *row, .competency = *column, .as_of = cut.as_of};
        const auto steps = load_cell_steps(m_ports.database, place);
        const auto tiers = load_cell_tiers(m_ports.database, place, map->settings);
        const auto results = load_cell_results(m_ports.database, place);
        if (!steps.has_value() || !tiers.has_value() || !results.has_value()) {
            return refuse(visit, 500, "hq.web.trouble");
        }
        std::vector<PersonId> shown;
        for (const auto& result : *results) {
            shown.push_back(result.person);
        }
        const auto logged =
            log_look(visit, "cell " + row->code + " " + column->value, std::move(shown));
        if (!logged.has_value()) {
            return refuse(visit, 500, "hq.web.trouble");  // no name without its line in the log
        }
        facts.tier_rows = tier_rows(visit, words, *m_framework, *tiers);
        facts.steps = step_rows(visit, *steps);
        facts.query = "cell_step";
        facts.people = result_table(visit, *m_framework, *results);
    } else {
        const auto tiers = released_tiers(visit, *row, *column);
        if (!tiers.has_value()) {
            return refuse(visit, 500, "hq.web.trouble");
        }
        facts.tier_rows = *tiers;
        facts.steps = released_steps(visit, words, cell);
        facts.query = "release_shown";
        facts.people = fmt::format(R"(<p class="note">{}</p>)", visit.say("hq.cell.no_names"));
    }
    return page(visit, row->name + ", " + visit.short_name(competency),
                cell_body(visit, words, facts));
}

}  // namespace asah::hq
