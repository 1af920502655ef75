#include "sync/hq/receiver/orders.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr std::size_t kTerminalsBytesMax = 64U << 20U;
constexpr int kTerminalsVersion = 1;

Result<protocol::TerminalState> parse_state(const std::string& text) {
    if (text == "active") {
        return protocol::TerminalState::Active;
    }
    if (text == "held") {
        return protocol::TerminalState::Held;
    }
    if (text == "revoked") {
        return protocol::TerminalState::Revoked;
    }
    return fail(ErrorCode::MalformedInput, "terminals.json: state");
}

Result<TerminalRow> parse_row(const nlohmann::json& json) {
    TerminalRow row;
    ASAH_TRY(row.terminal, TerminalId::parse(json.at("terminal").get<std::string>()));
    row.name = json.at("name").get<std::string>();
    row.unit = UnitCode(json.at("unit").get<std::string>());
    ASAH_TRY(row.state, parse_state(json.at("state").get<std::string>()));
    ASAH_TRY(row.tls_key_id, parse_digest(json.at("tls_key_id").get<std::string>()));
    ASAH_TRY(row.signing_certificate,
             parse_base64(json.at("signing_certificate").get<std::string>()));
    return row;
}

/// The first refusal of several, or none.
Result<void> first_of(std::initializer_list<Result<void>> results) {
    for (const auto& result : results) {
        if (!result.has_value()) {
            return result;
        }
    }
    return {};
}

bool has_suffix(const std::string& text, std::string_view suffix) {
    return text.size() > suffix.size() &&
           text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}

}  // namespace

Result<std::vector<TerminalRow>> parse_terminals(ByteView json) {
    try {
        const auto document = nlohmann::json::parse(json.begin(), json.end());
        if (document.at("version").get<int>() != kTerminalsVersion) {
            return fail(ErrorCode::Unsupported, "terminals.json: version");
        }
        std::vector<TerminalRow> rows;
        for (const auto& item : document.at("terminals")) {
            ASAH_TRY(auto row, parse_row(item));
            rows.push_back(std::move(row));
        }
        return rows;
    } catch (const nlohmann::json::exception&) {
        return fail(ErrorCode::MalformedInput, "terminals.json");
    }
}

Result<Bytes> Orders::optional_file(const std::string& name, std::size_t size_max) {
    auto bytes = m_files->read(path(name), size_max);
    if (!bytes.has_value() && bytes.error().code == ErrorCode::FileMissing) {
        return Bytes{};
    }
    return bytes;
}

Result<void> Orders::refresh() {
    ASAH_CHECK(refresh_root());
    return first_of({refresh_manifest(), refresh_terminals()});
}

Result<void> Orders::refresh_root() {
    ASAH_TRY(auto bytes, optional_file(protocol::kOrdersRoot, ledger::kSignedDocumentBytesMax));
    if (bytes.empty() && !m_root) {
        return fail(ErrorCode::ContentMissing, path(protocol::kOrdersRoot));
    }
    if (bytes.empty() || bytes == m_root_file) {
        return {};
    }
    ASAH_TRY(auto root, vault::verify_root(bytes, m_root.get()));
    m_root = std::make_shared<const ledger::Root>(std::move(root));
    m_root_file = std::move(bytes);
    m_manifest_file.clear();  // its signer may be gone
    return {};
}

Result<void> Orders::refresh_manifest() {
    ASAH_TRY(auto bytes, optional_file(protocol::kOrdersManifest, ledger::kSignedDocumentBytesMax));
    if (bytes.empty() || bytes == m_manifest_file) {
        return {};
    }
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload, vault::verify_document(document, ledger::kManifestType,
                                                        ledger::Role::Content, *m_root));
    ASAH_TRY(m_manifest, ledger::parse_manifest_payload(payload));
    m_manifest_file = std::move(bytes);
    return {};
}

