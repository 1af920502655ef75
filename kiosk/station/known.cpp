// What a terminal knows of a person's earlier sittings: the sums that it keeps itself and those
// that came with the roster. Second looks are offered by it.
#include <algorithm>

#include "kiosk/station/impl.h"

namespace asah::station {

namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;

/// The newest evidence of a competency in an occasion.
UtcMs newest_evidence(const assessment::EvidenceSums& sums, const CompetencyCode& competency,
                      const OccasionCode& occasion) {
    UtcMs newest;
    const auto own = sums.find(competency);
    if (own == sums.end()) {
        return newest;
    }
    for (const auto& one : own->second.occasions) {
        for (const auto& level : one.levels) {
            newest = one.occasion == occasion ? std::max(newest, level.newest) : newest;
        }
    }
    return newest;
}

}  // namespace

assessment::EvidenceSums Known::sums(const AssessmentId& without) const {
    std::map<AssessmentId, std::pair<UtcMs, const assessment::EvidenceSums*>> latest;
    for (auto one = kept.rbegin(); one != kept.rend(); ++one) {  // of one time the later holds
        auto& slot = latest[one->summary.assessment];
        if (slot.second == nullptr || slot.first <= one->summary.finished.utc) {
            slot = {one->summary.finished.utc, &one->sums};
        }
    }
    for (const auto& one : of_roster) {
        auto& slot = latest[one.assessment];
        if (slot.second == nullptr || slot.first <= one.newest) {
            slot = {one.newest, &one.sums};
        }
    }
    assessment::EvidenceSums sums;
    for (const auto& [assessment, one] : latest) {
        if (assessment != without) {
            assessment::add_sums(sums, *one.second);
        }
    }
    return sums;
}

int Known::finished_count(const AssessmentId& assessment) const {
    int count = 0;
    UtcMs filed;
    for (const auto& one : of_roster) {
        if (one.assessment == assessment) {
            count += one.finished_count;
            filed = one.newest;
        }
    }
    for (const auto& one : kept) {
        const bool is_own = one.summary.assessment == assessment;
        count += is_own && one.summary.finished.utc > filed ? 1 : 0;
    }
    return count;
}

UtcMs Known::newest(const AssessmentId& assessment) const {
    UtcMs newest;
    for (const auto& one : of_roster) {
        newest = one.assessment == assessment ? std::max(newest, one.newest) : newest;
    }
    for (const auto& one : kept) {
        newest = one.summary.assessment == assessment ? std::max(newest, one.summary.finished.utc)
                                                      : newest;
    }
    return newest;
}

std::vector<assessment::SelfLevel> Known::self_levels() const {
    std::vector<assessment::SelfLevel> levels;
    for (const auto& one : kept) {
        if (one.summary.kind != assessment::AssessmentKind::SelfAssessment) {
            continue;
        }
        for (const auto& result : one.summary.profile.competencies) {
            if (result.self_level) {
                levels.push_back({result.competency, *result.self_level, one.summary.finished.utc});
            }
        }
    }
    return levels;
}

Result<Known> known_of(Station::Impl& self, const PersonId& person) {
    Known known;
    ASAH_TRY(known.kept, summaries_of(self, person));
    auto row = read_person(self, person);
    if (row.has_value()) {
        known.of_roster = std::move(row->sums);
    } else if (row.error().code != ErrorCode::PersonUnknown) {
        return fail(std::move(row).error());  // who has left the roster keeps what is kept here
    }
    return known;
}

Result<std::optional<assessment::Assessment>> offered_to(Station::Impl& self,
                                                         const assessment::Assessment& assessment,
                                                         const PersonId& person,
                                                         const Known& known) {
    auto offered = assessment;
    const auto finished = known.newest(assessment.id);
    if (finished != UtcMs{} && assessment.days_between_attempts > 0) {
        const auto again = finished + DurationMs{assessment.days_between_attempts * kMsPerDay};
        offered.opens = std::max(assessment.opens.value_or(again), again);
    }
    if (assessment.form != assessment::FormChoice::SecondLook) {
        return std::optional(std::move(offered));
    }
    if (!self.contents.framework) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    const auto& framework = *self.contents.framework;
    ASAH_TRY(const auto row, read_person(self, person));
    const auto standard = assessment::standard_of(framework, row.person.post);
    const auto now = local_of(now_wall(self));
    const auto sums = known.sums({});
    const auto profile = assessment::profile_of(framework, standard, sums, now);
    const auto& rule = framework.level_rule.second_look;
    offered.blueprint.rows = assessment::rows_for(assessment, standard);
    std::erase_if(offered.blueprint.rows, [&](const auto& wanted) {
        const auto result =
            std::find_if(profile.competencies.begin(), profile.competencies.end(),
                         [&](const auto& one) { return one.competency == wanted.competency; });
        const auto newest = newest_evidence(sums, wanted.competency, assessment.occasion);
        return result == profile.competencies.end() ||
               result->status != assessment::LevelStatus::Uncertain || newest == UtcMs{} ||
               now.utc < newest + DurationMs{rule.days_min * kMsPerDay};
    });
    for (auto& wanted : offered.blueprint.rows) {
        wanted.count = rule.item_count;
    }
    return offered.blueprint.rows.empty() ? std::nullopt : std::optional(std::move(offered));
}

}  // namespace asah::station
