// Whole passes over a channel that loses, repeats, holds back, cuts and flips messages, from a
// seed. Whatever happens, after one clean pass HQ holds every entry once, byte for byte, and no
// receipt ever named an entry that HQ did not hold then.
#include <doctest/doctest.h>

#include "kiosk/core/base/random.h"
#include "sync/protocol/client.h"
#include "tests/support/fake_hq.h"

using namespace asah;
using namespace asah::protocol;
using support::Chain;
using support::FakeHq;

TEST_SUITE_BEGIN("sync/protocol/lossy");

namespace {

struct Channel {
    FakeHq& hq;
    TerminalId terminal;
    SeededGenerator dice;
    bool is_clean = false;
    std::vector<Bytes> held_back{};

    std::optional<Bytes> damaged(Bytes bytes) {
        switch (is_clean ? 99 : dice.below(12)) {
            case 0:
                return std::nullopt;
            case 1:
                bytes.resize(dice.below(bytes.size() + 1));
                return bytes;
            case 2:
                bytes[dice.below(bytes.size())] ^= static_cast<std::uint8_t>(1 + dice.below(255));
                return bytes;
            default:
                return bytes;
        }
    }

    Bytes served(const Bytes& bytes) {
        const auto message = parse_message(bytes);
        return encode_message(message.has_value() ? reply_to(hq, terminal, *message)
                                                  : Message(Refusal{message.error().code}));
    }

    std::optional<Message> exchange(const Message& request) {
        auto up = damaged(encode_message(request));
        if (!up) {
            return std::nullopt;
        }
        if (!is_clean && dice.below(8) == 0) {  // comes later, out of order
            held_back.push_back(*up);
            return std::nullopt;
        }
        if (!held_back.empty() && dice.below(2) == 0) {
            served(held_back.back());
            held_back.pop_back();
        }
        auto reply = served(*up);
        if (!is_clean && dice.below(8) == 0) {
            reply = served(*up);  // the same again
        }
        const auto down = damaged(std::move(reply));
        const auto message =
            down ? parse_message(*down) : Result<Message>(fail(ErrorCode::Internal));
        return message.has_value() ? std::optional(*message) : std::nullopt;
    }
};

/// True when the pass ended by itself without a refusal.
bool pass(Channel& channel, const Chain& chain, std::size_t batch_bytes) {
    ClientStart start;
    start.terminal = chain.terminal;
    start.root_version = 1;
    start.outbox = chain.names();
    auto step = begin(std::move(start));
    for (int turn = 0; turn < 1000; ++turn) {
        std::optional<Message> reply;
        for (const auto& action : step.actions) {
            if (const auto* finish = std::get_if<Finish>(&action)) {
                return !finish->refused.has_value();
            }
            if (const auto* send = std::get_if<Send>(&action)) {
                reply = channel.exchange(send->message);
            }
            if (std::holds_alternative<SendEntries>(action)) {
                BatchBuilder batch(batch_bytes);
                std::size_t count = 0;
                while (count < step.state.queue.size() &&
                       batch.add(ledger::encode_entry(*chain.find(step.state.queue[count].hash)))) {
                    ++count;
                }
                entries_sent(step.state, count);
                reply = channel.exchange(Batch{chain.terminal, batch.take()});
            }
        }
        if (!reply) {
            return false;
        }
        step = protocol::step(std::move(step.state), *reply);
    }
    return false;
}

void check_whole(const FakeHq& hq, const Chain& chain) {
    CHECK(hq.entries.size() == chain.entries.size());
    for (const auto& entry : chain.entries) {
        const auto found = hq.entries.find(ledger::entry_hash(entry.header));
        REQUIRE(found != hq.entries.end());
        CHECK(ledger::encode_entry(found->second) == ledger::encode_entry(entry));
    }
    for (const auto& receipt : hq.receipts) {
        CHECK(hq.entries.contains(receipt.head.hash));
    }
}

}  // namespace

TEST_CASE("after any damage one clean pass leaves every entry at HQ exactly once") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        auto chain = Chain::make(1, 12);
        FakeHq hq;
        hq.city = chain.authority;
        hq.terminals[chain.terminal] = TerminalState::Active;
        Channel channel{hq, chain.terminal, SeededGenerator(seed)};
        for (std::uint8_t round = 0; round < 8; ++round) {
            pass(channel, chain, 1500);
            chain.grow(static_cast<std::uint8_t>(100 + round));
        }
        channel.is_clean = true;
        CHECK(pass(channel, chain, 1500));
        check_whole(hq, chain);
    }
}

TEST_CASE("batches of one entry carry a whole chain") {
    const auto chain = Chain::make(1, 30);
    FakeHq hq;
    hq.city = chain.authority;
    hq.terminals[chain.terminal] = TerminalState::Active;
    Channel channel{hq, chain.terminal, SeededGenerator(1), true};
    CHECK(pass(channel, chain, 1));
    CHECK(hq.keep_count == 30);
    check_whole(hq, chain);
    CHECK(pass(channel, chain, 1));
    CHECK(hq.keep_count == 30);
}

TEST_CASE("a restored HQ gets again what it lost") {
    const auto chain = Chain::make(1, 20);
    FakeHq hq;
    hq.city = chain.authority;
    hq.terminals[chain.terminal] = TerminalState::Active;
    Channel channel{hq, chain.terminal, SeededGenerator(1), true};
    REQUIRE(pass(channel, chain, kBatchBytes));
    for (std::size_t i = 7; i < 20; ++i) {
        hq.entries.erase(ledger::entry_hash(chain.entries[i].header));
    }
    REQUIRE(pass(channel, chain, kBatchBytes));
    check_whole(hq, chain);
}

TEST_SUITE_END();
