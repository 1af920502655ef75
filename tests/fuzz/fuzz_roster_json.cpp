#include "kiosk/core/content/roster.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto roster = content::parse_roster_json(as_text(input));
    ASAH_ASSERT(!roster || content::make_roster_json(*roster) == as_text(input));
    return 0;
}
