// From scored responses to a profile: a level only on enough evidence, with its range; self-rated
// beside measured, never mixed; gap against the standard of the post; Job Person Match for HQ.
// Rule: framework level_inference. Sentences about a person may name only measured indicators.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/assessment/sitting.h"

namespace asah::assessment {

/// One scored item as evidence. Items of several sittings add up; the same item counts once, the
/// latest. Not-reached items (never visited) and practice items are no evidence.
struct Evidence {
    ItemId item;
    CompetencyCode competency;
    int level = 0;
    ItemKind kind = ItemKind::SingleChoice;
    IndicatorCode indicator;
    int points = 0;  // thousandths
    bool was_answered = false;
    UtcMs at;
    SittingId sitting;
};

enum class LevelStatus {
    Stated,        // `level` is the highest reached; 0 = none, see level_high
    Insufficient,  // belum cukup bukti
    NotMeasured,   // no item at all: belum diukur
};

struct CompetencyResult {
    CompetencyCode competency;
    LevelStatus status = LevelStatus::NotMeasured;
    int level = 0;      // 0..4 when Stated
    int level_low = 0;  // range that the evidence allows, level_low <= level <= level_high
    int level_high = 0;
    int item_count = 0;                // items that count as evidence
    int items_needed = 0;              // would be enough, for "baru {n} dari {min} butir"
    int required = 0;                  // standard of the post; 0 = not required
    std::vector<IndicatorCode> shown;  // measured indicators answered at or above the threshold
    std::vector<IndicatorCode> to_develop;  // measured indicators below it
    std::optional<int> self_level;          // self-rated, beside, never mixed

    /// required - level; nothing when not stated or not required.
    [[nodiscard]] std::optional<int> gap() const;
    [[nodiscard]] bool is_met() const;  // stated, required > 0, level >= required
};

struct Profile {
    std::vector<CompetencyResult> competencies;  // all of the framework, in its order
};

/// Scores every visited item of a sitting; statements and practice are not scored.
/// Errors: NotFound for a form item, or the key of a scored one, that the banks lack;
/// DigestMismatch when an item's revision differs from the form's.
Result<std::vector<Evidence>> score_sitting(const Sitting& sitting,
                                            const std::vector<const Bank*>& banks);

/// Infers the measured side. `now` drops evidence older than the competency's validity.
/// A level with enough evidence is reached or denied; one with too little stays open. Nothing is
/// stated while no level is reached and the lowest ones are open, unless the standard is denied.
/// Range: the level that the rule gives when the pooled share of every level is lowered or raised
/// by one standard error, sqrt(p(1-p)/n) of the mean item score (normal approximation; Brown, Cai &
/// DasGupta 2001 discuss its width), limited to levels with enough evidence, and up to the open
/// levels below the lowest denied one.
Profile infer_profile(const Framework& framework, const Standard& standard,
                      const std::vector<Evidence>& evidence, UtcMs now);

/// Self-rated level of each competency that has statements: the highest level whose statement and
/// all rated ones below are 4 or 5; outside-scale answers are skipped; fewer than three rated:
/// none. Source: framework self_assessment.self_level_rule.
std::map<CompetencyCode, int> self_levels(const Framework& framework, const Sitting& sitting,
                                          const std::vector<const Bank*>& banks);

/// Puts self-rated levels beside the measured ones.
Profile with_self_levels(Profile profile, const std::map<CompetencyCode, int>& levels);

struct JobPersonMatch {
    double jpm_percent = 0;       // 100 * sum(level) / sum(required), capped at 100
    double coverage_percent = 0;  // 100 * sum(min(level, required)) / sum(required)
    std::string category;         // code of the scheme's category, from the unrounded value
    int competency_count = 0;
};

/// Job Person Match over stated, required competencies; nothing when evidence suffices for fewer
/// than half of the required ones. Errors: NotAllowed when the scheme refuses the purpose.
/// HQ only: the terminal never calls it. Source: framework jpm.
Result<std::optional<JobPersonMatch>> job_person_match(const Framework& framework,
                                                       const Profile& profile,
                                                       const PurposeCode& purpose,
                                                       const std::string& scheme);

}  // namespace asah::assessment
