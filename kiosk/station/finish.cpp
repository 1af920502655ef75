// Finishing, in the order that loses nothing: fold what is stored, score, seal, sign, then one
// transaction {entry, summary, no events, no key}; checkpoint and export come after and again
// later.
#include <algorithm>

#include "kiosk/station/impl.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using assessment::FinishReason;
using assessment::Sitting;

namespace {

struct Scored {
    ledger::ScoreClaim claim;
    std::vector<assessment::Evidence> evidence;  // sealed with the claim, kept nowhere else
    assessment::EvidenceSums kept;
    assessment::Profile profile;
    assessment::ResultPlace place = assessment::ResultPlace::Here;
};

bool has_keys(const std::vector<const assessment::Bank*>& banks) {
    return std::all_of(banks.begin(), banks.end(),
                       [](const auto* bank) { return items::has_measuring_keys(*bank); });
}

assessment::ResultPlace result_place(const Station::Impl& self, const Sitting& sitting,
                                     const std::vector<const assessment::Bank*>& banks) {
    if (!has_keys(banks)) {
        return assessment::ResultPlace::Headquarters;
    }
    for (const auto& offered : self.contents.assessments) {
        if (offered.id == sitting.head.assessment &&
            offered.feedback == assessment::Feedback::None) {
            return assessment::ResultPlace::Nowhere;
        }
    }
    return assessment::ResultPlace::Here;
}

std::vector<int> points_of(const Sitting& sitting,
                           const std::vector<assessment::Evidence>& evidence) {
    std::vector<int> points;
    for (const auto& place : sitting.head.form.items) {
        const auto found = std::find_if(evidence.begin(), evidence.end(), [&](const auto& one) {
            return one.bank == place.bank && one.item == place.item;
        });
        points.push_back(found != evidence.end() ? found->points : -1);
    }
    return points;
}

Result<Scored> score(Station::Impl& self, const Sitting& sitting) {
    if (!self.contents.framework) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    const auto& framework = *self.contents.framework;
    ASAH_TRY(const auto banks, banks_of(self.contents, sitting.head.form));
    ASAH_TRY(const auto known, known_of(self, sitting.head.person));
    Scored scored;
    scored.place = result_place(self, sitting, banks);
    if (scored.place == assessment::ResultPlace::Headquarters) {
        return scored;  // without keys there is nothing to claim
    }
    const bool is_self = sitting.head.kind == assessment::AssessmentKind::SelfAssessment;
    if (!is_self) {
        ASAH_TRY(scored.evidence,
                 assessment::score_sitting(framework.level_rule.range, sitting, banks));
    }
    const auto now = local_of(sitting.finished_at.value_or(sitting.head.started));
    auto self_levels = known.self_levels();
    std::map<CompetencyCode, int> own_levels;
    if (is_self) {
        own_levels = assessment::self_levels(framework, sitting, banks);
        for (const auto& [competency, level] : own_levels) {
            self_levels.push_back({competency, level, now.utc});
        }
    }
    auto sums = known.sums(sitting.head.assessment);
    if (assessment::counts_as_evidence(sitting.head)) {
        assessment::add_sums(sums,
                             assessment::sums_of(framework.level_rule, scored.evidence, now.utc));
        scored.kept = assessment::kept_sums_of(framework.level_rule, scored.evidence);
    }
    scored.profile = assessment::with_self_levels(
        assessment::profile_of(framework, sitting.head.standard, sums, now),
        assessment::newest_self_levels(framework, self_levels, now));
    // The claim is about this sitting alone, so that HQ can compute the same from the record.
    scored.claim.rule_version = framework.level_rule.version;
    scored.claim.points = points_of(sitting, scored.evidence);
    auto own = assessment::with_self_levels(
        assessment::profile_of(framework, sitting.head.standard, scored.evidence, now), own_levels);
    for (auto& result : own.competencies) {
        if (result.status != assessment::LevelStatus::NotMeasured || result.self_level) {
            scored.claim.results.push_back(std::move(result));
        }
    }
    return scored;
}

assessment::Summary summary_of(Station::Impl& self, const Sitting& sitting, const Scored& scored) {
    assessment::Summary summary;
    summary.sitting = sitting.head.sitting;
    summary.assessment = sitting.head.assessment;
    summary.kind = sitting.head.kind;
    for (const auto& offered : self.contents.assessments) {
        if (offered.id == sitting.head.assessment) {
            summary.title = offered.title;
        }
    }
    summary.finished = sitting.finished_at.value_or(sitting.head.started);
    summary.result_place = scored.place;
    if (scored.place == assessment::ResultPlace::Here) {
        summary.profile = scored.profile;
    }
    summary.standard = sitting.head.standard;
    summary.item_count = sitting.item_count();
    summary.answered_count = sitting.answered_count();
    return summary;
}

Result<assessment::Summary> commit_finish(Station::Impl& self, const Sitting& sitting,
                                          Scored scored, const SealedRecord& sealed) {
    auto summary = summary_of(self, sitting, scored);
    if (scored.place != assessment::ResultPlace::Here) {
        scored.kept.clear();  // what is not shown does not show in a later result either
    }
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_TRY(const auto header, append_entry(self, tx, sealed));
        summary.receipt_code = ledger::receipt_code(ledger::entry_hash(header));
        store::SummaryRow row;
        row.sitting = sitting.head.sitting;
        row.person = sitting.head.person;
        row.finished = summary.finished.utc;
        row.ledger = header.ledger;
        row.entry_n = header.n;
        row.box = vault::encrypt_box(self.storage_key, sitting.head.sitting.view(),
                                     as_bytes(make_summary_json({summary, scored.kept})),
                                     *self.ports.random);
        ASAH_CHECK(store::add_summary(tx, row));
        return store::drop_sitting(tx, sitting.head.sitting);
    }));
    return summary;
}

