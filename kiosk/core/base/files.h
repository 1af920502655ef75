// Files as a port, so that fault tests own the disk. Paths are UTF-8 strings.
// Every durable write goes through write_durable: a new file of an unguessable name in the same
// folder (made exclusively, so that no link at that name is followed), write, fsync, rename, fsync
// of the folder. After success the file is whole and survives power loss; after a refusal the old
// content (or absence) stands, or the new one whole: never a part.
//
// Two kinds of place (FilePath):
// - An own one: a folder that only this program's user writes, or a path that a person named. Links
//   in it are followed, because whoever may make one there has these rights already.
// - A shared one (SharedFolder): inbox, outbox, intake, orders, a stick, a share. Others write
//   there. Everything below such a folder is reached by directory handles and through no link in
//   any part; only regular files are opened, and never waited for; only plain names are accepted.
//   The shared folder's own path is what an administrator configured, so links in it are followed.
// Hard links: a stick with FAT has none, but in a shared folder another user may give one of our
// files a second name. Reading one tells nobody anything. Writing replaces the name by rename and
// never the file behind it. Appending changes the file itself, so in a shared place a file that has
// a second name is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"

namespace asah {

/// Who may read a file that we make: its user alone, its group too (outbox), or everybody.
enum class FileMode : std::uint16_t { Private = 0600, Group = 0640, Public = 0644 };

/// Where a file lies. A text by itself is an own place.
class FilePath {
   public:
    FilePath(std::string own) : m_text(std::move(own)) {}  // NOLINT(google-explicit-constructor)
    FilePath(const char* own) : m_text(own) {}             // NOLINT(google-explicit-constructor)
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool is_shared() const { return m_base_size > 0; }
    /// Of a shared place: the configured folder, and what lies below it ("" = the folder itself).
    [[nodiscard]] std::string base() const { return m_text.substr(0, m_base_size); }
    [[nodiscard]] std::string below() const;

    /// `folder + "/" + name`: a place keeps its kind.
    friend FilePath operator+(FilePath path, std::string_view more) {
        path.m_text += more;
        return path;
    }

   private:
    friend class SharedFolder;
    std::string m_text;
    std::size_t m_base_size = 0;  // 0 = an own place
};

/// A folder that others write too. Made from the text of a flag or a setting.
class SharedFolder {
   public:
    SharedFolder() = default;
    SharedFolder(std::string path);  // NOLINT(google-explicit-constructor)
    SharedFolder(const char* path) : SharedFolder(std::string(path)) {}  // NOLINT
    [[nodiscard]] const std::string& text() const { return m_path; }
    [[nodiscard]] bool empty() const { return m_path.empty(); }
    operator FilePath() const;  // NOLINT(google-explicit-constructor): the folder itself
    friend FilePath operator+(const SharedFolder& folder, std::string_view more) {
        return FilePath(folder) + more;
    }

   private:
    std::string m_path;
};

enum class FileKind { File, Folder, Link, Pipe, Socket, Device, BadName };

/// What lies in a folder, under its name as it is: never print that name, print shown_name.
struct FolderItem {
    std::string name;
    FileKind kind = FileKind::File;
};

/// Names that are accepted below a shared folder: 1 to 160 letters, digits, points, hyphens and
/// underscores of ASCII, neither "." nor "..".
bool is_plain_name(std::string_view name);
/// A name from outside, safe to print: what is not printable ASCII becomes "?", at most 160 signs.
std::string shown_name(std::string_view name);
std::string_view kind_word(FileKind kind);
/// What is told of something that is skipped in a shared folder. Code: FileUnreadable.
Error skipped_item(const FilePath& folder, const FolderItem& item);

/// Errors of all: FileMissing, FileUnreadable, FileUnwritable, DiskFull, TooLarge; the detail names
/// the path. A shared place that is not reached without a link, holds no regular file or has a bad
/// name is FileUnreadable, or FileUnwritable where it was to be written.
class Files {
   public:
    virtual ~Files() = default;
    virtual Result<Bytes> read(const FilePath& path, std::size_t size_max) = 0;
    virtual Result<void> write_durable(const FilePath& path, ByteView bytes, FileMode mode) = 0;
    /// Appends and fsyncs; makes the file if it is missing.
    virtual Result<void> append_durable(const FilePath& path, ByteView bytes, FileMode mode) = 0;
    /// Removing what is missing succeeds.
    virtual Result<void> remove(const FilePath& path) = 0;
    /// Names (not paths) in a folder, sorted; temporary names (".tmp" at the end) are left out. Of
    /// a shared folder only regular files under plain names.
    virtual Result<std::vector<std::string>> list(const FilePath& folder) = 0;
    /// Everything in a folder but temporary files, sorted by name, with what it is.
    virtual Result<std::vector<FolderItem>> look(const FilePath& folder) = 0;
    virtual Result<void> ensure_folder(const FilePath& path) = 0;
    /// Of a shared place: a regular file is there.
    virtual bool exists(const FilePath& path) = 0;
    /// Bytes that an ordinary user can still write on that file system.
    virtual Result<std::uint64_t> free_bytes(const FilePath& folder) = 0;
};

/// Flushes the names in the folder that holds `path`: what was made or removed there stays so.
/// Errors: FileUnwritable.
Result<void> flush_folder_of(const std::string& path);

/// The real file system. Thread: any; it keeps no state.
class SystemFiles final : public Files {
   public:
    /// How a shared place is reached: by openat2, or part by part where the kernel (before 5.6) or
    /// a sandbox does not offer it. Tests ask for the second.
    enum class Walk { Kernel, PartByPart };
    explicit SystemFiles(Walk walk = Walk::Kernel) : m_walk(walk) {}
    Result<Bytes> read(const FilePath& path, std::size_t size_max) override;
    Result<void> write_durable(const FilePath& path, ByteView bytes, FileMode mode) override;
    Result<void> append_durable(const FilePath& path, ByteView bytes, FileMode mode) override;
    Result<void> remove(const FilePath& path) override;
    Result<std::vector<std::string>> list(const FilePath& folder) override;
    Result<std::vector<FolderItem>> look(const FilePath& folder) override;
    Result<void> ensure_folder(const FilePath& path) override;
    bool exists(const FilePath& path) override;
    Result<std::uint64_t> free_bytes(const FilePath& folder) override;
    /// Removes temporary files of this user that a crash left an hour ago or earlier. What cannot
    /// be removed stays for the next time.
    void sweep(const FilePath& folder);

   private:
    Walk m_walk;
};

}  // namespace asah
