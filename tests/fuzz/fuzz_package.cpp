#include "kiosk/core/content/package.h"

#include <algorithm>
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto package = content::parse_package(input);
    if (package) {
        const auto again = content::encode_package(*package);
        ASAH_ASSERT(std::equal(again.begin(), again.end(), input.begin(), input.end()));
    }
    // The closing digest stops every mutation, so the same bytes are tried with a right one.
    const auto digest = sha256(input);
    Bytes closed(input.begin(), input.end());
    closed.insert(closed.end(), digest.begin(), digest.end());
    const auto inner = content::parse_package(closed);
    ASAH_ASSERT(!inner || content::encode_package(*inner) == closed);
    return 0;
}
