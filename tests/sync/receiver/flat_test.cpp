// What a request costs does not grow with what lies around it: no folder is listed, no file is read
// but the one receipt that is asked for, and nothing is verified that was verified before.
#include <doctest/doctest.h>

#include "kiosk/vault/checked_certificates.h"
#include "sync/protocol/hq_folders.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/hq/receiver/flat");

namespace {

/// The real files, and how often they were read and listed.
class CountingFiles final : public Files {
   public:
    int read_count = 0;
    int list_count = 0;

    Result<Bytes> read(const FilePath& path, std::size_t size_max) override {
        ++read_count;
        return m_real.read(path, size_max);
    }
    Result<void> write_durable(const FilePath& path, ByteView bytes, FileMode mode) override {
        return m_real.write_durable(path, bytes, mode);
    }
    Result<void> append_durable(const FilePath& path, ByteView bytes, FileMode mode) override {
        return m_real.append_durable(path, bytes, mode);
    }
    Result<void> remove(const FilePath& path) override { return m_real.remove(path); }
    Result<std::vector<std::string>> list(const FilePath& folder) override {
        ++list_count;
        return m_real.list(folder);
    }
    Result<std::vector<FolderItem>> look(const FilePath& folder) override {
        ++list_count;
        return m_real.look(folder);
    }
    Result<void> ensure_folder(const FilePath& path) override { return m_real.ensure_folder(path); }
    bool exists(const FilePath& path) override { return m_real.exists(path); }
    Result<std::uint64_t> free_bytes(const FilePath& folder) override {
        return m_real.free_bytes(folder);
    }

   private:
    SystemFiles m_real;
};

/// A filed receipt of a ledger that the archive does not know: it lies in orders/ for good.
void file_stranger(HqWorld& world, std::uint16_t number) {
    support::TestTerminal stranger;
    stranger.id.bytes.fill(200);
    stranger.ledger.bytes[0] = static_cast<std::uint8_t>(number >> 8U);
    stranger.ledger.bytes[1] = static_cast<std::uint8_t>(number);
    stranger.entries.resize(1);
    stranger.entries[0].header.n = 1;
    world.file(stranger, 1);
}

protocol::Hello hello_of(const support::TestTerminal& terminal) {
    protocol::Hello hello;
    hello.terminal = terminal.id;
    hello.locators = {{terminal.ledger, {{1, ledger::entry_hash(terminal.entries[0].header)}}}};
    return hello;
}

}  // namespace

TEST_CASE("a request lists nothing and reads the one receipt asked for, however many ledgers") {
    for (const int ledgers : {1, 300}) {
        HqWorld world;
        auto& terminal = world.join_terminal(1);
        world.finish_sitting(terminal, 1);
        world.write_terminals();
        for (int i = 0; i < ledgers; ++i) {
            file_stranger(world, static_cast<std::uint16_t>(i));
        }
        CountingFiles files;
        auto receiver =
            hq::Receiver::open(files, world.clock, world.paths, [](const auto&) {}).value();
        files.read_count = 0;
        files.list_count = 0;
        REQUIRE(receiver->orders().refresh().has_value());  // as at each contact
        const protocol::Batch batch{terminal.id, {ledger::encode_entry(terminal.entries[0])}};
        CHECK(std::get<protocol::BatchAnswer>(protocol::reply_to(*receiver, terminal.id, batch))
                  .receipts.size() == 1);
        CHECK(files.read_count == 0);
        const auto answer = protocol::reply_to(*receiver, terminal.id, hello_of(terminal));
        CHECK(std::get<protocol::Answer>(answer).ledgers.at(0).head.n == 1);
        CHECK(files.read_count == 1);
        CHECK(files.list_count == 0);
    }
}

TEST_CASE("filed receipts are read when they change, and not again") {
    HqWorld world;
    for (int i = 0; i < 20; ++i) {
        file_stranger(world, static_cast<std::uint16_t>(i));
    }
    world.write_terminals();
    CountingFiles files;
    auto receiver = hq::Receiver::open(files, world.clock, world.paths, [](const auto&) {}).value();
    receiver->refresh();
    receiver->refresh();
    files.read_count = 0;
    files.list_count = 0;
    receiver->refresh();
    CHECK(files.read_count == 0);
    CHECK(files.list_count == 0);
    file_stranger(world, 3);
    receiver->refresh();
    CHECK(files.read_count == 1);
}

TEST_CASE("a certificate is checked once under a root, and again under the next") {
    support::Authority authority;
    const auto issued = authority.issue(ledger::Role::TerminalSigning, "one");
    const auto root = std::make_shared<const ledger::Root>(
        vault::verify_root(authority.root_file(1), nullptr).value());
    vault::CheckedCertificates checks;
    const auto first = checks.check(issued.certificate, ledger::Role::TerminalSigning, root);
    REQUIRE(first.has_value());
    CHECK(checks.check(issued.certificate, ledger::Role::TerminalSigning, root).value() == *first);
    CHECK(checks.check(issued.certificate, ledger::Role::TerminalTls, root).error().code ==
          ErrorCode::CertificateRole);
    const auto revoking = std::make_shared<const ledger::Root>(
        vault::verify_root(authority.root_file(2, {(*first)->info().key_id}), nullptr).value());
    CHECK(checks.check(issued.certificate, ledger::Role::TerminalSigning, revoking).error().code ==
          ErrorCode::CertificateRevoked);
    CHECK(checks.check(Bytes{1}, ledger::Role::TerminalTls, root).error().code ==
          ErrorCode::CertificateInvalid);
}

TEST_SUITE_END();
