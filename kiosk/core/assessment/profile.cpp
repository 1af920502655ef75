#include "kiosk/core/assessment/profile.h"

#include <algorithm>
#include <set>

#include "kiosk/core/items/check.h"

namespace asah::assessment {

namespace {

/// A result and the time at which the next of its evidence ages.
struct DatedResult {
    CompetencyResult result;
    std::optional<UtcMs> changes_at;
};

DatedResult result_of(const LevelRule& rule, const Competency& competency, int required,
                      const CompetencySums& sums, LocalTime as_of) {
    auto levels = levels_of(rule, competency.validity_months, required, sums.occasions, as_of);
    CompetencyResult result;
    result.competency = competency.code;
    result.status = levels.status;
    result.level = levels.level;
    result.level_low = levels.level_low;
    result.level_high = levels.level_high;
    result.item_count = levels.item_count;
    result.items_needed = levels.items_needed;
    result.required = required;
    result.valid_until = levels.valid_until;
    for (const auto& named : sums.named) {
        const LevelSource source{named.level, named.occasion};
        const bool is_source =
            std::find(levels.sources.begin(), levels.sources.end(), source) != levels.sources.end();
        if (result.has_level() && is_source) {
            (named.is_shown ? result.shown : result.to_develop).push_back(named.indicator);
        }
    }
    result.sources = std::move(levels.sources);
    result.little = std::move(levels.little);
    return {std::move(result), levels.changes_at};
}

}  // namespace

bool CompetencyResult::has_level() const {
    return status == LevelStatus::Stated || status == LevelStatus::Uncertain;
}

std::optional<int> CompetencyResult::gap() const {
    if (status != LevelStatus::Stated || required == 0) {
        return {};
    }
    return required - level;
}

bool CompetencyResult::is_met() const {
    return status == LevelStatus::Stated && required > 0 && level >= required;
}

Profile profile_of(const Framework& framework, const Standard& standard, const EvidenceSums& sums,
                   LocalTime as_of) {
    static const CompetencySums kNone;
    Profile profile;
    for (const auto& competency : framework.competencies) {
        const auto required = standard.required.find(competency.code);
        const auto own = sums.find(competency.code);
        profile.competencies.push_back(
            result_of(framework.level_rule, competency,
                      required != standard.required.end() ? required->second : 0,
                      own != sums.end() ? own->second : kNone, as_of)
                .result);
    }
    return profile;
}

Profile profile_of(const Framework& framework, const Standard& standard,
                   const std::vector<Evidence>& evidence, LocalTime as_of) {
    return profile_of(framework, standard, sums_of(framework.level_rule, evidence, as_of.utc),
                      as_of);
}

std::vector<ResultStep> steps_of(const Framework& framework, const Competency& competency,
                                 int required, const std::vector<Evidence>& evidence,
                                 std::int32_t utc_offset_min) {
    std::vector<Evidence> own;
    std::set<UtcMs> arrivals;
    for (const auto& one : evidence) {
        if (one.competency == competency.code) {
            own.push_back(one);
            arrivals.insert(one.at);
        }
    }
    std::vector<ResultStep> steps;
    std::optional<UtcMs> next = arrivals.empty() ? std::nullopt : std::optional(*arrivals.begin());
    while (next) {
        const auto from = *next;
        auto sums = sums_of(framework.level_rule, own, from);
        auto dated = result_of(framework.level_rule, competency, required, sums[competency.code],
                               {from, utc_offset_min});
        const auto arrival = arrivals.upper_bound(from);
        next = dated.changes_at;
        if (arrival != arrivals.end()) {
            next = std::min(next.value_or(*arrival), *arrival);
        }
        steps.push_back({from, next, std::move(dated.result)});
    }
    return steps;
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
        if (item != nullptr && rating > 0 && !sitting.answers[i].is_withdrawn &&
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

std::map<CompetencyCode, int> newest_self_levels(const Framework& framework,
                                                 const std::vector<SelfLevel>& levels,
                                                 LocalTime as_of) {
    std::map<CompetencyCode, const SelfLevel*> newest;
    for (const auto& one : levels) {
        const auto* competency = find_competency(framework, one.competency);
        if (competency == nullptr || one.at > as_of.utc) {
            continue;
        }
        const auto until =
            months_after(date_of(one.at, as_of.offset_min), competency->validity_months);
        auto& slot = newest[one.competency];
        if (as_of.utc < end_of(until, as_of.offset_min) &&
            (slot == nullptr || slot->at <= one.at)) {
            slot = &one;
        }
    }
    std::map<CompetencyCode, int> out;
    for (const auto& [competency, one] : newest) {
        if (one != nullptr) {
            out[competency] = one->level;
        }
    }
    return out;
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
