#include "kiosk/core/ledger/entry.h"

#include <algorithm>
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto entry = ledger::parse_entry(input);
    if (entry) {
        const auto again = ledger::encode_entry(*entry);
        ASAH_ASSERT(std::equal(again.begin(), again.end(), input.begin(), input.end()));
    }
    const auto name = ledger::parse_entry_file_name(as_text(input));
    ASAH_ASSERT(!name || as_text(input).ends_with(".entry"));
    return 0;
}
