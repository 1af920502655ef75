#include "kiosk/core/base/bytes.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("core/base/bytes");

TEST_CASE("hex is lower case and has one spelling") {
    CHECK(to_hex(Bytes{0x00, 0xab, 0xff}) == "00abff");
    CHECK(parse_hex("00abff").value() == Bytes{0x00, 0xab, 0xff});
    CHECK_FALSE(parse_hex("00ABFF").has_value());
    CHECK_FALSE(parse_hex("0").has_value());
}

TEST_CASE("base64 agrees with RFC 4648 and refuses spare bits") {
    CHECK(to_base64(as_bytes("foobar")) == "Zm9vYmFy");
    CHECK(to_base64(as_bytes("fooba")) == "Zm9vYmE=");
    CHECK(to_base64(as_bytes("foob")) == "Zm9vYg==");
    CHECK(as_text(parse_base64("Zm9vYg==").value()) == "foob");
    CHECK_FALSE(parse_base64("Zm9vYh==").has_value());
    CHECK_FALSE(parse_base64("Zg=").has_value());
}

TEST_SUITE_END();
