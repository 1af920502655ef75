// Keeps a process's memory off the disk.
#pragma once

namespace asah::vault {

/// No core dumps, not readable by other processes of the same user (RLIMIT_CORE 0, PR_SET_DUMPABLE
/// 0).
void forbid_core_dumps();

}  // namespace asah::vault
