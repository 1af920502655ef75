// Entries as the records page tells them, and what waits for a decision of staff: held entries,
// forks, twins. Who may see it: everybody; there are no names in it.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/entry.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

struct EntryTrace {
    TerminalId terminal;
    std::string terminal_name;
    std::string unit;
    LedgerId ledger;
    std::uint64_t n = 0;
    Digest hash{};
    Bytes signature;
    std::string state;
    std::string reason;
    UtcMs at;
};
/// Entries whose hash begins with the ten bytes of a receipt code.
Result<std::vector<EntryTrace>> find_entries(sqlite::Database& database, ByteView code);
Result<std::vector<EntryTrace>> load_recent_entries(sqlite::Database& database);

struct StateCount {
    std::string state;
    std::string reason;
    int count = 0;
};
Result<std::vector<StateCount>> count_entries(sqlite::Database& database);

/// One of the entries that claim a place of a chain, and what follows it.
struct Branch {
    EntryTrace first;
    std::string verdict;  // of staff; empty = none yet
    int entry_count = 0;
    int sitting_count = 0;
    UtcMs last_at;            // when the newest of its entries was filed
    bool is_current = false;  // the terminal's newest status stands in it
};
/// A restored disk image or a cloned terminal: two entries, one place.
struct Fork {
    std::vector<Branch> branches;
    /// Receipts go on: a branch is followed, or one alone is left.
    [[nodiscard]] bool is_decided() const;
};

struct Twin {
    EntryTrace trace;
    SittingId sitting;
    bool counts = false;
};

struct TakenDecision {
    std::string terminal_name;
    Digest hash{};
    std::string verdict;
    std::string login;
    std::string reason;
    UtcMs at;
    bool is_applied = false;
};

struct OpenMatters {
    std::vector<EntryTrace> held;
    std::vector<Fork> forks;  // decided ones too, so that a word can be changed
    std::vector<Twin> twins;
    std::vector<TakenDecision> decisions;
    /// What still waits: held entries, forks without a word, pairs of twins.
    [[nodiscard]] int open_count() const;
};
Result<OpenMatters> load_open_matters(sqlite::Database& database);

}  // namespace asah::hq
