#include "sync/protocol/handover.h"

#include <doctest/doctest.h>

using namespace asah;
using namespace asah::protocol;

TEST_SUITE_BEGIN("sync/protocol/handover");

TEST_CASE("entries come back in their order, each with its arrival") {
    HandoverBuilder builder;
    CHECK(builder.add({1'790'000'000'000}, Bytes{1, 2}));
    CHECK(builder.add({1'790'000'000'001}, Bytes{3}));
    CHECK(builder.count() == 2);
    const auto bytes = builder.take();
    const auto entries = parse_handover(bytes).value();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].arrived == UtcMs{1'790'000'000'000});
    CHECK(entries[0].file == Bytes{1, 2});
    CHECK(entries[1].arrived == UtcMs{1'790'000'000'001});
    CHECK(entries[1].file == Bytes{3});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto cut = parse_handover(ByteView(bytes).first(size));
        CHECK((!cut.has_value() || cut->size() == 1));
    }
}

TEST_CASE("another type and a file without entries are refused") {
    auto bytes = HandoverBuilder().take();
    CHECK(parse_handover(bytes).error().code == ErrorCode::MalformedInput);
    bytes[5] ^= 1;
    CHECK(parse_handover(bytes).error().code == ErrorCode::Unsupported);
}

TEST_CASE("a file holds 4 MiB or 1,024 entries, and one entry always") {
    HandoverBuilder large;
    CHECK(large.add({}, Bytes(kHandoverBytes + 1)));
    CHECK_FALSE(large.add({}, Bytes{1}));
    HandoverBuilder many;
    for (int i = 0; i < 1024; ++i) {
        CHECK(many.add({}, Bytes{1}));
    }
    CHECK_FALSE(many.add({}, Bytes{1}));
}

TEST_CASE("a name says number and count, others are none of ours") {
    CHECK(intake_handover_name({7, 40}) == "0000000000000007-40.entries");
    const auto name = parse_handover_name("0000000000000007-40.entries");
    REQUIRE(name.has_value());
    CHECK(name->number == 7);
    CHECK(name->count == 40);
    for (const auto* other :
         {"7-40.entries", "0000000000000007-40.entry", "0000000000000007-.entries",
          "0000000000000007.entries", "000000000000000x-40.entries", "0000000000000000-1.entries",
          "0000000000000007-4 0.entries", ".entries", ""}) {
        CHECK_FALSE(parse_handover_name(other).has_value());
    }
}

TEST_SUITE_END();
