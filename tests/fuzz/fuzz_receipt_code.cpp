#include "kiosk/core/ledger/entry.h"

#include <algorithm>
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto code = ledger::parse_receipt_code(as_text(input));
    if (code) {
        ASAH_ASSERT(code->size() == 10);
        Digest digest{};
        std::copy(code->begin(), code->end(), digest.begin());
        const auto again = ledger::parse_receipt_code(ledger::receipt_code(digest));
        ASAH_ASSERT(again.has_value() && *again == *code);
    }
    return 0;
}
