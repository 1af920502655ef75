// The faulty disk does what it says, and what our databases promise holds on it: a commit is there
// whole or not at all, an acknowledged one is there, a migration can be cut anywhere.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <filesystem>

#include "kiosk/core/base/files.h"
#include "kiosk/sqlite/database.h"
#include "tests/support/authority.h"
#include "tests/support/faulty_files.h"
#include "tests/support/faulty_vfs.h"

using namespace asah;
using sqlite::Database;
using sqlite::Migration;
using support::Fault;
using support::FaultyDisk;
using support::FaultyFiles;
using support::FaultyVfs;

TEST_SUITE_BEGIN("sqlite/faulty disk");

namespace {

constexpr int kRoundsMax = 200;

const std::vector<Migration> kFirst{
    {1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"}};
const std::vector<Migration> kSecond{kFirst[0],
                                     {2,
                                      "ALTER TABLE note ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;"
                                      "CREATE INDEX ix_note__text ON note (text);"}};

sqlite::OpenSettings settings_in(const support::TemporaryFolder& folder, const std::string& vfs) {
    return {folder.path() + "/a.db", vfs, 0x41534148, 100};
}

Result<void> add_notes(Database& database, std::string_view text, int count) {
    return sqlite::in_transaction(database, [&](sqlite::Tx& tx) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            ASAH_CHECK(tx.prepare("INSERT INTO note (text) VALUES (?1)").bind(1, text).run());
        }
        return {};
    });
}

std::int64_t note_count(Database& database, std::string_view text) {
    auto statement = database.prepare("SELECT count(*) FROM note WHERE text = ?1");
    statement.bind(1, text);
    REQUIRE(statement.step().value());
    return statement.integer(0);
}

void run(sqlite3* connection, const char* sql) {
    sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
}

/// Rows that stand after a database without flushes lost its machine at the second insert.
std::int64_t rows_without_flush(Fault fault) {
    const support::TemporaryFolder folder;
    FaultyDisk disk;
    FaultyVfs vfs(disk);
    const auto path = folder.path() + "/b.db";
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                            vfs.name().c_str()) == SQLITE_OK);
    run(connection, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
    run(connection, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous = OFF");
    run(connection, "INSERT INTO t VALUES (1)");
    disk.arm(fault, 1);
    run(connection, "INSERT INTO t VALUES (2)");
    REQUIRE(disk.has_fired());
    sqlite3_close(connection);
    vfs.stop();
    disk.mend();
    REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(connection, "SELECT count(*) FROM t", -1, &statement, nullptr) ==
            SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    const auto rows = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(connection);
    return rows;
}

/// Once the file itself is migrated, the copy made before must be whole if it is there.
void check_backup(const support::TemporaryFolder& folder, std::int64_t rows) {
    SystemFiles files;
    const auto backup = folder.path() + "/a.db.before-migration";
    const auto main = Database::open(settings_in(folder, ""), kFirst);
    if (main.has_value() || !files.exists(backup)) {
        return;
    }
    CHECK(main.error().code == ErrorCode::DatabaseNewer);
    sqlite::OpenSettings settings = settings_in(folder, "");
    settings.path = folder.path() + "/copy.db";
    std::filesystem::copy_file(backup, settings.path);
    auto copy = Database::open(settings, kFirst);
    REQUIRE(copy.has_value());
    CHECK(note_count(*copy, "satu") == rows);
}

}  // namespace

TEST_CASE("a power cut takes what was not flushed, a killed process leaves it") {
    CHECK(rows_without_flush(Fault::Kill) == 1);
    CHECK(rows_without_flush(Fault::PowerCut) == 0);
}

TEST_CASE("faulty files: refused before, refused after the rename, and a removal taken back") {
    const support::TemporaryFolder folder;
    const auto path = folder.path() + "/a";
    const Bytes old{1, 2, 3};
    const Bytes fresh{4, 5, 6, 7};
    SystemFiles real;
    FaultyDisk disk;
    FaultyFiles files(disk);
    REQUIRE(files.write_durable(path, old, FileMode::Private).has_value());
    disk.arm(Fault::Refusal, 1);
    CHECK_FALSE(files.write_durable(path, fresh, FileMode::Private).has_value());
    CHECK(real.read(path, 10).value() == old);
    CHECK(files.list(folder.path()).value() == std::vector<std::string>{"a"});
    disk.arm(Fault::PowerCut, 2);
    CHECK_FALSE(files.write_durable(path, fresh, FileMode::Private).has_value());
    CHECK(real.read(path, 10).value() == fresh);
    files.stop();
    CHECK(real.read(path, 10).value() == old);
    disk.arm(Fault::Full, 2);
    REQUIRE(files.remove(path).has_value());
    CHECK(files.remove(path).error().code == ErrorCode::DiskFull);
    disk.arm(Fault::PowerCut, 1);
    CHECK_FALSE(files.remove(path).has_value());
    files.stop();
    CHECK(real.read(path, 10).value() == old);
}

