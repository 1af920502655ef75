// What database.cpp, pragmas.cpp and statement.cpp share. Private to this folder.
#pragma once

#include <sqlite3.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/sqlite/database.h"

namespace asah::sqlite {

struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using ConnectionPtr = std::unique_ptr<sqlite3, CloseConnection>;
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Prepared statements that wait to be used again, by SQL text.
using StatementCache = std::map<std::string, std::vector<StatementPtr>, std::less<>>;

/// The refusal for a result code; the message never holds a bound value.
Error error_of(sqlite3* connection, int code);

/// Settings of every connection. Sets journal mode, durability, foreign keys, secure delete.
Result<void> configure(sqlite3* connection, std::int64_t busy_timeout_ms);
Result<std::int64_t> read_application_id(sqlite3* connection);
Result<std::int64_t> read_user_version(sqlite3* connection);
Result<void> write_application_id(sqlite3* connection, std::int32_t id);
Result<void> write_user_version(sqlite3* connection, int version);
Result<void> quick_check(sqlite3* connection);
/// Whole copy of the database into a new file, for before a migration.
Result<void> copy_into(sqlite3* connection, const std::string& path);
Result<void> begin_immediate(sqlite3* connection);
Result<void> commit(sqlite3* connection);
void roll_back(sqlite3* connection);
/// Several statements of embedded SQL.
Result<void> run_script(sqlite3* connection, std::string_view sql);

}  // namespace asah::sqlite
