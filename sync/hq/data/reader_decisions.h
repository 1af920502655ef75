// What staff decide about entries that no rule can decide: held ones, forks, twins. Decisions stand
// in the reader's database, survive a rebuild, and the reader acts on them in its next pass.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

enum class Verdict {
    Release,     // a held entry counts: its terminal was stopped, or its person never sent there
    Follow,      // of a fork: the branch that the terminal goes on with; receipts follow it
    Drop,        // this entry alone no longer counts
    DropBranch,  // this entry and all that follow it no longer count
};
std::string_view verdict_code(Verdict verdict);  // "release", "follow", "drop", "drop_branch"
std::optional<Verdict> parse_verdict(std::string_view code);

/// Whether an entry held for this reason waits for staff. What waits for a bank or a person is
/// released by their arrival.
bool is_released_by_word(std::string_view reason);

struct Decision {
    TerminalId terminal;
    Digest hash{};
    Verdict verdict = Verdict::Release;
    std::string login;   // who decided
    std::string reason;  // in the person's own words
    UtcMs at;
};

/// Errors: NotFound (no such entry), InvalidArgument (releasing what is not held, following where
/// no fork is, no reason given).
Result<void> decide(sqlite::Database& database, const Decision& decision);
Result<std::optional<Verdict>> find_verdict(sqlite::Database& database, const TerminalId& terminal,
                                            const Digest& hash);

struct WaitingDecision {
    TerminalId terminal;
    LedgerId ledger;
    Digest hash{};
    Verdict verdict = Verdict::Release;
};
Result<std::vector<WaitingDecision>> load_waiting_decisions(sqlite::Database& database);
Result<void> mark_applied(sqlite::Tx& tx, const WaitingDecision& decision);

/// The entry and all that follow it in its chain.
Result<std::vector<Digest>> load_branch(sqlite::Database& database, const TerminalId& terminal,
                                        const Digest& first);
/// Whether staff set aside the branch that this entry stands in.
Result<bool> is_in_dropped_branch(sqlite::Database& database, const TerminalId& terminal,
                                  const Digest& parent);

/// Sets an entry aside with its sitting; PINs chosen by it need a new slip. Returns whose results
/// are to be computed anew. Verdict: Drop or DropBranch.
Result<std::optional<PersonId>> drop_entry(sqlite::Tx& tx, const TerminalId& terminal,
                                           const Digest& hash, Verdict verdict, UtcMs now);

}  // namespace asah::hq
