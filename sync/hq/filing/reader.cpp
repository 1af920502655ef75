#include "sync/hq/filing/reader.h"

#include "kiosk/core/base/file_lock.h"
#include "kiosk/core/ledger/documents.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/data/reader_database.h"
#include "sync/hq/filing/reading.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr std::size_t kEntryFileBytesMax = ledger::kSealedBytesMax + 4096;
constexpr std::size_t kHeldFileBytesMax = kEntryFileBytesMax + 256;
/// The tag of files that hold one frame and carry the entry's hash in their name.
constexpr protocol::FrameTag kHeldTag{'h', 'e', 'l', 'd', '/', '1', 0, 0};

/// Signed by the terminal that its header names?
bool is_signed_by(const Terminal& terminal, const ledger::Entry& entry) {
    const auto signer = vault::read_certificate(terminal.signing_certificate);
    return signer.has_value() &&
           vault::verify_signature(*signer, ledger::encode_header(entry.header), entry.signature)
               .has_value();
}

std::string held_path(const std::string& home, const Digest& hash) {
    return home + "/held/" + to_hex(hash) + ".entry";
}

/// The receipt in a file; nothing when there is none.
std::optional<ledger::Receipt> receipt_in(Files& files, const FilePath& path) {
    const auto bytes = files.read(path, ledger::kSignedDocumentBytesMax);
    const auto document = bytes.has_value() ? ledger::parse_signed(*bytes) : fail(bytes.error());
    if (!document.has_value()) {
        return {};
    }
    const auto payload = ledger::payload_of(document->body, ledger::kFiledReceiptType);
    const auto receipt =
        payload.has_value() ? ledger::parse_receipt_payload(*payload) : fail(payload.error());
    return receipt.has_value() ? std::optional(*receipt) : std::nullopt;
}

}  // namespace

Reader::Reader(Ports ports, ReaderFolders folders, ReaderKeys keys, ReaderCity city)
    : m_ports(ports),
      m_folders(std::move(folders)),
      m_keys(std::move(keys)),
      m_city(city),
      m_backup(ports.files, ports.random, m_folders.backup) {}

Reader::~Reader() = default;

Result<FilingReport> Reader::run_pass() {
    // Two programs that filed one intake at once would both append each entry to the backup, and a
    // rebuild reads the tables for minutes.
    ASAH_TRY(const auto lock, FileLock::wait(m_folders.home + "/filing.lock"));
    m_touched.clear();
    m_done.clear();
    ASAH_TRY(m_framework, load_framework(m_ports.database, m_framework));
    FilingReport report;
    const bool is_first = !m_has_compared;
    ASAH_TRY(const auto items, m_ports.files.look(m_folders.intake));
    bool has_status = false;
    for (const auto& item : items) {
        if (item.kind != FileKind::File) {
            skip(skipped_item(m_folders.intake, item), report);
        } else if (protocol::parse_handover_name(item.name)) {
            ASAH_CHECK(take_file(item.name, report));
        } else if (item.name.ends_with(".status")) {
            ASAH_CHECK(take_status(item.name, report));
            has_status = true;
        }
    }
    if (is_first) {
        ASAH_CHECK(touch_all_ledgers());
    }
    if (is_first || has_status) {
        ASAH_CHECK(compare_manifests());
    }
    report.manifest_ahead = m_manifest_ahead;
    ASAH_CHECK(apply_decisions());
    ASAH_CHECK(release_held(report));
    ASAH_CHECK(write_receipts(report));
    for (const auto& name : m_done) {
        ASAH_CHECK(m_ports.files.remove(m_folders.intake + "/" + name));
    }
    m_has_compared = true;
    return report;
}

Result<void> Reader::compare_manifests() {
    ASAH_TRY(const auto signed_here, load_counter(m_ports.database, kManifestCounter));
    ASAH_TRY(m_manifest_ahead, newest_manifest_seen(m_ports.database));
    if (m_manifest_ahead && m_manifest_ahead->number <= signed_here) {
        m_manifest_ahead.reset();
    }
    return {};
}

