#include "sync/protocol/server.h"

#include <doctest/doctest.h>

#include <ranges>

#include "tests/support/fake_hq.h"

using namespace asah;
using namespace asah::protocol;
using support::Chain;
using support::FakeHq;

TEST_SUITE_BEGIN("sync/protocol/server");

namespace {

FakeHq an_hq(const Chain& chain) {
    FakeHq hq;
    hq.city = chain.authority;
    hq.terminals[chain.terminal] = TerminalState::Active;
    return hq;
}

Batch batch_of(const Chain& chain, std::size_t first, std::size_t last) {
    Batch batch{chain.terminal, {}};
    for (auto i = first; i <= last; ++i) {
        batch.entries.push_back(ledger::encode_entry(chain.entries[i - 1]));
    }
    return batch;
}

Hello hello_of(const Chain& chain) {
    ledger::Locator locator{chain.ledger, {}};
    for (const auto& entry : std::ranges::reverse_view(chain.entries)) {
        locator.points.push_back({entry.header.n, ledger::entry_hash(entry.header)});
    }
    Hello hello;
    hello.terminal = chain.terminal;
    hello.locators = {locator};
    return hello;
}

ErrorCode refused(const Message& reply) {
    const auto* refusal = std::get_if<Refusal>(&reply);
    return refusal == nullptr ? ErrorCode::Internal : refusal->reason;
}

}  // namespace

TEST_CASE("entries are kept before the receipt is signed, and the receipt names the last") {
    const auto chain = Chain::make(1, 5);
    auto hq = an_hq(chain);
    const auto reply = reply_to(hq, chain.terminal, batch_of(chain, 1, 5));
    REQUIRE(std::holds_alternative<BatchAnswer>(reply));
    CHECK(hq.entries.size() == 5);
    REQUIRE(hq.receipts.size() == 1);
    CHECK(hq.receipts[0].head.n == 5);
    CHECK(hq.receipts[0].head.hash == ledger::entry_hash(chain.entries[4].header));
}

TEST_CASE("when the disk refuses, no receipt is signed") {
    const auto chain = Chain::make(1, 2);
    auto hq = an_hq(chain);
    hq.is_disk_full = true;
    CHECK(refused(reply_to(hq, chain.terminal, batch_of(chain, 1, 2))) == ErrorCode::DiskFull);
    CHECK(hq.receipts.empty());
}

TEST_CASE("a receipt covers only the run without gaps, and the gap closes in any order") {
    const auto chain = Chain::make(1, 4);
    auto hq = an_hq(chain);
    const auto later = reply_to(hq, chain.terminal, batch_of(chain, 3, 4));
    CHECK(std::get<BatchAnswer>(later).receipts.empty());
    reply_to(hq, chain.terminal, batch_of(chain, 1, 1));
    CHECK(hq.receipts.back().head.n == 1);
    reply_to(hq, chain.terminal, batch_of(chain, 2, 2));
    CHECK(hq.receipts.back().head.n == 4);
}

TEST_CASE("the answer to a hello finds the highest common point") {
    const auto chain = Chain::make(1, 6);
    auto hq = an_hq(chain);
    reply_to(hq, chain.terminal, batch_of(chain, 1, 4));
    const auto reply = reply_to(hq, chain.terminal, hello_of(chain));
    const auto& answer = std::get<Answer>(reply);
    REQUIRE(answer.ledgers.size() == 1);
    CHECK(answer.ledgers[0].common.n == 4);
    CHECK(answer.ledgers[0].head.n == 4);
    CHECK_FALSE(answer.ledgers[0].stored_receipt.empty());
}

TEST_CASE("a bad entry is set aside with its reason and blocks no other") {
    auto chain = Chain::make(1, 3);
    auto hq = an_hq(chain);
    auto batch = batch_of(chain, 1, 3);
    batch.entries.insert(batch.entries.begin() + 1, Bytes{1, 2, 3});
    auto forged = chain.entries[2];
    forged.signature = {1};
    batch.entries.push_back(ledger::encode_entry(forged));
    const auto reply = reply_to(hq, chain.terminal, batch);
    const auto& answer = std::get<BatchAnswer>(reply);
    REQUIRE(answer.quarantined.size() == 2);
    CHECK(answer.quarantined[0].index == 1);
    CHECK(answer.quarantined[0].reason == ErrorCode::MalformedInput);
    CHECK(answer.quarantined[1].index == 4);
    CHECK(answer.quarantined[1].reason == ErrorCode::SignatureInvalid);
    CHECK(hq.receipts.back().head.n == 3);
}

