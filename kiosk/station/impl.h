// What a Station is made of; shared by the use cases of this folder, one file each. Private.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/core/content/roster.h"
#include "kiosk/core/ledger/record.h"
#include "kiosk/sqlite/database.h"
#include "kiosk/station/station.h"
#include "kiosk/store/store.h"
#include "kiosk/vault/certificate.h"
#include "kiosk/vault/secret.h"

namespace asah::station {

/// Bound into the box of a person's row, so that no other box fits there.
constexpr std::string_view kPersonPlace = "person";

/// Since when the terminal is out of use, in the database; missing while it is in use.
constexpr std::string_view kOutOfUseKey = "out_of_use_utc_ms";

/// Current and kept content, parsed at start; an import adds what came.
struct Contents {
    assessment::FrameworkPtr framework;
    std::vector<std::unique_ptr<assessment::Bank>> banks;  // all versions, keys filled in
    std::vector<assessment::Assessment> assessments;       // current ones, by id
    std::map<BankId, int> current_banks;                   // the version that HQ publishes now
    int number = 0;                                        // another one after each change
};

/// A sitting whose events were folded already, so that a save is one insert.
struct LiveSitting {
    assessment::Sitting sitting;
    vault::Secret key;
    int contents_number = -1;  // of the contents that its items were last compared with
};

struct Station::Impl {
    Ports ports;
    Paths paths;
    vault::Secret storage_key;
    vault::Secret lookup_key;
    sqlite::Database database;
    ledger::Root root;
    ledger::JoinReply identity;
    LedgerId ledger_id;
    std::optional<vault::SigningKey> signing_key;  // none once out of use
    std::unique_ptr<vault::Sealer> own_sealer;
    Contents contents;
    std::map<SittingId, LiveSitting> live;
    std::vector<Error> refused;                    // what import refused since start
    std::optional<ledger::Revocation> revocation;  // taken in; end_use carries it out
    std::optional<UtcMs> out_of_use;               // since when: nobody signs in any more
    std::optional<ledger::Manifest> manifest;      // the kept one; keep_manifest sets it
    /// Its items for this terminal. Of two of one kind and id the first counts: only one can be
    /// current, so that taking in each in turn would never end.
    std::vector<ledger::ManifestItem> own_items;
    /// Packages that were refused, since start: a new program tries anew. Why is told to HQ.
    std::map<Digest, ErrorCode> refused_packages;
    /// Packages that failed once for what another try may mend; not told yet.
    std::set<Digest> doubted_packages;
    bool is_checkpoint_due = true;
    bool is_export_due = true;
    bool is_status_due = true;
    UtcMs clock_floor;  // no time here is earlier: that of the newest manifest
    std::map<LedgerId, std::uint64_t> exported_n;

