#include "sync/protocol/client.h"

#include <doctest/doctest.h>

#include "tests/support/fake_hq.h"

using namespace asah;
using namespace asah::protocol;
using support::Chain;

TEST_SUITE_BEGIN("sync/protocol/client");

namespace {

ClientStart start_of(const Chain& chain) {
    ClientStart start;
    start.terminal = chain.terminal;
    start.root_version = 1;
    start.outbox = chain.names();
    return start;
}

ledger::ChainPoint point_of(const Chain& chain, std::size_t n) {
    return {n, ledger::entry_hash(chain.entries[n - 1].header)};
}

Answer answer_at(const Chain& chain, std::size_t common, std::size_t head) {
    Answer answer;
    answer.root_version = 1;
    answer.ledgers = {{.ledger = chain.ledger,
                       .common = point_of(chain, common),
                       .head = point_of(chain, head),
                       .stored_receipt = {1},
                       .filed_receipt = {}}};
    return answer;
}

template <class T>
const T* last(const ClientStep& step) {
    return step.actions.empty() ? nullptr : std::get_if<T>(&step.actions.back());
}

Bytes a_manifest(std::vector<ledger::ManifestItem> items) {
    ledger::Manifest manifest;
    manifest.root_version = 1;
    manifest.number = 2;
    manifest.items = std::move(items);
    return ledger::encode_signed(
        {ledger::make_body(ledger::kManifestType, ledger::make_manifest_payload(manifest)),
         {{Digest{1}, Bytes{1, 2, 3}}}});
}

ledger::ManifestItem an_item(const char* id, const Bytes& bytes, std::optional<TerminalId> only) {
    ledger::ManifestItem item;
    item.id = id;
    item.version = 1;
    item.digest = sha256(bytes);
    item.size = bytes.size();
    item.terminal = only;
    return item;
}

Content whole_content(ContentKind kind, Bytes bytes) {
    return {.kind = kind, .offset = 0, .size = bytes.size(), .bytes = std::move(bytes)};
}

}  // namespace

TEST_CASE("the hello's locator names the newest entries densely and old ones sparsely") {
    const auto chain = Chain::make(1, 20);
    const auto step = begin(start_of(chain));
    const auto* hello = std::get_if<Hello>(&std::get<Send>(step.actions.at(0)).message);
    REQUIRE(hello != nullptr);
    REQUIRE(hello->locators.size() == 1);
    std::vector<std::uint64_t> positions;
    for (const auto& point : hello->locators[0].points) {
        positions.push_back(point.n);
    }
    CHECK(positions == std::vector<std::uint64_t>{20, 19, 18, 16, 12, 4, 1});
}

TEST_CASE("only what lies after HQ's own head is queued") {
    const auto chain = Chain::make(1, 10);
    auto step = protocol::step(begin(start_of(chain)).state, answer_at(chain, 4, 7));
    CHECK(last<SendEntries>(step) != nullptr);
    REQUIRE(step.state.queue.size() == 3);
    CHECK(step.state.queue.front().n == 8);
}

TEST_CASE("a head that is not ours does not hide our entries") {
    const auto chain = Chain::make(1, 10);
    auto answer = answer_at(chain, 4, 7);
    answer.ledgers[0].head.hash = Digest{1};
    const auto step = protocol::step(begin(start_of(chain)).state, answer);
    CHECK(step.state.queue.front().n == 5);
}

TEST_CASE("a ledger that HQ does not mention is sent from its beginning") {
    const auto chain = Chain::make(1, 3);
    const auto step = protocol::step(begin(start_of(chain)).state, Answer{});
    CHECK(step.state.queue.size() == 3);
}

TEST_CASE("nothing to send and nothing new ends the pass, with the receipt kept") {
    const auto chain = Chain::make(1, 3);
    const auto step = protocol::step(begin(start_of(chain)).state, answer_at(chain, 3, 3));
    REQUIRE(step.actions.size() == 2);
    CHECK(std::get<KeepReceipts>(step.actions[0]).stored == Bytes{1});
    CHECK_FALSE(std::get<Finish>(step.actions[1]).refused.has_value());
}

