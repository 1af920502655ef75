#include "kiosk/core/content/bank_sheet.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto outcome = content::parse_statement_sheet(input, "s", fuzz::framework());
    fuzz::check_places(outcome.problems);
    return 0;
}
