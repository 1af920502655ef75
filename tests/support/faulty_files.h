// The Files port on a faulty disk. A durable write counts twice, since it can be cut twice: while
// its temporary file is written, and after the rename, when the new content stands but the caller
// hears a refusal. An append that fails leaves its first half. A removal is not flushed: a power
// cut may bring the file back. Nothing is flushed for real: only this model ever loses power.
#pragma once

#include <map>
#include <optional>

#include "kiosk/core/base/files.h"
#include "tests/support/faulty_disk.h"

namespace asah::support {

class FaultyFiles final : public Files {
   public:
    explicit FaultyFiles(FaultyDisk& disk) : m_disk(&disk) {}

    Result<Bytes> read(const FilePath& path, std::size_t size_max) override {
        return m_real.read(path, size_max);
    }
    Result<void> write_durable(const FilePath& path, ByteView bytes, FileMode mode) override;
    Result<void> append_durable(const FilePath& path, ByteView bytes, FileMode mode) override;
    Result<void> remove(const FilePath& path) override;
    Result<std::vector<std::string>> list(const FilePath& folder) override {
        return m_real.list(folder);
    }
    Result<std::vector<FolderItem>> look(const FilePath& folder) override {
        return m_real.look(folder);
    }
    Result<void> ensure_folder(const FilePath& path) override { return m_real.ensure_folder(path); }
    bool exists(const FilePath& path) override { return m_real.exists(path); }
    Result<std::uint64_t> free_bytes(const FilePath& folder) override {
        return m_real.free_bytes(folder);
    }

    /// What the machine's stop does to the files; call when nobody uses them any more.
    void stop();

   private:
    /// What stood at a path before an operation whose folder was not flushed.
    struct Before {
        FilePath path;
        std::optional<Bytes> bytes;
    };
    tl::unexpected<Error> refuse(const FilePath& path);
    void remember(const FilePath& path);
    static Result<void> put(const FilePath& path, ByteView bytes, FileMode mode);

    FaultyDisk* m_disk;
    SystemFiles m_real;
    std::vector<Before> m_unflushed;
};

}  // namespace asah::support