Result<void> Orders::refresh_terminals() {
    ASAH_TRY(auto bytes, optional_file(protocol::kOrdersTerminals, kTerminalsBytesMax));
    if (bytes.empty() || bytes == m_terminals_file) {
        return {};
    }
    ASAH_TRY(auto rows, parse_terminals(bytes));
    m_terminals.clear();
    for (auto& row : rows) {
        const auto id = row.terminal;
        m_terminals.insert_or_assign(id, std::move(row));
    }
    m_terminals_file = std::move(bytes);
    return {};
}

const TerminalRow* Orders::find(const TerminalId& terminal) const {
    const auto found = m_terminals.find(terminal);
    return found == m_terminals.end() ? nullptr : &found->second;
}

const TerminalRow* Orders::find_by_tls_key(const Digest& key_id) const {
    const auto found = std::find_if(m_terminals.begin(), m_terminals.end(), [&](const auto& item) {
        return item.second.tls_key_id == key_id;
    });
    return found == m_terminals.end() ? nullptr : &found->second;
}

Result<vault::CertificateInfo> Orders::signer_of(const TerminalId& terminal) const {
    const auto* row = find(terminal);
    if (row == nullptr) {
        return fail(ErrorCode::NotEnrolled, terminal.hex());
    }
    return vault::check_certificate(row->signing_certificate, ledger::Role::TerminalSigning,
                                    *m_root);
}

Result<std::shared_ptr<const Bytes>> Orders::package(const TerminalId& terminal,
                                                     const Digest& digest) {
    const auto is_named = [&](const ledger::ManifestItem& item) {
        return item.digest == digest && (!item.terminal || *item.terminal == terminal);
    };
    if (!m_manifest || std::none_of(m_manifest->items.begin(), m_manifest->items.end(), is_named)) {
        return fail(ErrorCode::NotFound, "package " + to_hex(digest));
    }
    const auto kept = std::find_if(m_packages.begin(), m_packages.end(),
                                   [&](const auto& one) { return one.first == digest; });
    if (kept != m_packages.end()) {
        return kept->second;
    }
    ASAH_TRY(auto bytes, m_files->read(path(std::string(protocol::kOrdersPackages) + "/" +
                                            to_hex(digest) + ".package"),
                                       protocol::kContentBytesMax));
    m_packages.emplace_back(digest, std::make_shared<const Bytes>(std::move(bytes)));
    std::size_t kept_bytes = 0;
    for (const auto& one : m_packages) {
        kept_bytes += one.second->size();
    }
    while (m_packages.size() > 1 && kept_bytes > protocol::kContentBytesMax) {
        kept_bytes -= m_packages.front().second->size();
        m_packages.pop_front();
    }
    return m_packages.back().second;
}

Result<Bytes> Orders::filed_receipt(const TerminalId& terminal, const LedgerId& ledger) {
    return optional_file(protocol::orders_filed_name(terminal, ledger),
                         protocol::kDocumentBytesMax);
}

Result<Bytes> Orders::join_reply(const Digest& request) {
    return optional_file(protocol::orders_reply_name(request), ledger::kSignedDocumentBytesMax);
}

Result<std::vector<ledger::Receipt>> Orders::filed_receipts() {
    ASAH_TRY(const auto names, m_files->list(m_folder));
    std::vector<ledger::Receipt> out;
    for (const auto& name : names) {
        if (!has_suffix(name, ".filed")) {
            continue;
        }
        ASAH_TRY(const auto bytes, optional_file(name, protocol::kDocumentBytesMax));
        const auto document = ledger::parse_signed(bytes);
        if (!document.has_value()) {
            continue;  // being replaced, or none of ours; the next look reads it again
        }
        const auto payload = vault::verify_document(*document, ledger::kFiledReceiptType,
                                                    ledger::Role::Filing, *m_root);
        if (!payload.has_value()) {
            continue;
        }
        ASAH_TRY(const auto receipt, ledger::parse_receipt_payload(*payload));
        out.push_back(receipt);
    }
    return out;
}

}  // namespace asah::hq
