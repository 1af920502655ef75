#include "sync/hq/receiver/filed_watch.h"

#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/certificate.h"
#include "sync/protocol/hq_folders.h"
#include "sync/protocol/message.h"

namespace asah::hq {

void FiledWatch::know(const std::vector<FiledHead>& heads) {
    for (const auto& filed : heads) {
        took(filed);
    }
}

void FiledWatch::took(const FiledHead& filed) {
    m_taken[{filed.terminal, filed.ledger}] = filed.head;
}

Result<void> FiledWatch::read(const Ledger& ledger, const std::string& name, Seen& seen,
                              const ledger::Root& root) {
    const auto path = m_folder + "/" + name;
    const auto stamp = stamp_of(path);
    if (seen.stamp == stamp) {
        return {};
    }
    ASAH_TRY(const auto bytes, m_files->read(path, protocol::kDocumentBytesMax));
    seen.stamp = stamp;
    const auto document = ledger::parse_signed(bytes);
    const auto payload = document ? ledger::payload_of(document->body, ledger::kFiledReceiptType)
                                  : Result<std::string_view>(fail(ErrorCode::MalformedInput));
    const auto receipt = payload ? ledger::parse_receipt_payload(*payload)
                                 : Result<ledger::Receipt>(fail(ErrorCode::MalformedInput));
    if (!receipt.has_value() || Ledger(receipt->terminal, receipt->ledger) != ledger) {
        return {};  // none of ours
    }
    const auto known = m_taken.find(ledger);
    const bool is_known = known != m_taken.end() && known->second == receipt->head;
    if (is_known ||
        vault::verify_document(*document, ledger::kFiledReceiptType, ledger::Role::Filing, root)
            .has_value()) {
        seen.head = receipt->head;
    }
    return {};
}

Result<void> FiledWatch::look_again(const ledger::Root& root) {
    const auto stamp = stamp_of(m_folder);
    // A folder without a root is not there as a whole: no ledger's receipt is gone for that.
    const bool is_there = stamp_of(m_folder + "/" + protocol::kOrdersRoot) != FileStamp{};
    if (!is_there || (stamp == m_stamp && m_is_settled)) {
        return {};
    }
    ASAH_TRY(const auto names, m_files->list(m_folder));
    std::map<Ledger, Seen> seen;
    for (const auto& name : names) {
        const auto ledger = protocol::parse_orders_filed_name(name);
        if (!ledger) {
            continue;
        }
        const auto before = m_seen.find(*ledger);
        auto& now = seen[*ledger];
        now = before == m_seen.end() ? Seen{} : before->second;
        ASAH_CHECK(read(*ledger, name, now, root));
    }
    m_seen = std::move(seen);
    m_is_settled = stamp == m_stamp;
    m_stamp = stamp;
    m_has_news = true;
    return {};
}

Result<std::vector<FiledHead>> FiledWatch::look(const ledger::Root& root) {
    ASAH_CHECK(look_again(root));
    std::vector<FiledHead> news;
    if (!m_has_news || m_stamp == FileStamp{}) {
        return news;
    }
    for (const auto& [ledger, head] : m_taken) {
        if (head.n > 0 && !m_seen.contains(ledger)) {
            news.push_back({ledger.first, ledger.second, {}});
        }
    }
    for (const auto& [ledger, seen] : m_seen) {
        const auto known = m_taken.find(ledger);
        if (seen.head.n > 0 && (known == m_taken.end() || known->second != seen.head)) {
            news.push_back({ledger.first, ledger.second, seen.head});
        }
    }
    m_has_news = !news.empty();
    return news;
}

}  // namespace asah::hq
