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
/// The number of the newest manifest that headquarters signed.
inline constexpr const char* kManifestCounter = "manifest";

Result<std::int64_t> load_counter(sqlite::Database& database, const std::string& name);
Result<void> save_counter(sqlite::Tx& tx, const std::string& name, std::int64_t value);

/// Copies the whole database to `path`, which only its user may read. Errors: Database*, File*.
Result<void> copy_database(sqlite::Database& database, Files& files, const std::string& path);

}  // namespace asah::hq
