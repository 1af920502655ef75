#include "sync/hq/receiver/receiver.h"

#include <algorithm>

#include "sync/protocol/client.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr int kExportCount = 256;

bool is_listed(const ledger::Root& root, const Digest& key_id) {
    const auto certificates = ledger::certificates_of(root, ledger::Role::Receiver);
    return std::any_of(certificates.begin(), certificates.end(), [&](const Bytes& der) {
        const auto info = vault::read_certificate(der);
        return info.has_value() && info->key_id == key_id;
    });
}

}  // namespace

Result<Receiver> Receiver::open(Files& files, Clock& clock, const ReceiverPaths& paths, Tell tell) {
    Orders orders(files, paths.orders);
    const auto read = orders.refresh();
    if (!orders.root()) {
        const bool is_absent = read.error().code == ErrorCode::ContentMissing;
        return fail(is_absent ? ErrorCode::FileMissing : read.error().code, read.error().detail);
    }
    ASAH_TRY(auto key, vault::SigningKey::open(files, paths.home + "/receiver.key"));
    if (!is_listed(*orders.root(), key.key_id())) {
        return fail(ErrorCode::CertificateRole, "receiver.key");
    }
    ASAH_CHECK(files.ensure_folder(paths.intake));
    ASAH_TRY(auto archive, ReceiverArchive::open(paths.home + "/archive.db"));
    ASAH_CHECK(archive.export_again());
    Receiver receiver(files, clock, paths, std::move(tell), std::move(orders), std::move(archive),
                      std::move(key));
    receiver.refresh();
    return receiver;
}

Receiver::Receiver(Files& files, Clock& clock, ReceiverPaths paths, Tell tell, Orders orders,
                   ReceiverArchive archive, vault::SigningKey key)
    : m_files(&files),
      m_clock(&clock),
      m_paths(std::move(paths)),
      m_tell(std::move(tell)),
      m_orders(std::move(orders)),
      m_archive(std::move(archive)),
      m_key(std::move(key)) {}

void Receiver::refresh() {
    auto done = m_orders.refresh();
    if (done.has_value()) {
        done = apply_filed();
    }
    if (done.has_value()) {
        done = export_waiting();
    }
    const auto trouble =
        done.has_value() ? std::string{}
                         : std::string(error_key(done.error().code)) + ": " + done.error().detail;
    if (trouble != m_last_trouble && !trouble.empty()) {
        m_tell({"trouble", trouble});
    }
    m_last_trouble = trouble;
}

Result<void> Receiver::apply_filed() {
    ASAH_TRY(const auto receipts, m_orders.filed_receipts());
    for (const auto& receipt : receipts) {
        ASAH_CHECK(m_archive.mark_filed(receipt.terminal, receipt.ledger, receipt.head));
    }
    return {};
}

Result<void> Receiver::export_waiting() {
    for (;;) {
        ASAH_TRY(const auto entries, m_archive.to_export(kExportCount));
        if (entries.empty()) {
            return {};
        }
        for (const auto& entry : entries) {
            const auto path = m_paths.intake + "/" + ledger::entry_file_name(entry.header);
            if (!m_files->exists(path)) {
                ASAH_CHECK(
                    m_files->write_durable(path, ledger::encode_entry(entry), FileMode::Group));
            }
            ASAH_CHECK(
                m_archive.mark_exported(entry.header.terminal, ledger::entry_hash(entry.header)));
        }
    }
}

Result<TerminalId> Receiver::terminal_of(ByteView tls_certificate) {
    ASAH_TRY(const auto info, vault::check_certificate(tls_certificate, ledger::Role::TerminalTls,
                                                       *m_orders.root()));
    const auto* row = m_orders.find_by_tls_key(info.key_id);
    if (row == nullptr) {
        return fail(ErrorCode::NotEnrolled, info.name);
    }
    return row->terminal;
}

AuthorityId Receiver::authority() const { return m_orders.root()->authority; }

std::optional<protocol::TerminalState> Receiver::terminal_state(const TerminalId& terminal) const {
    const auto* row = m_orders.find(terminal);
    return row == nullptr ? std::nullopt : std::optional(row->state);
}

std::uint32_t Receiver::root_version() const {
    return static_cast<std::uint32_t>(m_orders.root()->version);
}

std::uint32_t Receiver::manifest_number() const {
    return static_cast<std::uint32_t>(m_orders.manifest_number());
}

Result<void> Receiver::verify_entry(const TerminalId& terminal, const ledger::Entry& entry) {
    ASAH_TRY(const auto signer, m_orders.signer_of(terminal));
    return vault::verify_signature(signer, ledger::encode_header(entry.header), entry.signature);
}

Result<bool> Receiver::is_connected(const TerminalId& terminal, const LedgerId& ledger,
                                    const Digest& hash) {
    return m_archive.is_connected(terminal, ledger, hash);
}

Result<ledger::ChainPoint> Receiver::head_of(const TerminalId& terminal, const LedgerId& ledger,
                                             const ledger::ChainPoint& from) {
    return m_archive.head_of(terminal, ledger, from);
}

Result<void> Receiver::keep(const TerminalId& terminal,
                            const std::vector<protocol::AcceptedEntry>& accepted,
                            const std::vector<protocol::RejectedEntry>& rejected) {
    ASAH_TRY(const auto forks, m_archive.keep(terminal, accepted, rejected, now()));
    for (const auto& fork : forks) {
        m_tell({"fork", fork.terminal.hex() + " " + fork.ledger.hex()});
    }
    for (const auto& entry : rejected) {
        m_tell({"quarantined", terminal.hex() + ": " + std::string(error_key(entry.reason))});
    }
    return {};
}

Result<Bytes> Receiver::sign_stored_receipt(const ledger::Receipt& receipt) {
    return vault::sign_document(ledger::kStoredReceiptType, ledger::make_receipt_payload(receipt),
                                {&m_key});
}

Result<Bytes> Receiver::filed_receipt(const TerminalId& terminal, const LedgerId& ledger) {
    return m_orders.filed_receipt(terminal, ledger);
}

Result<void> Receiver::keep_status(const TerminalId& terminal, ByteView document) {
    const auto* row = m_orders.find(terminal);
    if (row == nullptr) {
        return fail(ErrorCode::NotEnrolled, terminal.hex());
    }
    ASAH_TRY(const auto parsed, ledger::parse_signed(document));
    ASAH_TRY(const auto payload,
             vault::verify_document(parsed, ledger::kStatusType, ledger::Role::TerminalSigning,
                                    *m_orders.root(), {row->signing_certificate}));
    ASAH_TRY(const auto status, ledger::parse_status_payload(payload));
    if (status.terminal != terminal) {
        return fail(ErrorCode::NotAllowed, "status of another terminal");
    }
    ASAH_TRY(const bool is_newer, m_archive.keep_status(terminal, status.number, document, now()));
    if (!is_newer) {
        return {};
    }
    return m_files->write_durable(m_paths.intake + "/" + protocol::intake_status_name(terminal),
                                  document, FileMode::Group);
}

Result<std::shared_ptr<const Bytes>> Receiver::content(const TerminalId& terminal,
                                                       protocol::ContentKind kind,
                                                       const Digest& digest) {
    if (kind == protocol::ContentKind::Package) {
        return m_orders.package(terminal, digest);
    }
    const auto bytes =
        kind == protocol::ContentKind::Root ? m_orders.root_file() : m_orders.manifest_file();
    if (bytes.empty()) {
        return fail(ErrorCode::NotFound, "manifest");
    }
    return std::make_shared<const Bytes>(bytes.begin(), bytes.end());
}

}  // namespace asah::hq