    [[nodiscard]] vault::Sealer& sealer() const {
        return ports.sealer != nullptr ? *ports.sealer : *own_sealer;
    }
};

// --- station.cpp
/// Keeps a refusal for READY; the same one is kept once, and no more than a screen can show. True =
/// it is new.
bool note_refusal(Station::Impl& self, const Error& error);

// --- station_clock.cpp
/// Wall time in the city's zone, never before the clock's floor: the time of the newest manifest.
WallTime now_wall(const Station::Impl& self);
/// The floor once this manifest is taken in. An earlier time lowers it only where the manifest says
/// so (`time_reset`).
UtcMs floor_under(const Station::Impl& self, const ledger::Manifest& manifest);
Result<void> write_clock_floor(sqlite::Tx& tx, UtcMs floor, const ledger::Manifest& manifest);
Result<UtcMs> read_clock_floor(sqlite::Database& database);
/// Keeps how far the clock stands from headquarters' as a receipt tells it. Only READY uses it: a
/// receipt is signed by the receiver, which must not be able to move a terminal's clock.
Result<void> note_hq_time(sqlite::Tx& tx, Station::Impl& self, UtcMs hq_time);
/// What is wrong with the machine's clock; nothing when it is possible. Errors: of the database.
Result<std::optional<Error>> clock_fault(Station::Impl& self);

// --- contents.cpp
Result<Contents> load_contents(sqlite::Database& database, const vault::Secret& storage_key);
/// What a package holds, parsed once: at its import, or at start from the database. A roster: none.
using Parsed =
    std::variant<std::monostate, assessment::FrameworkPtr, assessment::Assessment, items::Bank>;
/// A framework or an assessment. Errors: MalformedInput.
Result<Parsed> parse_document(ledger::PackageKind kind, const std::string& id, ByteView plain);
/// Adds what a package holds, or puts it in the place of its earlier version.
void take_in(Contents& contents, const store::PackageRow& row, Parsed parsed);
void drop(Contents& contents, const store::PackageName& name);
/// Of a bank in all its versions.
void drop_keys(Contents& contents, const BankId& bank);
/// The banks of an assessment, by id, version and digest. Errors: ContentMissing.
Result<std::vector<const assessment::Bank*>> banks_of(const Contents& contents,
                                                      const assessment::Assessment& assessment);
/// The banks to draw a form from: without what their current versions withdrew or corrected, also
/// while the assessment still names an earlier version. Errors: ContentMissing.
struct DrawnBanks {
    std::vector<std::unique_ptr<const assessment::Bank>> reduced;  // owners of some of `banks`
    std::vector<const assessment::Bank*> banks;
};
Result<DrawnBanks> banks_to_draw_from(const Contents& contents,
                                      const assessment::Assessment& assessment);
/// Whether the current version of its bank withdrew or corrected an item of a drawn form.
bool is_withdrawn(const Contents& contents, const assessment::FormItem& place);
/// The banks that a drawn form uses. Errors: ContentMissing.
Result<std::vector<const assessment::Bank*>> banks_of(const Contents& contents,
                                                      const assessment::Form& form);

// --- people.cpp
Digest lookup_hash(const vault::Secret& lookup_key, std::string_view digits);
Result<content::RosterPerson> read_person(Station::Impl& self, const PersonId& person);

// --- pin_rules.cpp
/// Six digits, not all alike, not in sequence, not a birth date. Errors: PinWeak.
Result<void> check_pin(std::string_view pin, const assessment::Nip& nip);
/// How long to wait after so many wrong tries: none for the first, then 1, 2, 4 ... 300 s.
DurationMs delay_after(int wrong_count);

// --- ledger_writer.cpp
/// Seals a record (slow, outside any transaction).
struct SealedRecord {
    RecordId id;
    ledger::RecordClass record_class = ledger::RecordClass::Result;
    Bytes sealed;
};
Result<SealedRecord> seal_record(Station::Impl& self, RecordId id, ledger::RecordBody body);
/// Signs and inserts it as the next entry, inside the caller's transaction.
Result<ledger::EntryHeader> append_entry(Station::Impl& self, sqlite::Tx& tx,
                                         const SealedRecord& record);

/// How far HQ is with one of our ledgers.
enum class Mark { Stored, Filed };
Result<std::uint64_t> mark_of(Station::Impl& self, Mark mark, const LedgerId& ledger);
Result<void> write_mark(sqlite::Tx& tx, Mark mark, const store::LedgerHead& place);
/// Entries of all our ledgers without a filed receipt.
Result<std::int64_t> queue_count(Station::Impl& self);

// --- sittings.cpp
Bytes event_place(const SittingId& sitting, std::uint32_t sequence);
/// Decrypts and folds the stored events.
Result<std::vector<assessment::SittingEvent>> stored_events(Station::Impl& self,
                                                            const SittingId& sitting,
                                                            const vault::Secret& key);
Result<LiveSitting*> live_sitting(Station::Impl& self, const SittingId& sitting);
Result<assessment::Sitting> store_event(Station::Impl& self, const SittingId& sitting,
                                        DurationMs elapsed, const assessment::EventBody& body);
Result<assessment::OpenSitting> open_view(Station::Impl& self, const assessment::Sitting& sitting);

// --- finish.cpp
Result<assessment::Summary> finish(Station::Impl& self, const SittingId& sitting,
                                   assessment::FinishReason reason);
/// Finishes sittings whose time is up or whose last finish did not reach the ledger.
Result<void> finish_overdue(Station::Impl& self);

// --- summary_box.cpp
/// A finished sitting as it rests on the disk: sums alone, no item's or indicator's points.
struct KeptSummary {
    assessment::Summary summary;
    assessment::EvidenceSums sums;  // none when the sitting is no evidence
};
std::string make_summary_json(const KeptSummary& kept);
Result<KeptSummary> parse_summary_json(std::string_view json);
Result<std::optional<KeptSummary>> summary_of(Station::Impl& self, const SittingId& sitting);
Result<std::vector<KeptSummary>> summaries_of(Station::Impl& self, const PersonId& person);

// --- known.cpp
/// What is known of a person's finished sittings, here and by HQ's word in the roster.
struct Known {
    std::vector<KeptSummary> kept;
    std::vector<assessment::AssessmentSums> of_roster;

