// documents.h: receipts.
#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::size_t kPayloadBytesMax = 4096;
constexpr std::int64_t kTimeMax = 253'402'300'799'999;

}  // namespace

std::string make_receipt_payload(const Receipt& receipt) {
    return canonical_text({{"authority", receipt.authority.hex()},
                           {"terminal", receipt.terminal.hex()},
                           {"ledger", receipt.ledger.hex()},
                           {"n", receipt.head.n},
                           {"hash", to_hex(receipt.head.hash)},
                           {"hq_utc_ms", receipt.hq_time.value}});
}

Result<Receipt> parse_receipt_payload(std::string_view text) {
    const json root = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(root, fault);
    Receipt receipt;
    fields.read("authority", receipt.authority);
    fields.read("terminal", receipt.terminal);
    fields.read("ledger", receipt.ledger);
    receipt.head.n = fields.count("n");
    receipt.head.hash = fields.digest("hash");
    receipt.hq_time = {fields.integer("hq_utc_ms", 0, kTimeMax)};
    if (!fault.empty()) {
        return malformed("receipt", fault);
    }
    return receipt;
}

}  // namespace asah::ledger