TEST_CASE("a newer manifest brings the packages for us and for all, each once, never another's") {
    const auto chain = Chain::make(1, 1);
    const Bytes bank{1, 1}, ours{2, 2}, theirs{3, 3}, here{4, 4};
    TerminalId other;
    other.bytes.fill(9);
    auto start = start_of(chain);
    start.packages_here.insert(sha256(here));
    auto answer = answer_at(chain, 1, 1);
    answer.manifest_number = 2;
    auto step = protocol::step(begin(std::move(start)).state, answer);
    REQUIRE(last<Send>(step) != nullptr);
    CHECK(std::get<Fetch>(last<Send>(step)->message).kind == ContentKind::Manifest);

    const auto manifest = a_manifest({an_item("T01", bank, {}), an_item("T01b", bank, {}),
                                      an_item("roster", ours, chain.terminal),
                                      an_item("roster2", theirs, other), an_item("T02", here, {})});
    step = protocol::step(std::move(step.state), whole_content(ContentKind::Manifest, manifest));
    CHECK(last<FetchPiece>(step)->digest == sha256(bank));
    step = protocol::step(std::move(step.state), whole_content(ContentKind::Package, bank));
    CHECK(std::get<KeepPiece>(step.actions[0]).bytes == bank);
    CHECK(std::get<KeepPiece>(step.actions[0]).is_last);
    CHECK(last<FetchPiece>(step)->digest == sha256(ours));
    step = protocol::step(std::move(step.state), whole_content(ContentKind::Package, ours));
    CHECK_FALSE(last<Finish>(step)->refused.has_value());
}

TEST_CASE("only a newer manifest brings back what the kiosk refused, not one of the same number") {
    const auto chain = Chain::make(1, 1);
    const Bytes refused{1, 1};
    for (const std::uint32_t known : {1U, 2U}) {
        auto start = start_of(chain);
        start.manifest_number = known;
        start.packages_refused.insert(sha256(refused));
        auto answer = answer_at(chain, 1, 1);
        answer.manifest_number = 3;  // whatever it promises, number 2 comes
        auto step = protocol::step(begin(std::move(start)).state, answer);
        step = protocol::step(
            std::move(step.state),
            whole_content(ContentKind::Manifest, a_manifest({an_item("T01", refused, {})})));
        CHECK((last<FetchPiece>(step) != nullptr) == (known < 2));
        CHECK((last<Finish>(step) != nullptr) == (known == 2));
    }
}

TEST_CASE("a package of other bytes than asked for is not kept") {
    const auto chain = Chain::make(1, 1);
    auto answer = answer_at(chain, 1, 1);
    answer.manifest_number = 2;
    auto step = protocol::step(begin(start_of(chain)).state, answer);
    step = protocol::step(
        std::move(step.state),
        whole_content(ContentKind::Manifest, a_manifest({an_item("T01", Bytes{1, 1}, {})})));
    step =
        protocol::step(std::move(step.state), whole_content(ContentKind::Package, Bytes{1, 2, 3}));
    REQUIRE(step.actions.size() == 1);
    CHECK(last<Finish>(step)->refused == ErrorCode::DigestMismatch);
}

TEST_CASE("a package is asked for from where an earlier pass ended, piece after piece") {
    const auto chain = Chain::make(1, 1);
    const Bytes bank{1, 2, 3, 4, 5};
    auto start = start_of(chain);
    start.parts[sha256(bank)] = 2;
    auto answer = answer_at(chain, 1, 1);
    answer.manifest_number = 2;
    auto step = protocol::step(begin(std::move(start)).state, answer);
    step = protocol::step(
        std::move(step.state),
        whole_content(ContentKind::Manifest, a_manifest({an_item("T01", bank, {})})));
    CHECK(last<FetchPiece>(step)->offset == 2);
    step = protocol::step(
        std::move(step.state),
        Content{.kind = ContentKind::Package, .offset = 2, .size = 5, .bytes = {3, 4}});
    CHECK_FALSE(std::get<KeepPiece>(step.actions[0]).is_last);
    CHECK(last<FetchPiece>(step)->offset == 4);
    const auto before = step.state;
    step =
        protocol::step(std::move(step.state),
                       Content{.kind = ContentKind::Package, .offset = 4, .size = 5, .bytes = {5}});
    CHECK(std::get<KeepPiece>(step.actions[0]).is_last);
    CHECK_FALSE(last<Finish>(step)->refused.has_value());

    // Another place than asked, or nothing at all, would go on for ever.
    for (const auto& wrong :
         {Content{.kind = ContentKind::Package, .offset = 3, .size = 5, .bytes = {4}},
          Content{.kind = ContentKind::Package, .offset = 4, .size = 5, .bytes = {}}}) {
        step = protocol::step(before, wrong);
        CHECK(last<Finish>(step)->refused == ErrorCode::ProtocolViolation);
    }
}

