#include "kiosk/sqlite/database.h"

#include <fcntl.h>
#include <unistd.h>
#include <cstdio>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/files.h"
#include "kiosk/sqlite/statement_impl.h"

namespace asah::sqlite {

// Order matters: the statements are finalized before the connection closes.
struct Database::Impl {
    ConnectionPtr connection;
    std::unique_ptr<StatementCache> cache = std::make_unique<StatementCache>();
    int schema_version = 0;
};

namespace {

std::string backup_path(const std::string& path) { return path + ".before-migration"; }

/// SQLite makes files that everybody may read; an empty one of its user's alone comes first, and
/// the WAL inherits its mode. Another VFS has its own files. What stands in the way is told at
/// opening.
void make_private(const OpenSettings& settings, const std::string& path) {
    if (settings.vfs.empty()) {
        const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (made >= 0) {
            ::close(made);
        }
    }
}

Result<ConnectionPtr> open_file(const OpenSettings& settings) {
    make_private(settings, settings.path);
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(settings.path.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        settings.vfs.empty() ? nullptr : settings.vfs.c_str());
    ConnectionPtr connection(raw);
    if (code != SQLITE_OK) {
        auto error = error_of(raw, code);
        error.detail = settings.path + ": " + error.detail;
        return fail(std::move(error));
    }
    // Before the first read: another process that closes its last connection locks everybody out.
    sqlite3_busy_timeout(raw, static_cast<int>(settings.busy_timeout_ms));
    return connection;
}

sqlite3_vfs* vfs_of(const OpenSettings& settings) {
    return sqlite3_vfs_find(settings.vfs.empty() ? nullptr : settings.vfs.c_str());
}

struct Schema {
    std::int64_t application_id = 0;
    std::int64_t version = 0;
};

// Reads before anything is written, so that a foreign or newer file stays untouched.
Result<Schema> read_schema(sqlite3* connection) {
    Schema schema;
    ASAH_TRY(schema.application_id, read_application_id(connection));
    ASAH_TRY(schema.version, read_user_version(connection));
    return schema;
}

/// A refusal says which database it means.
template <class T>
Result<T> named(const OpenSettings& settings, Result<T> result) {
    if (!result.has_value()) {
        result.error().detail = settings.path + ": " + result.error().detail;
    }
    return result;
}

Result<void> refuse_strangers(const Schema& schema, const OpenSettings& settings, int newest) {
    const bool is_new = schema.application_id == 0 && schema.version == 0;
    if (!is_new && schema.application_id != settings.application_id) {
        return fail(ErrorCode::DatabaseForeign, settings.path);
    }
    if (schema.version > newest) {
        return fail(ErrorCode::DatabaseNewer,
                    settings.path + ": " + std::to_string(schema.version));
    }
    return {};
}

// A removal that is flushed with its folder: a backup of yesterday must not come back.
Result<void> remove_backup(const OpenSettings& settings, const std::string& path) {
    auto* vfs = vfs_of(settings);
    int is_there = 0;
    if (vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &is_there) != SQLITE_OK ||
        is_there == 0) {
        return {};
    }
    if (vfs->xDelete(vfs, path.c_str(), 1) != SQLITE_OK) {
        return fail(ErrorCode::FileUnwritable, path);
    }
    return {};
}

// VACUUM INTO flushes what it writes, but not the removal of its journal.
Result<void> make_backup(sqlite3* connection, const OpenSettings& settings,
                         const std::string& path) {
    ASAH_CHECK(remove_backup(settings, path));
    make_private(settings, path);
    ASAH_CHECK(copy_into(connection, path));
    return flush_folder_of(path);
}

// Everything else that preparing may answer is the world's: disk, memory, another program.
bool is_our_mistake(int code) {
    switch (code & 0xff) {
        case SQLITE_ERROR:  // no such table or column, syntax
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_TOOBIG:
            return true;
        default:
            return false;
    }
}

Result<void> migrate(sqlite3* connection, const Migration& migration, std::int32_t application_id) {
    ASAH_CHECK(begin_immediate(connection));
    const auto body = [&]() -> Result<void> {
        ASAH_CHECK(run_script(connection, migration.sql));
        ASAH_CHECK(write_application_id(connection, application_id));
        ASAH_CHECK(write_user_version(connection, migration.number));
        return commit(connection);
    };
    auto done = body();
    if (!done.has_value()) {
        roll_back(connection);
        return fail(std::move(done).error(), "migration " + std::to_string(migration.number));
    }
    return {};
}

}  // namespace

