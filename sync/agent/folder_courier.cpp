#include "sync/agent/folder_courier.h"

#include <algorithm>

#include "kiosk/core/base/skipped.h"
#include "kiosk/core/ledger/folder_names.h"
#include "sync/agent/home.h"

namespace asah::agent {

Result<protocol::Message> FolderCourier::exchange(const protocol::Message& request) {
    if (const auto* hello = std::get_if<protocol::Hello>(&request)) {
        return greet(*hello);
    }
    if (const auto* batch = std::get_if<protocol::Batch>(&request)) {
        return put(*batch);
    }
    if (const auto* wanted = std::get_if<protocol::Fetch>(&request)) {
        return fetch(*wanted);
    }
    return fail(ErrorCode::ProtocolViolation, "not a request");
}

Result<protocol::Message> FolderCourier::greet(const protocol::Hello& hello) {
    ASAH_CHECK(m_files->ensure_folder(m_up));
    ASAH_CHECK(
        m_files->write_durable(m_up + "/hello", protocol::encode_message(hello), FileMode::Public));
    const auto bytes = read_optional(*m_files, m_down + "/answer", protocol::kRequestBytesMax);
    if (!bytes.has_value() && !is_skippable(bytes.error())) {
        return fail(bytes.error());
    }
    if (!bytes.has_value()) {
        m_skipped.push_back(bytes.error());
    }
    if (!bytes.has_value() || bytes->empty()) {
        return protocol::Answer{};  // the stick was not at HQ yet: everything goes onto it
    }
    auto message = protocol::parse_message(*bytes);
    const auto* answer = message.has_value() ? std::get_if<protocol::Answer>(&*message) : nullptr;
    if (answer == nullptr) {
        // A stick pulled out too early must not keep results back.
        m_skipped.push_back({ErrorCode::MalformedInput, m_down.text() + "/answer", {}});
        return protocol::Answer{};
    }
    ASAH_CHECK(drop_known(*answer));
    return message;
}

Result<void> FolderCourier::drop_known(const protocol::Answer& answer) {
    ASAH_TRY(const auto names, m_files->list(m_up));
    for (const auto& file : names) {
        const auto name = ledger::parse_entry_file_name(file);
        if (!name.has_value()) {
            continue;
        }
        for (const auto& ledger : answer.ledgers) {
            if (ledger.ledger == name->ledger && name->n <= ledger.common.n) {
                ASAH_CHECK(m_files->remove(m_up + "/" + file));
            }
        }
    }
    return {};
}

Result<protocol::Message> FolderCourier::put(const protocol::Batch& batch) {
    protocol::BatchAnswer answer;
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        const auto& bytes = batch.entries[i];
        const auto entry = ledger::parse_entry(bytes);
        if (!entry.has_value()) {
            answer.quarantined.push_back(
                {.index = static_cast<std::uint16_t>(i), .reason = entry.error().code});
            continue;
        }
        ASAH_CHECK(m_files->write_durable(m_up + "/" + ledger::entry_file_name(entry->header),
                                          bytes, FileMode::Public));
    }
    return answer;
}

Result<protocol::Message> FolderCourier::fetch(const protocol::Fetch& wanted) {
    std::string name = ledger::package_file_name(wanted.digest);
    if (wanted.kind == protocol::ContentKind::Root) {
        name = ledger::kRootName;
    } else if (wanted.kind == protocol::ContentKind::Manifest) {
        name = ledger::kManifestName;
    } else if (wanted.kind == protocol::ContentKind::Revocation) {
        name = ledger::kRevocationName;
    }
    ASAH_TRY(auto bytes, m_files->read(m_down + "/" + name, protocol::kContentBytesMax));
    const auto size = bytes.size();
    if (wanted.offset > size) {
        return fail(ErrorCode::ProtocolViolation, m_down.text() + "/" + name);
    }
    if (wanted.kind == protocol::ContentKind::Package) {
        const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(wanted.offset);
        const auto count = std::min<std::size_t>(wanted.bytes_max, size - wanted.offset);
        bytes = Bytes(begin, begin + static_cast<std::ptrdiff_t>(count));
    }
    return protocol::Content{
        .kind = wanted.kind, .offset = wanted.offset, .size = size, .bytes = std::move(bytes)};
}

}  // namespace asah::agent
