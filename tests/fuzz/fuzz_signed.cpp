#include "kiosk/core/ledger/signed.h"

#include <algorithm>
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto document = ledger::parse_signed(input);
    if (document) {
        const auto again = ledger::encode_signed(*document);
        ASAH_ASSERT(std::equal(again.begin(), again.end(), input.begin(), input.end()));
    }
    return 0;
}
