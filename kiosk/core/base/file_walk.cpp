#include "kiosk/core/base/file_walk.h"

#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <cerrno>
#include <system_error>
#include <vector>

namespace asah {

using Walk = SystemFiles::Walk;

tl::unexpected<Error> refusal_of(ErrorCode otherwise, const FilePath& path) {
    const int reason = errno;
    const auto detail = path.text() + ": " + std::generic_category().message(reason);
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

Result<std::vector<std::string>> parts_of(const FilePath& path) {
    std::vector<std::string> parts;
    std::string rest = path.below();
    while (!rest.empty()) {
        const auto slash = rest.find('/');
        auto part = rest.substr(0, slash);
        rest = slash == std::string::npos ? std::string{} : rest.substr(slash + 1);
        if (!is_plain_name(part)) {
            return fail(ErrorCode::FileUnreadable, path.base() + "/" + shown_name(part));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

namespace {

/// Through no link: by the kernel in one step if it can. -1 with ENOSYS = it cannot.
int open_beneath(int base, const std::vector<std::string>& parts) {
    std::string path;
    for (const auto& part : parts) {
        path += (path.empty() ? "" : "/") + part;
    }
    open_how how{};
    how.flags = kFolderFlags;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, base, path.c_str(), &how, sizeof how));
}

Result<Descriptor> open_shared_folder(const FilePath& path, const std::vector<std::string>& parts,
                                      Walk walk) {
    Descriptor folder(::open(path.base().c_str(), kFolderFlags));
    if (!folder.is_open()) {
        return refusal_of(ErrorCode::FileUnreadable, FilePath(path.base()));
    }
    if (parts.empty()) {
        return folder;
    }
    if (walk == Walk::Kernel) {
        Descriptor at(open_beneath(folder.get(), parts));
        if (at.is_open()) {
            return at;
        }
        if (errno != ENOSYS && errno != EPERM) {
            return refusal_of(ErrorCode::FileUnreadable, path);
        }
    }
    for (const auto& part : parts) {
        Descriptor next(::openat(folder.get(), part.c_str(), kFolderFlags | O_NOFOLLOW));
        if (!next.is_open()) {
            return refusal_of(ErrorCode::FileUnreadable, path);
        }
        folder = std::move(next);
    }
    return folder;
}

tl::unexpected<Error> strange(const FilePath& path, FileKind kind) {
    return fail(ErrorCode::FileUnreadable, path.text() + ": " + std::string(kind_word(kind)));
}

}  // namespace

Result<Spot> spot_of(const FilePath& path, Walk walk) {
    if (!path.is_shared()) {
        const auto& text = path.text();
        Descriptor folder(::open(folder_of(text).c_str(), kFolderFlags));
        if (!folder.is_open()) {
            return refusal_of(ErrorCode::FileUnwritable, path);
        }
        return Spot{std::move(folder), text.substr(text.rfind('/') + 1)};
    }
    ASAH_TRY(auto parts, parts_of(path));
    if (parts.empty()) {
        return fail(ErrorCode::FileUnreadable, path.text());
    }
    auto name = std::move(parts.back());
    parts.pop_back();
    ASAH_TRY(auto folder, open_shared_folder(path, parts, walk));
    return Spot{std::move(folder), std::move(name)};
}

Result<Descriptor> open_folder(const FilePath& path, Walk walk) {
    if (path.is_shared()) {
        ASAH_TRY(const auto parts, parts_of(path));
        return open_shared_folder(path, parts, walk);
    }
    Descriptor folder(::open(path.text().c_str(), kFolderFlags));
    if (!folder.is_open()) {
        return refusal_of(ErrorCode::FileUnreadable, path);
    }
    return folder;
}

FileKind kind_of(mode_t mode) {
    switch (mode & S_IFMT) {
        case S_IFREG:
            return FileKind::File;
        case S_IFDIR:
            return FileKind::Folder;
        case S_IFLNK:
            return FileKind::Link;
        case S_IFIFO:
            return FileKind::Pipe;
        case S_IFSOCK:
            return FileKind::Socket;
        default:
            return FileKind::Device;
    }
}

std::optional<FileKind> kind_at(int folder, const char* name) {
    struct stat info {};
    if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return std::nullopt;
    }
    return kind_of(info.st_mode);
}

Result<Descriptor> open_shared_file(const FilePath& path, int flags, FileMode mode, Walk walk) {
    ASAH_TRY(const auto spot, spot_of(path, walk));
    // Looked at before it is opened, because opening a device may do something.
    const auto kind = kind_at(spot.folder.get(), spot.name.c_str());
    if (kind && *kind != FileKind::File) {
        return strange(path, *kind);
    }
    Descriptor fd(::openat(spot.folder.get(), spot.name.c_str(), flags | O_NOFOLLOW | kNoWait,
                           static_cast<mode_t>(mode)));
    const bool is_reading = (flags & O_ACCMODE) == O_RDONLY;
    if (!fd.is_open()) {
        return refusal_of(is_reading ? ErrorCode::FileUnreadable : ErrorCode::FileUnwritable, path);
    }
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return strange(path, kind_of(info.st_mode));
    }
    if (!is_reading && info.st_nlink > 1) {
        return strange(path, FileKind::Link);
    }
    return fd;
}

}  // namespace asah
