#include "kiosk/core/base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace asah {

namespace {

class Descriptor {
   public:
    explicit Descriptor(int fd) : m_fd(fd) {}
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

   private:
    int m_fd;
};

tl::unexpected<Error> refuse(ErrorCode otherwise, const std::string& path) {
    const int reason = errno;
    const auto detail = path + ": " + std::generic_category().message(reason);
    if (reason == ENOSPC || reason == EDQUOT) {
        return fail(ErrorCode::DiskFull, detail);
    }
    if (reason == ENOENT) {
        return fail(ErrorCode::FileMissing, detail);
    }
    return fail(otherwise, detail);
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

bool write_all(int fd, ByteView bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(fd, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return true;
}

bool has_suffix(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

}  // namespace

Result<void> flush_folder_of(const std::string& path) {
    const auto folder = folder_of(path);
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.is_open() || ::fsync(fd.get()) != 0) {
        return refuse(ErrorCode::FileUnwritable, folder);
    }
    return {};
}

Result<Bytes> SystemFiles::read(const std::string& path, std::size_t size_max) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.is_open()) {
        return refuse(ErrorCode::FileUnreadable, path);
    }
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return fail(ErrorCode::FileUnreadable, path + ": not a regular file");
    }
    Bytes out(std::min(static_cast<std::size_t>(info.st_size), size_max) + 1);
    std::size_t done = 0;
    for (;;) {
        if (done == out.size()) {
            if (done > size_max) {
                return fail(ErrorCode::TooLarge, path);
            }
            out.resize(std::min(done * 2, size_max + 1));
        }
        const auto got = ::read(fd.get(), out.data() + done, out.size() - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return refuse(ErrorCode::FileUnreadable, path);
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    if (done > size_max) {
        return fail(ErrorCode::TooLarge, path);
    }
    out.resize(done);
    return out;
}

Result<void> SystemFiles::write_durable(const std::string& path, ByteView bytes, FileMode mode) {
    const std::string temporary = path + ".tmp";
    const auto bits = static_cast<mode_t>(mode);
    Descriptor fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, bits));
    if (!fd.is_open()) {
        return refuse(ErrorCode::FileUnwritable, temporary);
    }
    const bool is_written = ::fchmod(fd.get(), bits) == 0 && write_all(fd.get(), bytes) &&
                            ::fsync(fd.get()) == 0 && fd.close() == 0 &&
                            ::rename(temporary.c_str(), path.c_str()) == 0;
    if (!is_written) {
        auto refusal = refuse(ErrorCode::FileUnwritable, path);
        ::unlink(temporary.c_str());
        return refusal;
    }
    return flush_folder_of(path);
}

Result<void> SystemFiles::append_durable(const std::string& path, ByteView bytes, FileMode mode) {
    const bool is_new = !exists(path);
    const Descriptor fd(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, static_cast<mode_t>(mode)));
    if (!fd.is_open() || !write_all(fd.get(), bytes) || ::fsync(fd.get()) != 0) {
        return refuse(ErrorCode::FileUnwritable, path);
    }
    return is_new ? flush_folder_of(path) : Result<void>{};
}

Result<void> SystemFiles::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
        return refuse(ErrorCode::FileUnwritable, path);
    }
    return {};
}

Result<std::vector<std::string>> SystemFiles::list(const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(folder.c_str()), ::closedir);
    if (!dir) {
        return refuse(ErrorCode::FileUnreadable, folder);
    }
    std::vector<std::string> names;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone
    while (const dirent* entry = ::readdir(dir.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != ".." && !has_suffix(name, ".tmp")) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> SystemFiles::ensure_folder(const std::string& path) {
    for (std::size_t at = 1; at <= path.size(); ++at) {
        if (at != path.size() && path[at] != '/') {
            continue;
        }
        if (::mkdir(path.substr(0, at).c_str(), 0750) != 0 && errno != EEXIST) {
            return refuse(ErrorCode::FileUnwritable, path);
        }
    }
    return {};
}

bool SystemFiles::exists(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0;
}

Result<std::uint64_t> SystemFiles::free_bytes(const std::string& folder) {
    struct statvfs info {};
    if (::statvfs(folder.c_str(), &info) != 0) {
        return refuse(ErrorCode::FileUnreadable, folder);
    }
    return std::uint64_t{info.f_bavail} * std::uint64_t{info.f_frsize};
}

}  // namespace asah
