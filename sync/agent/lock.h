// One carrier at a time: a lock file in its state folder, freed by the kernel whatever happens.
#pragma once

#include <string>

#include "kiosk/core/base/result.h"

namespace asah::agent {

class Lock {
   public:
    /// Errors: LockHeld, FileUnwritable.
    static Result<Lock> take(const std::string& path);
    Lock(Lock&& other) noexcept : m_descriptor(other.m_descriptor) { other.m_descriptor = -1; }
    Lock& operator=(Lock&&) = delete;
    ~Lock();

   private:
    explicit Lock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

}  // namespace asah::agent
