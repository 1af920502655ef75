// How a place (files.h) is reached: by directory handles, below a shared folder through no link.
// Private to this folder.
#pragma once

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>
#include <optional>
#include <string>

#include "kiosk/core/base/files.h"

namespace asah {

inline constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
// A pipe or a terminal line is opened without waiting; what it is decides afterwards.
inline constexpr int kNoWait = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

class Descriptor {
   public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : m_fd(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        m_fd = other.release();
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool is_open() const { return m_fd >= 0; }
    int close() {
        const int result = m_fd >= 0 ? ::close(m_fd) : 0;
        m_fd = -1;
        return result;
    }
    int release() {
        const int fd = m_fd;
        m_fd = -1;
        return fd;
    }

   private:
    int m_fd;
};

/// The refusal that errno names.
tl::unexpected<Error> refusal_of(ErrorCode otherwise, const FilePath& path);
std::string folder_of(const std::string& path);

/// The parts below a shared folder. Errors: FileUnreadable when one is no plain name.
Result<std::vector<std::string>> parts_of(const FilePath& path);

/// An open folder and a name in it.
struct Spot {
    Descriptor folder;
    std::string name;
};
Result<Spot> spot_of(const FilePath& path, SystemFiles::Walk walk);
Result<Descriptor> open_folder(const FilePath& path, SystemFiles::Walk walk);
/// Below a shared folder: a regular file, through no link, without waiting. `mode` = of a new one.
Result<Descriptor> open_shared_file(const FilePath& path, int flags, FileMode mode,
                                    SystemFiles::Walk walk);

FileKind kind_of(mode_t mode);
/// What a name in a folder is, itself and not what it leads to; nothing if it is not there.
std::optional<FileKind> kind_at(int folder, const char* name);

}  // namespace asah
