#include "sync/protocol/client.h"

#include <algorithm>
#include <map>

#include "kiosk/core/base/assert.h"

namespace asah::protocol {

namespace {

using Names = std::vector<ledger::EntryName>;

Names sorted(Names names) {
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
        return std::tie(a.ledger, a.n, a.hash) < std::tie(b.ledger, b.n, b.hash);
    });
    return names;
}

ClientStep finished(ClientState state, std::optional<ErrorCode> refused) {
    state.phase = ClientState::Phase::Done;
    return {std::move(state), {Finish{refused}}};
}

Send fetch_whole(const ClientState& state, ContentKind kind) {
    return {Fetch{.terminal = state.start.terminal, .kind = kind}};
}

/// After which n of a ledger HQ lacks something. HQ's head counts only if it is our own entry.
std::uint64_t known_until(const LedgerAnswer& answer, const Names& names) {
    const auto is_head = [&](const ledger::EntryName& name) {
        return name.ledger == answer.ledger && name.n == answer.head.n &&
               name.hash == answer.head.hash;
    };
    const bool is_ours = std::any_of(names.begin(), names.end(), is_head);
    return is_ours ? std::max(answer.common.n, answer.head.n) : answer.common.n;
}

std::deque<ledger::EntryName> missing_at_hq(const Names& names, const Answer& answer) {
    std::map<LedgerId, std::uint64_t> known;
    for (const auto& ledger : answer.ledgers) {
        known[ledger.ledger] = known_until(ledger, names);
    }
    std::deque<ledger::EntryName> out;
    for (const auto& name : names) {
        const auto found = known.find(name.ledger);
        if (found == known.end() || name.n > found->second) {
            out.push_back(name);
        }
    }
    return out;
}

std::deque<ledger::ManifestItem> wanted_packages(const ClientStart& start) {
    std::deque<ledger::ManifestItem> out;
    if (!start.manifest) {
        return out;
    }
    for (const auto& item : start.manifest->items) {
        const bool is_for_us = !item.terminal || *item.terminal == start.terminal;
        const bool is_listed = std::any_of(out.begin(), out.end(), [&](const auto& listed) {
            return listed.digest == item.digest;
        });
        if (is_for_us && !is_listed && !start.packages_here.contains(item.digest) &&
            !start.packages_refused.contains(item.digest)) {
            out.push_back(item);
        }
    }
    return out;
}

/// How much of a wanted package is here; a part that is as long as the whole or longer is no part
/// of it.
std::uint64_t part_of(const ClientStart& start, const ledger::ManifestItem& item) {
    const auto found = start.parts.find(item.digest);
    return found == start.parts.end() || found->second >= item.size ? 0 : found->second;
}

/// The next thing to ask for from `state.phase` on.
ClientStep advance(ClientState state, std::vector<Action> actions) {
    using Phase = ClientState::Phase;
    ASAH_ASSERT(state.answer.has_value());
    const Answer& answer = *state.answer;
    if (state.phase == Phase::Entries) {
        if (!state.queue.empty()) {
            actions.emplace_back(SendEntries{});
            return {std::move(state), std::move(actions)};
        }
        state.phase = Phase::Root;
        if (answer.root_version > state.start.root_version) {
            actions.emplace_back(fetch_whole(state, ContentKind::Root));
            return {std::move(state), std::move(actions)};
        }
    }
    if (answer.state == TerminalState::Revoked) {
        state.phase = Phase::Revocation;
        actions.emplace_back(fetch_whole(state, ContentKind::Revocation));
        return {std::move(state), std::move(actions)};
    }
    if (answer.state == TerminalState::Held) {
        state.phase = Phase::Done;
        actions.emplace_back(Finish{ErrorCode::TerminalHeld});
        return {std::move(state), std::move(actions)};
    }
    if (state.phase == Phase::Root) {
        state.phase = Phase::Manifest;
        if (answer.manifest_number > state.start.manifest_number) {
            actions.emplace_back(fetch_whole(state, ContentKind::Manifest));
            return {std::move(state), std::move(actions)};
        }
    }
    if (state.phase == Phase::Manifest) {
        state.phase = Phase::Packages;
        state.wanted = wanted_packages(state.start);
        state.part_bytes = state.wanted.empty() ? 0 : part_of(state.start, state.wanted.front());
    }
    if (!state.wanted.empty()) {
        actions.emplace_back(FetchPiece{state.wanted.front().digest, state.part_bytes});
        return {std::move(state), std::move(actions)};
    }
    state.phase = Phase::Done;
    actions.emplace_back(Finish{});
    return {std::move(state), std::move(actions)};
}

