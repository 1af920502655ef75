// A sealed entry as headquarters keeps it in its own files: with the time of its arrival, in a
// frame that carries its own digest. A damaged frame costs its own entry alone: FrameReader skips
// it, finds the next one and says where it was. Bytes: "asahENT1", tag (8), u32 size of the body,
// SHA-256 of (tag, size, body), body. Body: u64 arrival (UTC ms), u8 standing of the terminal, the
// entry's file (ledger::encode_entry). The tag is drawn at random for each file and is part of its
// name. A terminal cannot know it, so that frames which a terminal writes inside an entry are never
// taken for ours.
#pragma once

#include <array>
#include <optional>
#include <variant>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/result.h"
#include "kiosk/core/base/time.h"

namespace asah::protocol {

using FrameTag = std::array<std::uint8_t, 8>;

/// Whether headquarters took results from the terminal when the entry arrived.
enum class Standing : std::uint8_t { Sound = 1, Stopped = 2 };

struct KeptEntry {
    UtcMs arrived;
    Standing standing = Standing::Sound;
    ByteView file;
};
Bytes encode_frame(const FrameTag& tag, const KeptEntry& entry);

/// Bytes between two good frames that are no good frame.
struct FrameGap {
    std::size_t offset = 0;
    std::size_t size = 0;
    int entry_count = 0;  // frames that begin in it; at least 1
};

/// Reads frame after frame. Views point into the bytes, which must outlive them.
/// Cost: linear in the bytes, whatever they hold.
class FrameReader {
   public:
    FrameReader(ByteView bytes, const FrameTag& tag) : m_bytes(bytes), m_tag(tag) {}
    /// The next entry or gap; nothing at the end. Two gaps never follow each other.
    std::optional<std::variant<KeptEntry, FrameGap>> next();

   private:
    ByteView m_bytes;
    FrameTag m_tag;
    std::size_t m_at = 0;
};

/// The entry of a file that holds one frame and nothing else. Errors: MalformedInput.
Result<KeptEntry> parse_single_frame(ByteView bytes, const FrameTag& tag);

}  // namespace asah::protocol
