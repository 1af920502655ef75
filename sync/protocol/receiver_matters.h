// What is wrong at the receiver, told to the reader: the file `receiver.matters` in intake/.
// Text: first line "asah/receiver-matters/1"; then a line for each matter, "<key> <since, UTC ms>
// <detail>". It is there while something is wrong, and says since when.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/time.h"

namespace asah::protocol {

inline constexpr const char* kIntakeMatters = "receiver.matters";
inline constexpr std::size_t kMattersBytesMax = 64U << 10U;

/// Keys: "disk_full" (entries are refused), "disk_low" (detail: MiB left), "intake_full" (entries
/// are stored and cannot be handed over), "quota" (detail: the terminal), "lowered" (the reader
/// once signed for more than it holds now; detail: how many entries are handed over again).
struct ReceiverMatter {
    std::string key;
    UtcMs since;
    std::string detail;
    bool operator==(const ReceiverMatter&) const = default;
};

std::string make_matters(const std::vector<ReceiverMatter>& matters);
/// Errors: MalformedInput, Unsupported (another type).
Result<std::vector<ReceiverMatter>> parse_matters(std::string_view text);

}  // namespace asah::protocol
