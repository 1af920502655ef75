// A real carrier and a real receiver over real TLS on loopback.
#include <doctest/doctest.h>

#include "kiosk/core/base/file_lock.h"
#include "kiosk/core/ledger/folder_names.h"
#include "sync/protocol/client.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/carry");

namespace {

ledger::Receipt receipt_in(HqWorld& world, const FilePath& path, ledger::Role role,
                           std::string_view type) {
    const auto bytes = world.files.read(path, 65536).value();
    const auto document = ledger::parse_signed(bytes).value();
    const auto payload = vault::verify_document(document, type, role, world.authority.root).value();
    return ledger::parse_receipt_payload(payload).value();
}

/// The kiosk's word of what it holds, into its outbox.
void write_status(HqWorld& world, const support::TestTerminal& terminal, int manifest_number,
                  std::vector<ledger::LackingPackage> lacking) {
    ledger::Status status;
    status.authority = world.authority.root.authority;
    status.terminal = terminal.id;
    status.locator.ledger = terminal.ledger;
    status.manifest_number = manifest_number;
    status.lacking = std::move(lacking);
    const auto key = vault::SigningKey::open(world.files, terminal.signing_key_path).value();
    const auto file =
        vault::sign_document(ledger::kStatusType, ledger::make_status_payload(status), {&key});
    REQUIRE(world.files
                .write_durable(terminal.folders.in_outbox(ledger::kStatusName), file.value(),
                               FileMode::Group)
                .has_value());
}

}  // namespace

TEST_CASE("entries reach the archive and the intake byte for byte, a stored receipt comes back") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    for (std::uint8_t i = 0; i < 40; ++i) {
        world.finish_sitting(terminal, i);
    }
    world.start_service();
    const auto outcome = world.carry(terminal);
    REQUIRE(outcome.has_value());
    CHECK(outcome->sent_count == 40);
    CHECK(outcome->quarantined.empty());
    const auto receipt =
        receipt_in(world, terminal.folders.in_inbox(ledger::stored_receipt_name(terminal.ledger)),
                   ledger::Role::Receiver, ledger::kStoredReceiptType);
    CHECK(receipt.head.n == 40);
    CHECK(receipt.head.hash == ledger::entry_hash(terminal.entries.back().header));

    CHECK(world.carry(terminal)->sent_count == 0);
    world.stop_service();
    const auto handed = world.handed_over(40);
    REQUIRE(handed.size() == 40);
    for (std::size_t i = 0; i < 40; ++i) {
        CHECK(handed[i] == ledger::encode_entry(terminal.entries[i]));
    }
}

TEST_CASE("what a killed receiver stored but did not answer is not sent twice nor lost") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    for (std::uint8_t i = 0; i < 5; ++i) {
        world.finish_sitting(terminal, i);
    }
    {
        // Stored, and the process ends before a word of it: nothing is exported, no receipt.
        auto archive = hq::open_receiver_archive(world.paths.home + "/archive.db").value();
        std::vector<protocol::AcceptedEntry> accepted;
        for (const auto& entry : terminal.entries) {
            accepted.push_back({entry, ledger::entry_hash(entry.header)});
        }
        const std::vector<protocol::RejectedEntry> none;
        const auto kept = sqlite::in_transaction(archive, [&](sqlite::Tx& tx) {
            return hq::save_delivery(tx, {terminal.id, &accepted, &none, {1}});
        });
        REQUIRE(kept.has_value());
    }
    world.start_service();
    CHECK(world.carry(terminal)->sent_count == 0);
    CHECK(receipt_in(world, terminal.folders.in_inbox(ledger::stored_receipt_name(terminal.ledger)),
                     ledger::Role::Receiver, ledger::kStoredReceiptType)
              .head.n == 5);
    world.stop_service();
    CHECK(world.counts().entries == 5);
    CHECK(world.handed_over(5).size() == 5);
}

TEST_CASE("the reader's filed receipt is relayed, and filed entries leave the intake for good") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    world.finish_sitting(terminal, 2);
    world.start_service();
    REQUIRE(world.carry(terminal).has_value());
    REQUIRE(world.handed_over(2).size() == 2);
    world.file(terminal, 2);
    world.empty_intake();
    REQUIRE(world.carry(terminal).has_value());
    CHECK(receipt_in(world, terminal.folders.in_inbox(ledger::filed_receipt_name(terminal.ledger)),
                     ledger::Role::Filing, ledger::kFiledReceiptType)
              .head.n == 2);
    world.stop_service();
    world.start_service();
    world.stop_service();
    CHECK(world.handed_over(0).empty());
    CHECK(world.counts().filed == 2);
}

