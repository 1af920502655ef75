// Results: levels stated, not enough evidence, self-rated only.
#include "tools/gallery/pages.h"

namespace asah::gallery {

using namespace screens;

namespace {

using assessment::CompetencyResult;
using assessment::LevelStatus;

const LocalText kTitle{"Prates 2026", "Pre-test 2026"};

struct Level {
    const char* code = nullptr;
    int level = 0;
    int low = 0;
    int high = 0;
    int required = 0;
};

std::vector<IndicatorCode> indicators(const assessment::Framework& framework,
                                      const CompetencyCode& code, int level, std::size_t count) {
    std::vector<IndicatorCode> codes;
    const auto* competency = assessment::find_competency(framework, code);
    if (competency == nullptr || level < 1) {
        return codes;
    }
    for (const auto& each : competency->levels[static_cast<std::size_t>(level - 1)].indicators) {
        if (codes.size() < count) {
            codes.push_back(each.code);
        }
    }
    return codes;
}

CompetencyResult stated(const assessment::Framework& framework, const Level& level) {
    CompetencyResult result;
    result.competency = CompetencyCode(level.code);
    result.status = LevelStatus::Stated;
    result.level = level.level;
    result.level_low = level.low;
    result.level_high = level.high;
    result.required = level.required;
    result.item_count = 8;
    result.items_needed = 6;
    if (level.level > level.required) {
        result.shown = indicators(framework, result.competency, level.level, 1);
    } else if (level.level < level.required) {
        result.to_develop = indicators(framework, result.competency, level.level + 1, 1);
    }
    return result;
}

CompetencyResult insufficient(const char* code, int required) {
    CompetencyResult result;
    result.competency = CompetencyCode(code);
    result.status = LevelStatus::Insufficient;
    result.required = required;
    result.item_count = 3;
    result.items_needed = 6;
    return result;
}

CompetencyResult self_rated(const char* code, int level, int required) {
    CompetencyResult result;
    result.competency = CompetencyCode(code);
    result.required = required;
    result.self_level = level;
    return result;
}

Page result_page(std::string name, const assessment::Summary& summary,
                 const assessment::FrameworkPtr& framework) {
    AppState state = a_signed_in_state();
    state.screen = ResultState{summary, framework};
    return {std::move(name), state};
}

}  // namespace

std::vector<Page> make_result_pages() {
    const assessment::FrameworkPtr framework = sample_framework();
    std::vector<Page> pages;
    assessment::Summary measured = a_summary(assessment::AssessmentKind::PreTest, kTitle);
    measured.profile.competencies = {
        stated(*framework, {"T.01", 3, 3, 4, 2}), stated(*framework, {"T.02", 2, 2, 3, 2}),
        stated(*framework, {"T.06", 2, 1, 3, 3}), insufficient("M.08", 2)};
    measured.profile.competencies[1].self_level = 3;
    pages.push_back(result_page("result", measured, framework));

    assessment::Summary few = a_summary(assessment::AssessmentKind::PreTest, kTitle);
    few.profile.competencies = {insufficient("T.01", 3), insufficient("T.02", 2)};
    pages.push_back(result_page("result_few", few, framework));

    assessment::Summary guarded = a_summary(assessment::AssessmentKind::PreTest, kTitle);
    guarded.result_place = assessment::ResultPlace::Headquarters;
    pages.push_back(result_page("result_from_hq", guarded, framework));

    assessment::Summary self = a_summary(assessment::AssessmentKind::SelfAssessment,
                                         {"Penilaian Mandiri 2026", "Self-assessment 2026"});
    self.profile.competencies = {self_rated("T.01", 3, 2), self_rated("T.02", 2, 3),
                                 self_rated("T.06", 4, 2)};
    pages.push_back(result_page("result_self", self, framework));
    return pages;
}

}  // namespace asah::gallery
