#include "sync/hq/receiver/receiver.h"

#include <algorithm>
#include <set>

#include "sync/protocol/handover.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr int kHandoverCount = static_cast<int>(protocol::kHandoverEntriesMax);

bool is_listed(const ledger::Root& root, const Digest& key_id) {
    const auto certificates = ledger::certificates_of(root, ledger::Role::Receiver);
    return std::any_of(certificates.begin(), certificates.end(), [&](const Bytes& der) {
        const auto info = vault::read_certificate(der);
        return info.has_value() && info->key_id == key_id;
    });
}

/// Whether somebody reads the intake is not ours to know, so a file stays until it is read.
Result<std::set<std::int64_t>> handover_numbers(Files& files, const SharedFolder& intake) {
    ASAH_TRY(const auto names, files.list(intake));
    std::set<std::int64_t> numbers;
    for (const auto& name : names) {
        if (const auto handover = protocol::parse_handover_name(name)) {
            numbers.insert(handover->number);
        }
    }
    return numbers;
}

}  // namespace

Result<std::unique_ptr<Receiver>> Receiver::open(Files& files, Clock& clock,
                                                 const ReceiverPaths& paths, Tell tell,
                                                 QuotaSettings quota) {
    ASAH_TRY(auto key, vault::SigningKey::open(files, paths.home + "/receiver.key"));
    std::unique_ptr<Receiver> receiver(
        new Receiver(files, clock, paths, std::move(tell), std::move(key), quota));
    ASAH_CHECK(receiver->begin());
    receiver->refresh();
    return receiver;
}

Receiver::Receiver(Files& files, Clock& clock, const ReceiverPaths& paths, Tell tell,
                   vault::SigningKey key, QuotaSettings quota)
    : m_files(&files),
      m_clock(&clock),
      m_paths(paths),
      m_tell(std::move(tell)),
      m_orders(files, paths.orders),
      m_key(std::move(key)),
      m_certificates(std::make_shared<vault::CheckedCertificates>()),
      m_quota(clock, quota),
      m_matters(files, clock, paths.home, paths.intake),
      m_filed(files, paths.orders) {}

Result<void> Receiver::begin() {
    const auto read = m_orders.refresh();
    const auto orders = m_orders.view();
    if (!orders) {
        const bool is_absent = read.error().code == ErrorCode::ContentMissing;
        return fail(is_absent ? ErrorCode::FileMissing : read.error().code, read.error().detail);
    }
    if (!is_listed(*orders->root, m_key.key_id())) {
        return fail(ErrorCode::CertificateRole, "receiver.key");
    }
    ASAH_CHECK(m_files->ensure_folder(m_paths.intake));
    ASAH_TRY(auto database, open_receiver_archive(m_paths.home + "/archive.db"));
    m_archive = std::make_unique<ArchiveThread>(std::move(database));
    ASAH_TRY(const auto present, handover_numbers(*m_files, m_paths.intake));
    ASAH_CHECK(m_archive->write([&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(resume_handovers(tx, present));
        return return_statuses(tx);
    }));
    ASAH_TRY(const auto filed, m_archive->read([](sqlite::Database& database_now) {
        return load_filed(database_now);
    }));
    m_filed.know(filed);
    ASAH_TRY(const auto uses,
             m_archive->read([](sqlite::Database& archive) { return load_uses(archive); }));
    m_quota.know(uses);
    return {};
}

void Receiver::refresh() {
    auto done = m_orders.refresh();
    if (done.has_value()) {
        done = take_filed();
    }
    bool is_intake_full = false;
    if (done.has_value()) {
        done = hand_over_entries();
        is_intake_full = !done.has_value() && done.error().code == ErrorCode::DiskFull;
    }
    if (done.has_value()) {
        done = hand_over_statuses();
    }
    m_matters.look(is_intake_full, m_quota.refused());
    const auto trouble =
        done.has_value() ? std::string{}
                         : std::string(error_key(done.error().code)) + ": " + done.error().detail;
    if (trouble != m_last_trouble && !trouble.empty()) {
        m_tell({"trouble", trouble});
    }
    m_last_trouble = trouble;
}

