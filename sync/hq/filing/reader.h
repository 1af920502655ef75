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
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/record.h"
#include "kiosk/vault/certificate.h"
#include "sync/hq/data/reader_decisions.h"
#include "sync/hq/data/reader_entries.h"
#include "sync/hq/data/reader_terminals.h"
#include "sync/protocol/handover.h"

namespace asah::hq {

/// The one purpose whose measuring items count for the map.
inline constexpr std::string_view kMappingPurpose = "PEMETAAN_PENGEMBANGAN";

struct ReaderFolders {
    std::string home;    // held/, refused/
    std::string intake;  // written by the receiver
    std::string orders;  // written by us
    std::string backup;  // segments
};

/// Keys of the reader. Paths, because OpenSSL reads them.
struct ReaderKeys {
    std::string reading_key;    // PEM
    Bytes reading_certificate;  // DER, role ReadingOperations
    std::string filing_key;     // PEM
};

struct FilingReport {
    int filed = 0;
    int held = 0;
    int quarantined = 0;  // authentic, but nothing that we can read
    int refused = 0;      // not an entry of ours
    int known = 0;        // filed before
    int receipts = 0;
};

class Reader {
   public:
    struct Ports {
        Files& files;
        Clock& clock;
        sqlite::Database& database;
    };
    Reader(Ports ports, ReaderFolders folders, ReaderKeys keys, AuthorityId authority);
    ~Reader();

    /// One pass over the intake, then over what was held. Errors: of files and database; what is
    /// wrong with an entry is never an error, it blocks nothing else.
    Result<FilingReport> run_pass();

    /// Forgets what was filed and files everything in the backup's segments again.
    Result<FilingReport> rebuild();

   private:
    struct Ledger {
        TerminalId terminal;
        LedgerId ledger;
        auto operator<=>(const Ledger&) const = default;
    };
    enum class Backup { Append, Present };

    Result<void> take_file(const std::string& name, FilingReport& report);
    Result<void> take_status(const std::string& name);
    Result<void> take_entry(const protocol::HandedEntry& handed, FilingReport& report);
    Result<void> refuse(const std::string& name, ByteView bytes, const std::string& reason);
    Result<void> append_backup(ByteView bytes);
    Result<void> file_entry(ByteView bytes, const ledger::Entry& entry, Backup backup,
                            FilingReport& report);
    Result<void> apply_decisions();
    Result<void> drop(const WaitingDecision& decision);
    Result<void> release_held(FilingReport& report);
    Result<void> write_receipts(FilingReport& report);
    Result<std::vector<std::string>> segments();

    /// What becomes of an entry, and what is to be written with it.
    struct Reading;
    Result<Reading> read_entry(const ledger::Entry& entry);
    Result<void> read_sitting(const ledger::SittingRecord& record, Reading& reading);
    Result<void> read_pin(const ledger::Record& record, const ledger::PinChangedRecord& change,
                          const Terminal& terminal, Reading& reading);
    Result<void> save_reading(const ledger::Entry& entry, const Reading& reading);
    Result<void> update_results(sqlite::Tx& tx, const PersonId& person);
    Result<const assessment::Bank*> find_bank(const BankId& id, int version);

    Ports m_ports;
    ReaderFolders m_folders;
    ReaderKeys m_keys;
    AuthorityId m_authority;
    std::map<std::pair<std::string, int>, std::unique_ptr<assessment::Bank>> m_banks;
    assessment::FrameworkPtr m_framework;
    std::set<Ledger> m_touched;
    std::int64_t m_segment = 0;  // 0 = none begun by this run
    std::int64_t m_segment_bytes = 0;
    std::vector<std::string> m_done;  // intake files that go once the receipts are written
};

}  // namespace asah::hq
