#include "sync/hq/data/reader_database.h"

#include <charconv>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace reader_sql {
std::string_view embedded_file(std::string_view name);
}  // namespace reader_sql

std::string_view reader_query(std::string_view name) {
    const auto text = reader_sql::embedded_file("sql/reader/" + std::string(name) + ".sql");
    ASAH_ASSERT(!text.empty());
    return text;
}

Result<sqlite::Database> open_reader_database(const std::string& path, const std::string& vfs) {
    const std::vector<sqlite::Migration> migrations{{1, reader_query("migrations/001_reader")},
                                                    {2, reader_query("migrations/002_decision")},
                                                    {3, reader_query("migrations/003_release")}};
    return sqlite::Database::open(
        {.path = path, .vfs = vfs, .application_id = kReaderApplicationId}, migrations);
}

Result<std::int64_t> load_counter(sqlite::Database& database, const std::string& name) {
    auto query = database.prepare(reader_query("setting_one"));
    query.bind(1, std::string_view(name));
    ASAH_TRY(const bool found, query.step());
    if (!found) {
        return 0;
    }
    const auto text = query.text(0);
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    if (const auto read = std::from_chars(text.data(), end, value);
        read.ec != std::errc{} || read.ptr != end) {
        return fail(ErrorCode::DatabaseDamaged, "setting: not a number");
    }
    return value;
}

Result<void> save_counter(sqlite::Tx& tx, const std::string& name, std::int64_t value) {
    auto put = tx.prepare(reader_query("setting_put"));
    put.bind(1, std::string_view(name)).bind(2, std::string_view(std::to_string(value)));
    return put.run();
}

Result<void> copy_database(sqlite::Database& database, Files& files, const std::string& path) {
    // VACUUM INTO takes an empty file and keeps its mode; one that it makes itself all may read.
    ASAH_CHECK(files.write_durable(path, {}, FileMode::Private));
    auto query = database.prepare(reader_query("snapshot"));
    query.bind(1, std::string_view(path));
    return query.run();
}

}  // namespace asah::hq
