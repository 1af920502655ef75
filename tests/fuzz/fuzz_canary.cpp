// Must crash: reads one byte beyond a buffer when the input begins with "{". If it does not, the
// alarm of all other targets is dead.
#include <memory>

#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto copy = std::make_unique<std::uint8_t[]>(size + 1);
    for (std::size_t i = 0; i < size; ++i) {
        copy[i] = data[i];
    }
    const volatile std::size_t beyond = size > 0 && copy[0] == '{' ? size + 1 : 0;
    return copy[beyond] == 1 ? -1 : 0;
}
