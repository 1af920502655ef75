// From evidence to levels. Rule: framework level_inference.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/items/limits.h"

namespace asah::assessment {

namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr double kDaysPerMonth = 30.436875;  // mean Gregorian month
constexpr int kNever = 1'000;                // items: more than any sitting has

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

// How many more items, none of them true/false, would be enough to decide a level; 0 = it is
// decided.
int missing_items(const LevelRule& rule, const Sums& sums, int level) {
    const auto sum = pooled(sums, level);
    const auto at_level = sums[static_cast<std::size_t>(level)].count;
    const int at_level_min = rule.items_at_level_min[static_cast<std::size_t>(level - 1)];
    if (level > rule.level_by_items_max ||
        (sum.true_false > 0 && rule.true_false_percent_max == 0)) {
        return kNever;
    }
    int missing = std::max({0, rule.items_min - sum.count, at_level_min - at_level});
    while (sum.true_false == sum.count + missing ||
           sum.true_false * 100 > rule.true_false_percent_max * (sum.count + missing)) {
        ++missing;
    }
    return missing;
}

bool is_enough(const LevelRule& rule, const Sums& sums, int level) {
    return missing_items(rule, sums, level) == 0;
}

// The mean item score with `shift` standard errors, against the threshold. With shift 0 the
// comparison is exact in integers.
bool reaches(const LevelRule& rule, const LevelSum& sum, double shift) {
    if (sum.count == 0) {
        return false;
    }
    const std::int64_t scaled = sum.points * 100;
    const std::int64_t needed =
        std::int64_t{rule.threshold_percent} * items::kPointsMax * sum.count;
    if (shift == 0.0) {
        return scaled >= needed;
    }
    const double p =
        static_cast<double>(sum.points) / (static_cast<double>(items::kPointsMax) * sum.count);
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

// The lowest level above `reached` that the evidence denies; 0 = none.
int lowest_denied(const LevelRule& rule, const Sums& sums, int reached) {
    for (int level = reached + 1; level <= kLevelMax; ++level) {
        if (is_enough(rule, sums, level)) {
            return level;
        }
    }
    return 0;
}

// Fewest items that would decide one more level, up to `level_max`.
int fewest_missing(const LevelRule& rule, const Sums& sums, int level_max) {
    int fewest = kNever;
    for (int level = 1; level <= level_max; ++level) {
        const int missing = missing_items(rule, sums, level);
        fewest = missing > 0 ? std::min(fewest, missing) : fewest;
    }
    return fewest;
}

// Between the level reached and the lowest one denied, levels with too few items stay open. Where
// no level is reached and the standard lies among the open ones, nothing is stated.
void state_level(const LevelRule& rule, const Sums& sums, CompetencyResult& result) {
    const int reached = level_at(rule, sums, 0.0);
    const int denied = lowest_denied(rule, sums, reached);
    const int open = denied > 0 ? denied - 1 : reached;
    const bool is_standard_denied = denied > 0 && result.required >= denied;
    if (reached == 0 && denied != 1 && !is_standard_denied) {
        result.status = LevelStatus::Insufficient;
        result.items_needed =
            result.item_count + fewest_missing(rule, sums, denied > 0 ? open : kLevelMax);
        return;
    }
    result.status = LevelStatus::Stated;
    result.level = reached;
    result.level_low = std::min(reached, level_at(rule, sums, -1.0));
    result.level_high = std::max(open, level_at(rule, sums, 1.0));
}

CompetencyResult infer(const Framework& framework, const Competency& competency, int required,
                       const std::vector<Evidence>& evidence, UtcMs now) {
    const auto& rule = framework.level_rule;
    const auto valid = valid_evidence(competency, evidence, now);
    CompetencyResult result;
    result.competency = competency.code;
    result.required = required;
    result.item_count = static_cast<int>(valid.size());
    result.items_needed = rule.items_min;
    if (!valid.empty()) {
        state_level(rule, sums_of(valid), result);
    }
    sort_indicators(rule, valid, result);
    return result;
}

}  // namespace

Profile infer_profile(const Framework& framework, const Standard& standard,
                      const std::vector<Evidence>& evidence, UtcMs now) {
    Profile profile;
    for (const auto& competency : framework.competencies) {
        const auto required = standard.required.find(competency.code);
        profile.competencies.push_back(
            infer(framework, competency, required != standard.required.end() ? required->second : 0,
                  evidence, now));
    }
    return profile;
}

}  // namespace asah::assessment
