#include "kiosk/core/base/file_stamp.h"

#include <sys/stat.h>

namespace asah {

namespace {

std::int64_t nanoseconds(const timespec& time) {
    constexpr std::int64_t kNsPerS = 1'000'000'000;
    return std::int64_t{time.tv_sec} * kNsPerS + std::int64_t{time.tv_nsec};
}

}  // namespace

FileStamp stamp_of(const FilePath& path) {
    struct stat info {};
    if (::stat(path.text().c_str(), &info) != 0) {
        return {};
    }
    return {.device = info.st_dev,
            .inode = info.st_ino,
            .size = info.st_size,
            .modified_ns = nanoseconds(info.st_mtim),
            .changed_ns = nanoseconds(info.st_ctim)};
}

}  // namespace asah
