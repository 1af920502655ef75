// The real pass over a line as an office in the hills has it: 50 kbit/s, cut every 20 seconds.
#include <doctest/doctest.h>

#include "kiosk/core/ledger/folder_names.h"
#include "sync/agent/courier.h"
#include "tests/support/fake_hq.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/agent/bad_line");

namespace {

/// An HQ that believes every signature: what is asked here is how entries and packages travel.
class TrustingHq final : public support::FakeHq {
   public:
    Result<void> verify_entry(const TerminalId&, const ledger::Entry&) override { return {}; }
};

/// Carries messages at the line's speed; a message that is under way when the line is cut is lost,
/// after HQ took it or before.
class BadLine final : public agent::Courier {
   public:
    static constexpr std::int64_t kBytesPerSecond = 6'250;
    static constexpr std::int64_t kCutEveryMs = 20'000;

    BadLine(protocol::HqPort& hq, ManualClock& clock, const TerminalId& terminal)
        : m_hq(&hq), m_clock(&clock), m_terminal(terminal) {}

    Result<protocol::Message> exchange(const protocol::Message& request) override {
        ++message_count;
        if (!moved(protocol::encode_message(request).size())) {
            return fail(ErrorCode::NetworkBroken, "cut");
        }
        auto reply = protocol::reply_to(*m_hq, m_terminal, request);
        if (!moved(protocol::encode_message(reply).size())) {
            return fail(ErrorCode::NetworkBroken, "cut");
        }
        return reply;
    }
    [[nodiscard]] std::string place() const override { return "line"; }

    int message_count = 0;
    int cut_count = 0;
    std::int64_t bytes_moved = 0;

   private:
    bool moved(std::size_t size) {
        const auto bytes = static_cast<std::int64_t>(size);
        const auto took_ms = bytes * 1000 / kBytesPerSecond;
        const auto left_ms = kCutEveryMs - m_clock->now_boot().value % kCutEveryMs;
        const bool is_cut = took_ms >= left_ms;
        const auto spent_ms = is_cut ? left_ms : took_ms;
        m_clock->advance({spent_ms});
        bytes_moved += spent_ms * kBytesPerSecond / 1000;
        cut_count += is_cut ? 1 : 0;
        return !is_cut;
    }

    protocol::HqPort* m_hq;
    ManualClock* m_clock;
    TerminalId m_terminal;
};

struct Office {
    HqWorld world;
    support::TestTerminal& terminal = world.join_terminal(1);
    TrustingHq hq;

    Office() {
        hq.city = world.authority.root.authority;
        hq.terminals[terminal.id] = protocol::TerminalState::Active;
    }
    void publish(const Bytes& package) {
        world.publish({{"T01", package, {}}});
        hq.packages[sha256(package)] = package;
        hq.manifest_file = world.files.read(world.paths.orders + "/manifest", 65536).value();
        ++hq.manifest;
    }
    Result<agent::PassOutcome> pass(BadLine& line) {
        const auto membership = agent::load_membership(world.files, terminal.folders).value();
        return agent::run_pass(world.files, world.clock, terminal.folders, membership, line);
    }
    /// How many passes it takes until one ends without refusal; -1 = more than 60.
    int passes_until_done(BadLine& line) {
        for (int count = 1; count <= 60; ++count) {
            if (pass(line).has_value()) {
                return count;
            }
        }
        return -1;
    }
    [[nodiscard]] bool has_package(const Bytes& package) {
        const auto name = terminal.folders.in_inbox(ledger::package_file_name(sha256(package)));
        const auto bytes = world.files.read(name, package.size());
        return bytes.has_value() && *bytes == package;
    }
};

Bytes a_package(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
    }
    return bytes;
}

}  // namespace

TEST_CASE("a package of a megabyte passes a line of 50 kbit/s that is cut every 20 seconds") {
    Office office;
    const auto package = a_package(1'000'000);
    office.publish(package);
    BadLine line(office.hq, office.world.clock, office.terminal.id);
    const int passes = office.passes_until_done(line);
    CHECK(passes > 0);
    CHECK(office.has_package(package));
    CHECK(line.cut_count > 5);
    // What a cut costs is at most the message that was under way (16 KiB and its head).
    CHECK(line.bytes_moved < 1'000'000 + line.cut_count * 17'000 + 60'000);
    MESSAGE("1 MB: " << line.cut_count << " cuts, " << line.bytes_moved << " bytes moved, "
                     << line.message_count << " messages, " << passes << " passes");
    // Nothing half stays behind.
    CHECK(office.world.files.list(office.terminal.folders.in_state("partial"))->empty());
}

TEST_CASE("a queue drains over a line that is cut every 20 seconds, each entry once") {
    Office office;
    for (std::uint8_t i = 0; i < 120; ++i) {
        office.world.finish_sitting(office.terminal, i, 3'000);
    }
    BadLine line(office.hq, office.world.clock, office.terminal.id);
    CHECK(office.passes_until_done(line) > 0);
    CHECK(office.hq.entries.size() == 120);
    CHECK(line.bytes_moved < 120 * 3'300 + line.cut_count * 17'000 + 60'000);
}

TEST_CASE("a fast line is asked in few messages") {
    Office office;
    const auto package = a_package(5'000'000);
    office.publish(package);
    class FastLine final : public agent::Courier {
       public:
        FastLine(protocol::HqPort& hq, const TerminalId& terminal)
            : m_hq(&hq), m_terminal(terminal) {}
        Result<protocol::Message> exchange(const protocol::Message& request) override {
            ++message_count;
            return protocol::reply_to(*m_hq, m_terminal, request);
        }
        [[nodiscard]] std::string place() const override { return "line"; }
        int message_count = 0;

       private:
        protocol::HqPort* m_hq;
        TerminalId m_terminal;
    };
    FastLine line(office.hq, office.terminal.id);
    const auto membership =
        agent::load_membership(office.world.files, office.terminal.folders).value();
    REQUIRE(agent::run_pass(office.world.files, office.world.clock, office.terminal.folders,
                            membership, line)
                .has_value());
    CHECK(office.has_package(package));
    // Hello, manifest, six pieces from 16 KiB to 512 KiB, then four of up to 1 MiB.
    CHECK(line.message_count == 12);
}

TEST_CASE("a part that does not belong to the package is thrown away and fetched again") {
    Office office;
    const auto package = a_package(50'000);
    office.publish(package);
    BadLine line(office.hq, office.world.clock, office.terminal.id);
    const auto partial = office.terminal.folders.in_state("partial");
    REQUIRE(office.world.files.ensure_folder(partial).has_value());
    REQUIRE(office.world.files
                .write_durable(partial + "/" + to_hex(sha256(package)) + ".part", Bytes(40'000, 9),
                               FileMode::Private)
                .has_value());
    REQUIRE(office.world.files
                .write_durable(office.terminal.folders.in_state(ledger::kManifestName),
                               office.hq.manifest_file, FileMode::Private)
                .has_value());
    const auto first = office.pass(line);
    REQUIRE_FALSE(first.has_value());
    CHECK(first.error().code == ErrorCode::DigestMismatch);
    CHECK_FALSE(office.has_package(package));
    REQUIRE(office.pass(line).has_value());
    CHECK(office.has_package(package));
}

TEST_SUITE_END();
