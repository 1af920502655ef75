// The terminal's database by names and types. Reads take the Database, writes take a Tx: who writes
// is inside a transaction. Blobs named box are encrypted by the caller. Thread: that of its
// Database.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/entry.h"
#include "kiosk/sqlite/database.h"

namespace asah::store {

inline constexpr std::int32_t kApplicationId = 0x4153'4b31;  // "ASK1"

/// Opens or makes home/kiosk.db. Errors: those of sqlite::Database::open.
Result<sqlite::Database> open(const std::string& path, const std::string& vfs);

Result<std::optional<Bytes>> read_meta(sqlite::Database& database, std::string_view key);
Result<std::int64_t> read_number(sqlite::Database& database, std::string_view key);  // 0 = missing
Result<void> write_meta(sqlite::Tx& tx, std::string_view key, ByteView value);
Result<void> write_number(sqlite::Tx& tx, std::string_view key, std::int64_t value);

/// Deletes people, PINs, content, open sittings and results: all but the ledger and what counts it.
Result<void> erase_all_but_ledger(sqlite::Tx& tx);

struct PersonRow {
    PersonId person;
    Digest nip_hash{};
    Digest short_hash{};
    Bytes box;
};
Result<void> add_person(sqlite::Tx& tx, std::int64_t generation, const PersonRow& row);
Result<std::optional<PersonRow>> find_person(sqlite::Database& database, std::int64_t generation,
                                             const Digest& hash);
Result<std::optional<Bytes>> read_person(sqlite::Database& database, std::int64_t generation,
                                         const PersonId& person);
Result<std::int64_t> count_people(sqlite::Database& database, std::int64_t generation);
Result<void> keep_generation(sqlite::Tx& tx, std::int64_t generation);

/// Wrong tries and the wait after the last one, as it was left at a moment of the boot clock. Of
/// wall time nothing is kept: a corrected clock neither shortens a wait nor makes it years long.
struct PinTry {
    int wrong_count = 0;
    DurationMs wait;
    BootMs since;
    BootId boot;
};
Result<PinTry> read_pin_try(sqlite::Database& database, const PersonId& person);
Result<void> write_pin_try(sqlite::Tx& tx, const PersonId& person, const PinTry& pin_try);
Result<void> clear_pin_try(sqlite::Tx& tx, const PersonId& person);

struct PinChange {
    RecordId record;
    Bytes box;
};
Result<std::optional<PinChange>> read_pin_change(sqlite::Database& database,
                                                 const PersonId& person);
Result<void> write_pin_change(sqlite::Tx& tx, const PersonId& person, const PinChange& change);

struct PackageRow {
    Digest digest{};
    ledger::PackageKind kind = ledger::PackageKind::Bank;
    std::string id;
    int version = 0;
    Bytes plain;
    std::optional<Bytes> keys_box;
    bool is_current = false;
};
Result<void> add_package(sqlite::Tx& tx, const PackageRow& row);
/// Of a bank in all its versions.
Result<void> drop_keys(sqlite::Tx& tx, ledger::PackageKind kind, const std::string& id);
Result<void> set_current(sqlite::Tx& tx, const PackageRow& row);
Result<void> drop_current(sqlite::Tx& tx, ledger::PackageKind kind, const std::string& id);
Result<bool> has_package(sqlite::Database& database, const Digest& digest);
struct PackageName {
    ledger::PackageKind kind = ledger::PackageKind::Bank;
    std::string id;
    Digest digest{};
};
Result<std::vector<PackageName>> current_packages(sqlite::Database& database);
Result<std::vector<PackageRow>> all_packages(sqlite::Database& database);

struct SittingRow {
    PersonId person;
    Bytes key_box;
};
Result<void> add_sitting(sqlite::Tx& tx, const SittingId& sitting, const SittingRow& row);
Result<std::optional<SittingRow>> read_sitting(sqlite::Database& database,
                                               const SittingId& sitting);
Result<std::vector<SittingId>> sittings_of(sqlite::Database& database, const PersonId& person);
Result<std::vector<SittingId>> all_sittings(sqlite::Database& database);
/// Deletes events and the sitting's key: from then on nobody reads them here.
Result<void> drop_sitting(sqlite::Tx& tx, const SittingId& sitting);

Result<void> add_event(sqlite::Tx& tx, const SittingId& sitting, std::uint32_t sequence,
                       ByteView box);
Result<std::vector<Bytes>> events_of(sqlite::Database& database, const SittingId& sitting);

Result<void> add_entry(sqlite::Tx& tx, const ledger::Entry& entry);
/// n = 0 and no hash when the ledger is empty.
Result<ledger::ChainPoint> last_entry(sqlite::Database& database, const LedgerId& ledger);
Result<std::optional<Digest>> hash_at(sqlite::Database& database, const LedgerId& ledger,
                                      std::uint64_t n);
/// Every ledger of this terminal with the number of its newest entry.
struct LedgerHead {
    LedgerId ledger;
    std::uint64_t n = 0;
};
Result<std::vector<LedgerHead>> ledger_heads(sqlite::Database& database);
/// Whole entries from n on, unpruned, at most `count`. Authority and terminal are the caller's.
Result<std::vector<ledger::Entry>> entries_from(sqlite::Database& database,
                                                const ledger::EntryHeader& common, std::uint64_t n,
                                                int count);

struct SummaryRow {
    SittingId sitting;
    PersonId person;
    UtcMs finished;
    LedgerId ledger;
    std::uint64_t entry_n = 0;
    Bytes box;
};
Result<void> add_summary(sqlite::Tx& tx, const SummaryRow& row);
Result<std::optional<SummaryRow>> read_summary(sqlite::Database& database,
                                               const SittingId& sitting);
Result<std::vector<SummaryRow>> summaries_of(sqlite::Database& database, const PersonId& person);

}  // namespace asah::store
