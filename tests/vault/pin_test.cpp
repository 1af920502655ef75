#include "kiosk/vault/pin.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("vault/pin");

TEST_CASE("a PIN fits its own verifier and salt alone") {
    SeededRandom random(1);
    const auto salt = vault::make_pin_salt(random);
    const auto verifier = vault::pin_verifier("428913", salt).value();
    CHECK(verifier.size() == 32);
    CHECK(vault::verify_pin("428913", salt, verifier).has_value());
    CHECK(vault::verify_pin("428914", salt, verifier).error().code == ErrorCode::PinWrong);
    const auto other = vault::make_pin_salt(random);
    CHECK_FALSE(vault::verify_pin("428913", other, verifier).has_value());
}

TEST_CASE("a password is known by its hash") {
    const auto hash = vault::hash_password("kopi salak 2026").value();
    CHECK(vault::is_password("kopi salak 2026", hash));
    CHECK_FALSE(vault::is_password("kopi salak 2025", hash));
}

TEST_CASE("the message code agrees with RFC 4231, case 2") {
    CHECK(to_hex(vault::hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_SUITE_END();