Result<void> Receiver::take_filed() {
    ASAH_TRY(const auto news, m_filed.look(*m_orders.view()->root));
    if (news.empty()) {
        return {};
    }
    struct Taken {
        FiledHead filed;
        std::uint64_t before = 0;  // how many entries were filed by the receipt before
    };
    ASAH_TRY(const auto taken, m_archive->write([&](sqlite::Tx& tx) -> Result<std::vector<Taken>> {
        std::vector<Taken> out;
        bool is_lowered = false;
        for (const auto& filed : news) {
            ASAH_TRY(const auto before, save_filed(tx, filed));
            if (before) {
                out.push_back({filed, before->n});
                is_lowered = is_lowered || filed.head.n < before->n;
            }
        }
        // The reader forgot entries, so it may have forgotten what terminals said, too.
        ASAH_CHECK(is_lowered ? return_statuses(tx) : Result<void>{});
        return out;
    }));
    for (const auto& [filed, before] : taken) {
        m_filed.took(filed);
        m_matters.note_filed({filed.terminal, filed.ledger}, before, filed.head.n);
        if (filed.head.n < before) {
            m_tell({"lowered", filed.terminal.hex() + " " + filed.ledger.hex() + ": " +
                                   std::to_string(before) + " -> " + std::to_string(filed.head.n)});
        }
    }
    return {};
}

Result<void> Receiver::hand_over_entries() {
    for (;;) {
        ASAH_TRY(const auto waiting, m_archive->read([](sqlite::Database& database) {
            return load_waiting(database, kHandoverCount, protocol::kHandoverBytes);
        }));
        if (waiting.empty()) {
            return {};
        }
        protocol::HandoverBuilder builder;
        std::vector<std::int64_t> seqs;
        for (const auto& entry : waiting) {
            if (!builder.add(entry.arrived, entry.file)) {
                break;
            }
            seqs.push_back(entry.seq);
        }
        const auto count = builder.count();
        ASAH_TRY(const auto number,
                 m_archive->write([&](sqlite::Tx& tx) { return begin_handover(tx, seqs); }));
        const auto path = m_paths.intake + "/" + protocol::intake_handover_name({number, count});
        auto written = m_files->write_durable(path, builder.take(), FileMode::Group);
        if (!written.has_value()) {
            ASAH_CHECK(m_archive->write([&](sqlite::Tx& tx) { return undo_handover(tx, number); }));
            return written;
        }
    }
}

Result<void> Receiver::hand_over_statuses() {
    ASAH_TRY(const auto waiting, m_archive->read([](sqlite::Database& database) {
        return load_waiting_statuses(database);
    }));
    if (waiting.empty()) {
        return {};
    }
    for (const auto& status : waiting) {
        ASAH_CHECK(m_files->write_durable(
            m_paths.intake + "/" + protocol::intake_status_name(status.terminal), status.document,
            FileMode::Group));
    }
    return m_archive->write([&](sqlite::Tx& tx) -> Result<void> {
        for (const auto& status : waiting) {
            ASAH_CHECK(mark_status_handed(tx, status.terminal, status.number));
        }
        return {};
    });
}

Result<TerminalId> Receiver::terminal_of(ByteView tls_certificate) {
    const auto orders = m_orders.view();
    ASAH_TRY(const auto verifier,
             m_certificates->check(tls_certificate, ledger::Role::TerminalTls, orders->root));
    const auto* row = orders->find_by_tls_key(verifier->info().key_id);
    if (row == nullptr) {
        return fail(ErrorCode::NotEnrolled, verifier->info().name);
    }
    return row->terminal;
}

AuthorityId Receiver::authority() const { return m_orders.view()->root->authority; }

std::optional<protocol::TerminalState> Receiver::terminal_state(const TerminalId& terminal) const {
    const auto orders = m_orders.view();
    const auto* row = orders->find(terminal);
    return row == nullptr ? std::nullopt : std::optional(row->state);
}

std::uint32_t Receiver::root_version() const {
    return static_cast<std::uint32_t>(m_orders.view()->root->version);
}

std::uint32_t Receiver::manifest_number() const {
    return static_cast<std::uint32_t>(m_orders.view()->manifest->number);
}

Result<std::shared_ptr<const vault::Verifier>> Receiver::signer_of(const TerminalId& terminal) {
    const auto orders = m_orders.view();
    const auto* row = orders->find(terminal);
    if (row == nullptr) {
        return fail(ErrorCode::NotEnrolled, terminal.hex());
    }
    return m_certificates->check(row->signing_certificate, ledger::Role::TerminalSigning,
                                 orders->root);
}

Result<void> Receiver::verify_entry(const TerminalId& terminal, const ledger::Entry& entry) {
    ASAH_TRY(const auto signer, signer_of(terminal));
    return signer->verify(ledger::encode_header(entry.header), entry.signature);
}

