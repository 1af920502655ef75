// A handover file: how the receiver passes sealed entries to the reader, many in one durable write.
// The receiver writes the time of arrival beside each entry: headquarters decides by that time and
// never by a time that an entry names.
// Bytes: field "asah/handover/1"; then for each entry u64 arrival (UTC ms) and field entry.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/time.h"

namespace asah::protocol {

/// Entries of one file, together; one entry always fits, however large.
inline constexpr std::size_t kHandoverBytes = 4U << 20U;
inline constexpr std::size_t kHandoverEntriesMax = 1024;
/// What a reader accepts: a full file and one largest entry beyond it.
inline constexpr std::size_t kHandoverBytesMax = kHandoverBytes + (2U << 20U);

struct HandedEntry {
    UtcMs arrived;
    Bytes file;  // as ledger::encode_entry makes it
};

class HandoverBuilder {
   public:
    HandoverBuilder();
    /// False when the entry does not fit any more; the first always fits.
    bool add(UtcMs arrived, ByteView file);
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] Bytes take() { return m_out.take(); }

   private:
    Encoder m_out;
    std::size_t m_bytes = 0;
    std::size_t m_count = 0;
};

/// Errors: MalformedInput (also for a file without entries), Unsupported (another type). The
/// entries themselves are not looked at.
Result<std::vector<HandedEntry>> parse_handover(ByteView bytes);

/// "<number, 16 digits>-<how many entries>.entries": sorted names are the order of arrival.
struct HandoverName {
    std::int64_t number = 0;
    std::size_t count = 0;
};
std::string intake_handover_name(const HandoverName& name);
std::optional<HandoverName> parse_handover_name(std::string_view name);

}  // namespace asah::protocol
