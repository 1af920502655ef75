#include "kiosk/core/ledger/entry.h"

#include <doctest/doctest.h>
#include <algorithm>

#include "tests/core/ledger/filled.h"

using namespace asah;
using ledger::filled;

TEST_SUITE_BEGIN("ledger/entry");

namespace {

// Literal bytes; computed by hand from FORMAT.md, not by this program.
constexpr std::string_view kGenesis =
    "d6599465c058801ceea4a275b8487db69ac0c25eaedc0766be1589063bf0e3e4";
constexpr std::string_view kHeader =
    "0000000c617361682f656e7472792f31"                                           // type
    "0000001011111111111111111111111111111111"                                   // authority
    "0000001022222222222222222222222222222222"                                   // terminal
    "0000001033333333333333333333333333333333"                                   // ledger
    "0000000000000001"                                                           // n
    "00000020d6599465c058801ceea4a275b8487db69ac0c25eaedc0766be1589063bf0e3e4"   // parent
    "0000001044444444444444444444444444444444"                                   // record
    "01"                                                                         // class
    "00000020c9d0036bed6744bcdf692fc980d8717d7e5f5a4f4e8266b4a84982602fb1cd09";  // H(sealed)
constexpr std::string_view kHash =
    "9363c813210cf4ab18aff7654e568026aa291d79df9117971576230d95556aee";

ledger::Entry first_entry() {
    ledger::Entry entry;
    auto& header = entry.header;
    header.authority = filled<AuthorityId>(0x11);
    header.terminal = filled<TerminalId>(0x22);
    header.ledger = filled<LedgerId>(0x33);
    header.n = 1;
    header.parent = ledger::genesis_hash(header.authority, header.terminal, header.ledger);
    header.record = filled<RecordId>(0x44);
    entry.sealed = to_bytes("sealed");
    header.sealed_digest = sha256(entry.sealed);
    entry.signature = {0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02};
    return entry;
}

}  // namespace

TEST_CASE("genesis, header and hash have these bytes") {
    const auto entry = first_entry();
    CHECK(to_hex(entry.header.parent) == kGenesis);
    CHECK(to_hex(ledger::encode_header(entry.header)) == kHeader);
    CHECK(to_hex(ledger::entry_hash(entry.header)) == kHash);
}

TEST_CASE("an entry's file is length, header, signature, sealed record") {
    const auto entry = first_entry();
    const auto file = ledger::encode_entry(entry);
    CHECK(to_hex(file) ==
          "000000b1" + std::string(kHeader) + "083006020101020102" + "7365616c6564");
    const auto read = ledger::parse_entry(file).value();
    CHECK(read.header == entry.header);
    CHECK(read.signature == entry.signature);
    CHECK(read.sealed == entry.sealed);
}

TEST_CASE("every flipped byte is refused, changes the hash or changes the signature") {
    const auto entry = first_entry();
    const auto file = ledger::encode_entry(entry);
    for (std::size_t i = 0; i < file.size(); ++i) {
        for (const unsigned bit : {0x01U, 0x80U}) {
            auto changed = file;
            changed[i] = static_cast<std::uint8_t>(changed[i] ^ bit);
            const auto read = ledger::parse_entry(changed);
            const bool is_same =
                read.has_value() &&
                ledger::entry_hash(read->header) == ledger::entry_hash(entry.header) &&
                read->signature == entry.signature && read->sealed == entry.sealed;
            CHECK_MESSAGE(!is_same, i);
        }
    }
}

TEST_CASE("every shorter file is refused, and one with another end") {
    auto file = ledger::encode_entry(first_entry());
    for (std::size_t size = 0; size < file.size(); ++size) {
        CHECK_FALSE(ledger::parse_entry(ByteView(file).first(size)).has_value());
    }
    file.push_back(0);
    CHECK(ledger::parse_entry(file).error().code == ErrorCode::DigestMismatch);
    CHECK(ledger::parse_entry(Bytes((1U << 20U) + 2000)).error().code == ErrorCode::TooLarge);
}

TEST_CASE("an entry of another version is refused as such") {
    auto file = ledger::encode_entry(first_entry());
    file[4 + 4 + 11] = '2';  // "asah/entry/2"
    CHECK(ledger::parse_entry(file).error().code == ErrorCode::Unsupported);
}

TEST_CASE("the file's name tells ledger, number and hash") {
    const auto name = ledger::entry_file_name(first_entry().header);
    CHECK(name == "33333333333333333333333333333333-0000000001-" + std::string(kHash) + ".entry");
    const auto read = ledger::parse_entry_file_name(name).value();
    CHECK(read.n == 1);
    CHECK(to_hex(read.hash) == kHash);
    for (const auto& other :
         {name + "x", "x" + name, name.substr(1), std::string("../") + name, std::string()}) {
        CHECK_FALSE(ledger::parse_entry_file_name(other).has_value());
    }
    // One entry, one name: a longer number has no zeros in front.
    const std::string ledger(32, '3');
    const std::string end = "-" + std::string(kHash) + ".entry";
    CHECK_FALSE(ledger::parse_entry_file_name(ledger + "-00000000001" + end).has_value());
    CHECK(ledger::parse_entry_file_name(ledger + "-12345678901" + end)->n == 12'345'678'901);
}

TEST_CASE("a receipt code is the hash's head, and typing is forgiven") {
    const auto hash = ledger::entry_hash(first_entry().header);
    CHECK(ledger::receipt_code(hash) == "JDHW-G4S1-1KTA-P65F");
    Digest counted{};
    for (std::size_t i = 0; i < 10; ++i) {
        counted[i] = static_cast<std::uint8_t>(i);
    }
    CHECK(ledger::receipt_code(counted) == "000G-40R4-0M30-E209");
    const Bytes head(counted.begin(), counted.begin() + 10);
    CHECK(ledger::parse_receipt_code("000G-40R4-0M30-E209").value() == head);
    CHECK(ledger::parse_receipt_code(" ooog 40r4 om3o e2o9").value() == head);
    CHECK(to_hex(ledger::parse_receipt_code("jdhwg4sLikta-p65f").value()) == kHash.substr(0, 20));
    for (const auto* wrong : {"", "000G-40R4-0M30-E20", "000G-40R4-0M30-E2090",
                              "000G-40R4-0M30-E20U", "000G-40R4-0M30-E20\xc3\xa9"}) {
        CHECK_FALSE(ledger::parse_receipt_code(wrong).has_value());
    }
}

TEST_CASE("a locator thins out by doubling and ends at the genesis") {
    using List = std::vector<std::uint64_t>;
    CHECK(ledger::locator_positions(0) == List{0});
    CHECK(ledger::locator_positions(1) == List{1, 0});
    CHECK(ledger::locator_positions(2) == List{2, 1, 0});
    CHECK(ledger::locator_positions(8) == List{8, 7, 6, 4, 0});
    CHECK(ledger::locator_positions(10) == List{10, 9, 8, 6, 2, 0});
    CHECK(ledger::locator_positions(1'000'000).size() == 22);
}

TEST_SUITE_END();
