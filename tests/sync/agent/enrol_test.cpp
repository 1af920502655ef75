// Joining over the real join port; the test plays kiosk (asks) and reader (confirms).
#include "sync/agent/enrol.h"

#include <doctest/doctest.h>
#include <algorithm>

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/issue.h"
#include "sync/protocol/hq_folders.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/agent/enrol");

namespace {

bool has_request(Files& files, const SharedFolder& intake) {
    const auto names = files.list(intake).value();
    return std::any_of(names.begin(), names.end(),
                       [](const auto& name) { return name.ends_with(".join"); });
}

struct Joining {
    HqWorld world;
    agent::Folders folders;
    ledger::JoinRequest request;
    agent::EnrolProgress progress;

    Joining() {
        const auto base = world.folder.path() + "/new";
        folders = {base + "/state", base + "/outbox", base + "/inbox"};
        REQUIRE(world.files.ensure_folder(folders.outbox).has_value());
        REQUIRE(world.files.ensure_folder(folders.inbox).has_value());
        world.start_service();
    }

    ErrorCode step() {
        const auto done = agent::enrol(world.files, folders, progress);
        return done.has_value() ? ErrorCode::Internal : done.error().code;
    }

    /// As asah-kiosk --join does with a code.
    void kiosk_asks(const Digest& root_digest, const std::string& address) {
        const auto key = world.folder.path() + "/signing.key";
        if (!world.files.exists(key)) {
            REQUIRE(vault::make_key_file(world.files, key).has_value());
        }
        request.hq_address = address;
        request.root_digest = root_digest;
        request.code_id = "K1";
        request.tls_csr =
            world.files.read(folders.in_inbox(ledger::kTlsRequestName), 65536).value();
        request.signing_csr = vault::make_request(world.files, key, "terminal").value();
        request.opening_csr = request.signing_csr;
        request.hmac = Bytes(32, 5);
        const auto signer = vault::SigningKey::open(world.files, key).value();
        const auto document = vault::sign_document(
            ledger::kJoinRequestType, ledger::make_join_request_payload(request), {&signer});
        REQUIRE(world.files
                    .write_durable(folders.in_outbox(ledger::kJoinRequestName), *document,
                                   FileMode::Group)
                    .has_value());
    }

    Digest digest() const { return sha256(ledger::make_join_hmac_input(request)); }

    /// As asah-hq enrol confirm does.
    void reader_confirms(ByteView tls_csr) {
        ledger::JoinReply reply;
        reply.authority = world.authority.root.authority;
        reply.terminal.bytes.fill(3);
        reply.terminal_name = "Kios";
        reply.unit = UnitCode("SETDA");
        reply.hq_address = world.address();
        reply.request_digest = digest();
        vault::CertificateSpec spec;
        spec.role = ledger::Role::TerminalTls;
        spec.authority = reply.authority;
        spec.common_name = reply.terminal.hex();
        const auto issuing_key = world.authority.key_path(ledger::Role::Issuing);
        const auto& issuing = world.authority.certificate(ledger::Role::Issuing);
        reply.tls_certificate =
            vault::issue(world.files, issuing_key, issuing, tls_csr, spec).value();
        reply.signing_certificate = reply.tls_certificate;
        reply.opening_certificate = reply.tls_certificate;
        reply.issuing_certificate = issuing;
        const auto key = world.authority.signing_key(ledger::Role::Issuing);
        const auto document = vault::sign_document(ledger::kJoinReplyType,
                                                   ledger::make_join_reply_payload(reply), {&key});
        REQUIRE(world.files
                    .write_durable(world.paths.orders + "/" + protocol::orders_reply_name(digest()),
                                   *document, FileMode::Group)
                    .has_value());
    }

    Digest root_digest() {
        return sha256(world.files.read(world.paths.orders + "/root", 65536).value());
    }
};

}  // namespace

