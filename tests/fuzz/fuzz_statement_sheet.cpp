#include "kiosk/core/formats/bank_sheet.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    const auto outcome = formats::parse_statement_sheet(input, "s", fuzz::framework());
    fuzz::check_places(outcome.problems);
    return 0;
}
