// The receiver's archive: what terminals sent, sealed, in the order of its arrival.
// Invariants: an entry is never changed or removed; it is in the run only if every ancestor down to
// the genesis is here; it has a handover row until a filed receipt covers it; a parent with two
// children is in `fork`. Cost of each function: logarithmic in what is stored, except
// count_archive, load_filed and resume_handovers, which no request calls.
// Thread: that of the connection.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/core/base/time.h"
#include "kiosk/sqlite/database.h"
#include "sync/protocol/server.h"

namespace asah::hq {

inline constexpr std::int32_t kReceiverApplicationId = 0x41534152;  // "ASAR"
/// Of a terminal's quarantined entries this much is kept whole; of later ones digest, reason, size.
inline constexpr std::int64_t kQuarantineBytesMax = std::int64_t{8} << 20U;
/// What an entry costs beside its bytes: its rows and their keys.
inline constexpr std::int64_t kEntryOverheadBytes = 256;

struct Fork {
    TerminalId terminal;
    LedgerId ledger;
    Digest parent{};
};

/// Errors: those of sqlite::Database::open.
Result<sqlite::Database> open_receiver_archive(const std::string& path,
                                               const std::string& vfs = {});

struct Delivery {
    TerminalId terminal;
    const std::vector<protocol::AcceptedEntry>* accepted = nullptr;
    const std::vector<protocol::RejectedEntry>* rejected = nullptr;
    UtcMs arrived;
};
struct Kept {
    std::vector<protocol::LedgerHead> heads;  // as protocol::HqPort::keep
    std::vector<Fork> forks;                  // new ones
    std::int64_t stored_bytes = 0;            // how much more the terminal takes up now
};
Result<Kept> save_delivery(sqlite::Tx& tx, const Delivery& delivery);
/// As protocol::HqPort::greet.
Result<std::vector<protocol::LedgerPlace>> find_places(
    sqlite::Database& database, const TerminalId& terminal,
    const std::vector<protocol::LedgerQuestion>& questions);

struct TerminalUse {
    TerminalId terminal;
    std::int64_t stored_bytes = 0;
};
Result<std::vector<TerminalUse>> load_uses(sqlite::Database& database);

struct WaitingEntry {
    std::int64_t seq = 0;
    UtcMs arrived;
    Bytes file;
};
/// The next entries to be handed over, at most `count`, and no more once they have `bytes`.
Result<std::vector<WaitingEntry>> load_waiting(sqlite::Database& database, int count,
                                               std::size_t bytes);
/// Puts the entries into a new handover file and returns its number. The file itself is written
/// afterwards: if it never is, resume_handovers finds that out.
Result<std::int64_t> begin_handover(sqlite::Tx& tx, const std::vector<std::int64_t>& seqs);
/// Its entries wait again.
Result<void> undo_handover(sqlite::Tx& tx, std::int64_t number);
/// At start: the entries of files that are gone and were not filed wait again.
Result<void> resume_handovers(sqlite::Tx& tx, const std::set<std::int64_t>& present);

struct FiledHead {
    TerminalId terminal;
    LedgerId ledger;
    ledger::ChainPoint head;  // n = 0: nothing is filed
};
/// What the reader's newest receipt of a ledger covers. A lower head than before means that the
/// reader lost entries: all above it wait to be handed over again. Returns the head before; nothing
/// while the new one is not here.
Result<std::optional<ledger::ChainPoint>> save_filed(sqlite::Tx& tx, const FiledHead& filed);
/// The heads that save_filed took, of all ledgers.
Result<std::vector<FiledHead>> load_filed(sqlite::Database& database);

struct WaitingStatus {
    TerminalId terminal;
    std::int64_t number = 0;
    Bytes document;
};
/// Keeps the document if its number is the highest.
Result<void> save_newest_status(sqlite::Tx& tx, const WaitingStatus& status, UtcMs now);
/// Statuses to be handed over.
Result<std::vector<WaitingStatus>> load_waiting_statuses(sqlite::Database& database);
/// All of them again: the reader may have been restored from an older backup.
Result<void> return_statuses(sqlite::Tx& tx);
Result<void> mark_status_handed(sqlite::Tx& tx, const TerminalId& terminal, std::int64_t number);

struct ArchiveCounts {
    std::int64_t entries = 0;
    std::int64_t in_run = 0;
    std::int64_t filed = 0;
    std::int64_t quarantined = 0;
    std::int64_t forks = 0;
};
Result<ArchiveCounts> count_archive(sqlite::Database& database);
Result<std::vector<Fork>> load_forks(sqlite::Database& database);

}  // namespace asah::hq
