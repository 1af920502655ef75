// The receiver's archive: what terminals sent, sealed, by hash.
// Invariants: an entry is never changed or removed; `run` holds an entry only if every ancestor
// down to the genesis is here; every entry has its handover row; a parent with two children is in
// `fork`. Durable: each function is one transaction (synchronous=FULL).   Thread: one at a time.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/time.h"
#include "kiosk/sqlite/database.h"
#include "sync/protocol/server.h"

namespace asah::hq {

inline constexpr std::int32_t kReceiverApplicationId = 0x41534152;  // "ASAR"

struct Fork {
    TerminalId terminal;
    LedgerId ledger;
    Digest parent{};
};

struct ArchiveCounts {
    std::int64_t entries = 0;
    std::int64_t in_run = 0;
    std::int64_t filed = 0;
    std::int64_t quarantined = 0;
    std::int64_t forks = 0;
};

class ReceiverArchive {
   public:
    /// Errors: those of sqlite::Database::open.
    static Result<ReceiverArchive> open(const std::string& path, const std::string& vfs = {});

    /// Entries, quarantine, run, forks and handover in one transaction. Returns new forks.
    Result<std::vector<Fork>> keep(const TerminalId& terminal,
                                   const std::vector<protocol::AcceptedEntry>& accepted,
                                   const std::vector<protocol::RejectedEntry>& rejected, UtcMs now);
    Result<bool> is_connected(const TerminalId& terminal, const LedgerId& ledger,
                              const Digest& hash);
    /// The end of the run that contains `from`; stops before a fork above it.
    Result<ledger::ChainPoint> head_of(const TerminalId& terminal, const LedgerId& ledger,
                                       const ledger::ChainPoint& from);
    /// True when it is newer than what was here.
    Result<bool> keep_status(const TerminalId& terminal, std::uint64_t number, ByteView document,
                             UtcMs now);

    /// The next entries to be written to intake, at most `count`.
    Result<std::vector<ledger::Entry>> to_export(int count);
    Result<void> mark_exported(const TerminalId& terminal, const Digest& hash);
    /// At start: everything that is not filed is exported again.
    Result<void> export_again();
    /// A filed receipt covers the run up to `head`.
    Result<void> mark_filed(const TerminalId& terminal, const LedgerId& ledger,
                            const ledger::ChainPoint& head);

    Result<ArchiveCounts> counts();
    Result<std::vector<Fork>> forks();

   private:
    explicit ReceiverArchive(sqlite::Database database) : m_database(std::move(database)) {}
    Result<bool> has_fork(const TerminalId& terminal, const LedgerId& ledger);
    Result<ledger::Entry> load(const TerminalId& terminal, const Digest& hash);
    sqlite::Database m_database;
};

}  // namespace asah::hq
