// One process at a time: a lock file, freed by the kernel however its holder ends.
#pragma once

#include <string>

#include "kiosk/core/base/result.h"

namespace asah {

class FileLock {
   public:
    /// Errors: LockHeld, FileUnwritable.
    static Result<FileLock> take(const std::string& path);
    /// Waits until whoever holds it has ended. Errors: FileUnwritable.
    static Result<FileLock> wait(const std::string& path);
    FileLock(FileLock&& other) noexcept : m_descriptor(other.m_descriptor) {
        other.m_descriptor = -1;
    }
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

   private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    static Result<FileLock> lock(const std::string& path, int operation);
    int m_descriptor;
};

}  // namespace asah
