// What a terminal does when nothing happens: nothing. And what joining does on a disk with moods.
#include <doctest/doctest.h>
#include <chrono>

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/core/ledger/join_code.h"
#include "kiosk/vault/issue.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using support::Fault;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/idle");

namespace {

/// The real disk, but one path gives an error when it is read.
class MoodyFiles final : public Files {
   public:
    explicit MoodyFiles(std::string unreadable) : m_unreadable(std::move(unreadable)) {}
    Result<Bytes> read(const FilePath& path, std::size_t size_max) override {
        ++read_count;
        return path.text() == m_unreadable ? fail(ErrorCode::FileUnreadable, path.text())
                                           : m_real.read(path, size_max);
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
    int read_count = 0;
    int list_count = 0;

   private:
    SystemFiles m_real;
    std::string m_unreadable;
};

}  // namespace

TEST_CASE("every home shares the station's one framework, and there is none before it") {
    TerminalCity city;
    city.join();
    auto kiosk = city.open();
    CHECK(kiosk.home(PersonId{}).error().code == ErrorCode::ContentMissing);
    city.publish();
    support::settle(kiosk);
    const auto first = kiosk.home(city.person).value();
    const auto second = kiosk.home(city.person).value();
    REQUIRE(first.framework != nullptr);
    CHECK(first.framework == second.framework);
    CHECK(first.framework == kiosk.framework());
}

TEST_CASE("an idle step with nothing new writes nothing, reads no file, and lists one folder") {
    TerminalCity city;
    city.join();
    city.publish();
    support::FaultyDisk disk;
    support::FaultyVfs vfs(disk);
    MoodyFiles files("");
    city.ports.files = &files;
    city.ports.vfs = vfs.name();
    auto kiosk = city.open();
    support::settle(kiosk);
    files.read_count = files.list_count = 0;
    disk.arm(Fault::Full, 1);
    constexpr int kSteps = 200;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < kSteps; ++i) {
        const auto work = kiosk.idle_step();
        REQUIRE(work.has_value());
        CHECK_FALSE(work->has_more);
    }
    const std::chrono::duration<double, std::micro> spent =
        std::chrono::steady_clock::now() - begin;
    MESSAGE("an idle step takes " << spent.count() / kSteps << " us");
    CHECK_FALSE(disk.has_fired());
    CHECK(files.read_count == 0);
    CHECK(files.list_count == kSteps);
}

TEST_CASE("a join request that the disk does not give now is not replaced by another") {
    TerminalCity city;
    const auto tls_key = city.folder.path() + "/tls.key";
    REQUIRE(vault::make_key_file(city.city.files, tls_key).has_value());
    city.put(ledger::kTlsRequestName, vault::make_request(city.city.files, tls_key, "tls").value());
    const auto code =
        ledger::make_join_code({"127.0.0.1:1", sha256(city.root_file), "K1", Bytes(20, 9), {1}});
    const auto digits = station::join(city.ports, city.paths, code).value().digits;
    const auto path = (city.paths.outbox + "/" + ledger::kJoinRequestName).text();
    const auto before = city.city.files.read(path, 100'000).value();
    MoodyFiles moody(path);
    auto ports = city.ports;
    ports.files = &moody;
    const auto refused = station::join(ports, city.paths, code);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::FileUnreadable);
    CHECK(city.city.files.read(path, 100'000).value() == before);
    CHECK(station::join(city.ports, city.paths, code).value().digits == digits);
}

TEST_SUITE_END();
