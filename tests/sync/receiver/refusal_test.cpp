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

/// Puts another certificate and its key into the folder of a terminal's carrier or of the receiver.
void replace_tls(HqWorld& world, const std::string& folder, const Authority::Issued& issued) {
    const auto key = world.files.read(issued.key_path, 65536).value();
    REQUIRE(world.files
                .write_durable(folder + "/tls.pem",
                               as_bytes(vault::certificate_pem(issued.certificate)),
                               FileMode::Private)
                .has_value());
    REQUIRE(world.files.write_durable(folder + "/tls.key", key, FileMode::Private).has_value());
}

/// A certificate in another's place, and the key of the words that a person reads.
struct Wrong {
    bool is_foreign;  // issued by another authority
    ledger::Role role;
    std::string words;
};

/// The key of the words that a person reads.
std::string words_of(HqWorld& world, const support::TestTerminal& terminal) {
    const auto outcome = world.carry(terminal);
    return outcome.has_value() ? std::string{} : agent::refusal_key(outcome.error());
}

}  // namespace

TEST_CASE("a terminal that shows a wrong certificate is told what is wrong, and leaves nothing") {
    const std::vector<Wrong> wrongs{
        {true, ledger::Role::TerminalTls, "own_certificate_foreign"},
        {false, ledger::Role::Trainer, "own_certificate_role"},
        {false, ledger::Role::HqTls, "own_certificate_role"},
        {false, ledger::Role::TerminalSigning, "own_certificate_role"},
        // A receiver is one only if the root lists it; this one is not.
        {false, ledger::Role::Receiver, "own_certificate_foreign"},
        // Right in everything, but its key is in no row of headquarters' table.
        {false, ledger::Role::TerminalTls, "not_enrolled"},
    };
    for (const auto& wrong : wrongs) {
        CAPTURE(wrong.is_foreign);
        CAPTURE(wrong.role);
        HqWorld world;
        auto& terminal = world.join_terminal(1);
        world.finish_sitting(terminal, 1);
        Authority foreign(2);
        auto& authority = wrong.is_foreign ? foreign : world.authority;
        replace_tls(world, terminal.folders.state, authority.issue(wrong.role, terminal.id.hex()));
        world.start_service();
        CHECK(words_of(world, terminal) == wrong.words);
        world.stop_service();
        CHECK(world.counts().entries == 0);
    }
}

TEST_CASE("who answers in headquarters' place gets nothing") {
    for (const Wrong& wrong :
         {Wrong{true, ledger::Role::HqTls, "server_foreign"},
          Wrong{false, ledger::Role::TerminalTls, std::string(agent::kServerRole)}}) {
        CAPTURE(wrong.is_foreign);
        HqWorld world;
        auto& terminal = world.join_terminal(1);
        world.finish_sitting(terminal, 1);
        Authority foreign(2);
        auto& authority = wrong.is_foreign ? foreign : world.authority;
        replace_tls(world, world.paths.home, authority.issue(wrong.role, "other"));
        world.start_service();
        CHECK(words_of(world, terminal) == wrong.words);
        world.stop_service();
        CHECK(world.counts().entries == 0);
    }
}

TEST_CASE("a revoked terminal is told so, hands over what it has, and gets no content") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    world.publish({{"T01", {1}, {}}});
    const auto revocation = world.revoke(terminal);
    world.start_service();
    CHECK(words_of(world, terminal) == "terminal_revoked");
    world.stop_service();
    CHECK(world.counts().entries == 1);
    const auto in_inbox = [&](const char* name) { return terminal.folders.in_inbox(name); };
    CHECK(world.files.read(in_inbox("revocation"), 65536).value() == revocation);
    CHECK_FALSE(world.files.exists(in_inbox("manifest")));
}

TEST_CASE("a revocation that the receiver could write itself is not passed on") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    auto& other = world.join_terminal(2);
    world.revoke(terminal);
    const auto path = world.paths.orders + "/" + terminal.id.hex() + ".revocation";
    Bytes forged;
    SUBCASE("signed by the receiver's own key") {
        const auto key = world.authority.signing_key(ledger::Role::Receiver);
        const auto payload = ledger::make_revocation_payload(
            {world.authority.root.authority, terminal.id, world.clock.now_wall().utc});
        forged = vault::sign_document(ledger::kRevocationType, payload, {&key}).value();
    }
    SUBCASE("another terminal's") { forged = world.revoke(other); }
    REQUIRE(world.files.write_durable(path, forged, FileMode::Group).has_value());
    world.start_service();
    CHECK(words_of(world, terminal) != "");
    world.stop_service();
    CHECK_FALSE(world.files.exists(terminal.folders.in_inbox("revocation")));
}

TEST_CASE("a terminal whose key a new root revokes is refused in the handshake") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    const auto root = world.authority.root_file(2, {terminal.tls_key_id});
    REQUIRE(
        world.files.write_durable(world.paths.orders + "/root", root, FileMode::Group).has_value());
    world.start_service();
    CHECK(words_of(world, terminal) == "terminal_revoked");
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
    CHECK(words_of(world, terminal) == "terminal_held");
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
