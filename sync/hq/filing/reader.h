// Files what the receiver handed in: opens each entry, checks it against itself, rescores, backs it
// up, and only then signs the filed receipt that permits a terminal to prune.
// Order at every entry: backup segment (fsync) -> tables (one transaction) -> filed receipt ->
// intake file deleted. A crash between any two steps is healed by the next pass: an entry that
// stands in the tables is not filed again, its receipt is written again.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kiosk/core/assessment/home.h"
#include "kiosk/core/base/random.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/record.h"
#include "kiosk/vault/certificate.h"
#include "sync/hq/data/reader_decisions.h"
#include "sync/hq/data/reader_entries.h"
#include "sync/hq/data/reader_terminals.h"
#include "sync/hq/filing/backup.h"
#include "sync/protocol/handover.h"

namespace asah::hq {

struct ReaderFolders {
    std::string home;     // held/, refused/
    SharedFolder intake;  // written by the receiver
    SharedFolder orders;  // written by us
    std::string backup;   // segments
};

/// Keys of the reader. Paths, because OpenSSL reads them.
struct ReaderKeys {
    std::string reading_key;    // PEM
    Bytes reading_certificate;  // DER, role ReadingOperations
    std::string filing_key;     // PEM
};

/// Whose entries the reader files.
struct ReaderCity {
    AuthorityId authority;
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;  // as the root says; days end by it
};

/// A ledger of which headquarters holds less than it once signed for. The receiver hands over again
/// what the new receipt does not cover.
struct LoweredHead {
    TerminalId terminal;
    LedgerId ledger;
    std::uint64_t was = 0;  // how many entries the receipt covered
    std::uint64_t now = 0;
};

struct FilingReport {
    int filed = 0;
    int held = 0;
    int quarantined = 0;  // authentic, but nothing that we can read
    int refused = 0;      // not an entry of ours
    int known = 0;        // filed before
    int receipts = 0;
    /// Files of held/ that lost their entry; the backup or the receiver has it.
    int damaged_held = 0;
    std::vector<LoweredHead> lowered;
    /// A terminal has a newer manifest than headquarters signed, as far as it knows: it was
    /// restored from an older backup. The next publish takes a higher number.
    std::optional<SeenManifest> manifest_ahead;
    /// What lies in the intake and is no file, or cannot be read. Each is named once a run.
    std::vector<Error> skipped;
};

/// What the tables rebuilt from the backup came to.
struct RebuildReport {
    FilingReport filing;
    std::vector<BackupDamage> damage;
    std::int64_t kept = 0;     // the backup lacks them; they stay as they were in the tables
    std::int64_t missing = 0;  // neither the backup nor the tables have them any more
    [[nodiscard]] bool is_whole() const {
        return damage.empty() && kept == 0 && missing == 0 && filing.lowered.empty();
    }
};

class Reader {
   public:
    struct Ports {
        Files& files;
        Clock& clock;
        Random& random;
        sqlite::Database& database;
    };
    Reader(Ports ports, ReaderFolders folders, ReaderKeys keys, ReaderCity city);
    ~Reader();

    /// One pass over the intake, then over what was held. The first also compares all heads: where
    /// the tables are older than the receipts in orders/, the receipts are lowered, and the
    /// receiver hands over again what they no longer cover. Errors: of files and database; what is
    /// wrong with an entry is never an error, it blocks nothing else.
    Result<FilingReport> run_pass();

    /// Files everything in the backup's segments into tables beside the present ones, compares, and
    /// takes them over in one transaction: cut short at any moment, the present tables stay whole.
    /// What the backup lost stays as the tables have it; what both lost is asked for again.
    /// Errors: of files and database; damage in the backup is no error, the report tells it.
    Result<RebuildReport> rebuild();

   private:
    struct Ledger {
        TerminalId terminal;
        LedgerId ledger;
        auto operator<=>(const Ledger&) const = default;
    };
    enum class InBackup { Yes, No };

    Result<void> take_file(const std::string& name, FilingReport& report);
    Result<void> take_status(const std::string& name, FilingReport& report);
    void skip(const Error& error, FilingReport& report);
    Result<void> take_entry(const protocol::HandedEntry& handed, FilingReport& report);
    Result<void> refuse(const std::string& name, ByteView bytes, const std::string& reason);
    Result<void> file_entry(const protocol::KeptEntry& kept, const ledger::Entry& entry,
                            InBackup in_backup, FilingReport& report);
    Result<void> take_known(const protocol::KeptEntry& kept, const ledger::Entry& entry,
                            const KnownEntry& known);
    Result<void> apply_decisions();
    Result<void> drop(const WaitingDecision& decision);
    Result<void> release_held(FilingReport& report);
    Result<void> save_held_file(const Digest& hash, const protocol::KeptEntry& kept);
    Result<void> mend_held(std::set<Digest> lost);
    Result<void> sweep_held();
    Result<void> write_receipts(FilingReport& report);
    Result<void> write_receipt(const Ledger& ledger, const vault::SigningKey& key,
                               FilingReport& report);
    Result<void> touch_all_ledgers();
    Result<void> compare_manifests();
    Result<RebuildReport> rebuild_beside(const std::string& path);
    Result<std::vector<BackupDamage>> file_backup(FilingReport& report);

    /// What becomes of an entry, and what is to be written with it.
    struct Reading;
    Result<Reading> read_entry(const ledger::Entry& entry, const protocol::KeptEntry& kept);
    Result<protocol::Standing> standing_of(const TerminalId& terminal,
                                           const protocol::KeptEntry& kept);
    Result<void> read_sitting(const ledger::SittingRecord& record, Reading& reading);
    Result<void> read_pin(const ledger::Record& record, const ledger::PinChangedRecord& change,
                          const Terminal& terminal, Reading& reading);
    Result<void> save_reading(const ledger::Entry& entry, const Reading& reading);
    Result<void> update_results(sqlite::Tx& tx, const PersonId& person);
    Result<bool> are_withdrawn(const assessment::Sitting& sitting);
    Result<const assessment::Bank*> find_bank(const BankId& id, int version);

    Ports m_ports;
    ReaderFolders m_folders;
    ReaderKeys m_keys;
    ReaderCity m_city;
    std::map<std::pair<std::string, int>, std::unique_ptr<assessment::Bank>> m_banks;
    assessment::FrameworkPtr m_framework;
    std::set<Ledger> m_touched;
    Backup m_backup;
    bool m_has_compared = false;  // all heads, since this process began
    std::optional<SeenManifest> m_manifest_ahead;
    std::set<std::string> m_skipped;  // details of what was reported as skipped
    std::vector<std::string> m_done;  // intake files that go once the receipts are written
};

}  // namespace asah::hq
