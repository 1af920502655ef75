// A person's profile: each competency's level with its range and its sources (evidence.h), the
// self-rated level beside it, never mixed; gap against the standard of the post; Job Person Match
// for HQ. Sentences about a person may name only measured indicators.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/evidence.h"
#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/assessment/sitting.h"

namespace asah::assessment {

struct CompetencyResult {
    CompetencyCode competency;
    LevelStatus status = LevelStatus::NotMeasured;
    int level = 0;      // 0..4 when it has_level()
    int level_low = 0;  // range that the evidence allows, level_low <= level <= level_high
    int level_high = 0;
    int item_count = 0;                // valid items
    int items_needed = 0;              // would be enough, for "baru {n} dari {min} butir"
    int required = 0;                  // standard of the post; 0 = not required
    std::vector<IndicatorCode> shown;  // measured indicators answered at or above the threshold
    std::vector<IndicatorCode> to_develop;  // measured indicators below it
    std::vector<LevelSource> sources;       // the occasion behind each level
    std::vector<TooLittle> little;          // valid, and too little to test a level
    std::optional<Date> valid_until;        // last day; of aged evidence the day on which it ended
    std::optional<int> self_level;          // self-rated, beside, never mixed

    /// Stated or not certain yet: `level` holds.
    [[nodiscard]] bool has_level() const;
    /// required - level; nothing when not stated or not required. Not certain yet is no gap.
    [[nodiscard]] std::optional<int> gap() const;
    [[nodiscard]] bool is_met() const;  // stated, required > 0, level >= required
};

struct Profile {
    std::vector<CompetencyResult> competencies;  // all of the framework, in its order
};

/// The measured side at a date, by the framework's level rule.
Profile profile_of(const Framework& framework, const Standard& standard, const EvidenceSums& sums,
                   LocalTime as_of);
/// The same from items, for who has them.
Profile profile_of(const Framework& framework, const Standard& standard,
                   const std::vector<Evidence>& evidence, LocalTime as_of);

/// A competency's result from `from` until just before `until`; the last step has no end.
struct ResultStep {
    UtcMs from;
    std::optional<UtcMs> until;
    CompetencyResult result;
};

/// How a result changes as evidence arrives and ages in the city's time, from the first evidence
/// on, in order of time.
std::vector<ResultStep> steps_of(const Framework& framework, const Competency& competency,
                                 int required, const std::vector<Evidence>& evidence,
                                 std::int32_t utc_offset_min);

/// Self-rated level of each competency that has statements: the highest level whose statement and
/// all rated ones below are 4 or 5; outside-scale answers are skipped; fewer than three rated:
/// none. Source: framework self_assessment.self_level_rule.
std::map<CompetencyCode, int> self_levels(const Framework& framework, const Sitting& sitting,
                                          const std::vector<const Bank*>& banks);

/// What a person said of the own level at a time.
struct SelfLevel {
    CompetencyCode competency;
    int level = 0;
    UtcMs at;
};

/// Of each competency the newest self-rated level that is still valid at `as_of`.
std::map<CompetencyCode, int> newest_self_levels(const Framework& framework,
                                                 const std::vector<SelfLevel>& levels,
                                                 LocalTime as_of);

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
