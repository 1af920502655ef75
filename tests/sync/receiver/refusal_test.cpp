// Who is refused, at which end and in which word; over real TLS.
#include <doctest/doctest.h>

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/issue.h"
#include "sync/agent/http_client.h"
#include "sync/agent/https_courier.h"
#include "sync/agent/refusal.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::Authority;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/refusal");

namespace {

/// Puts another client certificate into the terminal's state folder.
void show(HqWorld& world, const support::TestTerminal& terminal, const Authority::Issued& issued) {
    const auto key = world.files.read(issued.key_path, 65536).value();
    REQUIRE(world.files
                .write_durable(terminal.folders.in_state("tls.pem"),
                               as_bytes(vault::certificate_pem(issued.certificate)),
                               FileMode::Private)
                .has_value());
    REQUIRE(world.files.write_durable(terminal.folders.in_state("tls.key"), key, FileMode::Private)
                .has_value());
}

/// Makes HQ answer with another TLS certificate.
void answer_with(HqWorld& world, const Authority::Issued& issued) {
    const auto key = world.files.read(issued.key_path, 65536).value();
    REQUIRE(world.files
                .write_durable(world.paths.home + "/tls.pem",
                               as_bytes(vault::certificate_pem(issued.certificate)),
                               FileMode::Private)
                .has_value());
    REQUIRE(world.files.write_durable(world.paths.home + "/tls.key", key, FileMode::Private)
                .has_value());
}

ErrorCode refusal(HqWorld& world, const support::TestTerminal& terminal) {
    const auto outcome = world.carry(terminal);
    return outcome.has_value() ? ErrorCode::Internal : outcome.error().code;
}

/// The key of the words that a person reads.
std::string words_of(HqWorld& world, const support::TestTerminal& terminal) {
    const auto outcome = world.carry(terminal);
    return outcome.has_value() ? std::string{} : agent::refusal_key(outcome.error());
}

}  // namespace

TEST_CASE("a certificate of a foreign authority is refused as such") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    Authority foreign(2);
    show(world, terminal, foreign.issue(ledger::Role::TerminalTls, terminal.id.hex()));
    world.start_service();
    CHECK(words_of(world, terminal) == "own_certificate_foreign");
    world.stop_service();
    CHECK(world.counts().entries == 0);
}

TEST_CASE("a certificate of the right authority and a wrong role is told that the role is wrong") {
    for (const auto role : {ledger::Role::Trainer, ledger::Role::HqTls, ledger::Role::Receiver,
                            ledger::Role::TerminalSigning}) {
        HqWorld world;
        auto& terminal = world.join_terminal(1);
        show(world, terminal, world.authority.issue(role, "pelatih"));
        world.start_service();
        // A receiver is one only if the root lists it; this one is not.
        CHECK(
            words_of(world, terminal) ==
            (role == ledger::Role::Receiver ? "own_certificate_foreign" : "own_certificate_role"));
    }
}

TEST_CASE("a terminal's certificate is no server") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    answer_with(world, world.authority.issue(ledger::Role::TerminalTls, "other"));
    world.start_service();
    CHECK(words_of(world, terminal) == "server_role");
}

TEST_CASE("a foreign headquarters gets nothing") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    Authority foreign(2);
    answer_with(world, foreign.issue(ledger::Role::HqTls, "hq"));
    world.start_service();
    CHECK(refusal(world, terminal) == ErrorCode::ServerForeign);
    world.stop_service();
    CHECK(world.counts().entries == 0);
}

TEST_CASE("a revoked terminal is told so, and nothing of it is stored") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    terminal.state = "revoked";
    world.start_service();
    CHECK(refusal(world, terminal) == ErrorCode::TerminalRevoked);
    world.stop_service();
    CHECK(world.counts().entries == 0);
}

TEST_CASE("a terminal whose key a new root revokes is told so in the handshake") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    const auto root = world.authority.root_file(2, {terminal.tls_key_id});
    REQUIRE(
        world.files.write_durable(world.paths.orders + "/root", root, FileMode::Group).has_value());
    world.start_service();
    CHECK(refusal(world, terminal) == ErrorCode::TerminalRevoked);
    world.stop_service();
    CHECK(world.counts().entries == 0);
}

