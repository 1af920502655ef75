// One terminal's key fills no disk, and a disk that is full or nearly so is told with its date.
#include "sync/hq/receiver/quota.h"

#include <doctest/doctest.h>

#include "sync/hq/receiver/matters.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/hq/receiver/quota");

namespace {

TerminalId terminal(std::uint8_t id) {
    TerminalId out;
    out.bytes.fill(id);
    return out;
}

/// A disk whose free space the test says, and which may be full.
class SmallDisk final : public Files {
   public:
    std::uint64_t free = std::uint64_t{1} << 40U;
    bool is_full = false;

    Result<Bytes> read(const FilePath& path, std::size_t size_max) override {
        return m_real.read(path, size_max);
    }
    Result<void> write_durable(const FilePath& path, ByteView bytes, FileMode mode) override {
        // What the reserve gave back is enough for a small file.
        if (is_full && m_real.exists(m_reserve)) {
            return fail(ErrorCode::DiskFull, path.text());
        }
        return m_real.write_durable(path, bytes, mode);
    }
    Result<void> append_durable(const FilePath& path, ByteView bytes, FileMode mode) override {
        return m_real.append_durable(path, bytes, mode);
    }
    Result<void> remove(const FilePath& path) override { return m_real.remove(path); }
    Result<std::vector<std::string>> list(const FilePath& folder) override {
        return m_real.list(folder);
    }
    Result<std::vector<FolderItem>> look(const FilePath& folder) override {
        return m_real.look(folder);
    }
    Result<void> ensure_folder(const FilePath& path) override { return m_real.ensure_folder(path); }
    bool exists(const FilePath& path) override { return m_real.exists(path); }
    Result<std::uint64_t> free_bytes(const FilePath&) override { return free; }
    void set_reserve(const std::string& path) { m_reserve = path; }

   private:
    SystemFiles m_real;
    std::string m_reserve;
};

struct Desk {
    support::TemporaryFolder folder;
    SmallDisk files;
    ManualClock clock;
    hq::Matters matters = open();

    hq::Matters open() {
        files.set_reserve(folder.path() + "/" + hq::kReserveName);
        return {files, clock, folder.path(), folder.path()};
    }
    std::vector<protocol::ReceiverMatter> told() {
        const auto bytes = files.read(folder.path() + "/" + protocol::kIntakeMatters, 65536);
        return bytes ? protocol::parse_matters(as_text(*bytes)).value()
                     : std::vector<protocol::ReceiverMatter>{};
    }
};

constexpr std::int64_t kStart = 1'790'000'000'000;

}  // namespace

