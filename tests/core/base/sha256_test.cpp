#include "kiosk/core/base/sha256.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("core/base/sha256");

TEST_CASE("the digest of abc is FIPS 180-4's") {
    const auto digest = sha256(as_bytes("abc"));
    CHECK(to_hex(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(parse_digest(to_hex(digest)).value() == digest);
    CHECK_FALSE(parse_digest("ba78").has_value());
}

TEST_SUITE_END();
