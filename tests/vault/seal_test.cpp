#include "kiosk/vault/seal.h"

#include <doctest/doctest.h>
#include <cstdlib>

#include "kiosk/core/ledger/entry.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/open.h"
#include "kiosk/vault/parcel.h"
#include "tests/support/authority.h"

using namespace asah;
using ledger::Role;

TEST_SUITE_BEGIN("vault/seal");

namespace {

Bytes sealed_by(support::Authority& authority, std::string_view text) {
    vault::CmsSealer sealer({authority.certificate(Role::ReadingOperations),
                             authority.certificate(Role::ReadingEscrow)});
    return sealer.seal(as_bytes(text)).value();
}

/// The exit status of a line that this file wrote.
int shell(const std::string& line) {
    // NOLINTNEXTLINE(cert-env33-c,concurrency-mt-unsafe): a pipe of programs, and one thread
    return std::system(line.c_str());
}

}  // namespace

TEST_CASE("operations and escrow open a record, a terminal does not") {
    support::Authority authority;
    const auto sealed = sealed_by(authority, "{\"a\":1}");
    for (const auto role : {Role::ReadingOperations, Role::ReadingEscrow}) {
        const auto opened = vault::open_record(authority.files, authority.key_path(role),
                                               authority.certificate(role), sealed);
        CHECK(as_text(opened.value()) == "{\"a\":1}");
    }
    for (const auto role : {Role::TerminalOpening, Role::TerminalSigning, Role::TerminalTls}) {
        const auto terminal = authority.issue(role, "kios");
        CHECK(vault::open_record(authority.files, terminal.key_path, terminal.certificate, sealed)
                  .error()
                  .code == ErrorCode::DecryptFailed);
    }
}

TEST_CASE("a changed byte releases nothing") {
    support::Authority authority;
    const auto sealed = sealed_by(authority, "rahasia");
    int opened = 0;
    for (std::size_t i = 0; i < sealed.size(); i += 3) {
        auto changed = sealed;
        changed[i] ^= 0x20U;
        const auto result =
            vault::open_record(authority.files, authority.key_path(Role::ReadingOperations),
                               authority.certificate(Role::ReadingOperations), changed);
        opened += result.has_value() && as_text(*result) != "rahasia" ? 1 : 0;
    }
    CHECK(opened == 0);
}

TEST_CASE("openssl and zstd open a record and openssl verifies its entry") {
    support::Authority authority;
    const support::TemporaryFolder folder;
    const auto at = [&](const char* name) { return folder.path() + "/" + name; };
    const auto sealed = sealed_by(authority, "catatan yang dapat dibuka siapa pun yang berhak");
    const auto put = [&](const char* name, ByteView bytes) {
        REQUIRE(authority.files.write_durable(at(name), bytes, FileMode::Private).has_value());
    };
    put("sealed", sealed);
    put("cert.pem",
        as_bytes(vault::certificate_pem(authority.certificate(Role::ReadingOperations))));
    const auto open = "openssl cms -decrypt -inform DER -in " + at("sealed") + " -inkey " +
                      authority.key_path(Role::ReadingOperations) + " -recip " + at("cert.pem") +
                      " -binary | zstd -d > " + at("plain") + " 2>/dev/null";
    REQUIRE(shell(open) == 0);
    CHECK(as_text(authority.files.read(at("plain"), 1000).value()) ==
          "catatan yang dapat dibuka siapa pun yang berhak");

    const auto signer = authority.issue(Role::TerminalSigning, "kios");
    const auto key = vault::SigningKey::open(authority.files, signer.key_path).value();
    ledger::EntryHeader header;
    header.n = 1;
    header.sealed_digest = sha256(sealed);
    put("header", ledger::encode_header(header));
    put("signature", key.sign(ledger::encode_header(header)).value());
    put("signer.pem", as_bytes(vault::certificate_pem(signer.certificate)));
    const auto verify = "openssl x509 -in " + at("signer.pem") + " -pubkey -noout > " +
                        at("signer.pub") + " && openssl dgst -sha256 -verify " + at("signer.pub") +
                        " -signature " + at("signature") + " " + at("header") + " >/dev/null";
    CHECK(shell(verify) == 0);
}

TEST_CASE("sealed lengths tell only multiples of 256") {
    support::Authority authority;
    const auto base = sealed_by(authority, "a").size();
    CHECK(sealed_by(authority, "abcdefghij").size() == base);
    CHECK(sealed_by(authority, std::string(200, 'x')).size() == base);
}

TEST_CASE("a parcel opens with the terminal's opening key alone") {
    support::Authority authority;
    const auto mine = authority.issue(Role::TerminalOpening, "kios 1");
    const auto other = authority.issue(Role::TerminalOpening, "kios 2");
    const auto parcel = vault::encrypt_to(as_bytes("kunci"), {mine.certificate}).value();
    CHECK(as_text(vault::open_parcel(authority.files, mine.key_path, mine.certificate, parcel)
                      .value()
                      .view()) == "kunci");
    CHECK_FALSE(
        vault::open_parcel(authority.files, other.key_path, other.certificate, parcel).has_value());
}

TEST_SUITE_END();
