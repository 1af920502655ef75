#include "tests/support/fake_hq.h"

#include "kiosk/core/ledger/signed.h"

namespace asah::support {

Bytes FakeHq::signature_of(const ledger::EntryHeader& header) {
    auto text = to_bytes("signed");
    const auto encoded = ledger::encode_header(header);
    text.insert(text.end(), encoded.begin(), encoded.end());
    const auto digest = sha256(text);
    return {digest.begin(), digest.end()};
}

std::optional<protocol::TerminalState> FakeHq::terminal_state(const TerminalId& terminal) const {
    const auto found = terminals.find(terminal);
    return found == terminals.end() ? std::nullopt : std::optional(found->second);
}

Result<void> FakeHq::verify_entry(const TerminalId&, const ledger::Entry& entry) {
    if (entry.signature != signature_of(entry.header)) {
        return fail(ErrorCode::SignatureInvalid);
    }
    return {};
}

bool FakeHq::is_connected(const TerminalId& terminal, const LedgerId& ledger,
                          const Digest& hash) const {
    auto at = hash;
    for (;;) {
        const auto found = entries.find(at);
        if (found == entries.end() || found->second.header.ledger != ledger ||
            found->second.header.terminal != terminal) {
            return false;
        }
        if (found->second.header.n == 1) {
            return true;
        }
        at = found->second.header.parent;
    }
}

ledger::ChainPoint FakeHq::head_of(const ledger::ChainPoint& from) const {
    auto head = from;
    for (bool is_moving = true; is_moving;) {
        is_moving = false;
        for (const auto& [hash, entry] : entries) {
            if (entry.header.parent == head.hash) {
                head = {entry.header.n, hash};
                is_moving = true;
                break;
            }
        }
    }
    return head;
}

Result<std::vector<protocol::LedgerPlace>> FakeHq::greet(
    const TerminalId& terminal, ByteView, const std::vector<protocol::LedgerQuestion>& questions) {
    std::vector<protocol::LedgerPlace> places;
    for (const auto& question : questions) {
        auto common = question.genesis;
        for (const auto& point : question.locator.points) {
            if (is_connected(terminal, question.locator.ledger, point.hash)) {
                common = point;
                break;
            }
        }
        places.push_back({common, head_of(common)});
    }
    return places;
}

Result<std::vector<protocol::LedgerHead>> FakeHq::keep(
    const TerminalId& terminal, const std::vector<protocol::AcceptedEntry>& accepted,
    const std::vector<protocol::RejectedEntry>& rejected) {
    if (is_disk_full) {
        return fail(ErrorCode::DiskFull);
    }
    ++keep_count;
    std::map<LedgerId, ledger::ChainPoint> last;
    for (const auto& entry : accepted) {
        entries.emplace(entry.hash, entry.entry);
    }
    for (const auto& [entry, hash] : accepted) {
        if (is_connected(terminal, entry.header.ledger, hash)) {
            last[entry.header.ledger] = {entry.header.n, hash};
        }
    }
    for (const auto& entry : rejected) {
        quarantine.push_back(entry.reason);
    }
    std::vector<protocol::LedgerHead> heads;
    for (const auto& [ledger, point] : last) {
        heads.push_back({ledger, head_of(point)});
    }
    return heads;
}

Result<Bytes> FakeHq::sign_stored_receipt(const ledger::Receipt& receipt) {
    receipts.push_back(receipt);
    return ledger::encode_signed(
        {ledger::make_body(ledger::kStoredReceiptType, ledger::make_receipt_payload(receipt)),
         {{Digest{1}, Bytes{1, 2, 3}}}});
}

Result<Bytes> FakeHq::filed_receipt(const TerminalId&, const LedgerId&) { return Bytes{}; }

Result<std::shared_ptr<const Bytes>> FakeHq::content(const TerminalId&, protocol::ContentKind kind,
                                                     const Digest& digest) {
    if (kind != protocol::ContentKind::Package) {
        return std::make_shared<const Bytes>(kind == protocol::ContentKind::Root ? root_file
                                                                                 : manifest_file);
    }
    const auto found = packages.find(digest);
    if (found == packages.end()) {
        return fail(ErrorCode::NotFound);
    }
    return std::make_shared<const Bytes>(found->second);
}

Chain Chain::make(std::uint8_t id, std::size_t count, std::size_t sealed_bytes) {
    Chain chain;
    chain.authority.bytes.fill(0xAA);
    chain.terminal.bytes.fill(id);
    chain.ledger.bytes.fill(static_cast<std::uint8_t>(id + 1));
    for (std::size_t i = 0; i < count; ++i) {
        chain.grow(static_cast<std::uint8_t>(i), sealed_bytes);
    }
    return chain;
}

void Chain::grow(std::uint8_t salt, std::size_t sealed_bytes) {
    ledger::Entry entry;
    entry.sealed.assign(sealed_bytes, salt);
    entry.header = {.authority = authority,
                    .terminal = terminal,
                    .ledger = ledger,
                    .n = entries.size() + 1,
                    .parent = entries.empty() ? ledger::genesis_hash(authority, terminal, ledger)
                                              : ledger::entry_hash(entries.back().header),
                    .record = {},
                    .record_class = ledger::RecordClass::Result,
                    .sealed_digest = sha256(entry.sealed)};
    entry.header.record.bytes.fill(salt);
    entry.header.record.bytes[0] = static_cast<std::uint8_t>(entries.size());
    entry.signature = FakeHq::signature_of(entry.header);
    entries.push_back(std::move(entry));
}

std::vector<ledger::EntryName> Chain::names() const {
    std::vector<ledger::EntryName> out;
    for (const auto& entry : entries) {
        out.push_back({ledger, entry.header.n, ledger::entry_hash(entry.header)});
    }
    return out;
}

const ledger::Entry* Chain::find(const Digest& hash) const {
    for (const auto& entry : entries) {
        if (ledger::entry_hash(entry.header) == hash) {
            return &entry;
        }
    }
    return nullptr;
}

}  // namespace asah::support
