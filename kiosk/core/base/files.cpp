#include "kiosk/core/base/files.h"

#include <dirent.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <memory>

#include "kiosk/core/base/file_walk.h"

namespace asah {

namespace {

using Walk = SystemFiles::Walk;

constexpr std::string_view kTemporarySuffix = ".tmp";
constexpr std::size_t kTemporaryNameSize = 1 + 32 + 4;  // ".", 16 random bytes in hex, ".tmp"
constexpr std::time_t kLeftoverAge_s = 3600;

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

/// Some file systems (FUSE) cannot flush a folder and say EINVAL; they flush names at once.
bool flush_folder(int fd) { return ::fsync(fd) == 0 || errno == EINVAL; }

FileKind kind_of_entry(int folder, const dirent& entry) {
    switch (entry.d_type) {
        case DT_REG:
            return FileKind::File;
        case DT_DIR:
            return FileKind::Folder;
        case DT_LNK:
            return FileKind::Link;
        case DT_UNKNOWN:  // the file system does not say
            return kind_at(folder, entry.d_name).value_or(FileKind::Device);
        default:
            return kind_of(static_cast<mode_t>(DTTOIF(entry.d_type)));
    }
}

Result<Descriptor> open_to_read(const FilePath& path, Walk walk) {
    if (path.is_shared()) {
        return open_shared_file(path, O_RDONLY, FileMode::Private, walk);
    }
    Descriptor fd(::open(path.text().c_str(), O_RDONLY | kNoWait));
    if (!fd.is_open()) {
        return refusal_of(ErrorCode::FileUnreadable, path);
    }
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
        return fail(ErrorCode::FileUnreadable, path.text() + ": not a regular file");
    }
    return fd;
}

std::string temporary_name() {
    std::array<unsigned char, 16> random{};
    if (::getentropy(random.data(), random.size()) != 0) {
        return {};
    }
    std::string name = "." + to_hex(ByteView(random.data(), random.size()));
    return name.append(kTemporarySuffix);
}

/// A stick's file system may have no modes; the others must keep theirs.
bool set_mode(int fd, const FilePath& path, FileMode mode) {
    return ::fchmod(fd, static_cast<mode_t>(mode)) == 0 ||
           (errno == EPERM && path.is_shared() && mode == FileMode::Public);
}

bool is_leftover(const std::string& name, const struct stat& info) {
    return name.size() == kTemporaryNameSize && name.front() == '.' &&
           name.ends_with(kTemporarySuffix) && S_ISREG(info.st_mode) &&
           info.st_uid == ::geteuid() && info.st_mtime + kLeftoverAge_s < ::time(nullptr);
}

using Listing = std::unique_ptr<DIR, int (*)(DIR*)>;

Listing open_listing(Descriptor folder) {
    Listing listing(::fdopendir(folder.get()), ::closedir);
    if (listing) {
        folder.release();
    }
    return listing;
}

}  // namespace

Result<void> flush_folder_of(const std::string& path) {
    const auto folder = folder_of(path);
    const Descriptor fd(::open(folder.c_str(), kFolderFlags));
    if (!fd.is_open() || !flush_folder(fd.get())) {
        return refusal_of(ErrorCode::FileUnwritable, folder);
    }
    return {};
}