TEST_CASE("another authority's and another terminal's entries are set aside") {
    const auto ours = Chain::make(1, 1);
    const auto theirs = Chain::make(5, 1);
    auto hq = an_hq(ours);
    auto batch = batch_of(theirs, 1, 1);
    batch.terminal = ours.terminal;
    auto reply = reply_to(hq, ours.terminal, batch);
    CHECK(std::get<BatchAnswer>(reply).quarantined.at(0).reason == ErrorCode::NotAllowed);
    hq.city.bytes.fill(0x77);
    reply = reply_to(hq, ours.terminal, batch_of(ours, 1, 1));
    CHECK(std::get<BatchAnswer>(reply).quarantined.at(0).reason == ErrorCode::CertificateForeign);
    CHECK(hq.entries.empty());
}

TEST_CASE("a package is answered piece by piece, and no piece lies beyond its end") {
    const auto chain = Chain::make(1, 1);
    auto hq = an_hq(chain);
    const Bytes bank{1, 2, 3, 4, 5};
    hq.packages[sha256(bank)] = bank;
    const auto piece = [&](std::uint64_t offset) {
        return reply_to(hq, chain.terminal,
                        Fetch{.terminal = chain.terminal,
                              .kind = ContentKind::Package,
                              .digest = sha256(bank),
                              .offset = offset,
                              .bytes_max = 2});
    };
    CHECK(std::get<Content>(piece(2)).bytes == Bytes{3, 4});
    CHECK(std::get<Content>(piece(2)).size == 5);
    CHECK(std::get<Content>(piece(4)).bytes == Bytes{5});
    CHECK(std::get<Content>(piece(5)).bytes.empty());
    CHECK(refused(piece(6)) == ErrorCode::ProtocolViolation);
}

TEST_CASE("unknown, revoked and held terminals get what is theirs and no more") {
    const auto chain = Chain::make(1, 1);
    auto hq = an_hq(chain);
    const Fetch fetch{.terminal = chain.terminal, .kind = ContentKind::Manifest};
    hq.terminals[chain.terminal] = TerminalState::Held;
    CHECK(refused(reply_to(hq, chain.terminal, fetch)) == ErrorCode::TerminalHeld);
    CHECK(std::holds_alternative<BatchAnswer>(reply_to(hq, chain.terminal, batch_of(chain, 1, 1))));
    hq.terminals[chain.terminal] = TerminalState::Revoked;
    CHECK(refused(reply_to(hq, chain.terminal, fetch)) == ErrorCode::TerminalRevoked);
    const Fetch package{.terminal = chain.terminal,
                        .kind = ContentKind::Package,
                        .digest = Digest{1},
                        .offset = 0,
                        .bytes_max = 16};
    CHECK(refused(reply_to(hq, chain.terminal, package)) == ErrorCode::TerminalRevoked);
    for (const auto kind : {ContentKind::Root, ContentKind::Revocation}) {
        CHECK(std::holds_alternative<Content>(
            reply_to(hq, chain.terminal, Fetch{.terminal = chain.terminal, .kind = kind})));
    }
    CHECK(std::holds_alternative<BatchAnswer>(reply_to(hq, chain.terminal, batch_of(chain, 1, 1))));
    const auto reply = reply_to(hq, chain.terminal, hello_of(chain));
    CHECK(std::get<Answer>(reply).state == TerminalState::Revoked);
    hq.terminals.clear();
    CHECK(refused(reply_to(hq, chain.terminal, hello_of(chain))) == ErrorCode::NotEnrolled);
}

TEST_CASE("a terminal that speaks for another is refused") {
    const auto chain = Chain::make(1, 1);
    auto hq = an_hq(chain);
    TerminalId other;
    other.bytes.fill(7);
    hq.terminals[other] = TerminalState::Active;
    CHECK(refused(reply_to(hq, other, batch_of(chain, 1, 1))) == ErrorCode::NotEnrolled);
    CHECK(refused(reply_to(hq, other, Answer{})) == ErrorCode::ProtocolViolation);
}

TEST_SUITE_END();