TEST_CASE("content comes down for its terminal alone, manifest and packages, and only once") {
    HqWorld world;
    auto& first = world.join_terminal(1);
    auto& second = world.join_terminal(2);
    const Bytes bank(300'000, 7);
    world.publish({{"T01", bank, {}}, {"roster", {1, 1}, first.id}, {"roster", {2, 2}, second.id}});
    world.start_service();
    const auto outcome = world.carry(first);
    REQUIRE(outcome.has_value());
    CHECK(outcome->package_count == 2);
    const auto in_inbox = [&](const Bytes& bytes) {
        return world.files.exists(first.folders.in_inbox(ledger::package_file_name(sha256(bytes))));
    };
    CHECK(in_inbox(bank));
    CHECK(in_inbox({1, 1}));
    CHECK_FALSE(in_inbox({2, 2}));
    CHECK(world.files.exists(first.folders.in_inbox(ledger::kManifestName)));
    CHECK(world.carry(first)->package_count == 0);
}

TEST_CASE("a package whose bytes changed at HQ is not handed over, and results pass all the same") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    const Bytes bank(100, 7);
    world.publish({{"T01", bank, {}}});
    REQUIRE(world.files
                .write_durable(
                    world.paths.orders + "/packages/" + ledger::package_file_name(sha256(bank)),
                    Bytes(99, 7), FileMode::Group)
                .has_value());
    world.start_service();
    CHECK(world.carry(terminal).error().code == ErrorCode::DigestMismatch);
    CHECK_FALSE(world.files.exists(terminal.folders.in_inbox(ledger::kManifestName)));
    world.stop_service();
    CHECK(world.counts().in_run == 1);
}

TEST_CASE("a new root comes down when the old one signed it") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.start_service();
    REQUIRE(world.carry(terminal).has_value());
    CHECK_FALSE(world.files.exists(terminal.folders.in_inbox(ledger::kRootName)));
    REQUIRE(world.files
                .write_durable(world.paths.orders + "/root", world.authority.root_file(2),
                               FileMode::Group)
                .has_value());
    REQUIRE(world.carry(terminal).has_value());
    CHECK(world.files.exists(terminal.folders.in_inbox(ledger::kRootName)));
    CHECK(agent::load_membership(world.files, terminal.folders)->root->version == 2);
}

TEST_CASE("a forged entry is set aside with words, the others are stored") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    auto forged = terminal.entries[0];
    forged.header.record.bytes.fill(9);
    REQUIRE(world.files
                .write_durable(terminal.folders.in_outbox(ledger::entry_file_name(forged.header)),
                               ledger::encode_entry(forged), FileMode::Group)
                .has_value());
    world.start_service();
    const auto outcome = world.carry(terminal);
    REQUIRE(outcome.has_value());
    REQUIRE(outcome->quarantined.size() == 1);
    CHECK(outcome->quarantined[0].ends_with("signature_invalid"));
    world.stop_service();
    CHECK(world.counts().entries == 1);
    CHECK(world.counts().quarantined == 1);
}

TEST_CASE("an entry that headquarters set aside is told at each pass and not sent again") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    for (std::uint8_t i = 1; i <= 3; ++i) {
        world.finish_sitting(terminal, i);
    }
    const auto path =
        terminal.folders.in_outbox(ledger::entry_file_name(terminal.entries[1].header));
    const auto good = world.files.read(path, 65536).value();
    auto damaged = good;
    damaged.back() ^= 1;
    REQUIRE(world.files.write_durable(path, damaged, FileMode::Group).has_value());
    world.start_service();
    CHECK(world.carry(terminal)->quarantined.size() == 1);
    const auto again = world.carry(terminal).value();
    CHECK(again.sent_count == 1);  // the third, whose parent is missing at headquarters
    REQUIRE(again.quarantined.size() == 1);
    CHECK(again.quarantined[0].ends_with(": digest_mismatch"));

    // The kiosk mends its file: other bytes, so it is sent, and the run is whole.
    REQUIRE(world.files.write_durable(path, good, FileMode::Group).has_value());
    const auto mended = world.carry(terminal).value();
    CHECK(mended.sent_count == 2);
    CHECK(mended.quarantined.empty());
    world.stop_service();
    CHECK(world.counts().in_run == 3);
}

TEST_CASE("under a new root headquarters is asked again about what it set aside") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    const auto path =
        terminal.folders.in_outbox(ledger::entry_file_name(terminal.entries[0].header));
    auto damaged = world.files.read(path, 65536).value();
    damaged.back() ^= 1;
    REQUIRE(world.files.write_durable(path, damaged, FileMode::Group).has_value());
    world.start_service();
    REQUIRE(world.carry(terminal)->sent_count == 1);
    REQUIRE(world.carry(terminal)->sent_count == 0);
    REQUIRE(world.files
                .write_durable(world.paths.orders + "/root", world.authority.root_file(2),
                               FileMode::Group)
                .has_value());
    CHECK(world.carry(terminal)->sent_count == 0);  // learns of the root
    CHECK(world.carry(terminal)->sent_count == 1);
    CHECK(world.carry(terminal)->sent_count == 0);
}

TEST_CASE("what was handed over is not fetched again while the kiosk takes it in") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    const Bytes bank(1000, 7);
    world.publish({{"T01", bank, {}}});
    world.start_service();
    REQUIRE(world.carry(terminal)->package_count == 1);
    const auto path = terminal.folders.in_inbox(ledger::package_file_name(sha256(bank)));
    REQUIRE(world.files.remove(path).has_value());  // taken in; the status says so later
    CHECK(world.carry(terminal)->package_count == 0);
    world.clock.advance(DurationMs{86'400'000});
    CHECK(world.carry(terminal)->package_count == 1);  // after a day it was lost
}