Result<Bytes> SystemFiles::read(const FilePath& path, std::size_t size_max) {
    ASAH_TRY(const auto fd, open_to_read(path, m_walk));
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0) {
        return refusal_of(ErrorCode::FileUnreadable, path);
    }
    Bytes out(std::min(static_cast<std::size_t>(info.st_size), size_max) + 1);
    std::size_t done = 0;
    for (;;) {
        if (done == out.size()) {
            if (done > size_max) {
                return fail(ErrorCode::TooLarge, path.text());
            }
            out.resize(std::min(done * 2, size_max + 1));
        }
        const auto got = ::read(fd.get(), out.data() + done, out.size() - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return refusal_of(ErrorCode::FileUnreadable, path);
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    if (done > size_max) {
        return fail(ErrorCode::TooLarge, path.text());
    }
    out.resize(done);
    return out;
}

Result<void> SystemFiles::write_durable(const FilePath& path, ByteView bytes, FileMode mode) {
    ASAH_TRY(const auto spot, spot_of(path, m_walk));
    const auto temporary = temporary_name();
    // Exclusive: nothing that lies at this name already, link or file, is used.
    Descriptor fd(::openat(spot.folder.get(), temporary.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                           static_cast<mode_t>(FileMode::Private)));
    if (!fd.is_open()) {
        return refusal_of(ErrorCode::FileUnwritable, path);
    }
    const bool is_written =
        set_mode(fd.get(), path, mode) && write_all(fd.get(), bytes) && ::fsync(fd.get()) == 0 &&
        fd.close() == 0 &&
        ::renameat(spot.folder.get(), temporary.c_str(), spot.folder.get(), spot.name.c_str()) == 0;
    if (!is_written) {
        auto refusal = refusal_of(ErrorCode::FileUnwritable, path);
        ::unlinkat(spot.folder.get(), temporary.c_str(), 0);
        return refusal;
    }
    return flush_folder(spot.folder.get()) ? Result<void>{}
                                           : refusal_of(ErrorCode::FileUnwritable, path);
}

Result<void> SystemFiles::append_durable(const FilePath& path, ByteView bytes, FileMode mode) {
    const bool is_new = !exists(path);
    constexpr int kFlags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
    Descriptor fd(-1);
    if (path.is_shared()) {
        ASAH_TRY(fd, open_shared_file(path, kFlags, mode, m_walk));
    } else {
        fd = Descriptor(::open(path.text().c_str(), kFlags, static_cast<mode_t>(mode)));
    }
    if (!fd.is_open() || !write_all(fd.get(), bytes) || ::fsync(fd.get()) != 0) {
        return refusal_of(ErrorCode::FileUnwritable, path);
    }
    if (!is_new) {
        return {};
    }
    ASAH_TRY(const auto spot, spot_of(path, m_walk));
    return flush_folder(spot.folder.get()) ? Result<void>{}
                                           : refusal_of(ErrorCode::FileUnwritable, path);
}

Result<void> SystemFiles::remove(const FilePath& path) {
    int status = 0;
    if (path.is_shared()) {
        const auto spot = spot_of(path, m_walk);
        if (!spot.has_value()) {
            const bool is_missing = spot.error().code == ErrorCode::FileMissing;
            return is_missing ? Result<void>{} : fail(spot.error());
        }
        status = ::unlinkat(spot->folder.get(), spot->name.c_str(), 0);
    } else {
        status = ::unlink(path.text().c_str());
    }
    if (status != 0 && errno != ENOENT) {
        return refusal_of(ErrorCode::FileUnwritable, path);
    }
    return {};
}

Result<std::vector<std::string>> SystemFiles::list(const FilePath& folder) {
    ASAH_TRY(const auto items, look(folder));
    std::vector<std::string> names;
    for (const auto& item : items) {
        if (!folder.is_shared() || item.kind == FileKind::File) {
            names.push_back(item.name);
        }
    }
    return names;
}

Result<std::vector<FolderItem>> SystemFiles::look(const FilePath& folder) {
    ASAH_TRY(auto opened, open_folder(folder, m_walk));
    const int fd = opened.get();
    const auto listing = open_listing(std::move(opened));
    if (!listing) {
        return refusal_of(ErrorCode::FileUnreadable, folder);
    }
    std::vector<FolderItem> items;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone
    while (const dirent* entry = ::readdir(listing.get())) {
        const std::string name = entry->d_name;
        auto kind = kind_of_entry(fd, *entry);
        const bool is_temporary = kind == FileKind::File && name.ends_with(kTemporarySuffix);
        if (name == "." || name == ".." || is_temporary) {
            continue;
        }
        if (folder.is_shared() && !is_plain_name(name)) {
            kind = FileKind::BadName;
        }
        items.push_back({name, kind});
    }
    std::sort(items.begin(), items.end(),
              [](const auto& one, const auto& other) { return one.name < other.name; });
    return items;
}

Result<void> SystemFiles::ensure_folder(const FilePath& path) {
    const std::string own = path.is_shared() ? path.base() : path.text();
    for (std::size_t at = 1; at <= own.size(); ++at) {
        if (at != own.size() && own[at] != '/') {
            continue;
        }
        if (::mkdir(own.substr(0, at).c_str(), 0750) != 0 && errno != EEXIST) {
            return refusal_of(ErrorCode::FileUnwritable, path);
        }
    }
    if (!path.is_shared()) {
        return {};
    }
    ASAH_TRY(const auto parts, parts_of(path));
    ASAH_TRY(auto folder, open_folder(FilePath(own), m_walk));
    for (const auto& part : parts) {
        if (::mkdirat(folder.get(), part.c_str(), 0750) != 0 && errno != EEXIST) {
            return refusal_of(ErrorCode::FileUnwritable, path);
        }
        Descriptor next(::openat(folder.get(), part.c_str(), kFolderFlags | O_NOFOLLOW));
        if (!next.is_open()) {
            return refusal_of(ErrorCode::FileUnwritable, path);
        }
        folder = std::move(next);
    }
    return {};
}

bool SystemFiles::exists(const FilePath& path) {
    if (!path.is_shared() || path.below().empty()) {
        struct stat info {};
        return ::stat(path.text().c_str(), &info) == 0;
    }
    const auto spot = spot_of(path, m_walk);
    if (!spot.has_value()) {
        return false;
    }
    return kind_at(spot->folder.get(), spot->name.c_str()) == FileKind::File;
}

Result<std::uint64_t> SystemFiles::free_bytes(const FilePath& folder) {
    struct statvfs info {};
    if (::statvfs(folder.text().c_str(), &info) != 0) {
        return refusal_of(ErrorCode::FileUnreadable, folder);
    }
    return std::uint64_t{info.f_bavail} * std::uint64_t{info.f_frsize};
}

void SystemFiles::sweep(const FilePath& folder) {
    auto opened = open_folder(folder, m_walk);
    if (!opened.has_value()) {
        return;
    }
    const int fd = opened->get();
    const auto listing = open_listing(std::move(*opened));
    std::vector<std::string> leftovers;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone
    while (const dirent* entry = listing ? ::readdir(listing.get()) : nullptr) {
        struct stat info {};
        const std::string name = entry->d_name;
        if (::fstatat(fd, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            is_leftover(name, info)) {
            leftovers.push_back(name);
        }
    }
    for (const auto& name : leftovers) {
        ::unlinkat(fd, name.c_str(), 0);
    }
}

}  // namespace asah