TEST_CASE("an allowance is spent at once and comes back with time, another's is untouched") {
    ManualClock clock;
    hq::Quota quota(clock, {.burst_bytes = 1000, .bytes_per_s = 10, .total_bytes = 1'000'000});
    CHECK(quota.admit(terminal(1), 600).has_value());
    CHECK(quota.admit(terminal(1), 400).has_value());
    CHECK(quota.admit(terminal(1), 1).error().code == ErrorCode::DiskFull);
    CHECK(quota.refused() == std::set<TerminalId>{terminal(1)});
    CHECK(quota.admit(terminal(2), 1000).has_value());
    clock.advance(DurationMs{10'000});
    CHECK(quota.admit(terminal(1), 101).error().code == ErrorCode::DiskFull);
    CHECK(quota.admit(terminal(1), 100).has_value());
    CHECK(quota.refused().empty());
}

TEST_CASE("a terminal never stores more than its sum, also after a restart") {
    ManualClock clock;
    const hq::QuotaSettings settings{.burst_bytes = 1000, .bytes_per_s = 1000, .total_bytes = 1500};
    hq::Quota quota(clock, settings);
    CHECK(quota.admit(terminal(1), 900).has_value());
    quota.add_stored(terminal(1), 900);
    clock.advance(DurationMs{10'000});
    CHECK(quota.admit(terminal(1), 700).error().code == ErrorCode::DiskFull);
    hq::Quota again(clock, settings);
    again.know({{terminal(1), 900}});
    CHECK(again.admit(terminal(1), 700).error().code == ErrorCode::DiskFull);
    CHECK(again.admit(terminal(1), 600).has_value());
}

TEST_CASE("a terminal over its quota is refused by the receiver, keeps all, and is told of") {
    HqWorld world;
    auto& greedy = world.join_terminal(1);
    auto& other = world.join_terminal(2);
    for (std::uint8_t i = 1; i <= 4; ++i) {
        world.finish_sitting(greedy, i, 900);
        world.finish_sitting(other, i, 100);
    }
    world.write_terminals();
    auto receiver =
        hq::Receiver::open(world.files, world.clock, world.paths, [](const auto&) {},
                           {.burst_bytes = 3000, .bytes_per_s = 1, .total_bytes = 1'000'000})
            .value();
    const auto send = [&](const support::TestTerminal& from, std::size_t n) {
        return protocol::reply_to(
            *receiver, from.id,
            protocol::Batch{from.id, {ledger::encode_entry(from.entries[n - 1])}});
    };
    CHECK(std::holds_alternative<protocol::BatchAnswer>(send(greedy, 1)));
    CHECK(std::holds_alternative<protocol::BatchAnswer>(send(greedy, 2)));
    CHECK(std::get<protocol::Refusal>(send(greedy, 3)).reason == ErrorCode::DiskFull);
    CHECK(std::holds_alternative<protocol::BatchAnswer>(send(other, 1)));
    receiver->refresh();
    const auto bytes =
        world.files.read(world.paths.intake + "/" + protocol::kIntakeMatters, 65536).value();
    const auto matters = protocol::parse_matters(as_text(bytes)).value();
    const auto found = std::find_if(matters.begin(), matters.end(),
                                    [](const auto& one) { return one.key == "quota"; });
    REQUIRE(found != matters.end());
    CHECK(found->detail == greedy.id.hex());
    CHECK(found->since == UtcMs{kStart});
}

TEST_CASE("a disk that runs low is told before it is full, and since when") {
    Desk desk;
    desk.matters.look(false, {});
    CHECK(desk.told().empty());
    desk.clock.advance(DurationMs{1000});
    desk.files.free = std::uint64_t{200} << 20U;
    desk.matters.look(false, {});
    CHECK(desk.told() ==
          std::vector<protocol::ReceiverMatter>{{"disk_low", {kStart + 1000}, "192"}});
    desk.clock.advance(DurationMs{1000});
    desk.files.free = std::uint64_t{60} << 20U;
    desk.matters.look(false, {});
    CHECK(desk.told() ==
          std::vector<protocol::ReceiverMatter>{{"disk_low", {kStart + 1000}, "32"}});
    desk.files.free = std::uint64_t{1} << 40U;
    desk.matters.look(false, {});
    CHECK(desk.told().empty());
}

TEST_CASE("a full disk is told at headquarters although it is full, with its date, also later") {
    Desk desk;
    desk.matters.look(false, {});  // lays the reserve
    desk.files.is_full = true;
    desk.files.free = 0;
    desk.matters.note_kept(true);
    desk.matters.look(true, {});
    REQUIRE(desk.told().size() == 3);
    CHECK(desk.told()[0] == protocol::ReceiverMatter{"disk_full", {kStart}, ""});
    CHECK(desk.told()[1] == protocol::ReceiverMatter{"intake_full", {kStart}, ""});
    CHECK(desk.told()[2] == protocol::ReceiverMatter{"disk_low", {kStart}, "0"});

    desk.clock.advance(DurationMs{60'000});
    auto restarted = desk.open();  // it knows since when
    restarted.note_kept(true);
    restarted.look(false, {});
    REQUIRE(desk.told().size() == 2);
    CHECK(desk.told()[0].since == UtcMs{kStart});

    desk.files.is_full = false;
    desk.files.free = std::uint64_t{1} << 40U;
    restarted.note_kept(false);
    restarted.look(false, {});
    CHECK(desk.told().empty());
}

TEST_CASE("what is no list of matters is refused") {
    CHECK(protocol::parse_matters("").error().code == ErrorCode::Unsupported);
    CHECK(protocol::parse_matters("asah/receiver-matters/2\n").error().code ==
          ErrorCode::Unsupported);
    CHECK(protocol::parse_matters("asah/receiver-matters/1\n")->empty());
    for (const auto* line : {"disk_full\n", "disk_full soon \n", " 5 x\n", "disk_full 5x \n"}) {
        CHECK(
            protocol::parse_matters(std::string("asah/receiver-matters/1\n") + line).error().code ==
            ErrorCode::MalformedInput);
    }
}

TEST_SUITE_END();
