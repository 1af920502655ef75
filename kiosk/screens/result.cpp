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

CompetencyView competency_view(const CompetencyResult& result, std::string name,
                               const Catalogue& catalogue) {
    CompetencyView view;
    view.name = std::move(name);
    view.is_stated = result.status == LevelStatus::Stated;
    view.level = view.is_stated ? result.level : 0;
    view.level_low = view.is_stated ? result.level_low : 0;
    view.level_high = view.is_stated ? result.level_high : 0;
    view.required = result.required;
    view.self_level = result.self_level;
    view.status = catalogue.text(status_key(result));
    view.is_met = result.is_met();
    if (result.status == LevelStatus::Insufficient) {
        view.note =
            catalogue.text("result.evidence", {{"count", std::to_string(result.item_count)},
                                               {"needed", std::to_string(result.items_needed)}});
    }
    return view;
}

std::string headline(const SummaryData& summary, const Catalogue& catalogue) {
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

}  // namespace

ResultView make_result_view(const SummaryData& summary, const assessment::Framework& framework,
                            const Catalogue& catalogue, Language language) {
    ResultView view;
    const Date date = date_of(summary.finished.utc, summary.finished.offset_min);
    view.kicker = catalogue.text("result.kicker", {{"date", to_text(date)}});
    view.headline = headline(summary, catalogue);
    view.strong_title = catalogue.text("result.strong");
    view.grow_title = catalogue.text("result.grow");
    for (const LocalText& name : framework.level_names) {
        view.level_names.push_back(name.in(language));
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
    }
    view.legend = {catalogue.text("result.legend_level"), catalogue.text("result.legend_standard"),
                   catalogue.text("result.legend_range"), catalogue.text("result.legend_self")};
    view.limit_note = catalogue.text("result.limit");
    view.privacy = catalogue.text("result.privacy");
    view.receipt = catalogue.text("receipt", {{"code", summary.receipt_code}});
    view.home = {"result.home", catalogue.text("result.home"), true};
    return view;
}

}  // namespace asah::screens