TEST_CASE("what the kiosk lacks comes again at once, what it refused with the next manifest") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    const Bytes bank(1000, 7);
    const auto digest = sha256(bank);
    const auto path = terminal.folders.in_inbox(ledger::package_file_name(digest));
    world.publish({{"T01", bank, {}}});
    world.start_service();
    REQUIRE(world.carry(terminal)->package_count == 1);
    REQUIRE(world.files.remove(path).has_value());
    write_status(world, terminal, 1, {{digest, ""}});
    CHECK(world.carry(terminal)->package_count == 1);  // damaged in the inbox, or lost
    CHECK(world.files.read(path, 2000).value() == bank);
    REQUIRE(world.files.remove(path).has_value());
    write_status(world, terminal, 1, {{digest, "signature_invalid"}});
    CHECK(world.carry(terminal)->package_count == 0);
    world.publish({{"T01", bank, {}}});
    CHECK(world.carry(terminal)->package_count == 1);  // in the pass that brings the manifest
    REQUIRE(world.files.remove(path).has_value());
    write_status(world, terminal, 2, {});
    CHECK(world.carry(terminal)->package_count == 0);
}

TEST_CASE("whether a delivered package is due again follows from the kiosk's word, then the day") {
    using agent::Again;
    const auto digest = sha256(Bytes{1});
    const agent::Delivery delivery{5, 3, {1'000'000'000}};
    const UtcMs soon{1'000'000'000 + 3'600'000};
    const UtcMs next_day{1'000'000'000 + 86'400'000};
    const agent::KioskContent damaged{5, {{digest, ""}}};
    const agent::KioskContent refused{5, {{digest, "signature_invalid"}}};
    const agent::KioskContent another{5, {{sha256(Bytes{2}), "signature_invalid"}}};
    const auto due = [&](const agent::KioskContent& kiosk, UtcMs now, int manifest = 5) {
        return agent::is_due_again(delivery, digest, kiosk, manifest, now);
    };
    CHECK(due({5, {}}, next_day) == Again::No);
    CHECK(due(another, next_day) == Again::No);
    CHECK(due({4, {}}, soon) == Again::No);
    CHECK(due({4, {}}, next_day) == Again::Yes);
    CHECK(due({2, {}}, soon) == Again::Yes);           // put back to an older state
    CHECK(due({3, {}}, {999'999'999}) == Again::Yes);  // in the future
    CHECK(due(damaged, soon) == Again::Yes);
    CHECK(due(refused, soon) == Again::AtNewManifest);
    CHECK(due(refused, soon, 6) == Again::Yes);
    CHECK(due(refused, next_day) == Again::Yes);
}

TEST_CASE("a cloned terminal's branch is kept beside the original's and told") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    world.start_service();
    REQUIRE(world.carry(terminal).has_value());
    auto clone = terminal;
    world.finish_sitting(terminal, 2);
    REQUIRE(world.carry(terminal).has_value());
    REQUIRE(
        world.files
            .remove(terminal.folders.in_outbox(ledger::entry_file_name(terminal.entries[1].header)))
            .has_value());
    world.finish_sitting(clone, 3);
    world.finish_sitting(clone, 4);
    REQUIRE(world.carry(clone).has_value());
    world.stop_service();
    CHECK(world.counts().entries == 4);
    CHECK(world.counts().forks == 1);
    CHECK(world.notices() == std::vector<std::string>{"fork"});
    CHECK(receipt_in(world, clone.folders.in_inbox(ledger::stored_receipt_name(clone.ledger)),
                     ledger::Role::Receiver, ledger::kStoredReceiptType)
              .head.hash == ledger::entry_hash(clone.entries[2].header));
}

TEST_CASE("a second carrier finds the lock and leaves") {
    const support::TemporaryFolder folder;
    const auto first = FileLock::take(folder.path() + "/lock");
    REQUIRE(first.has_value());
    CHECK(FileLock::take(folder.path() + "/lock").error().code == ErrorCode::LockHeld);
}

TEST_CASE("the contact note survives and shows how far the receipts reach") {
    HqWorld world;
    auto& terminal = world.join_terminal(1);
    world.finish_sitting(terminal, 1);
    world.start_service();
    REQUIRE(world.carry(terminal).has_value());
    auto contact = agent::load_contact(world.files, terminal.folders);
    CHECK(contact.stored.at(terminal.ledger) == 1);
    CHECK(contact.heard->value == 1'790'000'000'000);
    CHECK(contact.last_error.empty());
    terminal.state = "revoked";
    world.write_terminals();
    CHECK_FALSE(world.carry(terminal).has_value());
    contact = agent::load_contact(world.files, terminal.folders);
    CHECK(contact.last_error == "terminal_revoked");
    CHECK(contact.stored.at(terminal.ledger) == 1);
}

TEST_SUITE_END();
