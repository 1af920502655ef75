// The only SQL text in a .cpp file: pragmas and transaction control.
#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "kiosk/sqlite/connection.h"

namespace asah::sqlite {

namespace {

Result<void> run(sqlite3* connection, const std::string& sql) {
    const int code = sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return fail(error_of(connection, code));
    }
    return {};
}

Result<std::string> read_text(sqlite3* connection, const char* sql) {
    sqlite3_stmt* raw = nullptr;
    int code = sqlite3_prepare_v2(connection, sql, -1, &raw, nullptr);
    const StatementPtr statement(raw);
    if (code == SQLITE_OK) {
        code = sqlite3_step(raw);
    }
    if (code != SQLITE_ROW) {
        return fail(error_of(connection, code));
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    return std::string(text != nullptr ? text : "");
}

Result<std::int64_t> read_number(sqlite3* connection, const char* sql) {
    ASAH_TRY(const auto text, read_text(connection, sql));
    return std::strtoll(text.c_str(), nullptr, 10);
}

}  // namespace

Error error_of(sqlite3* connection, int code) {
    const std::string words = connection != nullptr ? sqlite3_errmsg(connection) : "open";
    switch (code & 0xff) {
        case SQLITE_FULL:
            return {ErrorCode::DiskFull, words, {}};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorCode::DatabaseBusy, words, {}};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorCode::DatabaseDamaged, words, {}};
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return {ErrorCode::FileUnwritable, words, {}};
        case SQLITE_IOERR:
            // A full disk shows in this way when the log's index (-shm) cannot grow.
            if (connection != nullptr && sqlite3_system_errno(connection) == ENOSPC) {
                return {ErrorCode::DiskFull, words, {}};
            }
            return {ErrorCode::DatabaseFailed, words, {}};
        default:
            return {ErrorCode::DatabaseFailed, words, {}};
    }
}

Result<void> configure(sqlite3* connection, std::int64_t busy_timeout_ms) {
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_timeout(connection, static_cast<int>(busy_timeout_ms));
    ASAH_CHECK(run(connection, "PRAGMA secure_delete = ON"));
    ASAH_CHECK(run(connection, "PRAGMA temp_store = MEMORY"));
    ASAH_CHECK(run(connection, "PRAGMA foreign_keys = ON"));
    ASAH_CHECK(run(connection, "PRAGMA trusted_schema = OFF"));
    ASAH_TRY(const auto mode, read_text(connection, "PRAGMA journal_mode = WAL"));
    if (mode != "wal") {
        return fail(ErrorCode::DatabaseFailed, "journal mode " + mode);
    }
    return run(connection, "PRAGMA synchronous = FULL");
}

Result<std::int64_t> read_application_id(sqlite3* connection) {
    return read_number(connection, "PRAGMA application_id");
}

Result<std::int64_t> read_user_version(sqlite3* connection) {
    return read_number(connection, "PRAGMA user_version");
}

Result<void> write_application_id(sqlite3* connection, std::int32_t id) {
    return run(connection, "PRAGMA application_id = " + std::to_string(id));
}

Result<void> write_user_version(sqlite3* connection, int version) {
    return run(connection, "PRAGMA user_version = " + std::to_string(version));
}

Result<void> quick_check(sqlite3* connection) {
    ASAH_TRY(auto words, read_text(connection, "PRAGMA quick_check(1)"));
    if (words != "ok") {
        std::replace(words.begin(), words.end(), '\n', ' ');
        return fail(ErrorCode::DatabaseDamaged, words);
    }
    return {};
}

Result<void> copy_into(sqlite3* connection, const std::string& path) {
    sqlite3_stmt* raw = nullptr;
    int code = sqlite3_prepare_v2(connection, "VACUUM INTO ?1", -1, &raw, nullptr);
    const StatementPtr statement(raw);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(raw, 1, path.c_str(), -1, SQLITE_TRANSIENT);
        code = sqlite3_step(raw);
    }
    if (code != SQLITE_DONE) {
        return fail(error_of(connection, code));
    }
    return {};
}

Result<void> begin_immediate(sqlite3* connection) { return run(connection, "BEGIN IMMEDIATE"); }

Result<void> commit(sqlite3* connection) { return run(connection, "COMMIT"); }

void roll_back(sqlite3* connection) {
    if (sqlite3_get_autocommit(connection) == 0) {
        sqlite3_exec(connection, "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

Result<void> run_script(sqlite3* connection, std::string_view sql) {
    return run(connection, std::string(sql));
}

}  // namespace asah::sqlite
