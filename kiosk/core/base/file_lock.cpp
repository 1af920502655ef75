#include "kiosk/core/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

namespace asah {

Result<FileLock> FileLock::take(const std::string& path) { return lock(path, LOCK_EX | LOCK_NB); }

Result<FileLock> FileLock::wait(const std::string& path) { return lock(path, LOCK_EX); }

Result<FileLock> FileLock::lock(const std::string& path, int operation) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(ErrorCode::FileUnwritable,
                    path + ": " + std::generic_category().message(errno));
    }
    int status = 0;
    do {
        status = ::flock(descriptor, operation);
    } while (status != 0 && errno == EINTR);
    if (status != 0) {
        const int reason = errno;
        ::close(descriptor);
        // A file system without locks is not another program.
        return fail(reason == EWOULDBLOCK ? ErrorCode::LockHeld : ErrorCode::FileUnwritable,
                    path + ": " + std::generic_category().message(reason));
    }
    return FileLock(descriptor);
}

FileLock::~FileLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

}  // namespace asah