Database::Database(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const OpenSettings& settings,
                                const std::vector<Migration>& migrations) {
    ASAH_TRY(auto connection, open_file(settings));
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    ASAH_TRY(const auto schema, named(settings, read_schema(connection.get())));
    ASAH_CHECK(refuse_strangers(schema, settings, newest));
    ASAH_CHECK(named(settings, configure(connection.get(), settings.busy_timeout_ms)));
    if (schema.version > 0) {
        ASAH_CHECK(named(settings, quick_check(connection.get())));
    }
    const auto backup = backup_path(settings.path);
    if (schema.version == newest) {
        ASAH_CHECK(remove_backup(settings, backup));  // the last migration passed its checks
    } else if (schema.version > 0) {
        ASAH_CHECK(make_backup(connection.get(), settings, backup));
    }
    for (const auto& migration : migrations) {
        if (migration.number > schema.version) {
            ASAH_CHECK(migrate(connection.get(), migration, settings.application_id));
        }
    }
    auto impl = std::make_unique<Impl>();
    impl->connection = std::move(connection);
    impl->schema_version = newest;
    return Database(std::move(impl));
}

Statement Database::prepare(std::string_view sql) {
    auto impl = std::make_unique<Statement::Impl>();
    impl->connection = m_impl->connection.get();
    impl->cache = m_impl->cache.get();
    impl->sql = sql;
    const auto waiting = m_impl->cache->find(sql);
    if (waiting != m_impl->cache->end() && !waiting->second.empty()) {
        impl->statement = std::move(waiting->second.back());
        waiting->second.pop_back();
        return Statement(std::move(impl));
    }
    sqlite3_stmt* raw = nullptr;
    const int code =
        sqlite3_prepare_v3(m_impl->connection.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (is_our_mistake(code)) {
        std::fprintf(stderr, "asah: %s in: %.*s\n", sqlite3_errmsg(m_impl->connection.get()),
                     static_cast<int>(sql.size()), sql.data());
    }
    ASAH_ASSERT(!is_our_mistake(code));
    if (code != SQLITE_OK) {
        impl->refusal = error_of(m_impl->connection.get(), code);
        return Statement(std::move(impl));
    }
    ASAH_ASSERT(raw != nullptr);  // text without a statement
    impl->statement.reset(raw);
    return Statement(std::move(impl));
}

std::int64_t Database::changes() const { return sqlite3_changes64(m_impl->connection.get()); }

Result<bool> Database::checkpoint_truncate() {
    int in_log = 0;
    int moved = 0;
    const int code = sqlite3_wal_checkpoint_v2(m_impl->connection.get(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, &in_log, &moved);
    if ((code & 0xff) == SQLITE_BUSY) {
        return false;
    }
    if (code != SQLITE_OK) {
        return fail(error_of(m_impl->connection.get(), code));
    }
    return true;
}

int Database::schema_version() const { return m_impl->schema_version; }

Result<Tx> Tx::begin(Database& database) {
    ASAH_CHECK(begin_immediate(database.m_impl->connection.get()));
    return Tx(database);
}

Tx::Tx(Tx&& other) noexcept : m_database(other.m_database), m_is_open(other.m_is_open) {
    other.m_is_open = false;
}

Tx::~Tx() {
    if (m_is_open) {
        roll_back(m_database->m_impl->connection.get());
    }
}

Result<void> Tx::commit() {
    ASAH_CHECK(sqlite::commit(m_database->m_impl->connection.get()));
    m_is_open = false;
    return {};
}

}  // namespace asah::sqlite