TEST_CASE("joining goes from key to certificate, waiting for kiosk and HQ on the way") {
    Joining joining;
    CHECK(joining.step() == ErrorCode::Waiting);
    CHECK(joining.progress.digits.empty());
    joining.kiosk_asks(joining.root_digest(), joining.world.join_address());
    CHECK(joining.step() == ErrorCode::Waiting);
    CHECK(joining.progress.digits == ledger::join_digits(joining.request));
    CHECK(joining.world.files.exists(joining.world.paths.intake + "/" +
                                     protocol::intake_join_name(joining.digest())));
    CHECK_FALSE(joining.world.files.exists(joining.folders.in_inbox(ledger::kRootName)));

    joining.reader_confirms(joining.request.tls_csr);
    CHECK(joining.step() == ErrorCode::Internal);
    CHECK(joining.progress.is_done);
    CHECK(joining.world.files.exists(joining.folders.in_inbox(ledger::kRootName)));
    CHECK(joining.world.files.exists(joining.folders.in_inbox(ledger::kJoinReplyName)));
    const auto membership = agent::load_membership(joining.world.files, joining.folders);
    REQUIRE(membership.has_value());
    CHECK(membership->reply.hq_address == joining.world.address());
    joining.world.stop_service();
    CHECK(joining.step() == ErrorCode::Internal);  // done is done, without a network
}

TEST_CASE("another root than the code names is a foreign headquarters, and nothing is kept") {
    Joining joining;
    joining.step();
    joining.kiosk_asks(Digest{1}, joining.world.join_address());
    CHECK(joining.step() == ErrorCode::ServerForeign);
    CHECK_FALSE(joining.world.files.exists(joining.folders.in_state(ledger::kRootName)));
    CHECK_FALSE(has_request(joining.world.files, joining.world.paths.intake));
}

TEST_CASE("the right root with a wrong server behind it gets no request") {
    Joining joining;
    joining.step();
    joining.kiosk_asks(joining.root_digest(), joining.world.join_address());
    const auto other = joining.world.authority.issue(ledger::Role::TerminalTls, "x");
    joining.world.stop_service();
    auto& files = joining.world.files;
    REQUIRE(files
                .write_durable(joining.world.paths.home + "/tls.pem",
                               as_bytes(vault::certificate_pem(other.certificate)),
                               FileMode::Private)
                .has_value());
    REQUIRE(files
                .write_durable(joining.world.paths.home + "/tls.key",
                               files.read(other.key_path, 65536).value(), FileMode::Private)
                .has_value());
    joining.world.start_service();
    joining.kiosk_asks(joining.root_digest(), joining.world.join_address());
    CHECK(joining.step() == ErrorCode::CertificateRole);
    CHECK_FALSE(has_request(files, joining.world.paths.intake));
}

TEST_CASE("a code that headquarters has not open is said to be expired, and nothing is left") {
    Joining joining;
    joining.step();
    REQUIRE(joining.world.files
                .write_durable(joining.world.paths.orders + "/" + protocol::kOrdersCodes,
                               as_bytes(R"({"version":1,"codes":[]})"), FileMode::Group)
                .has_value());
    joining.kiosk_asks(joining.root_digest(), joining.world.join_address());
    CHECK(joining.step() == ErrorCode::CodeExpired);
    CHECK_FALSE(has_request(joining.world.files, joining.world.paths.intake));
}

TEST_CASE("a reply for another key is refused") {
    Joining joining;
    joining.step();
    joining.kiosk_asks(joining.root_digest(), joining.world.join_address());
    joining.reader_confirms(joining.request.signing_csr);
    CHECK(joining.step() == ErrorCode::CertificateInvalid);
    CHECK_FALSE(joining.world.files.exists(joining.folders.in_inbox(ledger::kJoinReplyName)));
}

TEST_CASE("a request that names another carrier's key is not carried") {
    Joining joining;
    joining.step();
    joining.kiosk_asks(joining.root_digest(), joining.world.join_address());
    REQUIRE(joining.world.files.remove(joining.folders.in_state("tls.key")).has_value());
    REQUIRE(joining.world.files.remove(joining.folders.in_state("tls.csr")).has_value());
    CHECK(joining.step() == ErrorCode::InvalidArgument);
}

TEST_SUITE_END();
