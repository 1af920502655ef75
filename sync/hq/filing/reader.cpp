#include "sync/hq/filing/reader.h"

#include "kiosk/core/base/encode.h"
#include "kiosk/core/ledger/documents.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/filing/reading.h"

namespace asah::hq {

namespace {

constexpr std::size_t kEntryFileBytesMax = ledger::kSealedBytesMax + 4096;
constexpr std::size_t kSegmentBytesMax = std::size_t{1} << 30U;
constexpr std::int64_t kSegmentBytes = std::int64_t{64} << 20U;

std::string segment_name(std::int64_t number) {
    auto digits = std::to_string(number);
    digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
    return "entries-" + digits + ".segment";
}

/// Signed by the terminal that its header names?
bool is_signed_by(const Terminal& terminal, const ledger::Entry& entry) {
    const auto signer = vault::read_certificate(terminal.signing_certificate);
    return signer.has_value() &&
           vault::verify_signature(*signer, ledger::encode_header(entry.header), entry.signature)
               .has_value();
}

}  // namespace

Reader::Reader(Ports ports, ReaderFolders folders, ReaderKeys keys, AuthorityId authority)
    : m_ports(ports),
      m_folders(std::move(folders)),
      m_keys(std::move(keys)),
      m_authority(authority) {}

Reader::~Reader() = default;

Result<FilingReport> Reader::run_pass() {
    m_touched.clear();
    m_done.clear();
    ASAH_TRY(m_framework, load_framework(m_ports.database, m_framework));
    FilingReport report;
    ASAH_TRY(const auto names, m_ports.files.list(m_folders.intake));
    for (const auto& name : names) {
        if (protocol::parse_handover_name(name)) {
            ASAH_CHECK(take_file(name, report));
        } else if (name.ends_with(".status")) {
            ASAH_CHECK(take_status(name));
        }
    }
    ASAH_CHECK(apply_decisions());
    ASAH_CHECK(release_held(report));
    ASAH_CHECK(write_receipts(report));
    for (const auto& name : m_done) {
        ASAH_CHECK(m_ports.files.remove(m_folders.intake + "/" + name));
    }
    return report;
}

Result<void> Reader::take_file(const std::string& name, FilingReport& report) {
    const auto path = m_folders.intake + "/" + name;
    const auto bytes = m_ports.files.read(path, protocol::kHandoverBytesMax);
    if (!bytes.has_value() && bytes.error().code != ErrorCode::TooLarge) {
        return fail(bytes.error());
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
    if (!entry.has_value() || entry->header.authority != m_authority) {
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
    if (known) {
        ++report.known;
        return {};
    }
    return file_entry(bytes, *entry, Backup::Append, report);
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

Result<void> Reader::append_backup(ByteView bytes) {
    if (m_segment == 0) {
        // A segment that an earlier run began may end in half an entry: never append to it.
        ASAH_TRY(const auto paths, segments());
        m_segment = static_cast<std::int64_t>(paths.size()) + 1;
        m_segment_bytes = 0;
    } else if (m_segment_bytes > kSegmentBytes) {
        ++m_segment;
        m_segment_bytes = 0;
    }
    const auto path = m_folders.backup + "/" + segment_name(m_segment);
    auto appended =
        m_ports.files.append_durable(path, Encoder().field(bytes).bytes(), FileMode::Private);
    if (!appended.has_value()) {
        m_segment = 0;
        return fail(std::move(appended).error(), "backup");
    }
    m_segment_bytes += static_cast<std::int64_t>(bytes.size()) + 4;
    return {};
}

Result<void> Reader::file_entry(ByteView bytes, const ledger::Entry& entry, Backup backup,
                                FilingReport& report) {
    ASAH_TRY(const auto reading, read_entry(entry));
    if (backup == Backup::Append) {
        ASAH_CHECK(append_backup(bytes));
    }
    if (reading.state == EntryState::Held) {
        const auto folder = m_folders.home + "/held";
        ASAH_CHECK(m_ports.files.ensure_folder(folder));
        ASAH_CHECK(m_ports.files.write_durable(folder + "/" + to_hex(reading.hash) + ".entry",
                                               bytes, FileMode::Private));
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
    for (const auto& one : held) {
        const auto path = m_folders.home + "/held/" + to_hex(one.hash) + ".entry";
        ASAH_TRY(const auto bytes, m_ports.files.read(path, kEntryFileBytesMax));
        ASAH_TRY(const auto entry, ledger::parse_entry(bytes));
        ASAH_TRY(const auto terminal, find_terminal(m_ports.database, one.terminal));
        if (!terminal) {
            continue;
        }
        // It was kept when its terminal was unknown: nobody had checked the signature yet.
        if (!is_signed_by(*terminal, entry)) {
            continue;
        }
        ASAH_TRY(const auto reading, read_entry(entry));
        if (reading.state == EntryState::Held) {
            if (reading.reason != one.reason) {  // what it waited for came, and now it waits again
                ASAH_CHECK(save_reading(entry, reading));
            }
            continue;
        }
        ASAH_CHECK(save_reading(entry, reading));
        ASAH_CHECK(m_ports.files.remove(path));
        m_touched.insert({one.terminal, entry.header.ledger});
        ++(reading.state == EntryState::Filed ? report.filed : report.quarantined);
    }
    return {};
}

Result<void> Reader::write_receipts(FilingReport& report) {
    if (m_touched.empty()) {
        return {};
    }
    ASAH_TRY(const auto key, vault::SigningKey::open(m_ports.files, m_keys.filing_key));
    for (const auto& touched : m_touched) {
        ASAH_TRY(const auto head,
                 filed_head(m_ports.database, m_authority, touched.terminal, touched.ledger));
        if (head.n == 0) {
            continue;
        }
        const auto payload =
            ledger::make_receipt_payload({.authority = m_authority,
                                          .terminal = touched.terminal,
                                          .ledger = touched.ledger,
                                          .head = head,
                                          .hq_time = m_ports.clock.now_wall().utc});
        ASAH_TRY(const auto document,
                 vault::sign_document(ledger::kFiledReceiptType, payload, {&key}));
        const auto name = touched.terminal.hex() + "-" + touched.ledger.hex() + ".filed";
        ASAH_CHECK(
            m_ports.files.write_durable(m_folders.orders + "/" + name, document, FileMode::Group));
        ++report.receipts;
    }
    return {};
}

Result<void> Reader::take_status(const std::string& name) {
    m_done.push_back(name);
    ASAH_TRY(const auto bytes,
             m_ports.files.read(m_folders.intake + "/" + name, ledger::kSignedDocumentBytesMax));
    const auto document = ledger::parse_signed(bytes);
    if (!document.has_value()) {
        return {};
    }
    const auto payload = ledger::payload_of(document->body, ledger::kStatusType);
    if (!payload.has_value() || document->signatures.empty()) {
        return {};
    }
    const auto status = ledger::parse_status_payload(*payload);
    if (!status.has_value() || status->authority != m_authority) {
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

Result<std::vector<std::string>> Reader::segments() {
    std::vector<std::string> paths;
    ASAH_TRY(const auto names, m_ports.files.list(m_folders.backup));
    for (const auto& name : names) {
        if (name.starts_with("entries-") && name.ends_with(".segment")) {
            paths.push_back(m_folders.backup + "/" + name);
        }
    }
    return paths;
}

Result<FilingReport> Reader::rebuild() {
    m_touched.clear();
    ASAH_TRY(m_framework, load_framework(m_ports.database, m_framework));
    ASAH_CHECK(sqlite::in_transaction(
        m_ports.database, [](sqlite::Tx& tx) -> Result<void> { return clear_filed(tx); }));
    FilingReport report;
    ASAH_TRY(const auto paths, segments());
    for (const auto& path : paths) {
        ASAH_TRY(const auto segment, m_ports.files.read(path, kSegmentBytesMax));
        Decoder decoder(segment);
        while (!decoder.left().empty()) {
            const auto bytes = decoder.field(kEntryFileBytesMax);
            if (!bytes.has_value()) {
                break;  // the append that power cut short: its intake file still stands
            }
            ASAH_TRY(const auto entry, ledger::parse_entry(*bytes));
            ASAH_TRY(const auto known, find_entry(m_ports.database, entry.header.terminal,
                                                  ledger::entry_hash(entry.header)));
            if (known) {
                ++report.known;
                continue;
            }
            ASAH_CHECK(file_entry(*bytes, entry, Backup::Present, report));
        }
    }
    ASAH_CHECK(write_receipts(report));
    return report;
}

}  // namespace asah::hq
