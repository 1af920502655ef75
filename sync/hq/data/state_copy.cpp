#include "sync/hq/data/state_copy.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "kiosk/core/base/file_lock.h"
#include "kiosk/core/base/sha256.h"
#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

constexpr std::size_t kCopyBytesMax = std::size_t{4} << 30U;
constexpr std::string_view kPrefix = "state-";
constexpr std::string_view kSuffix = ".db";
constexpr std::size_t kDigestDigits = 64;
constexpr std::size_t kNumberDigits = 6;
constexpr std::size_t kKept = 2;

struct CopyName {
    std::int64_t number = 0;
    std::string digest;
};

std::string copy_name(const CopyName& name) {
    auto digits = std::to_string(name.number);
    digits.insert(0, digits.size() < kNumberDigits ? kNumberDigits - digits.size() : 0, '0');
    return std::string(kPrefix) + digits + "-" + name.digest + std::string(kSuffix);
}

std::optional<CopyName> parse_copy_name(const std::string& text) {
    const auto tail = 1 + kDigestDigits + kSuffix.size();
    if (!text.starts_with(kPrefix) || text.size() < kPrefix.size() + kNumberDigits + tail) {
        return {};
    }
    CopyName name;
    const auto* end = text.data() + text.size() - tail;
    const auto read = std::from_chars(text.data() + kPrefix.size(), end, name.number);
    name.digest = text.substr(text.size() - tail + 1, kDigestDigits);
    if (read.ec != std::errc{} || read.ptr != end || text != copy_name(name)) {
        return {};
    }
    return name;
}

Result<std::vector<CopyName>> copies_in(Files& files, const std::string& folder) {
    ASAH_TRY(const auto names, files.list(folder));
    std::vector<CopyName> copies;
    for (const auto& text : names) {
        if (auto name = parse_copy_name(text)) {
            copies.push_back(std::move(*name));
        }
    }
    std::ranges::sort(copies, std::ranges::greater{}, &CopyName::number);
    return copies;
}

}  // namespace

Result<void> save_state_copy(sqlite::Database& database, Files& files, const std::string& folder,
                             IfTaken if_taken) {
    // A command and a page may copy at once: the copy on its way belongs to one of them alone.
    const auto lock_path = folder + "/state.lock";
    ASAH_TRY(const auto lock,
             if_taken == IfTaken::Wait ? FileLock::wait(lock_path) : FileLock::take(lock_path));
    const auto draft = folder + "/state.copy";
    ASAH_CHECK(copy_database(database, files, draft));
    ASAH_TRY(const auto bytes, files.read(draft, kCopyBytesMax));
    ASAH_TRY(const auto older, copies_in(files, folder));
    const auto number = older.empty() ? 1 : older.front().number + 1;
    const CopyName name{.number = number, .digest = to_hex(sha256(bytes))};
    ASAH_CHECK(files.write_durable(folder + "/" + copy_name(name), bytes, FileMode::Private));
    for (std::size_t i = kKept - 1; i < older.size(); ++i) {
        ASAH_CHECK(files.remove(folder + "/" + copy_name(older[i])));
    }
    return files.remove(draft);
}

Result<RestoredState> restore_state_copy(Files& files, const std::string& folder,
                                         const std::string& path) {
    ASAH_TRY(const auto copies, copies_in(files, folder));
    RestoredState restored;
    for (const auto& copy : copies) {
        const auto bytes = files.read(folder + "/" + copy_name(copy), kCopyBytesMax);
        if (bytes.has_value() && to_hex(sha256(*bytes)) == copy.digest) {
            restored.name = copy_name(copy);
            ASAH_CHECK(files.write_durable(path, *bytes, FileMode::Private));
            return restored;
        }
        restored.damaged.push_back(copy_name(copy));
    }
    return copies.empty()
               ? Result<RestoredState>(restored)
               : fail(ErrorCode::FileUnreadable, folder + "/" + copy_name(copies.front()));
}

Result<std::vector<std::string>> list_state_copies(Files& files, const std::string& folder) {
    ASAH_TRY(const auto copies, copies_in(files, folder));
    std::vector<std::string> names;
    for (const auto& copy : copies) {
        names.push_back(copy_name(copy));
    }
    return names;
}

}  // namespace asah::hq
