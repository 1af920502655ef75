#include "sync/protocol/entry_frame.h"

#include <algorithm>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/ledger/entry.h"

namespace asah::protocol {

namespace {

constexpr std::string_view kMagic = "asahENT1";
constexpr std::size_t kStartBytes = kMagic.size() + sizeof(FrameTag);
constexpr std::size_t kHeadBytes = kStartBytes + 4 + sizeof(Digest);
constexpr std::size_t kBodyBytesMin = 9;
constexpr std::size_t kBodyBytesMax = kBodyBytesMin + ledger::kSealedBytesMax + 4096;

Digest digest_of(const FrameTag& tag, ByteView body) {
    Encoder input;
    input.raw(tag).u32(static_cast<std::uint32_t>(body.size())).raw(body);
    return sha256(input.bytes());
}

Bytes start_of(const FrameTag& tag) {
    Encoder start;
    start.raw(as_bytes(kMagic)).raw(tag);
    return start.take();
}

struct Found {
    KeptEntry entry;
    std::size_t end = 0;
};

/// The good frame that begins at `at`, if one does.
std::optional<Found> frame_at(ByteView bytes, std::size_t at, const FrameTag& tag) {
    Decoder head(bytes.subspan(at));
    const auto start = head.raw(kStartBytes);
    if (!start.has_value() || !std::ranges::equal(*start, start_of(tag))) {
        return {};
    }
    const auto size = head.u32();
    if (!size.has_value() || *size < kBodyBytesMin || *size > kBodyBytesMax) {
        return {};
    }
    const auto digest = head.raw(sizeof(Digest));
    const auto body = digest.has_value() ? head.raw(*size) : digest;
    if (!body.has_value() || !std::ranges::equal(*digest, digest_of(tag, *body))) {
        return {};
    }
    Decoder in(*body);
    const auto arrived = in.u64().value_or(0);
    const auto standing = in.u8().value_or(0);
    if (standing != static_cast<std::uint8_t>(Standing::Sound) &&
        standing != static_cast<std::uint8_t>(Standing::Stopped)) {
        return {};
    }
    return Found{.entry = {.arrived = {static_cast<std::int64_t>(arrived)},
                           .standing = static_cast<Standing>(standing),
                           .file = in.left()},
                 .end = at + kHeadBytes + *size};
}

}  // namespace

Bytes encode_frame(const FrameTag& tag, const KeptEntry& entry) {
    Encoder body;
    body.u64(static_cast<std::uint64_t>(entry.arrived.value))
        .u8(static_cast<std::uint8_t>(entry.standing))
        .raw(entry.file);
    Encoder out;
    out.raw(start_of(tag)).u32(static_cast<std::uint32_t>(body.bytes().size()));
    out.raw(digest_of(tag, body.bytes())).raw(body.bytes());
    return out.take();
}

std::optional<std::variant<KeptEntry, FrameGap>> FrameReader::next() {
    if (m_at >= m_bytes.size()) {
        return {};
    }
    if (const auto found = frame_at(m_bytes, m_at, m_tag)) {
        m_at = found->end;
        return found->entry;
    }
    const auto start = start_of(m_tag);
    FrameGap gap{.offset = m_at, .size = 0, .entry_count = 0};
    auto at = m_at;
    while (true) {
        const auto left = m_bytes.subspan(at);
        const auto hit = std::search(left.begin(), left.end(), start.begin(), start.end());
        if (hit == left.end()) {
            at = m_bytes.size();
            break;
        }
        at += static_cast<std::size_t>(hit - left.begin());
        if (frame_at(m_bytes, at, m_tag)) {
            break;
        }
        ++gap.entry_count;
        ++at;
    }
    gap.size = at - m_at;
    gap.entry_count = std::max(gap.entry_count, 1);
    m_at = at;
    return gap;
}

Result<KeptEntry> parse_single_frame(ByteView bytes, const FrameTag& tag) {
    const auto found = frame_at(bytes, 0, tag);
    if (!found || found->end != bytes.size()) {
        return fail(ErrorCode::MalformedInput, "entry frame");
    }
    return found->entry;
}

}  // namespace asah::protocol