ClientStep on_answer(ClientState state, const Answer& answer) {
    std::vector<Action> actions;
    for (const auto& ledger : answer.ledgers) {
        if (!ledger.stored_receipt.empty() || !ledger.filed_receipt.empty()) {
            actions.emplace_back(
                KeepReceipts{ledger.ledger, ledger.stored_receipt, ledger.filed_receipt});
        }
    }
    state.queue = missing_at_hq(state.start.outbox, answer);
    state.answer = answer;
    state.phase = ClientState::Phase::Entries;
    return advance(std::move(state), std::move(actions));
}

ClientStep on_batch_answer(ClientState state, const BatchAnswer& answer) {
    std::vector<Action> actions;
    for (const auto& entry : answer.quarantined) {
        if (entry.index >= state.in_flight_count) {
            return finished(std::move(state), ErrorCode::ProtocolViolation);
        }
        actions.emplace_back(TellQuarantined{state.queue[entry.index], entry.reason});
    }
    for (const auto& receipt : answer.receipts) {
        actions.emplace_back(KeepReceipts{receipt.ledger, receipt.stored_receipt, {}});
    }
    state.queue.erase(state.queue.begin(),
                      state.queue.begin() + static_cast<std::ptrdiff_t>(state.in_flight_count));
    state.in_flight_count = 0;
    return advance(std::move(state), std::move(actions));
}

ClientStep on_manifest(ClientState state, const Bytes& bytes) {
    const auto document = ledger::parse_signed(bytes);
    const auto payload = document ? ledger::payload_of(document->body, ledger::kManifestType)
                                  : Result<std::string_view>(fail(ErrorCode::MalformedInput));
    auto manifest = payload ? ledger::parse_manifest_payload(*payload)
                            : Result<ledger::Manifest>(fail(ErrorCode::MalformedInput));
    if (!manifest.has_value()) {
        return finished(std::move(state), ErrorCode::MalformedInput);
    }
    if (manifest->number > static_cast<std::int64_t>(state.start.manifest_number)) {
        state.start.packages_refused.clear();
    }
    state.start.manifest = std::move(*manifest);
    return advance(std::move(state), {KeepManifest{bytes}});
}

ClientStep on_piece(ClientState state, const Content& piece) {
    const auto& item = state.wanted.front();
    if (piece.offset != state.part_bytes || (piece.bytes.empty() && piece.size != 0)) {
        return finished(std::move(state), ErrorCode::ProtocolViolation);
    }
    if (piece.size != item.size) {
        return finished(std::move(state), ErrorCode::DigestMismatch);
    }
    KeepPiece keep{.digest = item.digest,
                   .offset = piece.offset,
                   .bytes = piece.bytes,
                   .is_last = piece.offset + piece.bytes.size() == piece.size};
    state.part_bytes += piece.bytes.size();
    if (keep.is_last) {
        state.wanted.pop_front();
        state.part_bytes = state.wanted.empty() ? 0 : part_of(state.start, state.wanted.front());
    }
    return advance(std::move(state), {std::move(keep)});
}

ClientStep on_content(ClientState state, const Content& content) {
    using Phase = ClientState::Phase;
    if (state.phase == Phase::Root && content.kind == ContentKind::Root) {
        return advance(std::move(state), {KeepRoot{content.bytes}});
    }
    if (state.phase == Phase::Revocation && content.kind == ContentKind::Revocation) {
        state.phase = Phase::Done;
        return {std::move(state),
                {KeepRevocation{content.bytes}, Finish{ErrorCode::TerminalRevoked}}};
    }
    if (state.phase == Phase::Manifest && content.kind == ContentKind::Manifest) {
        return on_manifest(std::move(state), content.bytes);
    }
    if (state.phase == Phase::Packages && content.kind == ContentKind::Package &&
        !state.wanted.empty()) {
        return on_piece(std::move(state), content);
    }
    return finished(std::move(state), ErrorCode::ProtocolViolation);
}

