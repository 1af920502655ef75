#include "sync/hq/filing/backup.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "kiosk/core/ledger/entry.h"

namespace asah::hq {

namespace {

constexpr std::string_view kPrefix = "entries-";
constexpr std::string_view kSuffix = ".segment";
constexpr std::size_t kNumberDigits = 6;
constexpr std::int64_t kSegmentBytes = std::int64_t{64} << 20U;
constexpr std::size_t kSegmentBytesMax = std::size_t{1} << 30U;

struct SegmentName {
    std::int64_t number = 0;
    protocol::FrameTag tag{};
};

std::string segment_name(const SegmentName& name) {
    auto digits = std::to_string(name.number);
    digits.insert(0, digits.size() < kNumberDigits ? kNumberDigits - digits.size() : 0, '0');
    return std::string(kPrefix) + digits + "-" + to_hex(name.tag) + std::string(kSuffix);
}

std::optional<SegmentName> parse_segment_name(std::string_view text) {
    const auto dash = text.find('-', kPrefix.size());
    if (!text.starts_with(kPrefix) || !text.ends_with(kSuffix) || dash == text.npos) {
        return {};
    }
    SegmentName name;
    const auto* end = text.data() + dash;
    const auto read = std::from_chars(text.data() + kPrefix.size(), end, name.number);
    const auto tag = parse_hex(text.substr(dash + 1, text.size() - dash - 1 - kSuffix.size()));
    if (read.ec != std::errc{} || read.ptr != end || name.number <= 0 || !tag.has_value() ||
        tag->size() != name.tag.size()) {
        return {};
    }
    std::ranges::copy(*tag, name.tag.begin());
    return name;
}

}  // namespace

Result<void> Backup::begin_segment() {
    ASAH_TRY(const auto files, m_files->list(m_folder));
    SegmentName name;
    for (const auto& file : files) {
        const auto other = parse_segment_name(file);
        name.number = std::max(name.number, other ? other->number : 0);
    }
    ++name.number;
    m_random->fill(name.tag);
    m_tag = name.tag;
    m_bytes = 0;
    m_path = m_folder + "/" + segment_name(name);
    return {};
}

Result<void> Backup::append(const protocol::KeptEntry& entry) {
    if (m_path.empty() || m_bytes > kSegmentBytes) {
        ASAH_CHECK(begin_segment());
    }
    const auto frame = protocol::encode_frame(m_tag, entry);
    auto appended = m_files->append_durable(m_path, frame, FileMode::Private);
    if (!appended.has_value()) {
        m_path.clear();
        return fail(std::move(appended).error(), "backup");
    }
    m_bytes += static_cast<std::int64_t>(frame.size());
    return {};
}

Result<std::vector<BackupDamage>> Backup::read(const Take& take) {
    ASAH_TRY(const auto files, m_files->list(m_folder));
    std::vector<BackupDamage> damage;
    for (const auto& file : files) {
        if (!file.ends_with(kSuffix)) {
            continue;
        }
        const auto name = parse_segment_name(file);
        const auto bytes = m_files->read(m_folder + "/" + file, kSegmentBytesMax);
        if (!name || !bytes.has_value()) {
            damage.push_back({.segment = file, .offset = 0, .size = 0, .entry_count = 0});
            continue;
        }
        protocol::FrameReader reader(*bytes, name->tag);
        while (const auto piece = reader.next()) {
            if (const auto* gap = std::get_if<protocol::FrameGap>(&*piece)) {
                damage.push_back({.segment = file,
                                  .offset = gap->offset,
                                  .size = gap->size,
                                  .entry_count = gap->entry_count});
            } else {
                ASAH_CHECK(take(std::get<protocol::KeptEntry>(*piece)));
            }
        }
    }
    return damage;
}

}  // namespace asah::hq
