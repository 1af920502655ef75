#include "sync/protocol/server.h"

#include <algorithm>

namespace asah::protocol {

namespace {

// Far above what a terminal can write, and exact in every number type on the way.
constexpr std::uint64_t kEntryNumberMax = std::uint64_t{1} << 53U;

/// The checks of one entry that need no other entry.
Result<AcceptedEntry> checked(HqPort& hq, const TerminalId& peer, ByteView bytes) {
    ASAH_TRY(auto entry, ledger::parse_entry(bytes));
    const auto& header = entry.header;
    if (header.authority != hq.authority()) {
        return fail(ErrorCode::CertificateForeign, "entry of another authority");
    }
    if (header.terminal != peer) {
        return fail(ErrorCode::NotAllowed, "entry of another terminal");
    }
    if (header.n > kEntryNumberMax) {
        return fail(ErrorCode::ProtocolViolation, "entry's number");
    }
    const auto genesis = ledger::genesis_hash(header.authority, header.terminal, header.ledger);
    if ((header.n == 1) != (header.parent == genesis)) {
        return fail(ErrorCode::ProtocolViolation, "entry's parent");
    }
    ASAH_CHECK(hq.verify_entry(peer, entry));
    const auto hash = ledger::entry_hash(header);
    return AcceptedEntry{std::move(entry), hash};
}

Result<Bytes> signed_receipt(HqPort& hq, const TerminalId& terminal, const LedgerId& ledger,
                             const ledger::ChainPoint& head) {
    if (head.n == 0) {
        return Bytes{};
    }
    return hq.sign_stored_receipt({hq.authority(), terminal, ledger, head, hq.now()});
}

Result<Message> on_hello(HqPort& hq, const TerminalId& peer, TerminalState state,
                         const Hello& hello) {
    Answer answer{.state = state,
                  .hq_time = hq.now(),
                  .root_version = hq.root_version(),
                  .manifest_number = hq.manifest_number(),
                  .ledgers = {}};
    std::vector<LedgerQuestion> questions;
    for (const auto& locator : hello.locators) {
        questions.push_back(
            {locator, {0, ledger::genesis_hash(hq.authority(), peer, locator.ledger)}});
    }
    ASAH_TRY(const auto places, hq.greet(peer, hello.status, questions));
    for (std::size_t i = 0; i < places.size(); ++i) {
        LedgerAnswer out;
        out.ledger = questions[i].locator.ledger;
        out.common = places[i].common;
        out.head = places[i].head;
        ASAH_TRY(out.stored_receipt, signed_receipt(hq, peer, out.ledger, out.head));
        ASAH_TRY(out.filed_receipt, hq.filed_receipt(peer, out.ledger));
        answer.ledgers.push_back(std::move(out));
    }
    return answer;
}

Result<Message> on_batch(HqPort& hq, const TerminalId& peer, const Batch& batch) {
    std::vector<AcceptedEntry> accepted;
    std::vector<RejectedEntry> rejected;
    BatchAnswer answer;
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        auto entry = checked(hq, peer, batch.entries[i]);
        if (entry.has_value()) {
            accepted.push_back(std::move(*entry));
            continue;
        }
        const auto index = static_cast<std::uint16_t>(i);
        rejected.push_back({index, entry.error().code, batch.entries[i]});
        answer.quarantined.push_back({index, entry.error().code});
    }
    ASAH_TRY(const auto heads, hq.keep(peer, accepted, rejected));
    for (const auto& [ledger, head] : heads) {
        ASAH_TRY(auto receipt, signed_receipt(hq, peer, ledger, head));
        answer.receipts.push_back({ledger, std::move(receipt)});
    }
    return answer;
}

/// The asked piece of a package, or root and manifest whole.
Result<Message> piece_of(const Bytes& whole, const Fetch& fetch) {
    if (fetch.offset > whole.size()) {
        return fail(ErrorCode::ProtocolViolation, "piece beyond the end");
    }
    const auto left = whole.size() - fetch.offset;
    const auto count =
        fetch.kind == ContentKind::Package ? std::min<std::size_t>(fetch.bytes_max, left) : left;
    const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(fetch.offset);
    return Content{.kind = fetch.kind,
                   .offset = fetch.offset,
                   .size = whole.size(),
                   .bytes = Bytes(begin, begin + static_cast<std::ptrdiff_t>(count))};
}

Result<Message> on_fetch(HqPort& hq, const TerminalId& peer, TerminalState state,
                         const Fetch& fetch) {
    const bool is_root = fetch.kind == ContentKind::Root;
    if (state == TerminalState::Held && !is_root) {
        return fail(ErrorCode::TerminalHeld);
    }
    if (state == TerminalState::Revoked && !is_root && fetch.kind != ContentKind::Revocation) {
        return fail(ErrorCode::TerminalRevoked);
    }
    ASAH_TRY(const auto whole, hq.content(peer, fetch.kind, fetch.digest));
    return piece_of(*whole, fetch);
}

Result<Message> handled(HqPort& hq, const TerminalId& peer, const Message& request) {
    const auto state = hq.terminal_state(peer);
    if (!state) {
        return fail(ErrorCode::NotEnrolled);
    }
    const auto is_other = [&](const TerminalId& claimed) { return claimed != peer; };
    if (const auto* hello = std::get_if<Hello>(&request)) {
        return is_other(hello->terminal) ? fail(ErrorCode::NotEnrolled)
                                         : on_hello(hq, peer, *state, *hello);
    }
    if (const auto* batch = std::get_if<Batch>(&request)) {
        return is_other(batch->terminal) ? fail(ErrorCode::NotEnrolled)
                                         : on_batch(hq, peer, *batch);
    }
    if (const auto* fetch = std::get_if<Fetch>(&request)) {
        return is_other(fetch->terminal) ? fail(ErrorCode::NotEnrolled)
                                         : on_fetch(hq, peer, *state, *fetch);
    }
    return fail(ErrorCode::ProtocolViolation);
}

}  // namespace

Message reply_to(HqPort& hq, const TerminalId& peer, const Message& request) {
    auto reply = handled(hq, peer, request);
    return reply.has_value() ? std::move(*reply) : Message(Refusal{reply.error().code});
}

}  // namespace asah::protocol
