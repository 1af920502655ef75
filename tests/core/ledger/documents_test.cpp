#include "kiosk/core/ledger/documents.h"

#include <doctest/doctest.h>

#include "tests/core/ledger/filled.h"

using namespace asah;
using ledger::filled;
using ledger::with;

TEST_SUITE_BEGIN("ledger/documents");

namespace {

Digest digest_of(std::uint8_t byte) {
    Digest digest{};
    digest.fill(byte);
    return digest;
}

ledger::JoinRequest small_request() {
    ledger::JoinRequest request;
    request.hq_address = "hq.kota.go.id:8443";
    request.root_digest = digest_of(0x55);
    request.code_id = "K7";
    request.tls_csr = to_bytes("tls");
    request.signing_csr = to_bytes("signing");
    request.opening_csr = to_bytes("opening");
    request.hmac = Bytes(32, 0x77);
    return request;
}

constexpr std::string_view kReceipt =
    "{\"authority\":\"11111111111111111111111111111111\","
    "\"hash\":\"4444444444444444444444444444444444444444444444444444444444444444\","
    "\"hq_utc_ms\":1790000000000,\"ledger\":\"33333333333333333333333333333333\",\"n\":7,"
    "\"terminal\":\"22222222222222222222222222222222\"}";

}  // namespace

TEST_CASE("a receipt has these bytes and reads back") {
    const ledger::Receipt receipt{filled<AuthorityId>(0x11),
                                  filled<TerminalId>(0x22),
                                  filled<LedgerId>(0x33),
                                  {7, digest_of(0x44)},
                                  {1'790'000'000'000}};
    CHECK(ledger::make_receipt_payload(receipt) == kReceipt);
    CHECK(ledger::parse_receipt_payload(kReceipt).value() == receipt);
}

TEST_CASE("wrong types, ranges and spellings of a receipt are refused") {
    const std::string good(kReceipt);
    for (const auto& bad :
         {with(good, "\"n\":7", "\"n\":-7"), with(good, "\"n\":7", "\"n\":7.0"),
          with(good, "\"n\":7", "\"n\":\"7\""), with(good, "\"n\":7", "\"m\":7"),
          with(good, "\"n\":7", "\"n\":18446744073709551615"), with(good, "\"3333", "\"333"),
          with(good, "\"4444", "\"444G"), good.substr(0, good.size() - 1), good + "x",
          std::string("[]"), std::string(), std::string("{}")}) {
        const auto read = ledger::parse_receipt_payload(bad);
        REQUIRE_MESSAGE(!read.has_value(), bad);
        CHECK(read.error().code == ErrorCode::MalformedInput);
    }
}

TEST_CASE("a revocation has these bytes and reads back") {
    constexpr std::string_view kText =
        "{\"authority\":\"11111111111111111111111111111111\",\"made_utc_ms\":1790000000000,"
        "\"terminal\":\"22222222222222222222222222222222\"}";
    const ledger::Revocation revocation{
        filled<AuthorityId>(0x11), filled<TerminalId>(0x22), {1'790'000'000'000}};
    CHECK(ledger::make_revocation_payload(revocation) == kText);
    CHECK(ledger::parse_revocation_payload(kText).value() == revocation);
    for (const auto& bad : {with(std::string(kText), "\"terminal\"", "\"terminals\""),
                            with(std::string(kText), "1790000000000", "-1"),
                            with(std::string(kText), "\"2222", "\"222")}) {
        CHECK(ledger::parse_revocation_payload(bad).error().code == ErrorCode::MalformedInput);
    }
}

TEST_CASE("a manifest says that it takes a time back, or nothing of it") {
    ledger::Manifest manifest;
    manifest.root_version = 1;
    manifest.number = 2;
    CHECK(ledger::make_manifest_payload(manifest).find("time_reset") == std::string::npos);
    CHECK_FALSE(
        ledger::parse_manifest_payload(ledger::make_manifest_payload(manifest)).value().time_reset);
    manifest.time_reset = true;
    const auto text = ledger::make_manifest_payload(manifest);
    CHECK(ledger::parse_manifest_payload(text).value().time_reset);
    CHECK(ledger::parse_manifest_payload(with(text, "\"time_reset\":true", "\"time_reset\":1"))
              .error()
              .code == ErrorCode::MalformedInput);
}

TEST_CASE("a status keeps its locator and refuses one out of order") {
    ledger::Status status;
    status.authority = filled<AuthorityId>(0x11);
    status.number = 12;
    status.locator = {filled<LedgerId>(0x33), {{2, digest_of(2)}, {1, digest_of(1)}, {0, {}}}};
    status.root_version = 3;
    status.manifest_number = 9;
    status.queue_count = 2;
    status.disk_free_bytes = 1'000'000'000'000;
    status.program_version = "0.1.0";
    status.last_error = "disk_full";
    status.lacking = {{digest_of(7), "signature_invalid"}, {digest_of(8), ""}};
    status.at = {{1'790'000'000'000}, 420, filled<BootId>(0x01)};
    const auto text = ledger::make_status_payload(status);
    const auto read = ledger::parse_status_payload(text).value();
    CHECK(ledger::make_status_payload(read) == text);
    CHECK(read.locator.points == status.locator.points);
    CHECK(read.at == status.at);
    REQUIRE(read.lacking.size() == 2);
    CHECK(read.lacking[0].digest == digest_of(7));
    CHECK(read.lacking[0].reason == "signature_invalid");
    status.locator.points = {{1, {}}, {1, {}}};
    CHECK_FALSE(ledger::parse_status_payload(ledger::make_status_payload(status)).has_value());
}

