#include "kiosk/core/assessment/framework.h"

namespace asah::assessment {

const Competency* find_competency(const Framework& framework, const CompetencyCode& code) {
    for (const auto& competency : framework.competencies) {
        if (competency.code == code) {
            return &competency;
        }
    }
    return nullptr;
}

const Indicator* find_indicator(const Framework& framework, const IndicatorCode& code) {
    for (const auto& competency : framework.competencies) {
        for (const auto& level : competency.levels) {
            for (const auto& indicator : level.indicators) {
                if (indicator.code == code) {
                    return &indicator;
                }
            }
        }
    }
    return nullptr;
}

const Tier* find_tier(const Framework& framework, const TierCode& code) {
    for (const auto& tier : framework.tiers) {
        if (tier.code == code) {
            return &tier;
        }
    }
    return nullptr;
}

const Purpose* find_purpose(const Framework& framework, const PurposeCode& code) {
    for (const auto& purpose : framework.purposes) {
        if (purpose.code == code) {
            return &purpose;
        }
    }
    return nullptr;
}

items::RatingScale rating_scale(const Framework& framework) {
    items::RatingScale scale;
    for (const auto& step : framework.self_assessment.scale) {
        scale.steps.push_back(step.value);
    }
    for (const auto& answer : framework.self_assessment.outside_scale) {
        scale.outside.push_back(answer.code);
    }
    return scale;
}

}  // namespace asah::assessment
