#include "sync/hq/receiver/orders.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr std::size_t kTerminalsBytesMax = 64U << 20U;
constexpr int kTerminalsVersion = 1;
constexpr std::size_t kCodesBytesMax = 4U << 20U;
constexpr int kCodesVersion = 1;
constexpr std::size_t kPackagesKeptMax = 64;

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

Result<OpenCodes> parse_codes(ByteView json) {
    try {
        const auto document = nlohmann::json::parse(json.begin(), json.end());
        if (document.at("version").get<int>() != kCodesVersion) {
            return fail(ErrorCode::Unsupported, "codes.json: version");
        }
        OpenCodes codes;
        for (const auto& item : document.at("codes")) {
            codes[item.at("code").get<std::string>()] = {
                item.at("expires_utc_ms").get<std::int64_t>()};
        }
        return codes;
    } catch (const nlohmann::json::exception&) {
        return fail(ErrorCode::MalformedInput, "codes.json");
    }
}

const TerminalRow* OrdersView::find(const TerminalId& terminal) const {
    const auto found = terminals->rows.find(terminal);
    return found == terminals->rows.end() ? nullptr : &found->second;
}

const TerminalRow* OrdersView::find_by_tls_key(const Digest& key_id) const {
    const auto found = terminals->by_tls_key.find(key_id);
    return found == terminals->by_tls_key.end() ? nullptr : find(found->second);
}

std::shared_ptr<const OrdersView> Orders::view() const {
    const std::scoped_lock lock(m_mutex);
    return m_view;
}

/// Calls `read` if the file is another one than at the last look.
template <class Read>
Result<void> Orders::look(const char* name, Watched& watched, Read read) {
    const auto stamp = stamp_of(path(name));
    if (stamp != watched.stamp) {
        watched.stamp = stamp;
        watched.outcome = stamp == FileStamp{} ? Result<void>{} : read();
    }
    return watched.outcome;
}

Result<void> Orders::refresh() {
    const std::scoped_lock reading(m_reading);
    const auto before = view();
    auto next = before ? *before : OrdersView{};
    const auto root = look(protocol::kOrdersRoot, m_root, [&] { return read_root(next); });
    if (!next.root) {
        m_root.stamp = {};
        return root.has_value()
                   ? fail(ErrorCode::ContentMissing, path(protocol::kOrdersRoot).text())
                   : root;
    }
    if (!before || next.root != before->root) {
        m_manifest.stamp = {};  // its signer may be gone
    }
    const auto manifest =
        look(protocol::kOrdersManifest, m_manifest, [&] { return read_manifest(next); });
    const auto terminals =
        look(protocol::kOrdersTerminals, m_terminals, [&] { return read_terminals(next); });
    const auto codes = look(protocol::kOrdersCodes, m_codes, [&] { return read_codes(next); });
    const bool is_changed = !before || next.codes != before->codes || next.root != before->root ||
                            next.manifest != before->manifest ||
                            next.terminals != before->terminals;
    if (is_changed) {
        auto view = std::make_shared<const OrdersView>(std::move(next));
        const std::scoped_lock lock(m_mutex);
        m_view = std::move(view);
    }
    ASAH_CHECK(root);
    ASAH_CHECK(manifest);
    ASAH_CHECK(terminals);
    return codes;
}

Result<void> Orders::read_root(OrdersView& next) {
    ASAH_TRY(auto bytes,
             m_files->read(path(protocol::kOrdersRoot), ledger::kSignedDocumentBytesMax));
    if (next.root_file && bytes == *next.root_file) {
        return {};
    }
    ASAH_TRY(auto root, vault::verify_root(bytes, next.root.get()));
    next.root = std::make_shared<const ledger::Root>(std::move(root));
    next.root_file = std::make_shared<const Bytes>(std::move(bytes));
    return {};
}

