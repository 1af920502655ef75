#include "kiosk/core/assessment/evidence.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "kiosk/core/items/score.h"

namespace asah::assessment {

namespace {

constexpr int kIndicatorItemsMin = 2;  // framework level_inference.indicator_rule
constexpr Billionths kChanceMin = 1'000'000;
constexpr Billionths kChanceMax = kOne - kChanceMin;

Billionths share_of_best(const std::vector<int>& weights) {
    int best = 0;
    int sum = 0;
    for (const int weight : weights) {
        best = std::max(best, weight);
        sum += weight;
    }
    return sum > 0 ? kOne * best / sum : kOne;
}

double probability(Billionths value) {
    return static_cast<double>(value) / static_cast<double>(kOne);
}

/// Log-likelihood of a response with probability `p` of being fully right, less that of guessing.
std::int64_t relative_ll(double p, double chance, bool is_right) {
    const double ratio = is_right ? p / chance : (1 - p) / (1 - chance);
    return std::llround(std::log(ratio) * static_cast<double>(kOne));
}

void add_item(const RangeRule& rule, const Evidence& item, LevelSums& sums) {
    const double chance = probability(std::clamp(item.chance, kChanceMin, kChanceMax));
    const bool is_right = item.points >= items::kPointsMax;
    ++sums.item_count;
    sums.true_false_count += item.kind == ItemKind::TrueFalse ? 1 : 0;
    sums.points += item.points;
    sums.mastered_ll += relative_ll(probability(rule.p_master), chance, is_right);
    sums.half_ll += relative_ll(std::max(chance, probability(rule.p_half)), chance, is_right);
    sums.newest = std::max(sums.newest, item.at);
}

void add_level(const LevelSums& from, LevelSums& sums) {
    sums.item_count += from.item_count;
    sums.true_false_count += from.true_false_count;
    sums.points += from.points;
    sums.mastered_ll += from.mastered_ll;
    sums.half_ll += from.half_ll;
    sums.newest = std::max(sums.newest, from.newest);
}

OccasionSums& occasion_of(CompetencySums& sums, const OccasionCode& code) {
    for (auto& one : sums.occasions) {
        if (one.occasion == code) {
            return one;
        }
    }
    sums.occasions.push_back({code, {}});
    return sums.occasions.back();
}

bool is_item_level(int level) { return level >= 1 && level <= kLevelMax; }

/// The latest of each item within its occasion, in a fixed order.
std::vector<const Evidence*> latest_of(const std::vector<Evidence>& evidence, UtcMs as_of) {
    using Place = std::tuple<CompetencyCode, OccasionCode, BankId, ItemId>;
    std::map<Place, const Evidence*> latest;
    for (const auto& item : evidence) {
        if (item.at > as_of || !is_item_level(item.level)) {
            continue;
        }
        auto& slot = latest[{item.competency, item.occasion, item.bank, item.item}];
        if (slot == nullptr || slot->at <= item.at) {
            slot = &item;
        }
    }
    std::vector<const Evidence*> out;
    for (const auto& [place, item] : latest) {
        out.push_back(item);
    }
    return out;
}

void name_indicators(const LevelRule& rule, const std::vector<const Evidence*>& evidence,
                     EvidenceSums& sums) {
    struct Sum {
        const Evidence* first = nullptr;
        int count = 0;
        std::int64_t points = 0;
        UtcMs newest;
    };
    std::map<std::tuple<CompetencyCode, OccasionCode, IndicatorCode>, Sum> by_indicator;
    for (const auto* item : evidence) {
        if (item->was_answered && !item->indicator.empty()) {
            auto& sum = by_indicator[{item->competency, item->occasion, item->indicator}];
            sum.first = item;
            ++sum.count;
            sum.points += item->points;
            sum.newest = std::max(sum.newest, item->at);
        }
    }
    for (const auto& [place, sum] : by_indicator) {
        if (sum.count >= kIndicatorItemsMin) {
            const bool is_shown = sum.points * 100 >= std::int64_t{rule.threshold_percent} *
                                                          items::kPointsMax * sum.count;
            sums[sum.first->competency].named.push_back({sum.first->indicator, sum.first->occasion,
                                                         sum.first->level, is_shown, sum.newest});
        }
    }
}

bool reaches(const LevelSums& sums, int percent) {
    return sums.points * 100 >= std::int64_t{percent} * items::kPointsMax * sums.item_count;
}

/// How many more items, none of them true/false, test the level; 0 = it is tested. At most one
/// true/false item stands among as many items as a level needs.
int missing_items(const LevelRule& rule, int level, const LevelSums& sums) {
    const int needed = rule.items_at_level_min[static_cast<std::size_t>(level - 1)];
    int missing = std::max(0, needed - sums.item_count);
    while (sums.true_false_count >
           rule.true_false_max_at_level * ((sums.item_count + missing) / needed)) {
        if (rule.true_false_max_at_level == 0) {
            return std::max(1, missing);
        }
        ++missing;
    }
    return missing;
}

/// What is valid, level by level.
struct Sources {
    std::array<const LevelSums*, kLevelMax> of_level{};
    std::array<Date, kLevelMax> valid_until{};
};

/// The highest level reached; 0 = none.
int reached_level(const LevelRule& rule, const Sources& sources) {
    LevelSums pooled;
    int reached = 0;
    bool has_hole = false;
    for (int level = 1; level <= kLevelMax; ++level) {
        const auto* own = sources.of_level[static_cast<std::size_t>(level - 1)];
        if (own == nullptr) {
            continue;
        }
        add_level(*own, pooled);
        if (!has_hole && reaches(*own, rule.threshold_percent) &&
            reaches(pooled, rule.threshold_percent)) {
            reached = level;
        }
        has_hole = has_hole || !reaches(*own, rule.hole_percent);
    }
    return reached;
}

/// Posterior of each level or more. The classes are (0,0), (0,1), (1,0), ... (4,0).
std::array<double, kClassLevelMax> posterior_of(const Sources& sources) {
    constexpr int kClassCount = 2 * kClassLevelMax + 1;
    std::array<double, kClassCount> log_likelihood{};
    for (int one = 0; one < kClassCount; ++one) {
        const int mastered = one / 2;
        for (int level = 1; level <= kClassLevelMax; ++level) {
            const auto* sums = sources.of_level[static_cast<std::size_t>(level - 1)];
            if (sums == nullptr) {
                continue;
            }
            const bool is_half = one % 2 == 1 && level == mastered + 1;
            const std::int64_t ll =
                level <= mastered ? sums->mastered_ll : (is_half ? sums->half_ll : 0);
            log_likelihood[static_cast<std::size_t>(one)] +=
                static_cast<double>(ll) / static_cast<double>(kOne);
        }
    }
    const double largest = *std::max_element(log_likelihood.begin(), log_likelihood.end());
    double sum = 0;
    for (auto& value : log_likelihood) {
        value = std::exp(value - largest);
        sum += value;
    }
    std::array<double, kClassLevelMax> at_least{};
    for (int one = 2; one < kClassCount; ++one) {
        for (int level = 1; level <= one / 2; ++level) {
            at_least[static_cast<std::size_t>(level - 1)] +=
                log_likelihood[static_cast<std::size_t>(one)] / sum;
        }
    }
    return at_least;
}

/// Rounded to millionths before comparing, so that both ends decide alike.
void set_range(const RangeRule& rule, Levels& levels) {
    constexpr double kMillion = 1e6;
    const auto tail = std::llround(probability(rule.tail) * kMillion);
    const auto sure = std::llround((1 - probability(rule.tail)) * kMillion);
    for (int level = 1; level <= kClassLevelMax; ++level) {
        const auto share =
            std::llround(levels.at_least[static_cast<std::size_t>(level - 1)] * kMillion);
        levels.level_low = share >= sure ? level : levels.level_low;
        levels.level_high = share >= tail ? level : levels.level_high;
    }
}

/// Goes through a competency's occasions, newest first, and finds each level's source.
class SourceFinder {
   public:
    SourceFinder(const LevelRule& rule, int validity_months, LocalTime as_of)
        : m_rule(rule),
          m_validity_months(validity_months),
          m_as_of(as_of),
          m_missing_first(missing_items(rule, 1, {})) {}

