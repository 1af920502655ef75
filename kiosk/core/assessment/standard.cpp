// The standard of a post. Rules: framework.json, job_families and unit_adjustments.
#include <algorithm>

#include "kiosk/core/assessment/framework.h"

namespace asah::assessment {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_folded(std::string_view text, std::string_view start) {
    return text.size() >= start.size() &&
           std::equal(start.begin(), start.end(), text.begin(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::size_t fixed_length(std::string_view pattern) {
    return pattern.size() -
           static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '*'));
}

struct FamilyMatch {
    const JobFamily* family = nullptr;
    std::size_t fixed = 0;
};

// The pattern with most fixed characters wins; of equals, the family listed first.
FamilyMatch match_family(const Framework& framework, std::string_view title) {
    FamilyMatch best;
    for (const auto& family : framework.families) {
        for (const auto& pattern : family.title_patterns) {
            const auto fixed = fixed_length(pattern);
            if (fixed > 0 && matches_title(pattern, title) &&
                (best.family == nullptr || fixed > best.fixed)) {
                best = {&family, fixed};
            }
        }
    }
    return best;
}

const JobFamily* find_family(const Framework& framework, const FamilyCode& code) {
    for (const auto& family : framework.families) {
        if (family.code == code) {
            return &family;
        }
    }
    return nullptr;
}

int level_by_tier(const Tier* tier, const CompetencyCode& competency) {
    if (tier == nullptr) {
        return 0;
    }
    const auto found = tier->required.find(competency);
    return found != tier->required.end() ? found->second : 0;
}

int technical_level(const JobFamily* family, const Tier* tier, const CompetencyCode& competency,
                    const TierCode& tier_code) {
    if (family == nullptr) {
        return level_by_tier(tier, competency);
    }
    if (family->not_required.contains(competency)) {
        return 0;
    }
    const auto row = family->technical.find(competency);
    if (row == family->technical.end()) {
        return 0;
    }
    const auto cell = row->second.find(tier_code);
    return cell != row->second.end() ? cell->second : 0;
}

void adjust(const Framework& framework, std::string_view unit_name, Standard& standard) {
    for (const auto& adjustment : framework.unit_adjustments) {
        const bool is_unit =
            std::any_of(adjustment.unit_names.begin(), adjustment.unit_names.end(),
                        [&](const auto& name) { return starts_with_folded(unit_name, name); });
        if (!is_unit) {
            continue;
        }
        for (const auto& [competency, delta] : adjustment.delta) {
            int& level = standard.required[competency];
            level = level > 0 ? std::min(kLevelMax, level + delta) : 0;
        }
    }
}

}  // namespace

bool matches_title(std::string_view pattern, std::string_view title) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (t < title.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && lower(pattern[p]) == lower(title[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

Standard standard_of(const Framework& framework, const Post& post) {
    const auto match = match_family(framework, post.title);
    const JobFamily* family =
        match.family != nullptr ? match.family : find_family(framework, framework.default_family);
    const Tier* tier = find_tier(framework, post.tier);
    Standard standard;
    standard.family = family != nullptr ? family->code : FamilyCode{};
    standard.is_mapped = match.family != nullptr;
    for (const auto& competency : framework.competencies) {
        standard.required[competency.code] =
            competency.kind == CompetencyKind::Technical
                ? technical_level(family, tier, competency.code, post.tier)
                : level_by_tier(tier, competency.code);
    }
    adjust(framework, post.unit_name, standard);
    return standard;
}

}  // namespace asah::assessment