/// Points of one ledger: the positions of locator_positions that the outbox knows, and the newest
/// and the oldest that it holds.
std::vector<ledger::ChainPoint> points_of(const std::map<std::uint64_t, Digest>& known) {
    std::vector<ledger::ChainPoint> points;
    for (const auto n : ledger::locator_positions(known.rbegin()->first)) {
        const auto found = known.find(n);
        if (found != known.end()) {
            points.push_back({n, found->second});
        }
    }
    if (known.begin()->first < points.back().n) {
        points.push_back({known.begin()->first, known.begin()->second});
    }
    return points;
}

}  // namespace

ClientStep begin(ClientStart start) {
    start.outbox = sorted(std::move(start.outbox));
    std::optional<ledger::Locator> own;
    if (const auto status = read_status(start.status); status.has_value()) {
        own = status->locator;
    }
    Hello hello{.terminal = start.terminal,
                .root_version = start.root_version,
                .manifest_number = start.manifest_number,
                .locators = make_locators(start.outbox, own),
                .status = start.status,
                .carrier_version = start.carrier_version};
    ClientState state;
    state.start = std::move(start);
    return {std::move(state), {Send{std::move(hello)}}};
}

void entries_sent(ClientState& state, std::size_t count) {
    ASAH_ASSERT(count <= state.queue.size());
    state.in_flight_count = count;
}

ClientStep step(ClientState state, const Message& reply) {
    using Phase = ClientState::Phase;
    if (const auto* refusal = std::get_if<Refusal>(&reply)) {
        // Also where the document is not there: the terminal is revoked all the same.
        const bool is_revoked = state.phase == Phase::Revocation;
        return finished(std::move(state),
                        is_revoked ? ErrorCode::TerminalRevoked : refusal->reason);
    }
    if (const auto* answer = std::get_if<Answer>(&reply);
        answer && state.phase == Phase::Greeting) {
        return on_answer(std::move(state), *answer);
    }
    if (const auto* stored = std::get_if<BatchAnswer>(&reply);
        stored && state.phase == Phase::Entries && state.in_flight_count > 0) {
        return on_batch_answer(std::move(state), *stored);
    }
    if (const auto* content = std::get_if<Content>(&reply)) {
        return on_content(std::move(state), *content);
    }
    return finished(std::move(state), ErrorCode::ProtocolViolation);
}

std::vector<ledger::Locator> make_locators(const std::vector<ledger::EntryName>& outbox,
                                           const std::optional<ledger::Locator>& of_status) {
    std::map<LedgerId, std::map<std::uint64_t, Digest>> known;
    if (of_status) {
        for (const auto& point : of_status->points) {
            known[of_status->ledger].emplace(point.n, point.hash);
        }
    }
    for (const auto& name : outbox) {
        known[name.ledger].insert_or_assign(name.n, name.hash);
    }
    std::vector<ledger::Locator> locators;
    for (const auto& [ledger, points] : known) {
        if (locators.size() == kLocatorsMax) {
            break;
        }
        auto chosen = points_of(points);
        chosen.resize(std::min(chosen.size(), kLocatorPointsMax));
        locators.push_back({ledger, std::move(chosen)});
    }
    return locators;
}

Result<ledger::Status> read_status(ByteView document) {
    ASAH_TRY(const auto parsed, ledger::parse_signed(document));
    ASAH_TRY(const auto payload, ledger::payload_of(parsed.body, ledger::kStatusType));
    return ledger::parse_status_payload(payload);
}

bool BatchBuilder::add(Bytes entry) {
    const bool fits = m_bytes + entry.size() <= m_bytes_max && m_entries.size() < kBatchEntriesMax;
    if (!m_entries.empty() && !fits) {
        return false;
    }
    m_bytes += entry.size();
    m_entries.push_back(std::move(entry));
    return true;
}

}  // namespace asah::protocol
