// Copies of the reader's whole database in the backup folder, from which a new computer goes on:
// "state-<number, 6 digits>-<SHA-256, 64 hex digits>.db". The name proves the content; the newest
// two are kept, so that a damaged one costs no more than the last change.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/files.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

/// What to do while another program makes the copy; a page must not wait.
enum class IfTaken { Wait, Refuse };

/// Errors: LockHeld with IfTaken::Refuse, Database*, File*.
Result<void> save_state_copy(sqlite::Database& database, Files& files, const std::string& folder,
                             IfTaken if_taken = IfTaken::Wait);

struct RestoredState {
    std::string name;                  // the copy that was taken; empty = there is none
    std::vector<std::string> damaged;  // newer ones whose content does not fit their name
};
/// Writes the newest good copy to `path`. Errors: FileUnreadable (copies, and none is good), File*.
Result<RestoredState> restore_state_copy(Files& files, const std::string& folder,
                                         const std::string& path);

/// Names of the copies in a folder, newest first. Errors: File*.
Result<std::vector<std::string>> list_state_copies(Files& files, const std::string& folder);

}  // namespace asah::hq
