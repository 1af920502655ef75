#include "kiosk/core/ledger/record.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto record = ledger::parse_record_json(as_text(input));
    if (record) {
        const auto canonical = ledger::make_record_json(*record);
        const auto again = ledger::parse_record_json(canonical);
        ASAH_ASSERT(again.has_value() && ledger::make_record_json(*again) == canonical);
    }
    return 0;
}
