#include "tests/support/faulty_vfs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <ranges>
#include <vector>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/files.h"

namespace asah::support {

namespace {

/// A change that was not flushed: the bytes before and after, and the size before.
struct Change {
    sqlite3_int64 offset = 0;
    Bytes before;
    Bytes after;
    sqlite3_int64 size_before = 0;
    bool is_truncation = false;
};

struct Removal {
    std::string path;
    Bytes bytes;
};

}  // namespace

struct FaultyVfs::State {
    FaultyDisk* disk = nullptr;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs own{};
    std::string name;
    std::map<std::string, std::vector<Change>> changes;
    std::vector<Removal> removals;

    [[nodiscard]] int refusal(int otherwise) const {
        return disk->is_full() ? SQLITE_FULL : otherwise;
    }
};

namespace {

using State = FaultyVfs::State;

struct File {
    sqlite3_file base;
    State* state;
    const char* path;  // SQLite keeps the name until the file is closed
    sqlite3_file* real;
    bool flushes_folder;  // a new journal's first flush is its folder's too (SQLite, os_unix.c)
};

File& own(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return own(file).real; }
State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

sqlite3_int64 size_of(sqlite3_file* file) {
    sqlite3_int64 size = 0;
    file->pMethods->xFileSize(file, &size);
    return size;
}

Bytes read_at(sqlite3_file* file, sqlite3_int64 offset, sqlite3_int64 count) {
    const auto there = std::max<sqlite3_int64>(0, std::min(count, size_of(file) - offset));
    Bytes bytes(static_cast<std::size_t>(there));
    if (there > 0) {
        file->pMethods->xRead(file, bytes.data(), static_cast<int>(there), offset);
    }
    return bytes;
}

int close_file(sqlite3_file* file) {
    auto& self = own(file);
    const int code = self.real->pMethods->xClose(self.real);
    sqlite3_free(self.real);
    return code;
}

int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
    if (!own(file).state->disk->spend_read()) {
        return SQLITE_IOERR_READ;
    }
    return real(file)->pMethods->xRead(real(file), out, count, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    auto& self = own(file);
    auto& disk = *self.state->disk;
    const bool was_dead = disk.has_fired();
    const bool is_whole = disk.spend();
    if (!is_whole && was_dead) {
        return self.state->refusal(SQLITE_IOERR_WRITE);
    }
    // The write at which it happens leaves its first half.
    const int done = is_whole ? count : count / 2;
    const auto* from = static_cast<const std::uint8_t*>(bytes);
    Change change{offset, read_at(self.real, offset, done), Bytes(from, from + done),
                  size_of(self.real), false};
    const int code = self.real->pMethods->xWrite(self.real, bytes, done, offset);
    self.state->changes[self.path].push_back(std::move(change));
    return is_whole ? code : self.state->refusal(SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    auto& self = own(file);
    if (!self.state->disk->spend()) {
        return self.state->refusal(SQLITE_IOERR_TRUNCATE);
    }
    const auto before = size_of(self.real);
    Change change{size, read_at(self.real, size, before - size), {}, before, true};
    self.state->changes[self.path].push_back(std::move(change));
    return self.real->pMethods->xTruncate(self.real, size);
}

int sync_file(sqlite3_file* file, int) {
    auto& self = own(file);
    if (!self.state->disk->spend()) {
        return self.state->refusal(SQLITE_IOERR_FSYNC);
    }
    // The real flush is left out: only this model ever loses power.
    self.state->changes.erase(self.path);
    if (self.flushes_folder) {
        self.flushes_folder = false;
        self.state->removals.clear();
    }
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void barrier_shared(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int is_removed) {
    return real(file)->pMethods->xShmUnmap(real(file), is_removed);
}

const sqlite3_io_methods kMethods{.iVersion = 2,
                                  .xClose = close_file,
                                  .xRead = read_file,
                                  .xWrite = write_file,
                                  .xTruncate = truncate_file,
                                  .xSync = sync_file,
                                  .xFileSize = file_size,
                                  .xLock = lock_file,
                                  .xUnlock = unlock_file,
                                  .xCheckReservedLock = check_lock,
                                  .xFileControl = control_file,
                                  .xSectorSize = sector_size,
                                  .xDeviceCharacteristics = characteristics,
                                  .xShmMap = map_shared,
                                  .xShmLock = lock_shared,
                                  .xShmBarrier = barrier_shared,
                                  .xShmUnmap = unmap_shared,
                                  .xFetch = nullptr,
                                  .xUnfetch = nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    auto& state = state_of(vfs);
    auto& self = own(file);
    self.base.pMethods = nullptr;
    self.state = &state;
    self.path = path != nullptr ? path : "";
    self.real = static_cast<sqlite3_file*>(
        sqlite3_malloc64(static_cast<sqlite3_uint64>(state.real->szOsFile)));
    self.real->pMethods = nullptr;
    constexpr int kJournals =
        SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
    self.flushes_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kJournals) != 0;
    const int code = state.real->xOpen(state.real, path, self.real, flags, out_flags);
    if (code != SQLITE_OK) {
        sqlite3_free(self.real);
        return code;
    }
    self.base.pMethods = &kMethods;
    return code;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int is_flushed) {
    auto& state = state_of(vfs);
    if (!state.disk->spend()) {
        return state.refusal(SQLITE_IOERR_DELETE);
    }
    SystemFiles files;
    auto bytes = files.read(path, 256U << 20U);
    const int code = state.real->xDelete(state.real, path, 0);
    if (code == SQLITE_OK) {
        state.changes.erase(path);
        if (is_flushed != 0) {
            state.removals.clear();
        } else if (bytes.has_value()) {
            state.removals.push_back({path, std::move(*bytes)});
        }
    }
    return code;
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    auto& state = state_of(vfs);
    return state.real->xAccess(state.real, path, flags, out);
}
int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    auto& state = state_of(vfs);
    return state.real->xFullPathname(state.real, path, size, out);
}
int randomness(sqlite3_vfs* vfs, int count, char* out) {
    auto& state = state_of(vfs);
    return state.real->xRandomness(state.real, count, out);
}
int sleep_for(sqlite3_vfs* vfs, int us) {
    auto& state = state_of(vfs);
    return state.real->xSleep(state.real, us);
}
int current_time(sqlite3_vfs* vfs, double* out) {
    auto& state = state_of(vfs);
    return state.real->xCurrentTime(state.real, out);
}
int last_error(sqlite3_vfs* vfs, int size, char* out) {
    auto& state = state_of(vfs);
    return state.real->xGetLastError(state.real, size, out);
}
int current_time_ms(sqlite3_vfs* vfs, sqlite3_int64* out) {
    auto& state = state_of(vfs);
    return state.real->xCurrentTimeInt64(state.real, out);
}

// The file as it was at its last flush, then the changes that stay, in their order.
void undo(const std::string& path, const std::vector<Change>& changes, FaultyDisk& disk) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    const auto put = [&](const Bytes& bytes, sqlite3_int64 offset) {
        ASAH_ASSERT(::pwrite(fd, bytes.data(), bytes.size(), offset) ==
                    static_cast<ssize_t>(bytes.size()));
    };
    const auto resize = [&](sqlite3_int64 size) { ASAH_ASSERT(::ftruncate(fd, size) == 0); };
    for (const auto& change : std::ranges::reverse_view(changes)) {
        put(change.before, change.offset);
        resize(change.size_before);
    }
    for (const auto& change : changes) {
        if (!disk.keeps_unflushed()) {
            continue;
        }
        if (change.is_truncation) {
            resize(change.offset);
        } else {
            put(change.after, change.offset);
        }
    }
    ::close(fd);
}

}  // namespace

FaultyVfs::FaultyVfs(FaultyDisk& disk) : m_state(std::make_unique<State>()) {
    static std::atomic<int> count{0};
    auto& state = *m_state;
    state.disk = &disk;
    state.real = sqlite3_vfs_find(nullptr);
    state.name = "faulty-" + std::to_string(++count);
    auto& vfs = state.own;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(File);
    vfs.mxPathname = state.real->mxPathname;
    vfs.zName = state.name.c_str();
    vfs.pAppData = &state;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_path;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep_for;
    vfs.xCurrentTime = current_time;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = current_time_ms;
    ASAH_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&m_state->own); }

const std::string& FaultyVfs::name() const { return m_state->name; }

void FaultyVfs::stop() {
    for (const auto& [path, changes] : m_state->changes) {
        undo(path, changes, *m_state->disk);
    }
    SystemFiles files;
    for (const auto& removal : m_state->removals) {
        if (!m_state->disk->keeps_unflushed()) {
            ASAH_ASSERT(
                files.write_durable(removal.path, removal.bytes, FileMode::Private).has_value());
        }
    }
    m_state->changes.clear();
    m_state->removals.clear();
}

}  // namespace asah::support