    Sources find(std::vector<const OccasionSums*> occasions, Levels& levels) {
        std::stable_sort(occasions.begin(), occasions.end(), [](const auto* a, const auto* b) {
            return std::pair(newest_of(*a), a->occasion) > std::pair(newest_of(*b), b->occasion);
        });
        for (int level = 1; level <= m_rule.level_by_items_max; ++level) {
            for (const auto* occasion : occasions) {
                take(*occasion, level, levels);
            }
        }
        return m_sources;
    }
    [[nodiscard]] const std::optional<Date>& ended() const { return m_ended; }
    /// How many more items test level 1, which always states something.
    [[nodiscard]] int missing_first() const { return m_missing_first; }

   private:
    static UtcMs newest_of(const OccasionSums& occasion) {
        UtcMs newest;
        for (const auto& sums : occasion.levels) {
            newest = std::max(newest, sums.newest);
        }
        return newest;
    }

    void take(const OccasionSums& occasion, int level, Levels& levels) {
        const auto place = static_cast<std::size_t>(level - 1);
        const auto& sums = occasion.levels[place];
        if (sums.item_count == 0 || m_sources.of_level[place] != nullptr) {
            return;
        }
        const auto until =
            months_after(date_of(sums.newest, m_as_of.offset_min), m_validity_months);
        const auto end = end_of(until, m_as_of.offset_min);
        const bool is_tested = missing_items(m_rule, level, sums) == 0;
        if (m_as_of.utc >= end) {
            if (is_tested) {
                m_ended = std::max(m_ended.value_or(until), until);
            }
            return;
        }
        levels.changes_at = std::min(levels.changes_at.value_or(end), end);
        levels.item_count += sums.item_count;
        if (level == 1) {
            m_missing_first = std::min(m_missing_first, missing_items(m_rule, level, sums));
        }
        if (!is_tested) {
            levels.little.push_back({occasion.occasion, level, sums.item_count});
            return;
        }
        m_sources.of_level[place] = &sums;
        m_sources.valid_until[place] = until;
        levels.sources.push_back({level, occasion.occasion});
        levels.newest = std::max(levels.newest, sums.newest);
    }

