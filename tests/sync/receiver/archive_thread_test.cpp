// Many callers, one transaction: what is answered is on the disk, whatever happens to the machine
// afterwards; what one caller may not do refuses no other.
#include "sync/hq/data/archive_thread.h"

#include <doctest/doctest.h>
#include <array>
#include <atomic>

#include "sync/hq/data/receiver_archive.h"
#include "tests/support/authority.h"
#include "tests/support/fake_hq.h"
#include "tests/support/faulty_vfs.h"

using namespace asah;
using support::Chain;
using support::Fault;

TEST_SUITE_BEGIN("sync/hq/data/archive_thread");

namespace {

constexpr std::size_t kTerminals = 3;
constexpr std::size_t kEntries = 2;
constexpr int kRoundsMax = 400;

const std::vector<protocol::RejectedEntry> kNone;

Result<hq::Kept> keep(hq::ArchiveThread& archive, const Chain& chain, std::size_t n) {
    const auto& entry = chain.entries[n - 1];
    const std::vector<protocol::AcceptedEntry> accepted{{entry, ledger::entry_hash(entry.header)}};
    return archive.write([&](sqlite::Tx& tx) {
        return hq::save_delivery(tx, {chain.terminal, &accepted, &kNone, {5}});
    });
}

std::array<Chain, kTerminals> chains() {
    std::array<Chain, kTerminals> out;
    for (std::size_t i = 0; i < kTerminals; ++i) {
        out[i] = Chain::make(static_cast<std::uint8_t>(i + 1), kEntries);
    }
    return out;
}

/// Every terminal sends its entries one by one, all at once; returns how many of each were
/// answered.
std::array<std::uint64_t, kTerminals> send_all(hq::ArchiveThread& archive,
                                               const std::array<Chain, kTerminals>& from) {
    std::array<std::uint64_t, kTerminals> answered{};
    std::vector<std::thread> terminals;
    for (std::size_t i = 0; i < kTerminals; ++i) {
        terminals.emplace_back([&, i] {
            for (std::size_t n = 1; n <= kEntries; ++n) {
                const auto kept = keep(archive, from[i], n);
                if (!kept.has_value() || kept->heads.empty()) {
                    return;
                }
                answered[i] = kept->heads[0].head.n;
            }
        });
    }
    for (auto& terminal : terminals) {
        terminal.join();
    }
    return answered;
}

/// Sends on a disk that goes wrong at its k-th operation; true when it did.
bool survives(Fault fault, int k) {
    const support::TemporaryFolder folder;
    const auto path = folder.path() + "/archive.db";
    support::FaultyDisk disk;
    support::FaultyVfs vfs(disk);
    const auto from = chains();
    std::array<std::uint64_t, kTerminals> answered{};
    {
        auto database = hq::open_receiver_archive(path, vfs.name());
        REQUIRE(database.has_value());
        disk.arm(fault, k);
        hq::ArchiveThread archive(std::move(*database));
        answered = send_all(archive, from);
    }
    const bool has_fired = disk.has_fired();
    vfs.stop();
    disk.mend();
    auto database = hq::open_receiver_archive(path).value();
    for (std::size_t i = 0; i < kTerminals; ++i) {
        const auto& chain = from[i];
        const protocol::LedgerQuestion question{
            {chain.ledger, {}},
            {0, ledger::genesis_hash(chain.authority, chain.terminal, chain.ledger)}};
        const auto place = hq::find_places(database, chain.terminal, {question}).value();
        CHECK(place.at(0).head.n >= answered[i]);
        CHECK((has_fired || answered[i] == kEntries));
    }
    return has_fired;
}

}  // namespace

TEST_CASE("what was answered survives kill -9, a power cut, torn writes and a full disk") {
    int rounds = 0;
    for (const auto fault : {Fault::Kill, Fault::PowerCut, Fault::TornPower, Fault::Full}) {
        // The threads come in another order each time, so that strides meet all kinds of moments.
        for (int k = 1 + rounds % 3; k < kRoundsMax; k += 3 * support::kFaultStep) {
            ++rounds;
            if (!survives(fault, k)) {
                break;
            }
        }
    }
    CHECK(rounds > 20 / support::kFaultStep);
}

namespace {

constexpr int kCallers = 8;
constexpr int kTriesMax = 12;

/// Eight callers each add a row while a read holds the thread for `held`; returns how many of them
/// saw, through a connection of their own, that none of the eight rows was committed yet.
int count_together(hq::ArchiveThread& archive, const std::string& path,
                   std::chrono::milliseconds held) {
    auto other = hq::open_receiver_archive(path).value();  // used by the archive's thread alone
    const auto committed = [&other] {
        auto statement = other.prepare("SELECT count(*) FROM tried");
        return statement.step().value_or(false) ? statement.integer(0) : -1;
    };
    const auto before = committed();
    std::atomic<bool> is_held{false};
    std::atomic<int> together{0};
    std::vector<std::thread> callers;
    callers.emplace_back([&] {
        const auto done = archive.read([&](sqlite::Database&) -> Result<int> {
            is_held = true;
            is_held.notify_one();
            std::this_thread::sleep_for(held);
            return 0;
        });
        CHECK(done.has_value());
    });
    is_held.wait(false);
    for (int i = 0; i < kCallers; ++i) {
        callers.emplace_back([&] {
            const auto done = archive.write([&](sqlite::Tx& tx) -> Result<int> {
                together += committed() == before ? 1 : 0;
                if (auto added = tx.prepare("INSERT INTO tried VALUES (1)").run(); !added) {
                    return fail(added.error());
                }
                return 0;
            });
            CHECK(done.has_value());
        });
    }
    for (auto& caller : callers) {
        caller.join();
    }
    CHECK(committed() == before + kCallers);
    return together;
}

}  // namespace

TEST_CASE("writes that wait together share one transaction and are answered together") {
    const support::TemporaryFolder folder;
    const auto path = folder.path() + "/archive.db";
    hq::ArchiveThread archive(hq::open_receiver_archive(path).value());
    REQUIRE(archive
                .write([](sqlite::Tx& tx) -> Result<int> {
                    const auto made = tx.prepare("CREATE TABLE tried (n INTEGER)").run();
                    return made.has_value() ? Result<int>(0) : fail(made.error());
                })
                .has_value());
    // A busy machine may start a caller too late; it is then given more time.
    int together = 0;
    for (int tries = 0; tries < kTriesMax && together < kCallers; ++tries) {
        together = count_together(archive, path, std::chrono::milliseconds(1 << tries));
    }
    CHECK(together == kCallers);
}

TEST_CASE("a write that is refused takes none of its neighbours with it") {
    const support::TemporaryFolder folder;
    hq::ArchiveThread archive(hq::open_receiver_archive(folder.path() + "/archive.db").value());
    const auto from = chains();
    std::atomic<bool> is_over{false};
    std::thread bad([&] {
        while (!is_over) {
            const auto refused = archive.write(
                [](sqlite::Tx&) -> Result<int> { return fail(ErrorCode::NotAllowed, "mine"); });
            CHECK(refused.error().code == ErrorCode::NotAllowed);
        }
    });
    const auto answered = send_all(archive, from);
    is_over = true;
    bad.join();
    CHECK(answered == std::array<std::uint64_t, kTerminals>{2, 2, 2});
    const auto counts =
        archive.read([](sqlite::Database& database) { return hq::count_archive(database); });
    CHECK(counts->in_run == 6);
}

TEST_SUITE_END();
