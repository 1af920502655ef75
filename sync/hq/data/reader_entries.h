// Entries and what was read from them, in the reader's database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/ledger/entry.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

enum class EntryState { Filed, Held, Quarantined };
std::string_view state_code(EntryState state);  // "filed", "held", "quarantined"

struct EntryFate {
    EntryState state = EntryState::Filed;
    std::string reason;  // a key of the texts: hq.reason.<reason>; empty when filed
    UtcMs at;
    UtcMs arrived;  // at the receiver
};
Result<void> save_entry(sqlite::Tx& tx, const ledger::Entry& entry, const EntryFate& fate);
struct KnownEntry {
    EntryState state = EntryState::Filed;
    bool is_backed_up = true;  // false: a rebuild found that the backup lost it
};
Result<std::optional<KnownEntry>> find_entry(sqlite::Database& database, const TerminalId& terminal,
                                             const Digest& hash);
Result<void> mark_backed_up(sqlite::Tx& tx, const TerminalId& terminal, const Digest& hash);

/// Every ledger that has entries.
Result<std::vector<std::pair<TerminalId, LedgerId>>> load_ledgers(sqlite::Database& database);

struct HeldEntry {
    TerminalId terminal;
    Digest hash{};
    std::string reason;
};
Result<std::vector<HeldEntry>> load_held(sqlite::Database& database);

/// The furthest point of a chain up to which every entry is filed or quarantined and in the backup,
/// from genesis on.
/// At a fork it follows the branch that staff chose, and stops where nobody has decided.
Result<ledger::ChainPoint> filed_head(sqlite::Database& database, const AuthorityId& authority,
                                      const TerminalId& terminal, const LedgerId& ledger);

/// A file in the intake that is no entry of ours.
Result<void> save_refused(sqlite::Tx& tx, const std::string& file, const std::string& reason,
                          UtcMs at);

struct FiledSitting {
    assessment::SittingHead head;
    Digest entry_hash{};
    TerminalId terminal;
    UtcMs finished;
    DurationMs elapsed;
    std::string responses;  // compact JSON, one value a form item
    std::vector<assessment::Evidence> scored;
    bool is_measuring = false;
    bool claim_differs = false;
};
/// Keeps a sitting; it is flagged when another entry already holds the same sitting.
Result<void> save_sitting(sqlite::Tx& tx, const FiledSitting& sitting);

/// All that counts of one person, oldest first, and the standard of the newest sitting.
struct PersonEvidence {
    std::vector<assessment::Evidence> evidence;
    std::map<CompetencyCode, int> required;
    UtcMs newest;
    std::map<SittingId, Digest> entry_of;
};
Result<PersonEvidence> load_evidence(sqlite::Database& database, const PersonId& person);

/// Sums of each measuring assessment of a person by its items, for the roster package.
Result<std::vector<assessment::AssessmentSums>> load_sums(sqlite::Database& database,
                                                          const assessment::LevelRule& rule,
                                                          const PersonId& person);

/// A result that holds from `from` until just before `until`.
struct PersonResult {
    PersonId person;
    assessment::CompetencyResult result;
    UtcMs from;
    std::optional<UtcMs> until;
    SittingId sitting;
    Digest entry_hash{};
    UtcMs at;
};
/// Forgets a person's results, before they are computed anew.
Result<void> clear_results(sqlite::Tx& tx, const PersonId& person);
Result<void> save_result(sqlite::Tx& tx, const PersonResult& result);

struct SelfRating {
    PersonId person;
    CompetencyCode competency;
    int level = 0;
    SittingId sitting;
    UtcMs at;
};
Result<void> save_self_rating(sqlite::Tx& tx, const SelfRating& rating);

}  // namespace asah::hq
