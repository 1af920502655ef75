// One person's profile, by right: words and Job Person Match beside levels and the evidence.
// Invariant: no name leaves without its line in the log of looks.
#include <fmt/core.h>

#include <algorithm>

#include "sync/hq/reports/person_report.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

using assessment::CompetencyKind;
using assessment::CompetencyResult;
using assessment::LevelStatus;

constexpr std::string_view kMappingScheme = "PEMETAAN";
constexpr std::size_t kNamesShown = 6;

std::string sitting_key(assessment::AssessmentKind kind) {
    switch (kind) {
        case assessment::AssessmentKind::PreTest:
            return "hq.sitting.pre_test";
        case assessment::AssessmentKind::PostTest:
            return "hq.sitting.post_test";
        case assessment::AssessmentKind::Mapping:
            return "hq.sitting.mapping";
        case assessment::AssessmentKind::SelfAssessment:
            return "hq.sitting.self_assessment";
    }
    return {};
}

struct Counts {
    int required = 0;
    int stated = 0;  // of the required ones
    int met = 0;
};

Counts counts_of(const assessment::Profile& profile) {
    Counts counts;
    for (const auto& result : profile.competencies) {
        if (result.required > 0) {
            ++counts.required;
            counts.stated += result.status == LevelStatus::Stated ? 1 : 0;
            counts.met += result.is_met() ? 1 : 0;
        }
    }
    return counts;
}

/// "Penata, III/c · PNS"; contract staff have a grade and no rank.
std::string rank_words(const PersonReport& report) {
    const auto rank = report.rank.empty() ? report.grade : report.rank + ", " + report.grade;
    return rank + " · " + report.employment;
}

std::string percent_words(double value, Language language) {
    auto text = fmt::format("{:.2f}", value);
    if (language == Language::Indonesian) {
        std::replace(text.begin(), text.end(), '.', ',');
    }
    return text;
}

}  // namespace

/// Bar, standard and range of one competency, or why there is none.
static std::string competency_row(const Catalogue& texts, const std::string& name,
                                  const CompetencyResult& result) {
    const auto say = [&](const std::string& key, const Values& values = {}) {
        return escape(texts.text(key, values));
    };
    const std::string self =
        result.self_level
            ? fmt::format("<small>{}</small>",
                          say("hq.person.self", {{"level", std::to_string(*result.self_level)}}))
            : "";
    if (!result.has_level()) {
        const auto words =
            result.status == LevelStatus::Insufficient
                ? say("hq.person.insufficient", {{"n", std::to_string(result.item_count)}})
            : result.status == LevelStatus::Aged
                ? say("hq.person.aged", {{"date", to_text(result.valid_until.value_or(Date{}))}})
                : say("hq.cell.none");
        return fmt::format(
            R"(<tr class="absent"><th scope="row">{}{}</th><td colspan="2">{}</td></tr>)",
            escape(name), self, words);
    }
    const auto gap = result.gap();
    const std::string_view condition = !gap        ? "free"
                                       : *gap < 0  ? "above"
                                       : *gap == 0 ? "equal"
                                                   : "grow";
    const bool is_uncertain = result.status == LevelStatus::Uncertain;
    const auto label = escape(level_words({.level = result.level,
                                           .low = result.level_low,
                                           .high = result.level_high,
                                           .required = result.required},
                                          texts));
    return fmt::format(
        R"(<tr><th scope="row">{}{}</th><td>{}</td><td class="keep"><span class="state {}">{}{}</span></td></tr>)",
        escape(name), self, profile_bar(result, label), condition,
        icon(condition == "grow"   ? "grow"
             : condition == "free" ? "minus"
                                   : "check"),
        is_uncertain ? say("hq.person.uncertain")
                     : say("hq.short_condition." + std::string(condition)));
}

static std::string kind_table(const Catalogue& texts, const std::string& heading,
                              const std::string& rows) {
    return rows.empty()
               ? ""
               : fmt::format(
                     R"(<table class="profile"><caption>{0}</caption><thead><tr><th colspan="3">{0}</th></tr></thead><tbody>{1}</tbody></table>)",
                     escape(texts.text(heading)), rows);
}

static std::string match_words(const Catalogue& texts, const assessment::Framework& framework,
                               const assessment::Profile& profile, Language language) {
    const auto match = assessment::job_person_match(
        framework, profile, PurposeCode(std::string(assessment::kEvidencePurpose)),
        std::string(kMappingScheme));
    const auto counts = counts_of(profile);
    if (!match.has_value() || !match->has_value()) {
        return fmt::format(
            "<p>{}</p>", escape(texts.text("hq.person.no_match",
                                           {{"n", std::to_string(counts.stated)},
                                            {"required", std::to_string(counts.required)},
                                            {"min", std::to_string((counts.required + 1) / 2)}})));
    }
    const auto& value = **match;
    return fmt::format(
        "<p>{}<br><b>{}</b></p>",
        escape(texts.text("hq.person.match", {{"jpm", percent_words(value.jpm_percent, language)},
                                              {"n", std::to_string(value.competency_count)},
                                              {"category", value.category}})),
        escape(texts.text("hq.person.coverage",
                          {{"percent", percent_words(value.coverage_percent, language)}})));
}

// The profile in two tables' rows, and what stands out on either side of the standard.
struct SplitProfile {
    std::string technical;
    std::string other;
    std::vector<std::string> strong;
    std::vector<std::string> grow;
};

