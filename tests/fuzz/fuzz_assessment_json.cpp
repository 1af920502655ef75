#include "kiosk/core/content/assessment_json.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto outcome = content::parse_assessment_json(input, "a");
    if (!has_errors(outcome.problems)) {
        const auto canonical = content::make_assessment_json(outcome.value);
        const auto again = content::parse_assessment_json(as_bytes(canonical), "a");
        ASAH_ASSERT(!has_errors(again.problems));
        ASAH_ASSERT(content::make_assessment_json(again.value) == canonical);
    }
    return 0;
}