TEST_CASE("a part that is longer than the package is fetched anew") {
    const auto chain = Chain::make(1, 1);
    const Bytes bank{1, 2};
    auto start = start_of(chain);
    start.parts[sha256(bank)] = 2;
    auto answer = answer_at(chain, 1, 1);
    answer.manifest_number = 2;
    auto step = protocol::step(begin(std::move(start)).state, answer);
    step = protocol::step(
        std::move(step.state),
        whole_content(ContentKind::Manifest, a_manifest({an_item("T01", bank, {})})));
    CHECK(last<FetchPiece>(step)->offset == 0);
}

TEST_CASE("a revoked terminal sends, then fetches its revocation and nothing else") {
    const auto chain = Chain::make(1, 3);
    auto answer = answer_at(chain, 1, 1);
    answer.manifest_number = 2;
    answer.state = TerminalState::Revoked;
    auto step = protocol::step(begin(start_of(chain)).state, answer);
    REQUIRE(last<SendEntries>(step) != nullptr);
    entries_sent(step.state, 2);
    step = protocol::step(std::move(step.state), BatchAnswer{});
    REQUIRE(last<Send>(step) != nullptr);
    CHECK(std::get<Fetch>(last<Send>(step)->message).kind == ContentKind::Revocation);
    SUBCASE("it comes") {
        step =
            protocol::step(std::move(step.state), whole_content(ContentKind::Revocation, {1, 2}));
        CHECK(std::get<KeepRevocation>(step.actions.front()).bytes == Bytes{1, 2});
    }
    SUBCASE("headquarters has none") {
        step = protocol::step(std::move(step.state), Refusal{ErrorCode::NotFound});
    }
    CHECK(last<Finish>(step)->refused == ErrorCode::TerminalRevoked);
}

TEST_CASE("a held terminal sends but fetches nothing") {
    const auto chain = Chain::make(1, 3);
    auto answer = answer_at(chain, 1, 1);
    answer.manifest_number = 2;
    answer.state = TerminalState::Held;
    auto step = protocol::step(begin(start_of(chain)).state, answer);
    REQUIRE(last<SendEntries>(step) != nullptr);
    entries_sent(step.state, 2);
    step = protocol::step(std::move(step.state), BatchAnswer{});
    CHECK(last<Finish>(step)->refused == ErrorCode::TerminalHeld);
}

TEST_CASE("a reply that does not belong to the question ends the pass") {
    const auto chain = Chain::make(1, 3);
    for (const Message& wrong :
         {Message(BatchAnswer{}), Message(whole_content(ContentKind::Root, {1})),
          Message(Hello{})}) {
        const auto step = protocol::step(begin(start_of(chain)).state, wrong);
        CHECK(last<Finish>(step)->refused == ErrorCode::ProtocolViolation);
    }
}

TEST_CASE("a quarantined entry is told by name and the rest goes on") {
    const auto chain = Chain::make(1, 3);
    auto step = protocol::step(begin(start_of(chain)).state, Answer{});
    entries_sent(step.state, 2);
    step =
        protocol::step(std::move(step.state), BatchAnswer{{}, {{1, ErrorCode::SignatureInvalid}}});
    CHECK(std::get<TellQuarantined>(step.actions[0]).entry.n == 2);
    CHECK(step.state.queue.size() == 1);
    CHECK(last<SendEntries>(step) != nullptr);
}

TEST_CASE("a batch holds what fits and always at least one entry") {
    BatchBuilder batch(100);
    CHECK(batch.add(Bytes(400)));
    CHECK_FALSE(batch.add(Bytes(1)));
    BatchBuilder small(100);
    CHECK(small.add(Bytes(60)));
    CHECK_FALSE(small.add(Bytes(60)));
    CHECK(small.add(Bytes(40)));
    CHECK(small.take().size() == 2);
}

TEST_SUITE_END();
