// What an entry says: opening, checking against its own header, replaying, rescoring.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/core/assessment/check_sitting.h"
#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/items/bank_difference.h"
#include "kiosk/core/items/response.h"
#include "kiosk/vault/open.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/data/reader_decisions.h"
#include "sync/hq/filing/reading.h"
#include "sync/hq/filing/standing.h"

namespace asah::hq {

namespace {

using assessment::Sitting;

/// One value a form item, in form order: null = not visited, "" = empty, else what was answered.
std::string compact_responses(const Sitting& sitting) {
    auto list = nlohmann::json::array();
    for (const auto& answer : sitting.answers) {
        list.push_back(answer.was_visited ? nlohmann::json(items::compact(answer.response))
                                          : nlohmann::json());
    }
    return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool is_same_ids(const ledger::Record& record, const ledger::EntryHeader& header) {
    return record.authority == header.authority && record.terminal == header.terminal &&
           record.ledger == header.ledger && record.id == header.record;
}

/// Nothing is dated after its arrival: a terminal's clock may run years ahead.
void bring_back(Sitting& sitting, UtcMs arrival) {
    sitting.head.started.utc = std::min(sitting.head.started.utc, arrival);
    sitting.finished_at->utc = std::min(sitting.finished_at->utc, arrival);
}

/// The terminal's levels against ours, for what both state.
bool has_other_levels(const ledger::ScoreClaim& claim, const assessment::Profile& ours) {
    for (const auto& theirs : claim.results) {
        const auto same = std::find_if(
            ours.competencies.begin(), ours.competencies.end(),
            [&](const auto& result) { return result.competency == theirs.competency; });
        if (same == ours.competencies.end()) {
            return true;
        }
        if (same->status != theirs.status || same->level != theirs.level) {
            return true;
        }
    }
    return false;
}

/// Points a form item, as the claim has them: -1 where nothing was visited.
bool has_other_points(const ledger::ScoreClaim& claim, const Sitting& sitting,
                      const std::vector<assessment::Evidence>& scored) {
    if (claim.points.size() != sitting.answers.size()) {
        return true;
    }
    std::map<std::pair<BankId, ItemId>, int> points;
    for (const auto& one : scored) {
        points[{one.bank, one.item}] = one.points;
    }
    for (std::size_t i = 0; i < claim.points.size(); ++i) {
        const auto& place = sitting.head.form.items[i];
        const auto found = points.find({place.bank, place.item});
        const int ours = found == points.end() ? -1 : found->second;
        if (ours != claim.points[i]) {
            return true;
        }
    }
    return false;
}

/// A step of a result with the newest sitting that brought evidence until then.
PersonResult result_row(const PersonId& person, const assessment::ResultStep& step,
                        const PersonEvidence& all) {
    PersonResult row{.person = person,
                     .result = step.result,
                     .from = step.from,
                     .until = step.until,
                     .sitting = {},
                     .entry_hash = {},
                     .at = {}};
    for (const auto& one : all.evidence) {
        if (one.competency == step.result.competency && one.at >= row.at && one.at <= step.from) {
            row.at = one.at;
            row.sitting = one.sitting;
            row.entry_hash = all.entry_of.at(one.sitting);
        }
    }
    return row;
}

}  // namespace

Result<const assessment::Bank*> Reader::find_bank(const BankId& id, int version) {
    auto& slot = m_banks[{id.value, version}];
    if (slot == nullptr) {
        for (const auto kind : {ledger::PackageKind::Bank, ledger::PackageKind::Statements}) {
            ASAH_TRY(const auto package, find_content(m_ports.database, kind, id.value, version));
            if (package) {
                ASAH_TRY(auto bank, bank_of(*package));
                slot = std::make_unique<assessment::Bank>(std::move(bank));
                break;
            }
        }
    }
    return slot.get();
}

/// Whether a later version of its bank withdrew or corrected every item of which the terminal says
/// so: whoever holds its key would leave out what was answered wrong.
Result<bool> Reader::are_withdrawn(const Sitting& sitting) {
    for (std::size_t i = 0; i < sitting.answers.size(); ++i) {
        if (!sitting.answers[i].is_withdrawn) {
            continue;
        }
        const auto& place = sitting.head.form.items[i];
        ASAH_TRY(const auto* bank, find_bank(place.bank, place.bank_version));
        ASAH_TRY(const auto versions,
                 later_versions(m_ports.database, place.bank, place.bank_version));
        bool is_true = false;
        for (const int version : versions) {
            ASAH_TRY(const auto* later, find_bank(place.bank, version));
            is_true = is_true || (items::find_item(*bank, place.item) != nullptr &&
                                  items::is_withdrawn(*bank, *later, place.item));
        }
        if (!is_true) {
            return false;
        }
    }
    return true;
}

Result<void> Reader::read_sitting(const ledger::SittingRecord& record, Reading& reading) {
    const auto replayed = assessment::replay(record.events);
    if (!replayed.has_value() || !replayed->finished || !replayed->finished_at) {
        reading.quarantine("not_a_sitting");
        return {};
    }
    auto sitting = *replayed;
    bring_back(sitting, reading.arrival());
    ASAH_TRY(const auto place, find_person_place(m_ports.database, sitting.head.person));
    if (!place) {
        reading.hold("person_unknown");
        return {};
    }
    ASAH_TRY(const bool is_sent, was_sent(m_ports.database, reading.terminal, sitting.head.person));
    if (!is_sent && !reading.is_released) {
        reading.hold("person_not_sent");
        return {};
    }
    if (m_framework == nullptr) {
        reading.hold("framework_unknown");
        return {};
    }
    std::set<const assessment::Bank*> used;
    for (const auto& item : sitting.head.form.items) {
        ASAH_TRY(const auto* bank, find_bank(item.bank, item.bank_version));
        if (bank == nullptr) {
            reading.hold("bank_unknown");
            return {};
        }
        used.insert(bank);
    }
    const std::vector<const assessment::Bank*> banks(used.begin(), used.end());
    if (!assessment::check_responses(record.events, banks, *m_framework).has_value()) {
        reading.quarantine("response_ill_formed");
        return {};
    }
    ASAH_TRY(const bool is_true, are_withdrawn(sitting));
    if (!is_true) {
        reading.quarantine("withdrawn_untrue");
        return {};
    }
    auto scored = assessment::score_sitting(m_framework->level_rule.range, sitting, banks);
    if (!scored.has_value()) {
        reading.quarantine("not_of_this_bank");
        return {};
    }
    FiledSitting filed{.head = sitting.head,
                       .entry_hash = reading.hash,
                       .terminal = reading.terminal,
                       .finished = sitting.finished_at->utc,
                       .elapsed = sitting.elapsed,
                       .responses = compact_responses(sitting),
                       .scored = std::move(*scored),
                       .is_measuring = false,
                       .claim_differs = false};
    if (sitting.head.kind == assessment::AssessmentKind::SelfAssessment) {
        reading.self_levels = assessment::self_levels(*m_framework, sitting, banks);
        filed.scored.clear();
    } else {
        filed.is_measuring = assessment::counts_as_evidence(sitting.head);
        const auto ours = assessment::profile_of(*m_framework, sitting.head.standard, filed.scored,
                                                 {filed.finished, m_city.utc_offset_min});
        // Without the keys, of a guarded bank, a terminal claims nothing.
        const bool is_claimed = !record.claim.points.empty() || !record.claim.results.empty();
        filed.claim_differs =
            is_claimed && (has_other_points(record.claim, sitting, filed.scored) ||
                           has_other_levels(record.claim, ours));
    }
    reading.sitting = std::move(filed);
    return {};
}

Result<void> Reader::read_pin(const ledger::Record& record, const ledger::PinChangedRecord& change,
                              const Terminal& terminal, Reading& reading) {
    ASAH_TRY(const auto place, find_person_place(m_ports.database, change.person));
    if (!place) {
        reading.hold("person_unknown");
        return {};
    }
    if (place->unit != terminal.unit && place->parent != terminal.unit) {
        reading.quarantine("pin_of_other_unit");
        return {};
    }
    const UtcMs made = std::min(record.made.utc, reading.arrival());
    if (made >= place->pin_made) {
        reading.pin = PinChange{.person = change.person,
                                .salt = change.salt,
                                .verifier = change.verifier,
                                .record = record.id,
                                .made = made};
    }
    return {};
}

/// What the backup says of an entry that was sound stays true whatever a clock said since.
Result<protocol::Standing> Reader::standing_of(const TerminalId& terminal,
                                               const protocol::KeptEntry& kept) {
    if (kept.standing == protocol::Standing::Sound) {
        return kept.standing;
    }
    ASAH_TRY(const auto history, load_state_changes(m_ports.database, terminal));
    return standing_at(history, kept.arrived, m_ports.clock.now_wall().utc);
}

Result<Reader::Reading> Reader::read_entry(const ledger::Entry& entry,
                                           const protocol::KeptEntry& kept) {
    Reading reading;
    reading.hash = ledger::entry_hash(entry.header);
    reading.terminal = entry.header.terminal;
    reading.at = m_ports.clock.now_wall().utc;
    reading.arrived = kept.arrived;
    ASAH_TRY(const auto terminal, find_terminal(m_ports.database, entry.header.terminal));
    if (!terminal) {
        reading.hold("terminal_unknown");
        return reading;
    }
    ASAH_TRY(const auto verdict,
             find_verdict(m_ports.database, entry.header.terminal, reading.hash));
    ASAH_TRY(const bool is_branch_dropped,
             is_in_dropped_branch(m_ports.database, entry.header.terminal, entry.header.parent));
    if (verdict == Verdict::Drop || verdict == Verdict::DropBranch || is_branch_dropped) {
        reading.quarantine(verdict == Verdict::Drop ? "dropped" : "dropped_branch");
        return reading;
    }
    reading.is_released = verdict == Verdict::Release;
    ASAH_TRY(const auto standing, standing_of(entry.header.terminal, kept));
    if (standing != protocol::Standing::Sound && !reading.is_released) {
        reading.hold("terminal_stopped");
        return reading;
    }
    const auto plain = vault::open_record(m_ports.files, m_keys.reading_key,
                                          m_keys.reading_certificate, entry.sealed);
    if (!plain.has_value()) {
        // A key that cannot be read is our trouble; only what the sender sealed is put aside.
        const auto code = plain.error().code;
        if (code != ErrorCode::DecryptFailed && code != ErrorCode::MalformedInput) {
            return fail(plain.error());
        }
        reading.quarantine("cannot_be_opened");
        return reading;
    }
    const auto record = ledger::parse_record_json(as_text(*plain));
    if (!record.has_value()) {
        reading.quarantine("not_a_record");
        return reading;
    }
    if (!is_same_ids(*record, entry.header)) {
        reading.quarantine("other_identity");
        return reading;
    }
    if (const auto* sitting = std::get_if<ledger::SittingRecord>(&record->body)) {
        ASAH_CHECK(read_sitting(*sitting, reading));
    } else {
        ASAH_CHECK(read_pin(*record, std::get<ledger::PinChangedRecord>(record->body), *terminal,
                            reading));
    }
    return reading;
}

Result<void> Reader::update_results(sqlite::Tx& tx, const PersonId& person) {
    ASAH_TRY(const auto all, load_evidence(tx.database(), person));
    ASAH_CHECK(clear_results(tx, person));
    for (const auto& competency : m_framework->competencies) {
        const auto required = all.required.find(competency.code);
        const auto steps = assessment::steps_of(
            *m_framework, competency, required != all.required.end() ? required->second : 0,
            all.evidence, m_city.utc_offset_min);
        for (const auto& step : steps) {
            ASAH_CHECK(save_result(tx, result_row(person, step, all)));
        }
    }
    return {};
}

Result<void> Reader::save_reading(const ledger::Entry& entry, const Reading& reading) {
    return sqlite::in_transaction(m_ports.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(save_entry(tx, entry, reading.fate()));
        if (reading.pin) {
            ASAH_CHECK(save_pin(tx, *reading.pin));
        }
        if (!reading.sitting) {
            return {};
        }
        ASAH_CHECK(save_sitting(tx, *reading.sitting));
        for (const auto& [competency, level] : reading.self_levels) {
            ASAH_CHECK(save_self_rating(tx, {.person = reading.sitting->head.person,
                                             .competency = competency,
                                             .level = level,
                                             .sitting = reading.sitting->head.sitting,
                                             .at = reading.sitting->finished}));
        }
        if (reading.sitting->is_measuring) {
            return update_results(tx, reading.sitting->head.person);
        }
        return {};
    });
}

}  // namespace asah::hq