    /// Sums over assessments, each by its latest sitting; where HQ has filed as much, HQ's hold.
    /// Those of `without` are left out, since a new attempt replaces them.
    [[nodiscard]] assessment::EvidenceSums sums(const AssessmentId& without) const;
    [[nodiscard]] int finished_count(const AssessmentId& assessment) const;
    /// When the latest sitting of an assessment was finished; 0 = none.
    [[nodiscard]] UtcMs newest(const AssessmentId& assessment) const;
    /// What the person said of the own level.
    [[nodiscard]] std::vector<assessment::SelfLevel> self_levels() const;
};
Result<Known> known_of(Station::Impl& self, const PersonId& person);

/// The assessment as one person gets it: open again only after the days between attempts, and of a
/// second look the rows that are due. Nothing when none is. Errors: ContentMissing without a
/// framework.
Result<std::optional<assessment::Assessment>> offered_to(Station::Impl& self,
                                                         const assessment::Assessment& assessment,
                                                         const PersonId& person,
                                                         const Known& known);

// --- export.cpp
/// Writes entries that the outbox lacks, at most `count`; returns how many.
Result<int> export_entries(Station::Impl& self, int count);
Result<void> write_status(Station::Impl& self);
/// One attempt to empty the WAL; stays due when a reader holds it.
Result<void> checkpoint(Station::Impl& self);

// --- revocation.cpp
/// Verifies the document and keeps it for end_use. Errors: CertificateForeign, Certificate*.
Result<void> import_revocation(Station::Impl& self, ByteView bytes);
/// Seals open sittings as interrupted, hands over what there is, then erases people, content,
/// results and keys. Errors leave everything as it was, except that sealed sittings stay sealed.
Result<void> end_use(Station::Impl& self);
/// What a terminal out of use may still hold after a power cut: its keys and its inbox.
Result<void> erase_rest(Station::Impl& self);
/// Errors: TerminalRevoked once out of use.
Result<void> check_in_use(const Station::Impl& self);

// --- receipts.cpp
/// Errors: CertificateForeign, DigestMismatch (not our chain), VersionOlder (a new ledger began).
Result<void> import_receipt(Station::Impl& self, ByteView bytes, Mark mark);

// --- import.cpp
/// Imports one thing from the inbox, if there is one. True = something was done.
Result<bool> import_one(Station::Impl& self, IdleWork& work);
void keep_manifest(Station::Impl& self, ledger::Manifest manifest);
/// What the kept manifest names for this terminal and is neither taken in nor in the inbox; first
/// what may come again at once, then what was refused.
Result<std::vector<ledger::LackingPackage>> lacking_packages(Station::Impl& self);

}  // namespace asah::station
