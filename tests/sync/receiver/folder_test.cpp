// The folder courier: a stick goes to and fro, and the result is that of the network.
#include <doctest/doctest.h>

#include "kiosk/core/ledger/folder_names.h"
#include "sync/agent/folder_courier.h"
#include "sync/hq/receiver/folder_import.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/folder");

namespace {

Result<agent::PassOutcome> to_stick(HqWorld& world, const support::TestTerminal& terminal,
                                    const std::string& stick) {
    ASAH_TRY(const auto membership, agent::load_membership(world.files, terminal.folders));
    agent::FolderCourier courier(world.files, stick, terminal.id);
    return agent::run_pass(world.files, world.clock, terminal.folders, membership, courier);
}

hq::FolderOutcome at_hq(HqWorld& world, const std::string& stick) {
    auto receiver =
        hq::Receiver::open(world.files, world.clock, world.paths, [](const hq::Notice&) {});
    return hq::import_folder(world.files, **receiver, stick).value();
}

}  // namespace

TEST_CASE("a stick carries results up, receipts and content down, as the network would") {
    HqWorld world;
    const support::TemporaryFolder stick;
    auto& terminal = world.join_terminal(1);
    for (std::uint8_t i = 0; i < 30; ++i) {
        world.finish_sitting(terminal, i);
    }
    const Bytes bank(1000, 7);
    world.publish({{"T01", bank, {}}});

    CHECK(to_stick(world, terminal, stick.path())->sent_count == 30);
    const auto outcome = at_hq(world, stick.path());
    CHECK(outcome.terminal_count == 1);
    CHECK(outcome.entry_count == 30);
    CHECK(outcome.quarantined_count == 0);
    CHECK(world.handed_over(30).size() == 30);

    const auto back = to_stick(world, terminal, stick.path());
    REQUIRE(back.has_value());
    CHECK(back->sent_count == 0);
    CHECK(back->package_count == 1);
    CHECK(world.files.exists(
        terminal.folders.in_inbox(ledger::stored_receipt_name(terminal.ledger))));
    CHECK(
        world.files.read(terminal.folders.in_inbox(ledger::package_file_name(sha256(bank))), 65536)
            .value() == bank);
    CHECK(at_hq(world, stick.path()).entry_count == 0);

    world.start_service();
    CHECK(world.carry(terminal)->sent_count == 0);
}

TEST_CASE("the same stick twice and a damaged file on it change nothing else") {
    HqWorld world;
    const support::TemporaryFolder stick;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    world.finish_sitting(terminal, 2);
    REQUIRE(to_stick(world, terminal, stick.path()).has_value());
    const auto path = stick.path() + "/" + terminal.id.hex() + "/up/" +
                      ledger::entry_file_name(terminal.entries[1].header);
    auto bytes = world.files.read(path, 65536).value();
    bytes.back() ^= 1;
    REQUIRE(world.files.write_durable(path, bytes, FileMode::Public).has_value());
    CHECK(at_hq(world, stick.path()).quarantined_count == 1);
    CHECK(at_hq(world, stick.path()).quarantined_count == 1);
    CHECK(world.counts().entries == 1);
    CHECK(world.counts().quarantined == 1);
}

TEST_CASE("a stick takes in what a revoked terminal sends and brings its revocation") {
    HqWorld world;
    const support::TemporaryFolder stick;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    REQUIRE(to_stick(world, terminal, stick.path()).has_value());
    world.publish({{"T01", {1}, {}}});
    const auto revocation = world.revoke(terminal);
    const auto outcome = at_hq(world, stick.path());
    CHECK(outcome.refused.empty());
    CHECK(world.counts().entries == 1);
    const auto down = stick.path() + "/" + terminal.id.hex() + "/down/";
    CHECK(world.files.read(down + "revocation", 65536).value() == revocation);
    CHECK_FALSE(world.files.exists(down + "manifest"));
    CHECK(to_stick(world, terminal, stick.path()).error().code == ErrorCode::TerminalRevoked);
    CHECK(world.files.read(terminal.folders.in_inbox("revocation"), 65536).value() == revocation);
}

TEST_SUITE_END();
