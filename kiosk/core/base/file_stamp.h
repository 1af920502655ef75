// Tells whether a file or folder has changed, without reading it.
#pragma once

#include <compare>
#include <cstdint>

#include "kiosk/core/base/files.h"

namespace asah {

/// Another file renamed into a place has another stamp; so has a folder in which a name came or
/// went. The system's clock ticks every few milliseconds: two changes within one tick may share a
/// stamp.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;  // 0: there is no such file
    std::int64_t size = 0;
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;
    auto operator<=>(const FileStamp&) const = default;
};

FileStamp stamp_of(const FilePath& path);

}  // namespace asah