void Reader::skip(const Error& error, FilingReport& report) {
    constexpr std::size_t kReportedMax = 1000;  // beyond that, single ones are not reported
    if (m_skipped.size() < kReportedMax && m_skipped.insert(error.detail).second) {
        report.skipped.push_back(error);
    }
}

Result<void> Reader::take_file(const std::string& name, FilingReport& report) {
    const auto path = m_folders.intake + "/" + name;
    const auto bytes = m_ports.files.read(path, protocol::kHandoverBytesMax);
    if (!bytes.has_value() && bytes.error().code != ErrorCode::TooLarge) {
        skip(bytes.error(), report);
        return {};
    }
    m_done.push_back(name);
    if (!bytes.has_value()) {
        ++report.refused;
        return refuse(name, {}, "too_large");
    }
    const auto entries = protocol::parse_handover(*bytes);
    if (!entries.has_value()) {
        ++report.refused;
        return refuse(name, *bytes, "not_a_handover");
    }
    for (const auto& entry : *entries) {
        ASAH_CHECK(take_entry(entry, report));
    }
    return {};
}

Result<void> Reader::take_entry(const protocol::HandedEntry& handed, FilingReport& report) {
    const auto& bytes = handed.file;
    const auto entry = ledger::parse_entry(bytes);
    const auto name = to_hex(sha256(bytes)) + ".entry";
    if (!entry.has_value() || entry->header.authority != m_city.authority) {
        ++report.refused;
        return refuse(name, bytes, entry.has_value() ? "other_authority" : "not_an_entry");
    }
    ASAH_TRY(const auto terminal, find_terminal(m_ports.database, entry->header.terminal));
    if (terminal && !is_signed_by(*terminal, *entry)) {
        ++report.refused;
        return refuse(name, bytes, "signature");
    }
    ASAH_TRY(const auto known, find_entry(m_ports.database, entry->header.terminal,
                                          ledger::entry_hash(entry->header)));
    m_touched.insert({entry->header.terminal, entry->header.ledger});
    protocol::KeptEntry kept{
        .arrived = handed.arrived, .standing = protocol::Standing::Stopped, .file = bytes};
    if (terminal) {
        ASAH_TRY(kept.standing, standing_of(entry->header.terminal, kept));
    }
    if (known) {
        ++report.known;
        return take_known(kept, *entry, *known);
    }
    return file_entry(kept, *entry, InBackup::No, report);
}

/// An entry that is in the tables came again: what the backup or held/ lost is put back.
Result<void> Reader::take_known(const protocol::KeptEntry& kept, const ledger::Entry& entry,
                                const KnownEntry& known) {
    const auto hash = ledger::entry_hash(entry.header);
    if (known.state == EntryState::Held && !m_ports.files.exists(held_path(m_folders.home, hash))) {
        ASAH_CHECK(save_held_file(hash, kept));
    }
    if (known.is_backed_up) {
        return {};
    }
    auto again = kept;
    if (known.state == EntryState::Filed) {
        again.standing = protocol::Standing::Sound;  // it was filed: no later state takes it back
    }
    ASAH_CHECK(m_backup.append(again));
    return sqlite::in_transaction(m_ports.database, [&](sqlite::Tx& tx) -> Result<void> {
        return mark_backed_up(tx, entry.header.terminal, hash);
    });
}

Result<void> Reader::refuse(const std::string& name, ByteView bytes, const std::string& reason) {
    const auto folder = m_folders.home + "/refused";
    ASAH_CHECK(m_ports.files.ensure_folder(folder));
    ASAH_CHECK(m_ports.files.write_durable(folder + "/" + name, bytes, FileMode::Private));
    const auto now = m_ports.clock.now_wall().utc;
    return sqlite::in_transaction(m_ports.database, [&](sqlite::Tx& tx) -> Result<void> {
        return save_refused(tx, name, reason, now);
    });
}

Result<void> Reader::save_held_file(const Digest& hash, const protocol::KeptEntry& kept) {
    ASAH_CHECK(m_ports.files.ensure_folder(m_folders.home + "/held"));
    return m_ports.files.write_durable(held_path(m_folders.home, hash),
                                       protocol::encode_frame(kHeldTag, kept), FileMode::Private);
}