    const LevelRule& m_rule;
    int m_validity_months;
    LocalTime m_as_of;
    int m_missing_first;
    Sources m_sources;
    std::optional<Date> m_ended;  // latest end of evidence that tested a level
};

/// A statement holds until the first of the levels that carry it ends: the tested ones up to the
/// level, at least the lowest tested one.
Date end_of_statement(const Sources& sources, int level) {
    std::optional<Date> end;
    for (int one = 1; one <= kLevelMax; ++one) {
        const auto place = static_cast<std::size_t>(one - 1);
        if (sources.of_level[place] != nullptr && (one <= level || !end)) {
            end = std::min(end.value_or(sources.valid_until[place]), sources.valid_until[place]);
        }
    }
    return end.value_or(Date{});
}

}  // namespace

bool counts_as_evidence(const SittingHead& head) {
    return head.kind != AssessmentKind::SelfAssessment && head.purpose.value == kEvidencePurpose;
}

Billionths chance_of(const RangeRule& rule, const Item& item, const items::ItemKey& key) {
    const auto fixed = rule.chance.find(item.kind());
    if (fixed != rule.chance.end()) {
        return fixed->second;
    }
    if (const auto* situational = std::get_if<items::Situational::Key>(&key.body)) {
        return share_of_best(situational->weights);
    }
    const auto options = static_cast<std::int64_t>(items::options_of(item).size());
    return kOne / std::max<std::int64_t>(1, options);
}

Result<std::vector<Evidence>> score_sitting(const RangeRule& rule, const Sitting& sitting,
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
        if (!items::is_scored(*item) || item->pool == Pool::Practice || !answer.was_visited ||
            answer.is_withdrawn) {
            continue;
        }
        const auto* key = items::find_key(*bank, place.item);
        if (key == nullptr) {
            return fail(ErrorCode::NotFound, "key of item " + place.item.value);
        }
        out.push_back({place.bank, item->id, item->competency, item->level, item->kind(),
                       item->indicator, items::score_response(*item, *key, answer.response),
                       chance_of(rule, *item, *key), !answer.response.is_empty(),
                       sitting.head.occasion,
                       sitting.finished_at ? sitting.finished_at->utc : sitting.head.started.utc,
                       sitting.head.sitting});
    }
    return out;
}

