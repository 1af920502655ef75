#include "kiosk/core/assessment/profile.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "kiosk/core/assessment/scoring.h"

namespace asah::assessment {

namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr double kDaysPerMonth = 30.436875;  // mean Gregorian month

struct LevelSum {
    int count = 0;
    int true_false = 0;
    std::int64_t points = 0;

    void add(const LevelSum& other) {
        count += other.count;
        true_false += other.true_false;
        points += other.points;
    }
};

using Sums = std::array<LevelSum, kLevelMax + 1>;  // by level, 1..5

Sums sums_of(const std::vector<const Evidence*>& evidence) {
    Sums sums{};
    for (const auto* item : evidence) {
        if (item->level >= 1 && item->level <= kLevelMax) {
            auto& sum = sums[static_cast<std::size_t>(item->level)];
            ++sum.count;
            sum.true_false += item->kind == ItemKind::TrueFalse ? 1 : 0;
            sum.points += item->points;
        }
    }
    return sums;
}

LevelSum pooled(const Sums& sums, int level) {
    LevelSum sum;
    for (int i = 1; i <= level; ++i) {
        sum.add(sums[static_cast<std::size_t>(i)]);
    }
    return sum;
}

bool is_enough(const LevelRule& rule, const Sums& sums, int level) {
    const auto sum = pooled(sums, level);
    const auto at_level = sums[static_cast<std::size_t>(level)].count;
    return level <= rule.level_by_items_max && sum.count >= rule.items_min &&
           at_level >= rule.items_at_level_min[static_cast<std::size_t>(level - 1)] &&
           sum.true_false < sum.count &&
           sum.true_false * 100 <= rule.true_false_percent_max * sum.count;
}

// The mean item score with `shift` standard errors, against the threshold. With shift 0 the
// comparison is exact in integers.
bool reaches(const LevelRule& rule, const LevelSum& sum, double shift) {
    if (sum.count == 0) {
        return false;
    }
    const std::int64_t scaled = sum.points * 100;
    const std::int64_t needed = std::int64_t{rule.threshold_percent} * kPointsMax * sum.count;
    if (shift == 0.0) {
        return scaled >= needed;
    }
    const double p =
        static_cast<double>(sum.points) / (static_cast<double>(kPointsMax) * sum.count);
    const double se = std::sqrt(p * (1 - p) / sum.count);
    return (p + shift * se) * 100 >= static_cast<double>(rule.threshold_percent);
}

// Highest level with enough evidence whose pooled score and own score reach the threshold.
int level_at(const LevelRule& rule, const Sums& sums, double shift) {
    for (int level = kLevelMax; level >= 1; --level) {
        if (is_enough(rule, sums, level) && reaches(rule, pooled(sums, level), shift) &&
            reaches(rule, sums[static_cast<std::size_t>(level)], shift)) {
            return level;
        }
    }
    return 0;
}

std::vector<const Evidence*> valid_evidence(const Competency& competency,
                                            const std::vector<Evidence>& evidence, UtcMs now) {
    const auto age_max = static_cast<std::int64_t>(competency.validity_months * kDaysPerMonth *
                                                   static_cast<double>(kMsPerDay));
    std::map<ItemId, const Evidence*> latest;
    for (const auto& item : evidence) {
        if (item.competency != competency.code || (now - item.at).value > age_max) {
            continue;
        }
        auto& slot = latest[item.item];
        if (slot == nullptr || slot->at <= item.at) {
            slot = &item;
        }
    }
    std::vector<const Evidence*> out;
    for (const auto& [id, item] : latest) {
        out.push_back(item);
    }
    return out;
}

void sort_indicators(const LevelRule& rule, const std::vector<const Evidence*>& evidence,
                     CompetencyResult& result) {
    std::map<IndicatorCode, LevelSum> by_indicator;
    for (const auto* item : evidence) {
        if (item->was_answered) {
            by_indicator[item->indicator].add({1, 0, item->points});
        }
    }
    for (const auto& [indicator, sum] : by_indicator) {
        (reaches(rule, sum, 0.0) ? result.shown : result.to_develop).push_back(indicator);
    }
}

CompetencyResult infer(const Framework& framework, const Competency& competency,
                       const std::vector<Evidence>& evidence, UtcMs now) {
    const auto& rule = framework.level_rule;
    const auto valid = valid_evidence(competency, evidence, now);
    const auto sums = sums_of(valid);
    CompetencyResult result;
    result.competency = competency.code;
    result.item_count = static_cast<int>(valid.size());
    result.items_needed = rule.items_min;
    bool has_level = false;
    for (int level = 1; level <= kLevelMax; ++level) {
        has_level = has_level || is_enough(rule, sums, level);
    }
    result.status = valid.empty() ? LevelStatus::NotMeasured
                    : has_level   ? LevelStatus::Stated
                                  : LevelStatus::Insufficient;
    if (has_level) {
        result.level = level_at(rule, sums, 0.0);
        result.level_low = std::min(result.level, level_at(rule, sums, -1.0));
        result.level_high = std::max(result.level, level_at(rule, sums, 1.0));
    }
    sort_indicators(rule, valid, result);
    return result;
}

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
        const auto* item = bank != nullptr ? find_item(*bank, place.item) : nullptr;
        if (item == nullptr) {
            return fail(ErrorCode::NotFound, "item " + place.item.value);
        }
        if (item_revision(*item) != place.revision) {
            return fail(ErrorCode::DigestMismatch, "item " + place.item.value);
        }
        if (item->kind == ItemKind::Statement || item->pool == Pool::Practice ||
            !answer.was_visited) {
            continue;
        }
        const auto* key = find_key(*bank, place.item);
        if (key == nullptr) {
            return fail(ErrorCode::NotFound, "key of item " + place.item.value);
        }
        out.push_back({item->id, item->competency, item->level, item->kind, item->indicator,
                       score_response(*item, *key, answer.response), !answer.response.is_empty(),
                       sitting.finished_at ? sitting.finished_at->utc : sitting.head.started.utc,
                       sitting.head.sitting});
    }
    return out;
}

Profile infer_profile(const Framework& framework, const Standard& standard,
                      const std::vector<Evidence>& evidence, UtcMs now) {
    Profile profile;
    for (const auto& competency : framework.competencies) {
        auto result = infer(framework, competency, evidence, now);
        const auto required = standard.required.find(competency.code);
        result.required = required != standard.required.end() ? required->second : 0;
        profile.competencies.push_back(std::move(result));
    }
    return profile;
}

std::map<CompetencyCode, int> self_levels(const Framework& framework, const Sitting& sitting,
                                          const std::vector<const Bank*>& banks) {
    const auto& rule = framework.self_assessment;
    struct Rated {
        int level = 0;
        int rating = 0;
    };
    std::map<CompetencyCode, std::vector<Rated>> rated;
    for (std::size_t i = 0; i < sitting.answers.size(); ++i) {
        const auto& place = sitting.head.form.items[i];
        const auto* bank = bank_of(banks, place);
        const auto* item = bank != nullptr ? find_item(*bank, place.item) : nullptr;
        const int rating = sitting.answers[i].response.rating;
        if (item != nullptr && item->kind == ItemKind::Statement && rating > 0) {
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
