// The competency framework: what the city measures, five levels each with indicators, what each
// post requires, and the rules by which a level may be stated. A value; immutable once loaded.
// Source of the data: assets/framework.json (schema kerangka-kompetensi/1).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/assessment/release_rule.h"
#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/items/item.h"
#include "kiosk/core/items/rating_scale.h"

namespace asah::assessment {

inline constexpr int kLevelMax = 5;  // levels are 1..5; 0 = none reached or not required

enum class CompetencyKind { Managerial, SocioCultural, Technical };

struct Indicator {
    IndicatorCode code;
    LocalText text;
};

struct LevelDescription {
    int level = 0;
    LocalText label;
    std::vector<Indicator> indicators;
};

struct Competency {
    CompetencyCode code;
    CompetencyKind kind = CompetencyKind::Managerial;
    LocalText name;
    LocalText definition;
    std::vector<LevelDescription> levels;  // 1..5 in order
    int validity_months = 24;              // evidence older than this states no level
};

struct Tier {
    TierCode code;
    int order = 0;
    LocalText name;
    std::map<CompetencyCode, int> required;  // fallback for technical ones; 0 = not required
};

struct JobFamily {
    FamilyCode code;
    LocalText name;
    std::vector<std::string> title_patterns;  // '*' stands for zero or more characters
    std::map<CompetencyCode, std::map<TierCode, int>> technical;
    std::set<CompetencyCode> not_required;
};

struct UnitAdjustment {
    std::string kind;
    std::vector<std::string> unit_names;  // begin of the unit's name, case ignored
    std::map<CompetencyCode, int> delta;
};

/// A probability in thousand-millionths, so that files and both ends hold the same number.
using Billionths = std::int64_t;
inline constexpr Billionths kOne = 1'000'000'000;

/// How the range is found: nine ordered classes (k, h), k = 0..4 mastered levels, h = 1 where half
/// of the next level is known. Source: Lazarsfeld & Henry (1968), latent classes in order.
struct RangeRule {
    Billionths p_master = 850'000'000;  // an item of a mastered level is fully right
    Billionths p_half = 600'000'000;    // of a level that is half known; never below chance
    Billionths tail = 50'000'000;       // left outside at either end
    /// Chance by kind. Kinds that are missing: one of the options (single choice), the best weight
    /// of all weights (situational).
    std::map<items::ItemKind, Billionths> chance{
        {items::ItemKind::TrueFalse, 500'000'000}, {items::ItemKind::Numeric, 50'000'000},
        {items::ItemKind::ShortText, 50'000'000},  {items::ItemKind::MultipleResponse, 100'000'000},
        {items::ItemKind::Ordering, 100'000'000},  {items::ItemKind::Matching, 100'000'000}};
};

/// Where the standard is not reached and lies in the range: so many more items at its level, of the
/// same occasion, at least so many days later.
struct SecondLookRule {
    int item_count = 5;
    int days_min = 1;
};

/// When a level may be stated (framework's level_inference), version 2; see evidence.h.
struct LevelRule {
    int version = 2;
    int threshold_percent = 75;
    int hole_percent = 60;  // a tested level below this keeps higher ones from being reached
    std::array<int, kLevelMax> items_at_level_min{5, 5, 5, 5, 5};
    int true_false_max_at_level = 1;
    int level_by_items_max = 4;
    RangeRule range;
    SecondLookRule second_look;
};

struct JpmCategory {
    std::string code;
    LocalText name;
    int percent_min = 0;
};

struct JpmScheme {
    std::string code;
    LocalText name;
    bool is_default = false;
    std::vector<JpmCategory> categories;  // highest first
    std::set<PurposeCode> purposes;
};

struct Purpose {
    PurposeCode code;
    bool is_default = false;
    LocalText title;
    LocalText text;
    LocalText consent;
    LocalText decline;
    std::vector<std::string> allowed_uses;
    std::vector<std::string> refused_uses;
};

struct ScaleStep {
    int value = 0;     // 1..5; 0 for answers outside the scale
    std::string code;  // "BUKAN_TUGAS"; empty for steps of the scale
    LocalText text;
};

struct SelfAssessmentRule {
    std::vector<ScaleStep> scale;  // ascending
    std::vector<ScaleStep> outside_scale;
    LocalText period;    // "Pikirkan enam bulan terakhir."
    int rating_min = 4;  // a statement counts as shown from this rating up
    int rated_min = 3;   // fewer rated statements: no self-rated level
};

struct Framework {
    std::string version;
    LocalText city;
    std::array<LocalText, kLevelMax> level_names;
    std::vector<Competency> competencies;  // in the framework's order
    std::vector<Tier> tiers;
    std::vector<JobFamily> families;
    FamilyCode default_family;
    std::vector<UnitAdjustment> unit_adjustments;
    LevelRule level_rule;
    std::vector<JpmScheme> jpm_schemes;
    std::vector<Purpose> purposes;
    SelfAssessmentRule self_assessment;
    int group_size_min = 5;
    ReleaseRule release;
    Bytes source;  // the bytes it was read from; their digest is the framework's identity
};

const Competency* find_competency(const Framework& framework, const CompetencyCode& code);
const Indicator* find_indicator(const Framework& framework, const IndicatorCode& code);
const Tier* find_tier(const Framework& framework, const TierCode& code);
const Purpose* find_purpose(const Framework& framework, const PurposeCode& code);
/// The scale on which statements are rated.
items::RatingScale rating_scale(const Framework& framework);

/// What decides a person's standard. All of it is copied into the record at finish.
struct Post {
    std::string title;  // jabatan
    TierCode tier;
    UnitCode unit;
    std::string unit_name;  // unit adjustments match on it
};

struct Standard {
    FamilyCode family;
    bool is_mapped = false;                  // false: only '*' matched, listed as not yet mapped
    std::map<CompetencyCode, int> required;  // every competency; 0 = not required
};

/// The standard of a post: managerial and socio-cultural by tier, technical by family x tier, then
/// unit adjustments, which never make a competency required; at most level 5.
/// Source: framework.json, job_families.note and unit_adjustments.rule.
Standard standard_of(const Framework& framework, const Post& post);

/// Whole-title match, case ignored, '*' = zero or more characters (job_families.match_rule).
bool matches_title(std::string_view pattern, std::string_view title);

}  // namespace asah::assessment
