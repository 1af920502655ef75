#include "kiosk/core/content/bank_json.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    // Items, a zero byte, keys.
    const auto text = as_text(input);
    const auto end = text.find(char{0});
    const auto items = text.substr(0, end);
    const auto bank = content::parse_items_json(items);
    if (!bank) {
        return 0;
    }
    ASAH_ASSERT(content::make_items_json(*bank) == items);
    if (end != std::string_view::npos) {
        const auto keys = text.substr(end + 1);
        const auto whole = content::with_keys(*bank, keys);
        ASAH_ASSERT(!whole || content::make_keys_json(*whole) == keys);
    }
    return 0;
}