TEST_CASE("a commit stands whole or not at all, and an acknowledged one stands, for every k") {
    for (const auto fault :
         {Fault::Refusal, Fault::Full, Fault::Kill, Fault::PowerCut, Fault::TornPower}) {
        int k = 0;
        for (bool has_fired = true; has_fired; ++k) {
            REQUIRE(k < kRoundsMax);
            const support::TemporaryFolder folder;
            FaultyDisk disk;
            FaultyVfs vfs(disk);
            bool is_stored = false;
            {
                auto database = Database::open(settings_in(folder, vfs.name()), kFirst).value();
                REQUIRE(add_notes(database, "satu", 40).has_value());
                disk.arm(fault, k + 1);
                is_stored = add_notes(database, "dua", 200).has_value();
                (void)database.checkpoint_truncate();
            }
            has_fired = disk.has_fired();
            if (fault != Fault::Refusal && fault != Fault::Full) {
                vfs.stop();
            }
            disk.mend();
            auto database = Database::open(settings_in(folder, vfs.name()), kFirst).value();
            CAPTURE(static_cast<int>(fault));
            CAPTURE(k);
            CHECK(note_count(database, "satu") == 40);
            const auto rows = note_count(database, "dua");
            CHECK((rows == 200 || (rows == 0 && !is_stored)));
        }
        CHECK(k > 10);
    }
}

TEST_CASE("a schema that cannot be read is a refusal, and read again when the disk works again") {
    int k = 0;
    for (bool has_fired = true; has_fired; ++k) {
        REQUIRE(k < kRoundsMax);
        const support::TemporaryFolder folder;
        FaultyDisk disk;
        FaultyVfs vfs(disk);
        auto database = Database::open(settings_in(folder, vfs.name()), kFirst).value();
        REQUIRE(add_notes(database, "satu", 1).has_value());
        // Another program's change makes the schema in memory an old one; many tables, so that
        // their list needs more reads than the page that says so.
        sqlite3* other = nullptr;
        REQUIRE(sqlite3_open((folder.path() + "/a.db").c_str(), &other) == SQLITE_OK);
        run(other, "BEGIN");
        for (int i = 0; i < 100; ++i) {
            const auto name = "foreign_note_of_some_other_program_" + std::to_string(i);
            run(other, ("CREATE TABLE " + name + " (identifier, title, text)").c_str());
        }
        run(other, "COMMIT");
        sqlite3_close(other);
        disk.arm(Fault::BadRead, k + 1);
        // The first notices the change and must read anew; the second finds no schema at all.
        for (const auto* sql :
             {"SELECT count(*) FROM note WHERE id > ?1", "SELECT text FROM note WHERE id = ?1"}) {
            auto statement = database.prepare(sql);
            statement.bind(1, std::int64_t{1});
            const auto stepped = statement.step();
            CHECK((stepped.has_value() || stepped.error().code == ErrorCode::DatabaseFailed));
        }
        has_fired = disk.has_fired();
        disk.mend();
        CAPTURE(k);
        CHECK(add_notes(database, "dua", 1).has_value());
        CHECK(note_count(database, "dua") == 1);
    }
    CHECK(k > 1);
}

TEST_CASE("a migration that is cut anywhere is made whole at the next start, and no row is lost") {
    for (const auto fault :
         {Fault::Refusal, Fault::Full, Fault::Kill, Fault::PowerCut, Fault::TornPower}) {
        int k = 0;
        for (bool has_fired = true; has_fired; ++k) {
            REQUIRE(k < kRoundsMax);
            const support::TemporaryFolder folder;
            FaultyDisk disk;
            FaultyVfs vfs(disk);
            {
                auto database = Database::open(settings_in(folder, vfs.name()), kFirst).value();
                REQUIRE(add_notes(database, "satu", 40).has_value());
            }
            disk.arm(fault, k + 1);
            (void)Database::open(settings_in(folder, vfs.name()), kSecond);
            has_fired = disk.has_fired();
            if (fault != Fault::Refusal && fault != Fault::Full) {
                vfs.stop();
            }
            disk.mend();
            CAPTURE(static_cast<int>(fault));
            CAPTURE(k);
            check_backup(folder, 40);
            for (int start = 0; start < 2; ++start) {
                auto database = Database::open(settings_in(folder, vfs.name()), kSecond);
                REQUIRE(database.has_value());
                CHECK(database->schema_version() == 2);
                CHECK(note_count(*database, "satu") == 40);
            }
            SystemFiles files;
            CHECK_FALSE(files.exists(folder.path() + "/a.db.before-migration"));
        }
        CHECK(k > 10);
    }
}

TEST_SUITE_END();