std::optional<WaitingStatus> Receiver::read_status(const TerminalId& terminal, ByteView document) {
    const auto digest = sha256(document);
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_statuses.find(terminal);
        if (known != m_statuses.end() && known->second == digest) {
            return {};
        }
    }
    const auto signer = signer_of(terminal);
    const auto parsed = ledger::parse_signed(document);
    if (!signer.has_value() || !parsed.has_value() || parsed->signatures.size() != 1 ||
        parsed->signatures.front().key_id != (*signer)->info().key_id ||
        !(*signer)->verify(parsed->body, parsed->signatures.front().der).has_value()) {
        return {};
    }
    const auto payload = ledger::payload_of(parsed->body, ledger::kStatusType);
    const auto status = payload ? ledger::parse_status_payload(*payload)
                                : Result<ledger::Status>(fail(ErrorCode::MalformedInput));
    if (!status.has_value() || status->terminal != terminal) {
        return {};
    }
    return WaitingStatus{terminal, static_cast<std::int64_t>(status->number),
                         Bytes(document.begin(), document.end())};
}

Result<std::vector<protocol::LedgerPlace>> Receiver::greet(
    const TerminalId& terminal, ByteView status,
    const std::vector<protocol::LedgerQuestion>& questions) {
    const auto news = status.empty() ? std::nullopt : read_status(terminal, status);
    if (news) {
        const auto kept =
            m_archive->write([&](sqlite::Tx& tx) { return save_newest_status(tx, *news, now()); });
        // A disk that cannot keep a status can still say where the ledgers stand.
        if (kept.has_value()) {
            const std::scoped_lock lock(m_mutex);
            m_statuses[terminal] = sha256(status);
        }
    }
    return m_archive->read(
        [&](sqlite::Database& database) { return find_places(database, terminal, questions); });
}

Result<std::vector<protocol::LedgerHead>> Receiver::keep(
    const TerminalId& terminal, const std::vector<protocol::AcceptedEntry>& accepted,
    const std::vector<protocol::RejectedEntry>& rejected) {
    std::int64_t bytes = 0;
    for (const auto& [entry, hash] : accepted) {
        bytes += static_cast<std::int64_t>(entry.sealed.size()) + kEntryOverheadBytes;
    }
    for (const auto& entry : rejected) {
        bytes += static_cast<std::int64_t>(entry.bytes.size()) + kEntryOverheadBytes;
    }
    ASAH_CHECK(m_quota.admit(terminal, bytes));
    const Delivery delivery{
        .terminal = terminal, .accepted = &accepted, .rejected = &rejected, .arrived = now()};
    auto kept = m_archive->write([&](sqlite::Tx& tx) { return save_delivery(tx, delivery); });
    m_matters.note_kept(!kept.has_value() && kept.error().code == ErrorCode::DiskFull);
    if (!kept.has_value()) {
        return fail(std::move(kept).error());
    }
    m_quota.add_stored(terminal, kept->stored_bytes);
    for (const auto& fork : kept->forks) {
        m_tell({"fork", fork.terminal.hex() + " " + fork.ledger.hex()});
    }
    for (const auto& entry : rejected) {
        m_tell({"quarantined", terminal.hex() + ": " + std::string(error_key(entry.reason))});
    }
    return std::move(kept->heads);
}

Result<Bytes> Receiver::sign_stored_receipt(const ledger::Receipt& receipt) {
    return vault::sign_document(ledger::kStoredReceiptType, ledger::make_receipt_payload(receipt),
                                {&m_key});
}

Result<Bytes> Receiver::filed_receipt(const TerminalId& terminal, const LedgerId& ledger) {
    return m_orders.filed_receipt(terminal, ledger);
}

Result<std::shared_ptr<const Bytes>> Receiver::content(const TerminalId& terminal,
                                                       protocol::ContentKind kind,
                                                       const Digest& digest) {
    if (kind == protocol::ContentKind::Package) {
        return m_orders.package(terminal, digest);
    }
    if (kind == protocol::ContentKind::Revocation) {
        ASAH_TRY(auto bytes, m_orders.revocation(terminal));
        return std::make_shared<const Bytes>(std::move(bytes));
    }
    const auto orders = m_orders.view();
    // Shares in the whole manifest table, of which the file is a part.
    const auto bytes =
        kind == protocol::ContentKind::Root
            ? orders->root_file
            : std::shared_ptr<const Bytes>(orders->manifest, &orders->manifest->file);
    if (bytes->empty()) {
        return fail(ErrorCode::NotFound, "manifest");
    }
    return bytes;
}

}  // namespace asah::hq
