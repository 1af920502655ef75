#include "tests/support/faulty_files.h"

#include <filesystem>
#include <fstream>
#include <ranges>

#include "kiosk/core/base/assert.h"

namespace asah::support {

namespace {

constexpr std::size_t kSizeMax = 64U << 20U;

}  // namespace

tl::unexpected<Error> FaultyFiles::refuse(const FilePath& path) {
    return fail(m_disk->is_full() ? ErrorCode::DiskFull : ErrorCode::FileUnwritable, path.text());
}

void FaultyFiles::remember(const FilePath& path) {
    auto bytes = m_real.read(path, kSizeMax);
    m_unflushed.push_back(
        {path, bytes.has_value() ? std::optional(std::move(*bytes)) : std::nullopt});
}

Result<void> FaultyFiles::put(const FilePath& path, ByteView bytes, FileMode mode) {
    const auto temporary = path.text() + ".tmp";
    std::ofstream file(temporary, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    file.close();
    std::error_code problem;
    std::filesystem::permissions(
        temporary, static_cast<std::filesystem::perms>(static_cast<unsigned>(mode)), problem);
    std::filesystem::rename(temporary, path.text(), problem);
    return file && !problem ? Result<void>{} : fail(ErrorCode::FileUnwritable, path.text());
}

Result<void> FaultyFiles::write_durable(const FilePath& path, ByteView bytes, FileMode mode) {
    const bool was_dead = m_disk->has_fired();
    if (!m_disk->spend()) {
        if (!was_dead) {  // what a cut leaves behind: a part of the temporary file
            ASAH_CHECK(put(path + ".tmp", bytes.first(bytes.size() / 2), mode));
        }
        return refuse(path);
    }
    const bool is_flushed = m_disk->spend();
    if (!is_flushed) {
        remember(path);
    }
    ASAH_CHECK(put(path, bytes, mode));
    if (!is_flushed) {
        return refuse(path);
    }
    return {};
}

Result<void> FaultyFiles::append_durable(const FilePath& path, ByteView bytes, FileMode mode) {
    const bool was_dead = m_disk->has_fired();
    if (!m_disk->spend()) {
        if (!was_dead) {  // a part of it stands, unless the power goes
            remember(path);
            ASAH_CHECK(m_real.append_durable(path, bytes.first(bytes.size() / 2), mode));
        }
        return refuse(path);
    }
    return m_real.append_durable(path, bytes, mode);
}

Result<void> FaultyFiles::remove(const FilePath& path) {
    if (!m_disk->spend()) {
        return refuse(path);
    }
    remember(path);
    return m_real.remove(path);
}

void FaultyFiles::stop() {
    for (const auto& change : std::ranges::reverse_view(m_unflushed)) {
        if (m_disk->keeps_unflushed()) {
            continue;
        }
        const auto put_back = change.bytes ? put(change.path, *change.bytes, FileMode::Group)
                                           : m_real.remove(change.path);
        ASAH_ASSERT(put_back.has_value());
    }
    m_unflushed.clear();
}

}  // namespace asah::support
