#include "kiosk/core/content/package.h"

#include <doctest/doctest.h>

using namespace asah;
using namespace asah::content;

namespace {

Package small_package() {
    Package package;
    package.kind = ledger::PackageKind::Bank;
    package.id = "T01";
    package.version = 2;
    package.members = {{"items", MemberForm::Plain, to_bytes("{\"items\":[]}")},
                       {"keys", MemberForm::Sealed, Bytes{0, 1, 2, 255}}};
    package.trainer_document = to_bytes("signed");
    package.trainer_certificate = to_bytes("certificate");
    return package;
}

}  // namespace

TEST_SUITE("kiosk/core/content/package") {
    TEST_CASE("a package comes back as it was") {
        const auto bytes = encode_package(small_package());
        CHECK(as_text(bytes).starts_with("asah/package/1\n"));
        const auto parsed = parse_package(bytes);
        REQUIRE(parsed.has_value());
        CHECK(parsed->kind == ledger::PackageKind::Bank);
        CHECK(parsed->id == "T01");
        CHECK(parsed->version == 2);
        REQUIRE(parsed->members.size() == 2);
        CHECK(parsed->members[1].form == MemberForm::Sealed);
        CHECK(parsed->members[1].bytes == Bytes{0, 1, 2, 255});
        CHECK(as_text(*parsed->trainer_document) == "signed");
        CHECK(find_member(*parsed, "items")->bytes == to_bytes("{\"items\":[]}"));
        CHECK(find_member(*parsed, "roster") == nullptr);
        CHECK(encode_package(*parsed) == bytes);
    }

    TEST_CASE("any changed byte is refused") {
        const auto bytes = encode_package(small_package());
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (const unsigned mask : {0x01U, 0x20U, 0x80U}) {
                auto changed = bytes;
                changed[i] = static_cast<std::uint8_t>(changed[i] ^ mask);
                CHECK_MESSAGE(!parse_package(changed).has_value(), i);
            }
        }
    }

    TEST_CASE("any cut and any addition is refused") {
        const auto bytes = encode_package(small_package());
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            CHECK(!parse_package(ByteView(bytes).first(size)).has_value());
        }
        auto longer = bytes;
        longer.push_back(0);
        CHECK(!parse_package(longer).has_value());
    }

    TEST_CASE("another version is unsupported, a member twice is malformed") {
        auto bytes = encode_package(small_package());
        bytes[13] = '2';
        CHECK(parse_package(bytes).error().code == ErrorCode::Unsupported);
        auto package = small_package();
        package.members.push_back(package.members[0]);
        CHECK(parse_package(encode_package(package)).error().code == ErrorCode::MalformedInput);
    }

    TEST_CASE("a trainer's statement goes through its payload unchanged") {
        const BankStatement statement{.id = BankId("T01"),
                                      .version = 3,
                                      .items_digest = sha256(as_bytes("i")),
                                      .keys_digest = sha256(as_bytes("k")),
                                      .trainer_name = "Siti",
                                      .made = {1'790'000'000'000}};
        const auto payload = make_bank_statement_payload(statement);
        CHECK(payload.starts_with("{\"bank\":\"T01\",\"items_digest\":\""));
        const auto parsed = parse_bank_statement_payload(payload);
        REQUIRE(parsed.has_value());
        CHECK(parsed->id == statement.id);
        CHECK(parsed->items_digest == statement.items_digest);
        CHECK(parsed->keys_digest == statement.keys_digest);
        CHECK(parsed->trainer_name == "Siti");
        CHECK(parsed->made == statement.made);
        CHECK(parse_bank_statement_payload("{}").error().code == ErrorCode::MalformedInput);
    }
}
