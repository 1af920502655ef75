#include "kiosk/core/ledger/documents.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace asah;
    const ByteView input(data, size);
    // The first byte chooses the document.
    if (input.empty()) {
        return 0;
    }
    const auto payload = as_text(input.subspan(1));
    const auto is_stable = [](const auto& parse, const auto& make, std::string_view json) {
        const auto value = parse(json);
        if (!value) {
            return true;
        }
        const auto canonical = make(*value);
        const auto again = parse(canonical);
        return again.has_value() && make(*again) == canonical;
    };
    using namespace asah::ledger;
    switch (input.front()) {
        case '0':
            ASAH_ASSERT(is_stable(parse_receipt_payload, make_receipt_payload, payload));
            break;
        case '1':
            ASAH_ASSERT(is_stable(parse_status_payload, make_status_payload, payload));
            break;
        case '2':
            ASAH_ASSERT(is_stable(parse_root_payload, make_root_payload, payload));
            break;
        case '3':
            ASAH_ASSERT(is_stable(parse_manifest_payload, make_manifest_payload, payload));
            break;
        case '4':
            ASAH_ASSERT(is_stable(parse_join_request_payload, make_join_request_payload, payload));
            break;
        case '5':
            ASAH_ASSERT(is_stable(parse_join_reply_payload, make_join_reply_payload, payload));
            break;
        case '6':
            ASAH_ASSERT(is_stable(parse_revocation_payload, make_revocation_payload, payload));
            break;
        default:
            break;
    }
    return 0;
}
