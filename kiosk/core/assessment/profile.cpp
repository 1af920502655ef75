// Scoring a sitting, self-rated levels, Job Person Match; levels are inferred in infer_profile.cpp.
#include "kiosk/core/assessment/profile.h"

#include <algorithm>

#include "kiosk/core/items/check.h"
#include "kiosk/core/items/score.h"

namespace asah::assessment {

namespace {

const Bank* bank_of(const std::vector<const Bank*>& banks, const FormItem& item) {
    for (const auto* bank : banks) {
        if (bank->id == item.bank && bank->version == item.bank_version) {
            return bank;
        }
    }
    return nullptr;
}

}  // namespace

std::optional<int> CompetencyResult::gap() const {
    if (status != LevelStatus::Stated || required == 0) {
        return {};
    }
    return required - level;
}

bool CompetencyResult::is_met() const {
    return status == LevelStatus::Stated && required > 0 && level >= required;
}

Result<std::vector<Evidence>> score_sitting(const Sitting& sitting,
                                            const std::vector<const Bank*>& banks) {
    std::vector<Evidence> out;
    for (std::size_t i = 0; i < sitting.answers.size(); ++i) {
        const auto& place = sitting.head.form.items[i];
        const auto& answer = sitting.answers[i];
        const auto* bank = bank_of(banks, place);
        const auto* item = bank != nullptr ? items::find_item(*bank, place.item) : nullptr;
        if (item == nullptr) {
            return fail(ErrorCode::NotFound, "item " + place.item.value);
        }
        if (items::item_revision(*item) != place.revision) {
            return fail(ErrorCode::DigestMismatch, "item " + place.item.value);
        }
        if (!items::is_scored(*item) || item->pool == Pool::Practice || !answer.was_visited) {
            continue;
        }
        const auto* key = items::find_key(*bank, place.item);
        if (key == nullptr) {
            return fail(ErrorCode::NotFound, "key of item " + place.item.value);
        }
        out.push_back({item->id, item->competency, item->level, item->kind(), item->indicator,
                       items::score_response(*item, *key, answer.response),
                       !answer.response.is_empty(),
                       sitting.finished_at ? sitting.finished_at->utc : sitting.head.started.utc,
                       sitting.head.sitting});
    }
    return out;
}

std::map<CompetencyCode, int> self_levels(const Framework& framework, const Sitting& sitting,
                                          const std::vector<const Bank*>& banks) {
    const auto& rule = framework.self_assessment;
    const auto scale = rating_scale(framework);
    struct Rated {
        int level = 0;
        int rating = 0;
    };
    std::map<CompetencyCode, std::vector<Rated>> rated;
    for (std::size_t i = 0; i < sitting.answers.size(); ++i) {
        const auto& place = sitting.head.form.items[i];
        const auto* bank = bank_of(banks, place);
        const auto* item = bank != nullptr ? items::find_item(*bank, place.item) : nullptr;
        const auto& response = sitting.answers[i].response;
        const int rating = response.rating();
        if (item != nullptr && rating > 0 &&
            items::check_response(*item, response, scale).has_value()) {
            rated[item->competency].push_back({item->level, rating});
        }
    }
    std::map<CompetencyCode, int> levels;
    for (auto& [competency, statements] : rated) {
        if (static_cast<int>(statements.size()) < rule.rated_min) {
            continue;
        }
        std::stable_sort(statements.begin(), statements.end(),
                         [](const auto& a, const auto& b) { return a.level < b.level; });
        int level = 0;
        for (const auto& statement : statements) {
            if (statement.rating < rule.rating_min) {
                break;
            }
            level = statement.level;
        }
        levels[competency] = level;
    }
    return levels;
}

Profile with_self_levels(Profile profile, const std::map<CompetencyCode, int>& levels) {
    for (auto& result : profile.competencies) {
        const auto found = levels.find(result.competency);
        if (found != levels.end()) {
            result.self_level = found->second;
        }
    }
    return profile;
}

Result<std::optional<JobPersonMatch>> job_person_match(const Framework& framework,
                                                       const Profile& profile,
                                                       const PurposeCode& purpose,
                                                       const std::string& scheme) {
    const auto found = std::find_if(framework.jpm_schemes.begin(), framework.jpm_schemes.end(),
                                    [&](const auto& one) { return one.code == scheme; });
    if (found == framework.jpm_schemes.end()) {
        return fail(ErrorCode::NotFound, "scheme " + scheme);
    }
    if (!found->purposes.contains(purpose)) {
        return fail(ErrorCode::NotAllowed, "scheme " + scheme + " for " + purpose.value);
    }
    int required_count = 0;
    JobPersonMatch match;
    int level_sum = 0;
    int met_sum = 0;
    int required_sum = 0;
    for (const auto& result : profile.competencies) {
        required_count += result.required > 0 ? 1 : 0;
        if (result.required > 0 && result.status == LevelStatus::Stated) {
            ++match.competency_count;
            level_sum += result.level;
            met_sum += std::min(result.level, result.required);
            required_sum += result.required;
        }
    }
    if (match.competency_count == 0 || match.competency_count * 2 < required_count) {
        return std::optional<JobPersonMatch>{};
    }
    match.jpm_percent = std::min(100.0, 100.0 * level_sum / required_sum);
    match.coverage_percent = 100.0 * met_sum / required_sum;
    for (const auto& category : found->categories) {
        if (match.jpm_percent >= category.percent_min) {
            match.category = category.code;
            break;
        }
    }
    return std::optional<JobPersonMatch>{match};
}

}  // namespace asah::assessment
