#include "sync/agent/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace asah::agent {

Result<Lock> Lock::take(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(ErrorCode::FileUnwritable, path + ": " + std::strerror(errno));
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return fail(ErrorCode::LockHeld, path);
    }
    return Lock(descriptor);
}

Lock::~Lock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

}  // namespace asah::agent
