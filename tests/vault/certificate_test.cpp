#include "kiosk/vault/certificate.h"

#include <doctest/doctest.h>

#include "kiosk/vault/issue.h"
#include "tests/support/authority.h"

using namespace asah;
using ledger::Role;

TEST_SUITE_BEGIN("vault/certificate");

TEST_CASE("role, authority and revocation decide, dates do not") {
    support::Authority city;
    support::Authority other(2);
    const auto terminal = city.issue(Role::TerminalTls, "kios");  // from 1970, ten years
    const auto info = vault::check_certificate(terminal.certificate, Role::TerminalTls, city.root);
    REQUIRE(info.has_value());
    CHECK(info->name == "kios");
    CHECK(vault::check_certificate(terminal.certificate, Role::HqTls, city.root).error().code ==
          ErrorCode::CertificateRole);
    CHECK(vault::check_certificate(terminal.certificate, Role::TerminalTls, other.root)
              .error()
              .code == ErrorCode::CertificateForeign);
    auto revoking = city.root;
    revoking.revoked_key_ids = {info->key_id};
    CHECK(
        vault::check_certificate(terminal.certificate, Role::TerminalTls, revoking).error().code ==
        ErrorCode::CertificateRevoked);
    CHECK(vault::check_certificate(as_bytes("no"), Role::TerminalTls, city.root).error().code ==
          ErrorCode::CertificateInvalid);
}

TEST_CASE("a certificate that only claims the authority is foreign") {
    support::Authority city;
    support::Authority thief(2);
    thief.root.authority = city.root.authority;
    const auto forged = thief.issue(Role::TerminalTls, "kios");
    CHECK(vault::check_certificate(forged.certificate, Role::TerminalTls, city.root).error().code ==
          ErrorCode::CertificateForeign);
}

TEST_CASE("a document holds only under the role that may sign it") {
    support::Authority city;
    const auto content = city.signing_key(Role::Content);
    const auto file = vault::sign_document("asah/manifest/1", "{}", {&content}).value();
    auto document = ledger::parse_signed(file).value();
    CHECK(vault::verify_document(document, "asah/manifest/1", Role::Content, city.root).value() ==
          "{}");
    CHECK_FALSE(
        vault::verify_document(document, "asah/manifest/1", Role::Filing, city.root).has_value());
    CHECK(vault::verify_document(document, "asah/root/1", Role::Content, city.root).error().code ==
          ErrorCode::Unsupported);
    document.body.push_back('x');
    CHECK_FALSE(
        vault::verify_document(document, "asah/manifest/1", Role::Content, city.root).has_value());
}

TEST_CASE("a root is followed only upwards and only when the old root signed it") {
    support::Authority city;
    support::Authority other(2);
    const auto first = vault::verify_root(city.root_file(1), nullptr);
    REQUIRE(first.has_value());
    CHECK(vault::verify_root(city.root_file(2), &*first).value().version == 2);
    CHECK(vault::verify_root(city.root_file(1), &*first).error().code == ErrorCode::VersionOlder);
    CHECK(vault::verify_root(other.root_file(2), &*first).error().code ==
          ErrorCode::CertificateForeign);
    other.root.authority = city.root.authority;
    CHECK(vault::verify_root(other.root_file(2), &*first).error().code ==
          ErrorCode::CertificateForeign);
}

TEST_CASE("keys are never replaced and requests prove their key") {
    support::Authority city;
    CHECK_FALSE(vault::make_key_file(city.files, city.key_path(Role::Root)).has_value());
    auto request = vault::make_request(city.files, city.key_path(Role::Root), "x").value();
    CHECK(vault::request_key_id(request).has_value());
    request.back() ^= 1U;
    CHECK_FALSE(vault::request_key_id(request).has_value());
}

TEST_SUITE_END();
