// The schema as its migrations make it, the queries against it, and files that are not ours to
// open.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "assets/lang.h"
#include "kiosk/core/base/files.h"
#include "kiosk/store/store.h"

using namespace asah;

namespace asah::store {
std::string_view embedded_file(std::string_view name);
}

TEST_SUITE_BEGIN("store/schema");

namespace {

const std::string kSql = std::string(ASAH_SOURCE_DIR) + "/kiosk/store/sql/";

struct Spot {
    std::string folder = "/tmp/asah-store-XXXXXX";
    std::string file;
    SystemFiles files;
    Spot() {
        REQUIRE(::mkdtemp(folder.data()) != nullptr);
        file = folder + "/kiosk.db";
    }
    Spot(const Spot&) = delete;
    Spot& operator=(const Spot&) = delete;
    ~Spot() { std::filesystem::remove_all(folder); }
    Bytes bytes() { return files.read(file, 64U << 20U).value(); }
};

/// A connection of our own, beside the store's.
struct ByHand {
    sqlite3* raw = nullptr;
    explicit ByHand(const std::string& file) {
        REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
    }
    ByHand(const ByHand&) = delete;
    ByHand& operator=(const ByHand&) = delete;
    ~ByHand() { sqlite3_close(raw); }

    void run(const std::string& sql) {
        REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    std::string text(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        std::string out;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            out += reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        }
        sqlite3_finalize(statement);
        return out;
    }
};

std::string schema_of(const std::string& file) {
    return ByHand(file).text(
        "SELECT sql || ';' || char(10) FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, "
        "name");
}

std::vector<std::string> names_in(const std::string& folder) {
    SystemFiles files;
    return files.list(kSql + folder).value();
}

std::string words_of(const Error& error) {
    const auto catalogue = assets::load_catalogue(Language::Indonesian);
    return describe(error, catalogue).next;
}

}  // namespace

TEST_CASE("the migrations make the schema that is written down in schema.sql") {
    Spot place;
    REQUIRE(store::open(place.file, "").has_value());
    const auto written = place.files.read(kSql + "schema.sql", 1U << 20U).value();
    CHECK(schema_of(place.file) == as_text(written));
}

TEST_CASE("a database of the first schema becomes the same as a fresh one and keeps its rows") {
    Spot place;
    {
        ByHand first(place.file);
        first.run(std::string(store::embedded_file("sql/migrations/0001_terminal.sql")));
        first.run("PRAGMA application_id = " + std::to_string(store::kApplicationId) +
                  "; PRAGMA user_version = 1;"
                  "INSERT INTO meta VALUES ('ledger', x'00000000000000000000000000000007');"
                  "INSERT INTO meta VALUES ('filed_n', x'0000000000000003');"
                  "INSERT INTO summary VALUES (zeroblob(16), zeroblob(16), 5, 2, x'01');");
    }
    auto database = store::open(place.file, "").value();
    CHECK(schema_of(place.file) ==
          as_text(place.files.read(kSql + "schema.sql", 1U << 20U).value()));
    LedgerId ledger;
    ledger.bytes.back() = 7;
    const auto row = store::read_summary(database, SittingId{}).value();
    REQUIRE(row.has_value());
    CHECK(row->ledger == ledger);
    CHECK(row->entry_n == 2);
    CHECK(store::read_number(database, "filed_n " + ledger.hex()).value() == 3);
}

TEST_CASE("every query is one statement, is embedded, and prepares on the schema") {
    Spot place;
    REQUIRE(store::open(place.file, "").has_value());
    ByHand connection(place.file);
    for (const auto& name : names_in("queries")) {
        CAPTURE(name);
        const auto sql = store::embedded_file("sql/queries/" + name);
        REQUIRE_FALSE(sql.empty());
        sqlite3_stmt* statement = nullptr;
        const char* rest = nullptr;
        CHECK(sqlite3_prepare_v2(connection.raw, sql.data(), static_cast<int>(sql.size()),
                                 &statement, &rest) == SQLITE_OK);
        CHECK(statement != nullptr);
        sqlite3_finalize(statement);
        CHECK(std::string_view(rest).find_first_not_of(" \n") == std::string_view::npos);
    }
    CHECK(names_in("queries").size() > 30);
}

TEST_CASE("a database of a newer program is refused in plain words and stays as it is") {
    Spot place;
    REQUIRE(store::open(place.file, "").has_value());
    ByHand(place.file).run("PRAGMA user_version = 99");
    const auto before = place.bytes();
    const auto refused = store::open(place.file, "");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::DatabaseNewer);
    CHECK(words_of(refused.error()) == "Pasang versi program yang lebih baru.");
    CHECK(place.bytes() == before);
}

TEST_CASE("a damaged database is refused in plain words and stays as it is") {
    Spot place;
    {
        auto database = store::open(place.file, "").value();
        const auto filled = sqlite::in_transaction(database, [&](sqlite::Tx& tx) -> Result<void> {
            for (int i = 0; i < 200; ++i) {
                ASAH_CHECK(store::write_meta(tx, "key " + std::to_string(i), Bytes(500, 7)));
            }
            return {};
        });
        REQUIRE(filled.has_value());
    }
    auto bytes = place.bytes();
    REQUIRE(bytes.size() > 80'000);
    std::fill(bytes.begin() + 4096, bytes.end(), std::uint8_t{0x5a});
    REQUIRE(place.files.write_durable(place.file, bytes, FileMode::Private).has_value());
    const auto refused = store::open(place.file, "");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::DatabaseDamaged);
    CHECK(words_of(refused.error()) ==
          "Jangan hapus apa pun. Salin folder data, lalu hubungi petugas.");
    CHECK(place.bytes() == bytes);
}

TEST_SUITE_END();
