#include "kiosk/core/base/encode.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("core/base/encode");

TEST_CASE("integers are big endian and fields carry their length") {
    Encoder encoder;
    encoder.u8(1).u16(2).u32(3).u64(4).field("ab");
    CHECK(to_hex(encoder.bytes()) ==
          "0100020000000300000000000000040000000261"
          "62");
}

TEST_CASE("a decoder reads back what was written and refuses what is short or left over") {
    Encoder encoder;
    encoder.u16(7).field("abc");
    Decoder decoder(encoder.bytes());
    CHECK(decoder.u16().value() == 7);
    CHECK(as_text(decoder.field(3).value()) == "abc");
    CHECK(decoder.finish().has_value());
    CHECK_FALSE(decoder.u8().has_value());
    Decoder longer(encoder.bytes());
    CHECK(longer.u8().has_value());
    CHECK_FALSE(longer.finish().has_value());
    Decoder limited(encoder.bytes());
    CHECK(limited.u16().has_value());
    CHECK_FALSE(limited.field(2).has_value());
}

TEST_SUITE_END();
