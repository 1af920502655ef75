// A result in words first, then the numbers behind the bars. Sentences name measured indicators
// only.
#include <algorithm>

#include "kiosk/screens/pages.h"

namespace asah::screens {

namespace {

using assessment::CompetencyResult;
using assessment::LevelStatus;

constexpr std::size_t kSentencesMax = 3;

std::string status_key(const CompetencyResult& result) {
    if (result.status == LevelStatus::NotMeasured) {
        return "result.not_measured";
    }
    if (result.status == LevelStatus::Uncertain) {
        return "result.uncertain";
    }
    if (result.status == LevelStatus::Aged) {
        return "result.aged";
    }
    if (result.status != LevelStatus::Stated) {
        return "result.insufficient";
    }
    if (result.required == 0) {
        return "result.not_required";
    }
    if (result.level == result.required) {
        return "result.equal";
    }
    return result.level > result.required ? "result.above" : "result.below";
}

void add_sentences(std::vector<std::string>& sentences, const std::vector<IndicatorCode>& codes,
                   const std::string& name, const assessment::Framework& framework,
                   const Catalogue& catalogue, Language language) {
    for (const IndicatorCode& code : codes) {
        const auto* indicator = assessment::find_indicator(framework, code);
        if (indicator != nullptr && sentences.size() < kSentencesMax) {
            sentences.push_back(catalogue.text(
                "result.sentence",
                {{"competency", name}, {"indicator", indicator->text.in(language)}}));
        }
    }
}

/// "Paham" of "Paham / Dalam Pengembangan": there is one word's room over a block.
std::string first_name(const std::string& name) { return name.substr(0, name.find(" / ")); }

std::string level_name(int level, const ResultView& view, const Catalogue& catalogue) {
    return level == 0 ? catalogue.text("result.below_first")
                      : view.level_names[static_cast<std::size_t>(level - 1)];
}

/// The bar in words: reached, asked, self-rated.
std::string levels_text(const CompetencyResult& result, const ResultView& view,
                        const Catalogue& catalogue) {
    std::string text;
    const auto add = [&](std::string_view key, int level) {
        text += (text.empty() ? "" : " \u00b7 ") +
                catalogue.text(key, {{"level", level_name(level, view, catalogue)}});
    };
    if (result.has_level()) {
        add("result.level_reached", result.level);
    }
    if (result.required > 0) {
        add("result.level_asked", result.required);
    }
    if (result.self_level) {
        add("result.level_self", *result.self_level);
    }
    return text;
}

/// Levels above the stated one of which some items were answered, but too few: an item was
/// withdrawn, or not reached.
std::string little_of(const CompetencyResult& result, const ResultView& view,
                      const Catalogue& catalogue) {
    std::string text;
    for (const auto& one : result.little) {
        if (one.level > result.level &&
            static_cast<std::size_t>(one.level) <= view.level_names.size()) {
            text +=
                (text.empty() ? "" : " \u00b7 ") +
                catalogue.text("result.little", {{"level", level_name(one.level, view, catalogue)},
                                                 {"count", std::to_string(one.item_count)}});
        }
    }
    return text;
}

/// What is missing, and until when a statement held.
std::string note_of(const CompetencyResult& result, const ResultView& view,
                    const Catalogue& catalogue) {
    switch (result.status) {
        case LevelStatus::Insufficient:
            return catalogue.text("result.evidence",
                                  {{"count", std::to_string(result.item_count)},
                                   {"needed", std::to_string(result.items_needed)}});
        case LevelStatus::Uncertain:
            return catalogue.text("result.uncertain_note",
                                  {{"low", level_name(result.level_low, view, catalogue)},
                                   {"high", level_name(result.level_high, view, catalogue)}});
        case LevelStatus::Aged:
            return catalogue.text(
                "result.aged_note",
                {{"date", date_text(result.valid_until.value_or(Date{}), catalogue)}});
        case LevelStatus::Stated:
            return little_of(result, view, catalogue);
        case LevelStatus::NotMeasured:
            break;
    }
    return {};
}

CompetencyView competency_view(const CompetencyResult& result, std::string name,
                               const Catalogue& catalogue) {
    CompetencyView view;
    view.name = std::move(name);
    view.is_stated = result.has_level();
    view.level = view.is_stated ? result.level : 0;
    view.level_low = view.is_stated ? result.level_low : 0;
    view.level_high = view.is_stated ? result.level_high : 0;
    view.required = result.required;
    view.self_level = result.self_level;
    view.is_self_only = result.status == LevelStatus::NotMeasured && result.self_level.has_value();
    view.status = catalogue.text(status_key(result));
    view.is_met = result.is_met();
    view.is_above = view.is_met && result.level > result.required;
    return view;
}

std::string headline(const assessment::Summary& summary, const Catalogue& catalogue) {
    if (summary.result_place == assessment::ResultPlace::Headquarters) {
        return catalogue.text("result.from_hq");
    }
    if (summary.result_place == assessment::ResultPlace::Nowhere) {
        return catalogue.text("result.none");
    }
    if (summary.kind == assessment::AssessmentKind::SelfAssessment) {
        return catalogue.text("result.self");
    }
    int stated = 0;
    int met = 0;
    for (const CompetencyResult& result : summary.profile.competencies) {
        const bool counts = result.status == LevelStatus::Stated && result.required > 0;
        stated += counts ? 1 : 0;
        met += counts && result.is_met() ? 1 : 0;
    }
    if (stated == 0) {
        return catalogue.text("result.no_level");
    }
    return catalogue.text("result.met",
                          {{"count", std::to_string(met)}, {"total", std::to_string(stated)}});
}

/// Only signs that the chart shows.
void add_legend(ResultView& view, const Catalogue& catalogue) {
    const auto any = [&](auto&& has) {
        return std::any_of(view.competencies.begin(), view.competencies.end(), has);
    };
    if (any([](const auto& row) { return row.is_stated; })) {
        view.legend.push_back({LegendKind::Level, catalogue.text("result.legend_level")});
        view.limit_note = catalogue.text("result.limit");
    }
    if (any([](const auto& row) { return row.required > 0; })) {
        view.legend.push_back({LegendKind::Standard, catalogue.text("result.legend_standard")});
    }
    if (any([](const auto& row) { return row.level_high > row.level_low; })) {
        view.legend.push_back({LegendKind::Range, catalogue.text("result.legend_range")});
    }
    if (any([](const auto& row) { return row.self_level.has_value(); })) {
        view.legend.push_back({LegendKind::SelfRated, catalogue.text("result.legend_self")});
    }
}

}  // namespace

ResultView make_result_view(const assessment::Summary& summary,
                            const assessment::Framework& framework, const Catalogue& catalogue,
                            Language language) {
    ResultView view;
    view.kicker =
        catalogue.text("result.kicker", {{"date", date_text(summary.finished, catalogue)}});
    view.bar_title = catalogue.text("result.title");
    const bool is_self = summary.kind == assessment::AssessmentKind::SelfAssessment;
    view.headline = headline(summary, catalogue);
    view.strong_title = catalogue.text("result.strong");
    view.grow_title = catalogue.text("result.grow");
    for (const LocalText& name : framework.level_names) {
        view.level_names.push_back(first_name(name.in(language)));
    }
    for (const CompetencyResult& result : summary.profile.competencies) {
        const auto* competency = assessment::find_competency(framework, result.competency);
        const bool is_shown = result.status != LevelStatus::NotMeasured || result.self_level;
        if (competency == nullptr || !is_shown) {
            continue;
        }
        const std::string& name = competency->name.in(language);
        add_sentences(view.strong, result.shown, name, framework, catalogue, language);
        add_sentences(view.grow, result.to_develop, name, framework, catalogue, language);
        view.competencies.push_back(competency_view(result, name, catalogue));
        view.competencies.back().levels = levels_text(result, view, catalogue);
        view.competencies.back().note = note_of(result, view, catalogue);
        if (view.competencies.back().is_self_only) {
            view.competencies.back().status = level_name(*result.self_level, view, catalogue);
        }
    }
    if (view.competencies.empty()) {
        view.level_names.clear();  // no chart: no heads of one
    } else {
        view.chart_title = catalogue.text(is_self ? "result.chart_self" : "result.chart");
    }
    if (summary.result_place == assessment::ResultPlace::Headquarters) {
        view.lead = catalogue.text("result.from_hq_text");
    } else if (summary.result_place == assessment::ResultPlace::Nowhere) {
        view.lead = catalogue.text("result.none_text");
    } else if (is_self) {
        view.lead = catalogue.text("result.self_text");
    } else if (view.strong.empty() && view.grow.empty()) {
        view.lead = catalogue.text("result.no_level_text");
    }
    add_legend(view, catalogue);
    view.privacy = catalogue.text("result.privacy");
    view.receipt = catalogue.text("receipt", {{"code", summary.receipt_code}});
    view.home = {"result.home", catalogue.text("result.home"), true};
    return view;
}

}  // namespace asah::screens