TEST_CASE("a status of a program that does not tell what it lacks is read, a wrong list is not") {
    ledger::Status status;
    status.lacking = {{digest_of(7), "x"}};
    const auto text = ledger::make_status_payload(status);
    const std::string digest = to_hex(digest_of(7));
    const std::string element = "{\"digest\":\"" + digest + "\",\"reason\":\"x\"}";
    const auto old = with(text, "\"lacking\":[" + element + "],", "");
    REQUIRE(ledger::parse_status_payload(old).has_value());
    CHECK(ledger::parse_status_payload(old)->lacking.empty());

    const auto list_of = [&](std::size_t count) {
        std::string list = element;
        for (std::size_t i = 1; i < count; ++i) {
            list += "," + element;
        }
        return with(text, element, list);
    };
    const auto reason_of = [&](std::size_t length) {
        return with(text, "\"x\"", "\"" + std::string(length, 'x') + "\"");
    };
    CHECK(ledger::parse_status_payload(list_of(64))->lacking.size() == 64);
    CHECK(ledger::parse_status_payload(reason_of(64))->lacking[0].reason.size() == 64);
    for (const auto& bad :
         {list_of(65), reason_of(65), with(text, digest, digest.substr(2)),
          with(text, digest, "g" + digest.substr(1)), with(text, element, "7"),
          with(text, element, "\"" + digest + "\""), with(text, "[" + element + "]", element)}) {
        const auto read = ledger::parse_status_payload(bad);
        REQUIRE_MESSAGE(!read.has_value(), bad);
        CHECK(read.error().code == ErrorCode::MalformedInput);
    }
}

TEST_CASE("a root lists certificates by role and what is revoked") {
    ledger::Root root;
    root.authority = filled<AuthorityId>(0x11);
    root.authority_name = {"Kota Contoh", "Sample City"};
    root.version = 2;
    root.made = {1'790'000'000'000};
    root.certificates = {{ledger::Role::Root, to_bytes("r")},
                         {ledger::Role::ReadingOperations, to_bytes("o")},
                         {ledger::Role::ReadingOperations, to_bytes("o2")}};
    root.revoked_key_ids = {digest_of(0x99)};
    const auto text = ledger::make_root_payload(root);
    const auto read = ledger::parse_root_payload(text).value();
    CHECK(ledger::make_root_payload(read) == text);
    CHECK(ledger::certificates_of(read, ledger::Role::ReadingOperations) ==
          std::vector<Bytes>{to_bytes("o"), to_bytes("o2")});
    CHECK(read.revoked_key_ids == root.revoked_key_ids);
    CHECK_FALSE(ledger::parse_root_payload(with(text, "\"root\"", "\"king\"")).has_value());
    CHECK_FALSE(ledger::parse_root_payload(with(text, "\"version\":2", "\"version\":0")));
}

TEST_CASE("a manifest names packages, some for one terminal") {
    ledger::Manifest manifest;
    manifest.authority = filled<AuthorityId>(0x11);
    manifest.root_version = 1;
    manifest.number = 4;
    manifest.items = {
        {ledger::PackageKind::Bank, "T01", 3, digest_of(0xaa), 1234, {}},
        {ledger::PackageKind::Roster, "roster", 8, digest_of(0xbb), 99, filled<TerminalId>(0x22)}};
    const auto text = ledger::make_manifest_payload(manifest);
    const auto read = ledger::parse_manifest_payload(text).value();
    CHECK(ledger::make_manifest_payload(read) == text);
    REQUIRE(read.items.size() == 2);
    CHECK(read.items[0].kind == ledger::PackageKind::Bank);
    CHECK_FALSE(read.items[0].terminal.has_value());
    CHECK(read.items[1].terminal == filled<TerminalId>(0x22));
    CHECK_FALSE(ledger::parse_manifest_payload(with(text, "\"bank\"", "\"game\"")).has_value());
    CHECK_FALSE(ledger::parse_manifest_payload(with(text, "\"size\":99", "\"size\":0")));
}

TEST_CASE("both screens show these twelve digits for this request") {
    CHECK(to_hex(ledger::make_join_hmac_input(small_request())) ==
          "00000013617361682f6a6f696e2d726571756573742f31"
          "0000001268712e6b6f74612e676f2e69643a38343433"
          "000000205555555555555555555555555555555555555555555555555555555555555555"
          "000000024b37"
          "00000003746c73"
          "000000077369676e696e67"
          "000000076f70656e696e67");
    CHECK(ledger::join_digits(small_request()) == "1551 2685 3138");
    auto other = small_request();
    other.opening_csr.back() ^= 1U;
    CHECK(ledger::join_digits(other) != "1551 2685 3138");
    other = small_request();
    other.hmac[0] ^= 1U;  // the proof is not part of what it proves
    CHECK(ledger::join_digits(other) == "1551 2685 3138");
}

TEST_CASE("join request and reply read back byte for byte") {
    const auto request = ledger::make_join_request_payload(small_request());
    CHECK(ledger::make_join_request_payload(ledger::parse_join_request_payload(request).value()) ==
          request);
    ledger::JoinReply reply;
    reply.terminal_name = "Kios Sekretariat Daerah";
    reply.unit = UnitCode("SETDA");
    reply.hq_address = "hq.kota.go.id:8443";
    reply.tls_certificate = to_bytes("t");
    reply.issuing_certificate = to_bytes("i");
    const auto text = ledger::make_join_reply_payload(reply);
    CHECK(ledger::make_join_reply_payload(ledger::parse_join_reply_payload(text).value()) == text);
}

TEST_CASE("half a megabyte of open brackets is refused, not followed") {
    const std::string deep(512U << 10U, '[');
    CHECK_FALSE(ledger::parse_manifest_payload(deep).has_value());
    CHECK_FALSE(ledger::parse_root_payload(deep).has_value());
}

TEST_SUITE_END();
