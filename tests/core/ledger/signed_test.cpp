#include "kiosk/core/ledger/signed.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("ledger/signed");

namespace {

ledger::SignedDocument small_document() {
    ledger::SignedDocument document;
    document.body = ledger::make_body("asah/x/1", "{}");
    ledger::Signature signature;
    signature.key_id.fill(0x66);
    signature.der = {0x30, 0x00};
    document.signatures.push_back(signature);
    return document;
}

}  // namespace

TEST_CASE("a signed document has these bytes") {
    CHECK(to_hex(ledger::encode_signed(small_document())) ==
          "0000000b617361682f782f310a7b7d"  // length, "asah/x/1\n{}"
          "01"                              // one signature
          "6666666666666666666666666666666666666666666666666666666666666666"
          "023000");
}

TEST_CASE("what is read is written again byte for byte") {
    const auto bytes = ledger::encode_signed(small_document());
    CHECK(ledger::encode_signed(ledger::parse_signed(bytes).value()) == bytes);
}

TEST_CASE("shorter, longer and crowded documents are refused") {
    auto bytes = ledger::encode_signed(small_document());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(ledger::parse_signed(ByteView(bytes).first(size)).has_value());
    }
    auto longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(ledger::parse_signed(longer).has_value());
    bytes[15] = 9;  // more signatures than eight
    CHECK(ledger::parse_signed(bytes).error().code == ErrorCode::MalformedInput);
    CHECK(ledger::parse_signed(Bytes((4U << 20U) + 1)).error().code == ErrorCode::TooLarge);
}

TEST_CASE("a body is read only as its own type") {
    const auto body = ledger::make_body("asah/root/1", "{\"a\":1}");
    CHECK(ledger::payload_of(body, "asah/root/1").value() == "{\"a\":1}");
    CHECK(ledger::payload_of(body, "asah/root/2").error().code == ErrorCode::Unsupported);
    CHECK(ledger::payload_of(body, "asah/root/").error().code == ErrorCode::Unsupported);
    CHECK(ledger::payload_of(as_bytes("asah/root/1"), "asah/root/1").error().code ==
          ErrorCode::MalformedInput);
}

TEST_SUITE_END();
