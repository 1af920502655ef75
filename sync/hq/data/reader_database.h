// The reader's database (reader.db): opened by asah-hq alone. Functions take a Tx when they write.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/core/base/files.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

inline constexpr std::int32_t kReaderApplicationId = 0x41534851;  // "ASHQ"

/// Opens or makes the file; `vfs`: a SQLite VFS by name, for tests of faults. Errors: those of
/// sqlite::Database::open.
Result<sqlite::Database> open_reader_database(const std::string& path, const std::string& vfs = {});

/// The text of sql/reader/<name>.sql. A name without file is our mistake: asserts.
std::string_view reader_query(std::string_view name);

/// A number in the settings table; 0 when it was never set.
Result<std::int64_t> load_counter(sqlite::Database& database, const std::string& name);
Result<void> save_counter(sqlite::Tx& tx, const std::string& name, std::int64_t value);

/// What to do while another program makes the copy; a page must not wait.
enum class IfTaken { Wait, Refuse };

/// Copies the whole database to `path` (replaced when the copy is whole): people, terminals and
/// content, from which and from the segments `asah-hq rebuild` makes everything anew. Errors:
/// LockHeld with IfTaken::Refuse, Database*, File*.
Result<void> snapshot_database(sqlite::Database& database, Files& files, const std::string& path,
                               IfTaken if_taken = IfTaken::Wait);

}  // namespace asah::hq
