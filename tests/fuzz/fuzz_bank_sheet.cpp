#include "kiosk/core/formats/bank_sheet.h"

#include "kiosk/core/content/bank_json.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    auto outcome = formats::parse_bank_sheet(input, "s", fuzz::framework());
    fuzz::check_places(outcome.problems);
    if (!has_errors(outcome.problems)) {
        // What the reader lets pass must survive publishing and loading.
        outcome.value.id = BankId("X");
        outcome.value.version = 1;
        outcome.value.title = {"X", {}};
        const auto items = content::parse_items_json(content::make_items_json(outcome.value));
        ASAH_ASSERT(items.has_value() && items->items == outcome.value.items);
        const auto whole = content::with_keys(*items, content::make_keys_json(outcome.value));
        ASAH_ASSERT(whole.has_value() && whole->keys == outcome.value.keys);
    }
    return 0;
}
