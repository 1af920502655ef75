// The backup of what was filed: segments of framed entries in a folder of their own (another disk).
// A segment's name is "entries-<number, 6 digits>-<tag, 16 hex digits>.segment"; each run begins a
// new one, because the last may end in part of an entry.
// Invariants: append returns after fsync; a segment is never changed, only appended to by the run
// that began it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/random.h"
#include "sync/protocol/entry_frame.h"

namespace asah::hq {

/// A place in the backup that holds no good entry.
struct BackupDamage {
    std::string segment;     // its file name
    std::size_t offset = 0;  // in bytes
    std::size_t size = 0;
    int entry_count = 0;  // as far as can be seen; 0 = the file could not be read at all
};

class Backup {
   public:
    Backup(Files& files, Random& random, std::string folder)
        : m_files(&files), m_random(&random), m_folder(std::move(folder)) {}

    /// Errors: File*, DiskFull.
    Result<void> append(const protocol::KeptEntry& entry);

    /// Reads all segments, oldest first, entry by entry; `take` may refuse, which ends the reading.
    /// Returns what is damaged. Errors: of the folder, of `take`.
    using Take = std::function<Result<void>(const protocol::KeptEntry& entry)>;
    Result<std::vector<BackupDamage>> read(const Take& take);

   private:
    Result<void> begin_segment();

    Files* m_files;
    Random* m_random;
    std::string m_folder;
    std::string m_path;  // of the segment that this run appends to; empty = none yet
    protocol::FrameTag m_tag{};
    std::int64_t m_bytes = 0;
};

}  // namespace asah::hq
