#include "kiosk/core/content/framework_json.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto outcome = content::parse_framework(input, "f");
    ASAH_ASSERT(has_errors(outcome.problems) || !outcome.value.competencies.empty());
    return 0;
}
