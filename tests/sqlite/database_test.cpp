#include "kiosk/sqlite/database.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "kiosk/core/base/files.h"
#include "tests/support/authority.h"

using namespace asah;
using sqlite::Database;
using sqlite::Migration;

TEST_SUITE_BEGIN("sqlite/database");

namespace {

const std::vector<Migration> kFirst{
    {1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"}};
const std::vector<Migration> kSecond{
    kFirst[0], {2, "ALTER TABLE note ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;"}};

sqlite::OpenSettings settings_in(const support::TemporaryFolder& folder) {
    return {folder.path() + "/a.db", {}, 0x41534148, 100};
}

Result<void> add_note(Database& database, std::string_view text) {
    return sqlite::in_transaction(database, [&](sqlite::Tx& tx) -> Result<void> {
        return tx.prepare("INSERT INTO note (text) VALUES (?1)").bind(1, text).run();
    });
}

std::int64_t note_count(Database& database) {
    auto statement = database.prepare("SELECT count(*) FROM note");
    REQUIRE(statement.step().value());
    return statement.integer(0);
}

}  // namespace

TEST_CASE("a database, its log and its backup are readable by their user alone") {
    const support::TemporaryFolder folder;
    const auto settings = settings_in(folder);
    const auto mode_of = [](const std::string& path) {
        struct stat info {};
        REQUIRE(::stat(path.c_str(), &info) == 0);
        return info.st_mode & 0777U;
    };
    { REQUIRE(Database::open(settings, kFirst).has_value()); }
    auto database = Database::open(settings, kSecond);
    REQUIRE(database.has_value());
    REQUIRE(add_note(*database, "a").has_value());
    CHECK(mode_of(settings.path) == 0600);
    CHECK(mode_of(settings.path + "-wal") == 0600);
    CHECK(mode_of(settings.path + ".before-migration") == 0600);
}

TEST_CASE("what is committed is there after reopening, what is not is not") {
    const support::TemporaryFolder folder;
    {
        auto database = Database::open(settings_in(folder), kFirst).value();
        REQUIRE(add_note(database, "satu").has_value());
        auto tx = sqlite::Tx::begin(database).value();
        REQUIRE(tx.prepare("INSERT INTO note (text) VALUES ('dua')").run().has_value());
    }
    auto database = Database::open(settings_in(folder), kFirst).value();
    CHECK(note_count(database) == 1);
}

TEST_CASE("a migration keeps the rows and its backup goes at the next good start") {
    const support::TemporaryFolder folder;
    SystemFiles files;
    {
        auto database = Database::open(settings_in(folder), kFirst).value();
        REQUIRE(add_note(database, "satu").has_value());
    }
    CHECK(Database::open(settings_in(folder), kSecond).value().schema_version() == 2);
    CHECK(files.exists(folder.path() + "/a.db.before-migration"));
    auto database = Database::open(settings_in(folder), kSecond).value();
    CHECK_FALSE(files.exists(folder.path() + "/a.db.before-migration"));
    CHECK(note_count(database) == 1);
}

TEST_CASE("newer, foreign and damaged files are refused and not touched") {
    const support::TemporaryFolder folder;
    SystemFiles files;
    { CHECK(Database::open(settings_in(folder), kSecond).has_value()); }
    CHECK(Database::open(settings_in(folder), kFirst).error().code == ErrorCode::DatabaseNewer);
    auto foreign = settings_in(folder);
    foreign.application_id = 7;
    CHECK(Database::open(foreign, kSecond).error().code == ErrorCode::DatabaseForeign);
    const Bytes junk(8192, 0x5a);
    REQUIRE(files.write_durable(folder.path() + "/a.db", junk, FileMode::Private).has_value());
    CHECK(Database::open(settings_in(folder), kSecond).error().code == ErrorCode::DatabaseDamaged);
    CHECK(files.read(folder.path() + "/a.db", 10000).value() == junk);
}

TEST_CASE("a checkpoint empties the log unless a reader holds it") {
    const support::TemporaryFolder folder;
    SystemFiles files;
    auto database = Database::open(settings_in(folder), kFirst).value();
    REQUIRE(add_note(database, "satu").has_value());
    sqlite3* reader = nullptr;
    REQUIRE(sqlite3_open((folder.path() + "/a.db").c_str(), &reader) == SQLITE_OK);
    sqlite3_exec(reader, "BEGIN; SELECT * FROM note;", nullptr, nullptr, nullptr);
    REQUIRE(add_note(database, "dua").has_value());
    CHECK_FALSE(database.checkpoint_truncate().value());
    sqlite3_close(reader);
    CHECK(database.checkpoint_truncate().value());
    CHECK(files.read(folder.path() + "/a.db-wal", 1'000'000).value().empty());
}

TEST_SUITE_END();