Result<void> Reader::file_entry(const protocol::KeptEntry& kept, const ledger::Entry& entry,
                                InBackup in_backup, FilingReport& report) {
    ASAH_TRY(const auto reading, read_entry(entry, kept));
    if (in_backup == InBackup::No) {
        ASAH_CHECK(m_backup.append(kept));
    }
    if (reading.state == EntryState::Held) {
        ASAH_CHECK(save_held_file(reading.hash, kept));
    }
    ASAH_CHECK(save_reading(entry, reading));
    m_touched.insert({entry.header.terminal, entry.header.ledger});
    switch (reading.state) {
        case EntryState::Filed:
            ++report.filed;
            break;
        case EntryState::Held:
            ++report.held;
            break;
        case EntryState::Quarantined:
            ++report.quarantined;
            break;
    }
    return {};
}

/// Releasing needs no more than the next look at what is held; following, no more than a receipt.
Result<void> Reader::apply_decisions() {
    ASAH_TRY(const auto waiting, load_waiting_decisions(m_ports.database));
    for (const auto& decision : waiting) {
        if (decision.verdict == Verdict::Drop || decision.verdict == Verdict::DropBranch) {
            ASAH_CHECK(drop(decision));
        } else {
            ASAH_CHECK(sqlite::in_transaction(
                m_ports.database,
                [&](sqlite::Tx& tx) -> Result<void> { return mark_applied(tx, decision); }));
        }
        m_touched.insert({decision.terminal, decision.ledger});
    }
    return {};
}

/// Sets entries aside and computes anew what rested on them, in one transaction.
Result<void> Reader::drop(const WaitingDecision& decision) {
    std::vector<Digest> entries{decision.hash};
    if (decision.verdict == Verdict::DropBranch) {
        ASAH_TRY(entries, load_branch(m_ports.database, decision.terminal, decision.hash));
    }
    const auto now = m_ports.clock.now_wall().utc;
    return sqlite::in_transaction(m_ports.database, [&](sqlite::Tx& tx) -> Result<void> {
        std::set<PersonId> people;
        for (const auto& hash : entries) {
            ASAH_TRY(const auto person,
                     drop_entry(tx, decision.terminal, hash, decision.verdict, now));
            if (person) {
                people.insert(*person);
            }
        }
        for (const auto& person : people) {
            ASAH_CHECK(update_results(tx, person));
        }
        return mark_applied(tx, decision);
    });
}

Result<void> Reader::release_held(FilingReport& report) {
    ASAH_TRY(const auto held, load_held(m_ports.database));
    std::set<Digest> lost;
    for (const auto& one : held) {
        const auto path = held_path(m_folders.home, one.hash);
        const auto bytes = m_ports.files.read(path, kHeldFileBytesMax);
        const auto kept = bytes.has_value() ? protocol::parse_single_frame(*bytes, kHeldTag)
                                            : Result<protocol::KeptEntry>(fail(bytes.error()));
        const auto entry = kept.has_value() ? ledger::parse_entry(kept->file) : fail(kept.error());
        if (!entry.has_value() || ledger::entry_hash(entry->header) != one.hash) {
            lost.insert(one.hash);
            continue;
        }
        ASAH_TRY(const auto terminal, find_terminal(m_ports.database, one.terminal));
        // It was kept when its terminal was unknown: nobody had checked the signature yet.
        if (!terminal || !is_signed_by(*terminal, *entry)) {
            continue;
        }
        ASAH_TRY(const auto reading, read_entry(*entry, *kept));
        if (reading.state == EntryState::Held) {
            if (reading.reason != one.reason) {  // what it waited for came, and now it waits again
                ASAH_CHECK(save_reading(*entry, reading));
            }
            continue;
        }
        ASAH_CHECK(save_reading(*entry, reading));
        ASAH_CHECK(m_ports.files.remove(path));
        m_touched.insert({one.terminal, entry->header.ledger});
        ++(reading.state == EntryState::Filed ? report.filed : report.quarantined);
    }
    report.damaged_held += static_cast<int>(lost.size());
    return lost.empty() ? Result<void>{} : mend_held(std::move(lost));
}

