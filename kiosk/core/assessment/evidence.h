// What counts as evidence of a level, and what it states: once, for terminal and headquarters.
// Evidence belongs to its occasion. Within one, sittings add up and the same item (of the same
// bank) counts once, the latest. Between occasions nothing is mixed: for each level one occasion is
// the source. Everything is computed from sums by competency, occasion and level, so that a
// terminal need not keep what a person scored on an item.
// Invariants: level_low <= level <= level_high; sums of two disjoint sets of items add up exactly.
// Source of the rule: framework.json, level_inference, version 2. Values:
// tests/vectors/evidence/ageing_oracle.json.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/assessment/sitting.h"

namespace asah::assessment {

/// The one purpose whose measuring items count as evidence.
inline constexpr std::string_view kEvidencePurpose = "PEMETAAN_PENGEMBANGAN";

/// Whether a sitting's scored items are evidence. Self-ratings and other purposes are none.
bool counts_as_evidence(const SittingHead& head);

/// One scored item. Items that were never visited and practice items are no evidence.
struct Evidence {
    BankId bank;
    ItemId item;
    CompetencyCode competency;
    int level = 0;
    ItemKind kind = ItemKind::SingleChoice;
    IndicatorCode indicator;
    int points = 0;         // thousandths
    Billionths chance = 0;  // of being fully right without knowing
    bool was_answered = false;
    OccasionCode occasion;
    UtcMs at;
    SittingId sitting;
};

/// Chance of being fully right by guessing. Source: framework level_inference.range.chance.
Billionths chance_of(const RangeRule& rule, const Item& item, const items::ItemKey& key);

/// Scores every visited item of a sitting; statements, practice and items withdrawn meanwhile are
/// not scored.
/// Errors: NotFound for a form item, or the key of a scored one, that the banks lack;
/// DigestMismatch when an item's revision differs from the form's.
Result<std::vector<Evidence>> score_sitting(const RangeRule& rule, const Sitting& sitting,
                                            const std::vector<const Bank*>& banks);

/// What the items of one level of one occasion add up to.
/// Units: log-likelihoods in thousand-millionths of a nat, relative to pure guessing.
struct LevelSums {
    int item_count = 0;
    int true_false_count = 0;
    std::int64_t points = 0;       // thousandths
    std::int64_t mastered_ll = 0;  // if the level is mastered
    std::int64_t half_ll = 0;      // if it is half known
    UtcMs newest;                  // of its items
    bool operator==(const LevelSums&) const = default;
};

struct OccasionSums {
    OccasionCode occasion;
    std::array<LevelSums, kLevelMax> levels;  // levels[0] is level 1
    bool operator==(const OccasionSums&) const = default;
};

/// An indicator that sentences may name: at least two items of it were answered in the occasion.
struct NamedIndicator {
    IndicatorCode indicator;
    OccasionCode occasion;
    int level = 0;
    bool is_shown = false;  // their mean score reaches the threshold; else to develop
    UtcMs at;
    bool operator==(const NamedIndicator&) const = default;
};

struct CompetencySums {
    std::vector<OccasionSums> occasions;
    std::vector<NamedIndicator> named;
    bool operator==(const CompetencySums&) const = default;
};

using EvidenceSums = std::map<CompetencyCode, CompetencySums>;

/// Sums of what was known at `as_of`; later evidence is left out.
EvidenceSums sums_of(const LevelRule& rule, const std::vector<Evidence>& evidence, UtcMs as_of);

/// The sums that may rest on a terminal's disk. Points are rounded down to quarters of an item,
/// without changing whether the level alone reaches a threshold. Log-likelihoods are those of items
/// that all have the level's mean chance, so that they tell how many were fully right, never which.
/// Levels from these sums are those from exact ones, but where several levels together miss a
/// threshold by less than a quarter of an item each; then headquarters' result holds.
EvidenceSums kept_sums_of(const LevelRule& rule, std::vector<Evidence> evidence);

/// The sums of one assessment: of its latest sitting at a terminal, of all its items at HQ.
struct AssessmentSums {
    AssessmentId assessment;
    int finished_count = 0;
    UtcMs newest;  // when the latest sitting was finished
    EvidenceSums sums;
};

/// Adds sums of other items. Of an indicator named twice in an occasion the later one holds.
void add_sums(EvidenceSums& sums, const EvidenceSums& others);

enum class LevelStatus {
    Stated,        // `level` is the highest reached; 0 = level 1 was tested and none is reached
    Insufficient,  // belum cukup bukti
    NotMeasured,   // no item at all: belum diukur
    Uncertain,     // belum pasti: the standard is not reached and lies in the range; no gap
    Aged,          // what stated a level is past its validity: bukti menua
};

/// Where a level's score comes from.
struct LevelSource {
    int level = 0;
    OccasionCode occasion;
    bool operator==(const LevelSource&) const = default;
};

/// Valid items of a level that are too few (or too often true/false) to test it.
struct TooLittle {
    OccasionCode occasion;
    int level = 0;
    int item_count = 0;
    bool operator==(const TooLittle&) const = default;
};

inline constexpr int kClassLevelMax = 4;  // classes (k, h): k = 0..4

struct Levels {
    LevelStatus status = LevelStatus::NotMeasured;
    int level = 0;  // when Stated or Uncertain
    int level_low = 0;
    int level_high = 0;
    std::array<double, kClassLevelMax> at_least{};  // posterior of level 1 .. 4 or more
    std::vector<LevelSource> sources;               // levels in order
    std::vector<TooLittle> little;
    int item_count = 0;    // of the sources and of what is too little
    int items_needed = 0;  // would be enough to state something
    /// Last day on which the statement holds; of aged evidence the day on which it ended.
    std::optional<Date> valid_until;
    std::optional<UtcMs> changes_at;  // when the next of its evidence ages
    UtcMs newest;                     // of the sources
};

/// The level rule, level by level. `required` is the post's standard, 0 = none: it decides only
/// between Stated and Uncertain. Validity is in calendar months, counted in the city's time.
Levels levels_of(const LevelRule& rule, int validity_months, int required,
                 const std::vector<OccasionSums>& occasions, LocalTime as_of);

}  // namespace asah::assessment