Result<void> Orders::read_manifest(OrdersView& next) {
    ASAH_TRY(auto bytes,
             m_files->read(path(protocol::kOrdersManifest), ledger::kSignedDocumentBytesMax));
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload, vault::verify_document(document, ledger::kManifestType,
                                                        ledger::Role::Content, *next.root));
    ASAH_TRY(const auto manifest, ledger::parse_manifest_payload(payload));
    auto table = std::make_shared<ManifestTable>();
    table->number = manifest.number;
    for (const auto& item : manifest.items) {
        table->packages[item.digest].push_back(item.terminal);
    }
    table->file = std::move(bytes);
    next.manifest = std::move(table);
    return {};
}

Result<void> Orders::read_terminals(OrdersView& next) {
    ASAH_TRY(const auto bytes, m_files->read(path(protocol::kOrdersTerminals), kTerminalsBytesMax));
    ASAH_TRY(auto rows, parse_terminals(bytes));
    auto table = std::make_shared<TerminalTable>();
    for (auto& row : rows) {
        const auto id = row.terminal;
        table->by_tls_key.insert_or_assign(row.tls_key_id, id);
        table->rows.insert_or_assign(id, std::move(row));
    }
    next.terminals = std::move(table);
    return {};
}

Result<void> Orders::read_codes(OrdersView& next) {
    ASAH_TRY(const auto bytes, m_files->read(path(protocol::kOrdersCodes), kCodesBytesMax));
    ASAH_TRY(auto codes, parse_codes(bytes));
    next.codes = std::make_shared<const OpenCodes>(std::move(codes));
    return {};
}

Result<std::shared_ptr<const Bytes>> Orders::package(const TerminalId& terminal,
                                                     const Digest& digest) {
    const auto orders = view();
    const auto& packages = orders->manifest->packages;
    const auto found = packages.find(digest);
    const auto is_for_it = [&](const auto& whom) { return !whom || *whom == terminal; };
    if (found == packages.end() ||
        std::none_of(found->second.begin(), found->second.end(), is_for_it)) {
        return fail(ErrorCode::NotFound, "package " + to_hex(digest));
    }
    if (auto kept = find_read_lately(digest)) {
        return kept;
    }
    ASAH_TRY(auto read, m_files->read(path(std::string(protocol::kOrdersPackages) + "/" +
                                           to_hex(digest) + ".package"),
                                      protocol::kContentBytesMax));
    auto bytes = std::make_shared<const Bytes>(std::move(read));
    remember(digest, bytes);
    return bytes;
}

std::shared_ptr<const Bytes> Orders::find_read_lately(const Digest& digest) {
    const std::scoped_lock lock(m_mutex);
    const auto kept = std::find_if(m_packages.begin(), m_packages.end(),
                                   [&](const auto& one) { return one.first == digest; });
    return kept == m_packages.end() ? nullptr : kept->second;
}

void Orders::remember(const Digest& digest, std::shared_ptr<const Bytes> bytes) {
    const std::scoped_lock lock(m_mutex);
    m_packages.emplace_back(digest, std::move(bytes));
    std::size_t kept_bytes = 0;
    for (const auto& one : m_packages) {
        kept_bytes += one.second->size();
    }
    // Many small packages make a long search, so their number is bounded too.
    while (m_packages.size() > 1 &&
           (kept_bytes > protocol::kContentBytesMax || m_packages.size() > kPackagesKeptMax)) {
        kept_bytes -= m_packages.front().second->size();
        m_packages.pop_front();
    }
}

Result<Bytes> Orders::filed_receipt(const TerminalId& terminal, const LedgerId& ledger) {
    return optional_file(protocol::orders_filed_name(terminal, ledger),
                         protocol::kDocumentBytesMax);
}

Result<Bytes> Orders::revocation(const TerminalId& terminal) {
    ASAH_TRY(auto bytes, optional_file(protocol::orders_revocation_name(terminal),
                                       protocol::kDocumentBytesMax));
    if (bytes.empty()) {
        return fail(ErrorCode::NotFound, "revocation of " + terminal.hex());
    }
    return bytes;
}

Result<Bytes> Orders::join_reply(const Digest& request) {
    return optional_file(protocol::orders_reply_name(request), ledger::kSignedDocumentBytesMax);
}

}  // namespace asah::hq