/// Puts back files of held/ that lost their entry, from the backup. What the backup lacks comes
/// with the receiver's next export: no receipt covers what is held.
Result<void> Reader::mend_held(std::set<Digest> lost) {
    for (const auto& hash : lost) {
        ASAH_CHECK(m_ports.files.remove(held_path(m_folders.home, hash)));
    }
    const auto read = m_backup.read([&](const protocol::KeptEntry& kept) -> Result<void> {
        const auto entry = ledger::parse_entry(kept.file);
        const auto hash = entry.has_value() ? ledger::entry_hash(entry->header) : Digest{};
        return lost.erase(hash) > 0 ? save_held_file(hash, kept) : Result<void>{};
    });
    return read.has_value() ? Result<void>{} : fail(read.error());
}

Result<void> Reader::write_receipts(FilingReport& report) {
    if (m_touched.empty()) {
        return {};
    }
    ASAH_TRY(const auto key, vault::SigningKey::open(m_ports.files, m_keys.filing_key));
    for (const auto& touched : m_touched) {
        ASAH_CHECK(write_receipt(touched, key, report));
    }
    return {};
}

Result<void> Reader::write_receipt(const Ledger& ledger, const vault::SigningKey& key,
                                   FilingReport& report) {
    ASAH_TRY(const auto head,
             filed_head(m_ports.database, m_city.authority, ledger.terminal, ledger.ledger));
    const auto path =
        m_folders.orders + "/" + protocol::orders_filed_name(ledger.terminal, ledger.ledger);
    const auto now = m_ports.clock.now_wall().utc;
    const auto before = receipt_in(m_ports.files, path);
    if (before && head.n < before->head.n) {
        report.lowered.push_back({.terminal = ledger.terminal,
                                  .ledger = ledger.ledger,
                                  .was = before->head.n,
                                  .now = head.n});
    }
    if (before && before->head == head && before->hq_time <= now) {
        return {};
    }
    if (head.n == 0) {
        return m_ports.files.remove(path);
    }
    const auto payload = ledger::make_receipt_payload({.authority = m_city.authority,
                                                       .terminal = ledger.terminal,
                                                       .ledger = ledger.ledger,
                                                       .head = head,
                                                       .hq_time = now});
    ASAH_TRY(const auto document, vault::sign_document(ledger::kFiledReceiptType, payload, {&key}));
    ++report.receipts;
    return m_ports.files.write_durable(path, document, FileMode::Group);
}

Result<void> Reader::take_status(const std::string& name, FilingReport& report) {
    const auto bytes =
        m_ports.files.read(m_folders.intake + "/" + name, ledger::kSignedDocumentBytesMax);
    if (!bytes.has_value() && bytes.error().code != ErrorCode::TooLarge) {
        skip(bytes.error(), report);
        return {};
    }
    m_done.push_back(name);
    if (!bytes.has_value()) {
        return {};
    }
    const auto document = ledger::parse_signed(*bytes);
    if (!document.has_value()) {
        return {};
    }
    const auto payload = ledger::payload_of(document->body, ledger::kStatusType);
    if (!payload.has_value() || document->signatures.empty()) {
        return {};
    }
    const auto status = ledger::parse_status_payload(*payload);
    if (!status.has_value() || status->authority != m_city.authority) {
        return {};
    }
    ASAH_TRY(const auto terminal, find_terminal(m_ports.database, status->terminal));
    if (!terminal) {
        return {};
    }
    const auto signer = vault::read_certificate(terminal->signing_certificate);
    if (!signer.has_value() ||
        !vault::verify_signature(*signer, document->body, document->signatures.front().der)
             .has_value()) {
        return {};
    }
    const auto now = m_ports.clock.now_wall().utc;
    return sqlite::in_transaction(m_ports.database, [&](sqlite::Tx& tx) -> Result<void> {
        return save_status(tx, {.terminal = status->terminal,
                                .json = std::string(*payload),
                                .number = status->number,
                                .at = now});
    });
}

}  // namespace asah::hq