// After COMMIT nothing here may turn success into refusal: what does not work now is due again.
void tidy(Station::Impl& self) {
    self.is_checkpoint_due = true;
    self.is_status_due = true;
    const auto note = [&](const auto& result) {
        if (!result.has_value()) {
            note_refusal(self, result.error());
        }
    };
    note(checkpoint(self));
    note(export_entries(self, 16));
    note(write_status(self));
}

// Asked again after COMMIT, as when the first answer was lost: the same summary.
Result<assessment::Summary> finished_before(Station::Impl& self, const SittingId& sitting) {
    ASAH_TRY(auto kept, summary_of(self, sitting));
    if (!kept) {
        return fail(ErrorCode::SittingClosed);
    }
    return std::move(kept->summary);
}

}  // namespace

Result<assessment::Summary> finish(Station::Impl& self, const SittingId& sitting,
                                   FinishReason reason) {
    self.live.erase(sitting);  // fold the STORED events
    ASAH_TRY(const auto row, store::read_sitting(self.database, sitting));
    if (!row) {
        return finished_before(self, sitting);
    }
    ASAH_TRY(auto* live, live_sitting(self, sitting));
    if (!live->sitting.finished) {
        ASAH_CHECK(store_event(self, sitting, live->sitting.elapsed, assessment::Finished{reason}));
    }
    ASAH_TRY(auto events, stored_events(self, sitting, live->key));
    ASAH_TRY(const auto folded, assessment::replay(events));
    auto scored = score(self, folded);
    if (!scored.has_value() && reason == FinishReason::Interrupted) {
        scored = Scored{};  // the answers are what matters; headquarters scores them
    }
    if (!scored.has_value()) {
        return fail(scored.error());
    }
    const auto id = RecordId::make(*self.ports.random);
    ASAH_TRY(const auto sealed,
             seal_record(self, id, ledger::SittingRecord{std::move(events), scored->claim}));
    ASAH_TRY(auto summary, commit_finish(self, folded, std::move(*scored), sealed));
    self.live.erase(sitting);
    tidy(self);
    return summary;
}

Result<void> finish_overdue(Station::Impl& self) {
    ASAH_TRY(const auto sittings, store::all_sittings(self.database));
    Result<void> first;  // one sitting that cannot be finished must not hold up the others
    const auto keep = [&](Error error) {
        if (first.has_value()) {
            first = fail(std::move(error));
        }
    };
    for (const auto& id : sittings) {
        const auto live = live_sitting(self, id);
        if (!live.has_value()) {
            keep(live.error());
            continue;
        }
        const auto& sitting = (*live)->sitting;
        const auto remaining = sitting.remaining();
        if (!sitting.finished && (!remaining || remaining->value != 0)) {
            continue;
        }
        const auto done = finish(self, id, FinishReason::TimeUp);
        if (!done.has_value()) {
            keep(done.error());
        }
    }
    return first;
}

Result<assessment::Summary> Station::finish_sitting(const SittingId& sitting, FinishReason reason) {
    ASAH_CHECK(check_in_use(*m_impl));
    return finish(*m_impl, sitting, reason);
}

}  // namespace asah::station
