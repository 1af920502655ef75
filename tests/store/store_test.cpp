#include "kiosk/store/store.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

struct TempFolder {
    std::string path = "/tmp/asah-store-XXXXXX";
    TempFolder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder() { std::filesystem::remove_all(path); }
};

asah::SittingId a_sitting() {
    asah::SittingId id;
    id.bytes.fill(7);
    return id;
}

// What a foreign program gets when it tries to change the file by hand.
int run_by_hand(const std::string& path, const char* sql) {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &raw) == SQLITE_OK);
    const int code = sqlite3_exec(raw, sql, nullptr, nullptr, nullptr);
    sqlite3_close(raw);
    return code;
}

}  // namespace

TEST_SUITE("store") {
    TEST_CASE("a saved event stands after reopening and goes with its key at finish") {
        const TempFolder folder;
        const auto file = folder.path + "/kiosk.db";
        const asah::Bytes box{1, 2, 3};
        {
            auto database = asah::store::open(file, "");
            REQUIRE(database.has_value());
            const auto done = asah::sqlite::in_transaction(
                *database, [&](asah::sqlite::Tx& tx) -> asah::Result<void> {
                    ASAH_CHECK(asah::store::add_sitting(tx, a_sitting(), {{}, box}));
                    return asah::store::add_event(tx, a_sitting(), 0, box);
                });
            REQUIRE(done.has_value());
        }
        auto database = asah::store::open(file, "");
        REQUIRE(database.has_value());
        const auto events = asah::store::events_of(*database, a_sitting());
        REQUIRE(events.has_value());
        REQUIRE(events->size() == 1);
        CHECK(events->front() == box);
        const auto dropped = asah::sqlite::in_transaction(*database, [&](asah::sqlite::Tx& tx) {
            return asah::store::drop_sitting(tx, a_sitting());
        });
        REQUIRE(dropped.has_value());
        CHECK(asah::store::events_of(*database, a_sitting())->empty());
        CHECK_FALSE(asah::store::read_sitting(*database, a_sitting())->has_value());
    }

    TEST_CASE("the same event number twice is refused and the first stands") {
        const TempFolder folder;
        auto database = asah::store::open(folder.path + "/kiosk.db", "");
        REQUIRE(database.has_value());
        const auto add = [&](const asah::Bytes& box) {
            return asah::sqlite::in_transaction(*database, [&](asah::sqlite::Tx& tx) {
                return asah::store::add_event(tx, a_sitting(), 0, box);
            });
        };
        const auto made = asah::sqlite::in_transaction(*database, [&](asah::sqlite::Tx& tx) {
            return asah::store::add_sitting(tx, a_sitting(), {{}, asah::Bytes{9}});
        });
        REQUIRE(made.has_value());
        REQUIRE(add({1}).has_value());
        CHECK_FALSE(add({2}).has_value());
        CHECK(asah::store::events_of(*database, a_sitting())->front() == asah::Bytes{1});
    }

    TEST_CASE("an entry is neither deleted nor rewritten, only its body goes") {
        const TempFolder folder;
        const auto file = folder.path + "/kiosk.db";
        auto database = asah::store::open(file, "");
        REQUIRE(database.has_value());
        asah::ledger::Entry entry;
        entry.header.n = 1;
        entry.signature = {4};
        entry.sealed = {5};
        const auto added = asah::sqlite::in_transaction(
            *database, [&](asah::sqlite::Tx& tx) { return asah::store::add_entry(tx, entry); });
        REQUIRE(added.has_value());
        CHECK(run_by_hand(file, "DELETE FROM entry") == SQLITE_CONSTRAINT);
        CHECK(run_by_hand(file, "UPDATE entry SET n = 2") == SQLITE_CONSTRAINT);
        CHECK(run_by_hand(file, "UPDATE entry SET sealed = x'06'") == SQLITE_CONSTRAINT);
        CHECK(run_by_hand(file, "UPDATE entry SET sealed = NULL") == SQLITE_OK);
        CHECK(run_by_hand(file, "UPDATE entry SET sealed = x'05'") == SQLITE_CONSTRAINT);
        CHECK(asah::store::last_entry(*database, entry.header.ledger)->n == 1);
    }
}