static SplitProfile split_profile(const Site::Visit& visit, const assessment::Framework& framework,
                                  const assessment::Profile& profile) {
    SplitProfile split;
    for (const auto& result : profile.competencies) {
        const auto& competency = *assessment::find_competency(framework, result.competency);
        const auto name = visit.short_name(competency);
        (competency.kind == CompetencyKind::Technical ? split.technical : split.other) +=
            competency_row(visit.texts, name, result);
        const auto gap = result.gap();
        if (gap && *gap < 0) {
            split.strong.push_back(name);
        } else if (gap && *gap > 0) {
            split.grow.push_back(name);
        }
    }
    return split;
}

static std::string finding(const Site::Visit& visit, const std::vector<std::string>& names,
                           std::string_view sign, const std::string& key) {
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < kNamesShown; ++i) {
        list += (i == 0 ? "" : ", ") + names[i];
    }
    return names.empty() ? std::string{}
                         : fmt::format(R"(<div class="finding {}">{}<p><b>{}</b><br>{}</p></div>)",
                                       sign, icon(sign), visit.say(key), escape(list));
}

static std::string sitting_rows(const Site::Visit& visit,
                                const std::vector<PersonSitting>& sittings) {
    std::string rows;
    for (const auto& sitting : sittings) {
        const auto code = ledger::receipt_code(sitting.entry_hash);
        std::string more;
        if (sitting.is_duplicate) {
            more += fmt::format("<small>{}</small>", visit.say("hq.person.twin"));
        }
        if (sitting.claim_differs) {
            more += fmt::format("<small>{}</small>", visit.say("hq.person.rescored"));
        }
        rows += fmt::format(
            R"(<tr><td class="keep">{}</td><td>{}<small>{} v{}</small>{}</td><td class="num" data-label="{}">{}</td><td class="keep"><a href="/catatan?kode={}">{}</a><small>{}</small></td></tr>)",
            escape(visit.day(sitting.finished)), visit.say(sitting_key(sitting.kind)),
            escape(sitting.assessment), sitting.version, more, visit.say("hq.cell.items"),
            sitting.item_count, code, code, visit.say("hq.entry." + sitting.entry_state));
    }
    return rows;
}

static std::string person_body(const Site::Visit& visit, const assessment::Framework& framework,
                               const PersonReport& report, UtcMs now) {
    const auto split = split_profile(visit, framework, report.profile);
    const auto counts = counts_of(report.profile);
    const auto* tier = assessment::find_tier(framework, report.tier);
    const auto number = [](int value) { return std::to_string(value); };
    return fmt::format(
        R"(<div class="split"><section class="words"><p class="crumb"><a href="/peta">{}</a> › {}</p><h1>{}</h1><p class="lead">{}<br>{}<br>{} · {}<br>NIP {}</p><p class="verdict">{}</p>{}{}<hr><p class="withicon">{}<span>{}</span></p></section>)"
        R"(<main class="facts" id="isi"><section><h2>{}</h2><div class="pair">{}{}</div><p class="key">{}</p></section>)"
        R"(<section><h2>{}</h2><table class="rows"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></section>)"
        R"(<section><h2>{}</h2>{}<p class="weak">{}</p></section><div class="source">{}<p>{} <a href="/kueri?nama=person_result">{}</a> <a href="/akses?orang={}">{}</a></p></div></main></div>)",
        visit.say("hq.tab.map"), visit.say("hq.cell.person"), escape(report.name),
        escape(report.title), escape(report.unit_name),
        escape(tier == nullptr ? report.tier.value : tier->name.in(visit.language)),
        escape(rank_words(report)), escape(report.nip),
        visit.say("hq.person.verdict", {{"met", number(counts.met)}, {"n", number(counts.stated)}}),
        finding(visit, split.strong, "up", "hq.person.strong"),
        finding(visit, split.grow, "grow", "hq.person.grow"), icon("lock"),
        visit.say("hq.person.logged", {{"time", visit.hour(now)}}), visit.say("hq.cell.level"),
        kind_table(visit.texts, "hq.kind.technical", split.technical),
        kind_table(visit.texts, "hq.person.other_kinds", split.other),
        profile_key(visit.say("hq.person.key_level"), visit.say("hq.person.key_standard"),
                    visit.say("hq.person.key_range")),
        visit.say("hq.person.evidence"), visit.say("hq.person.date"), visit.say("hq.cell.sitting"),
        visit.say("hq.cell.items"), visit.say("hq.cell.code"), sitting_rows(visit, report.sittings),
        visit.say("hq.person.mapping"),
        match_words(visit.texts, framework, report.profile, visit.language),
        visit.say("hq.person.purpose"), icon("doc"), visit.say("hq.person.source"),
        visit.say("hq.map.query"), report.person.hex(), visit.say("hq.looks.who"));
}

http::Response Site::person_page(Visit& visit) {
    visit.tab = "peta";
    const auto id = PersonId::parse(visit.asked("id"));
    if (const auto loaded = load_framework(); !id.has_value() || !loaded.has_value()) {
        return refuse(visit, 404, "hq.web.absent");
    }
    const auto now = m_ports.clock.now_wall().utc;
    const auto logged = log_look(visit, "person", {*id});
    const auto found =
        load_person_report(m_ports.database, *m_framework, *id, {now, m_settings.utc_offset_min});
    if (!logged.has_value() || !found.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");  // no name without its line in the log
    }
    if (!found->has_value()) {
        return refuse(visit, 404, "hq.web.absent");
    }
    const auto& report = **found;
    return page(visit, report.name, person_body(visit, *m_framework, report, now));
}

}  // namespace asah::hq
