#include "sync/protocol/message.h"

#include <algorithm>
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto message = protocol::parse_message(input);
    if (message) {
        const auto again = protocol::encode_message(*message);
        ASAH_ASSERT(std::equal(again.begin(), again.end(), input.begin(), input.end()));
    }
    return 0;
}