EvidenceSums sums_of(const LevelRule& rule, const std::vector<Evidence>& evidence, UtcMs as_of) {
    const auto latest = latest_of(evidence, as_of);
    EvidenceSums sums;
    for (const auto* item : latest) {
        auto& occasion = occasion_of(sums[item->competency], item->occasion);
        add_item(rule.range, *item, occasion.levels[static_cast<std::size_t>(item->level - 1)]);
    }
    name_indicators(rule, latest, sums);
    return sums;
}

namespace {

/// Quarters of an item, rounded down, but never below a share that the points reach.
std::int64_t coarse_points(const LevelRule& rule, const LevelSums& sums) {
    constexpr std::int64_t kQuarter = items::kPointsMax / 4;
    auto coarse = sums.points / kQuarter * kQuarter;
    for (const int percent : {rule.hole_percent, rule.threshold_percent}) {
        if (reaches(sums, percent)) {
            coarse = std::max(
                coarse, (std::int64_t{percent} * items::kPointsMax * sums.item_count + 99) / 100);
        }
    }
    return coarse;
}

}  // namespace

EvidenceSums kept_sums_of(const LevelRule& rule, std::vector<Evidence> evidence) {
    struct Mean {
        Billionths sum = 0;
        std::int64_t count = 0;
    };
    std::map<std::tuple<CompetencyCode, OccasionCode, int>, Mean> means;
    UtcMs newest;
    for (const auto& item : evidence) {
        auto& mean = means[{item.competency, item.occasion, item.level}];
        mean.sum += item.chance;
        ++mean.count;
        newest = std::max(newest, item.at);
    }
    for (auto& item : evidence) {
        const auto& mean = means.at({item.competency, item.occasion, item.level});
        item.chance = mean.sum / mean.count;
    }
    auto kept = sums_of(rule, evidence, newest);
    for (auto& [competency, own] : kept) {
        for (auto& occasion : own.occasions) {
            for (auto& level : occasion.levels) {
                level.points = coarse_points(rule, level);
            }
        }
    }
    return kept;
}

void add_sums(EvidenceSums& sums, const EvidenceSums& others) {
    for (const auto& [competency, other] : others) {
        auto& own = sums[competency];
        for (const auto& occasion : other.occasions) {
            auto& slot = occasion_of(own, occasion.occasion);
            for (std::size_t i = 0; i < slot.levels.size(); ++i) {
                add_level(occasion.levels[i], slot.levels[i]);
            }
        }
        for (const auto& named : other.named) {
            const auto same =
                std::find_if(own.named.begin(), own.named.end(), [&](const auto& one) {
                    return one.indicator == named.indicator && one.occasion == named.occasion;
                });
            if (same == own.named.end()) {
                own.named.push_back(named);
            } else if (same->at <= named.at) {
                *same = named;
            }
        }
    }
}

Levels levels_of(const LevelRule& rule, int validity_months, int required,
                 const std::vector<OccasionSums>& occasions, LocalTime as_of) {
    Levels levels;
    std::vector<const OccasionSums*> pointers;
    pointers.reserve(occasions.size());
    for (const auto& occasion : occasions) {
        pointers.push_back(&occasion);
    }
    SourceFinder finder(rule, validity_months, as_of);
    const auto sources = finder.find(std::move(pointers), levels);
    levels.items_needed = levels.item_count + finder.missing_first();
    if (levels.sources.empty()) {
        levels.status = finder.ended()          ? LevelStatus::Aged
                        : levels.item_count > 0 ? LevelStatus::Insufficient
                                                : LevelStatus::NotMeasured;
        levels.valid_until = finder.ended();
        return levels;
    }
    const int reached = reached_level(rule, sources);
    levels.at_least = posterior_of(sources);
    set_range(rule.range, levels);
    levels.valid_until = end_of_statement(sources, reached);
    if (reached == 0 && sources.of_level[0] == nullptr) {
        levels.status = LevelStatus::Insufficient;
        return levels;
    }
    levels.level = reached;
    levels.level_low = std::min(levels.level_low, reached);
    levels.level_high = std::max(levels.level_high, reached);
    levels.items_needed = levels.item_count;
    const bool is_open = required > reached && required <= levels.level_high;
    levels.status = is_open ? LevelStatus::Uncertain : LevelStatus::Stated;
    return levels;
}

}  // namespace asah::assessment
