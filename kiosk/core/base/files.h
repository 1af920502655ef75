// Files as a port, so that fault tests own the disk. Paths are UTF-8 strings.
// Every durable write goes through write_durable: temporary name in the same folder, write, fsync,
// rename, fsync of the folder. After success the file is whole and survives power loss; after a
// refusal the old content (or absence) stands, or the new one whole: never a part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"

namespace asah {

/// Who may read a file that we make: its user alone, its group too (outbox), or everybody.
enum class FileMode : std::uint16_t { Private = 0600, Group = 0640, Public = 0644 };

/// Errors of all: FileMissing, FileUnreadable, FileUnwritable, DiskFull, TooLarge; the detail names
/// the path.
class Files {
   public:
    virtual ~Files() = default;
    virtual Result<Bytes> read(const std::string& path, std::size_t size_max) = 0;
    virtual Result<void> write_durable(const std::string& path, ByteView bytes, FileMode mode) = 0;
    /// Appends and fsyncs; makes the file if it is missing.
    virtual Result<void> append_durable(const std::string& path, ByteView bytes, FileMode mode) = 0;
    /// Removing what is missing succeeds.
    virtual Result<void> remove(const std::string& path) = 0;
    /// Names (not paths) in a folder, sorted; temporary names (".tmp" at the end) are left out.
    virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;
    virtual Result<void> ensure_folder(const std::string& path) = 0;
    virtual bool exists(const std::string& path) = 0;
    /// Bytes that an ordinary user can still write on that file system.
    virtual Result<std::uint64_t> free_bytes(const std::string& folder) = 0;
};

/// Flushes the names in the folder that holds `path`: what was made or removed there stays so.
/// Errors: FileUnwritable.
Result<void> flush_folder_of(const std::string& path);

/// The real file system.
class SystemFiles final : public Files {
   public:
    Result<Bytes> read(const std::string& path, std::size_t size_max) override;
    Result<void> write_durable(const std::string& path, ByteView bytes, FileMode mode) override;
    Result<void> append_durable(const std::string& path, ByteView bytes, FileMode mode) override;
    Result<void> remove(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& folder) override;
    Result<void> ensure_folder(const std::string& path) override;
    bool exists(const std::string& path) override;
    Result<std::uint64_t> free_bytes(const std::string& folder) override;
};

}  // namespace asah
