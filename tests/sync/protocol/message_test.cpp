#include "sync/protocol/message.h"

#include <doctest/doctest.h>

using namespace asah;
using namespace asah::protocol;

TEST_SUITE_BEGIN("sync/protocol/message");

namespace {

TerminalId a_terminal() {
    TerminalId id;
    id.bytes.fill(0x11);
    return id;
}

std::vector<Message> one_of_each() {
    ledger::Locator locator;
    locator.ledger.bytes.fill(0x22);
    locator.points = {{7, Digest{7}}, {6, Digest{6}}, {0, Digest{}}};
    LedgerAnswer ledger{.ledger = locator.ledger,
                        .common = {6, Digest{6}},
                        .head = {9, Digest{9}},
                        .stored_receipt = {1, 2},
                        .filed_receipt = {3}};
    return {Hello{.terminal = a_terminal(),
                  .root_version = 2,
                  .manifest_number = 3,
                  .locators = {locator},
                  .status = {9, 9},
                  .carrier_version = "0.1.0"},
            Answer{.state = TerminalState::Held,
                   .hq_time = {1'790'000'000'000},
                   .root_version = 4,
                   .manifest_number = 5,
                   .ledgers = {ledger}},
            Batch{.terminal = a_terminal(), .entries = {{1, 2, 3}, {4}}},
            BatchAnswer{.receipts = {{locator.ledger, {5}}},
                        .quarantined = {{1, ErrorCode::SignatureInvalid}}},
            Fetch{.terminal = a_terminal(),
                  .kind = ContentKind::Package,
                  .digest = Digest{8},
                  .offset = 65536,
                  .bytes_max = 16384},
            Content{.kind = ContentKind::Manifest, .offset = 0, .size = 3, .bytes = {6, 6, 6}},
            Content{.kind = ContentKind::Package, .offset = 7, .size = 10, .bytes = {6, 6}},
            Refusal{ErrorCode::TerminalRevoked}};
}

}  // namespace

TEST_CASE("a refusal is four bytes: version, kind, reason") {
    CHECK(to_hex(encode_message(Refusal{ErrorCode::TerminalRevoked})) == "010702c2");
}

TEST_CASE("a fetch is version, kind, terminal, content kind, digest, offset, most bytes") {
    const Fetch fetch{.terminal = a_terminal(), .kind = ContentKind::Root};
    CHECK(to_hex(encode_message(fetch)) ==
          "0105"
          "11111111111111111111111111111111"
          "01"
          "0000000000000000000000000000000000000000000000000000000000000000"
          "0000000000000000"
          "00000000");
}

TEST_CASE("a piece lies inside its package, root and manifest are whole") {
    const auto is_read = [](const Message& message) {
        return parse_message(encode_message(message)).has_value();
    };
    const auto fetch = [](ContentKind kind, std::uint64_t offset, std::uint32_t bytes_max) {
        return Fetch{.terminal = a_terminal(),
                     .kind = kind,
                     .digest = {},
                     .offset = offset,
                     .bytes_max = bytes_max};
    };
    CHECK(is_read(fetch(ContentKind::Package, 5, 1'048'576)));
    CHECK_FALSE(is_read(fetch(ContentKind::Package, 5, 1'048'577)));
    CHECK_FALSE(is_read(fetch(ContentKind::Package, 5, 0)));
    CHECK_FALSE(is_read(fetch(ContentKind::Package, 67'108'865, 1)));
    CHECK_FALSE(is_read(fetch(ContentKind::Manifest, 0, 1)));
    CHECK_FALSE(is_read(fetch(ContentKind::Root, 1, 0)));

    const auto content = [](ContentKind kind, std::uint64_t offset, std::uint64_t size) {
        return Content{.kind = kind, .offset = offset, .size = size, .bytes = {1, 2}};
    };
    CHECK(is_read(content(ContentKind::Package, 8, 10)));
    CHECK_FALSE(is_read(content(ContentKind::Package, 9, 10)));
    CHECK_FALSE(is_read(content(ContentKind::Package, 11, 10)));
    CHECK_FALSE(is_read(content(ContentKind::Package, 8, 67'108'865)));
    CHECK_FALSE(is_read(content(ContentKind::Manifest, 0, 3)));
    CHECK_FALSE(is_read(content(ContentKind::Root, 1, 3)));
}

TEST_CASE("every message comes back as it went, and no shorter or longer bytes are a message") {
    for (const auto& message : one_of_each()) {
        const auto bytes = encode_message(message);
        const auto parsed = parse_message(bytes);
        REQUIRE(parsed.has_value());
        CHECK(parsed->index() == message.index());
        CHECK(encode_message(*parsed) == bytes);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            CHECK_FALSE(parse_message(ByteView(bytes).first(size)).has_value());
        }
        auto longer = bytes;
        longer.push_back(0);
        CHECK(parse_message(longer).error().code == ErrorCode::MalformedInput);
    }
}

TEST_CASE("another version is named as such") {
    auto bytes = encode_message(Refusal{ErrorCode::Waiting});
    bytes[0] = 2;
    CHECK(parse_message(bytes).error().code == ErrorCode::Unsupported);
}

TEST_CASE("an unknown kind, reason or state is refused") {
    CHECK_FALSE(parse_message(parse_hex("0108").value()).has_value());
    CHECK_FALSE(parse_message(parse_hex("01070001").value()).has_value());
    auto answer = encode_message(Answer{});
    answer[2] = 4;
    CHECK_FALSE(parse_message(answer).has_value());
}

TEST_CASE("an empty batch and a locator that does not fall are refused") {
    CHECK_FALSE(parse_message(encode_message(Batch{a_terminal(), {}})).has_value());
    Hello hello;
    hello.locators = {{LedgerId{}, {{3, Digest{}}, {3, Digest{}}}}};
    CHECK(parse_message(encode_message(hello)).error().code == ErrorCode::MalformedInput);
}

TEST_CASE("a list over its limit is refused before it is read") {
    Hello hello;
    hello.locators.resize(kLocatorsMax + 1);
    CHECK(parse_message(encode_message(hello)).error().code == ErrorCode::TooLarge);
}

TEST_CASE("flipped bits give a refusal or another message with its own single encoding") {
    for (const auto& message : one_of_each()) {
        const auto bytes = encode_message(message);
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            auto flipped = bytes;
            flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1U << (bit % 8)));
            const auto parsed = parse_message(flipped);
            if (parsed.has_value()) {
                CHECK(encode_message(*parsed) == flipped);
            }
        }
    }
}

TEST_SUITE_END();