TEST_CASE("a held terminal's results are stored, its content is kept back") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    terminal.state = "held";
    world.publish({{"T01", {1}, {}}});
    world.start_service();
    CHECK(refusal(world, terminal) == ErrorCode::TerminalHeld);
    CHECK_FALSE(world.files.exists(terminal.folders.in_inbox(ledger::kManifestName)));
    world.stop_service();
    CHECK(world.counts().entries == 1);
}

TEST_CASE("headquarters' own trouble is told as headquarters'") {
    CHECK(agent::refusal_key(agent::pass_refused(ErrorCode::DiskFull, "hq")) == "hq_trouble");
    CHECK(agent::refusal_key(agent::pass_refused(ErrorCode::DatabaseBusy, "hq")) == "hq_trouble");
    CHECK(agent::refusal_key(agent::pass_refused(ErrorCode::TerminalHeld, "hq")) ==
          "terminal_held");
    CHECK(agent::pass_refused(ErrorCode::DigestMismatch, "stick").detail == "stick");
}

TEST_CASE("a terminal that HQ's table lacks is not enrolled") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    show(world, terminal, world.authority.issue(ledger::Role::TerminalTls, terminal.id.hex()));
    world.start_service();
    CHECK(refusal(world, terminal) == ErrorCode::NotEnrolled);
}

TEST_CASE("nobody at the address is unreachable, and no TLS at all is a broken line") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.start_service();
    const auto address = world.address();
    world.stop_service();
    const auto membership = agent::load_membership(world.files, terminal.folders).value();
    agent::HttpsCourier courier(address, {.root = membership.root,
                                          .certificate_path = terminal.folders.in_state("tls.pem"),
                                          .key_path = terminal.folders.in_state("tls.key")});
    const auto outcome =
        agent::run_pass(world.files, world.clock, terminal.folders, membership, courier);
    CHECK(outcome.error().code == ErrorCode::NetworkUnreachable);
}

TEST_CASE("an answer over its limit is cut off") {
    HqWorld world;
    world.start_service();
    agent::HttpClient client(world.join_address(), {});
    CHECK(client.send({.path = "/root", .body = {}, .reply_bytes_max = 100}).error().code ==
          ErrorCode::TooLarge);
    CHECK(client.send({.path = "/root", .body = {}})->status == 200);
}

TEST_CASE("what is no message is refused as a message, and no path but /v1 exists") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.start_service();
    const auto membership = agent::load_membership(world.files, terminal.folders).value();
    agent::HttpClient client(world.address(),
                             {.root = membership.root,
                              .certificate_path = terminal.folders.in_state("tls.pem"),
                              .key_path = terminal.folders.in_state("tls.key")});
    const Bytes cut{1, 1, 0, 0};
    const auto reply = client.send({.path = "/v1", .body = cut});
    REQUIRE(reply.has_value());
    const auto message = protocol::parse_message(reply->body).value();
    CHECK(std::get<protocol::Refusal>(message).reason == ErrorCode::MalformedInput);
    CHECK(client.send({.path = "/", .body = cut})->status == 404);
    CHECK(client.send({.path = "/v1", .body = {}})->status == 404);
    CHECK(client.send({.path = "/v1", .body = Bytes(3U << 20U)})->status == 413);
}

TEST_CASE("a receiver whose key the root does not list does not start") {
    HqWorld world;
    const auto other = world.authority.issue(ledger::Role::HqTls, "x");
    REQUIRE(world.files
                .write_durable(world.paths.home + "/receiver.key",
                               world.files.read(other.key_path, 65536).value(), FileMode::Private)
                .has_value());
    const auto opened =
        hq::Receiver::open(world.files, world.clock, world.paths, [](const hq::Notice&) {});
    CHECK(opened.error().code == ErrorCode::CertificateRole);
}

TEST_SUITE_END();
