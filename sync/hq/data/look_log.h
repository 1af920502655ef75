// The log of looks twice: as rows in the reader's database, and line by line in a file of the
// backup folder, so that neither an older database nor a lost one forgets who looked. Invariant: a
// look is on disk in the file before the page that it is about is shown. Format of the file: one
// JSON object a line {"id","login","page","reason","at","people"}, each between two line ends: a
// line that power cut short spoils no other.
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "sync/hq/data/reader_staff.h"

namespace asah::hq {

inline constexpr const char* kLookLogName = "looks.log";

/// To the file, then to the database. Errors: File*, DiskFull, of the database.
Result<void> keep_look(sqlite::Database& database, Files& files, const std::string& path,
                       const Look& look);

/// Gives the database what only the file has, and the file what only the database has: after
/// either was lost or put back to an older state. A line that cannot be read is left out.
Result<void> reconcile_looks(sqlite::Database& database, Files& files, const std::string& path);

}  // namespace asah::hq
