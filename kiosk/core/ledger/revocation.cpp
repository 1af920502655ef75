// documents.h: the revocation of a terminal.
#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::size_t kPayloadBytesMax = 4096;
constexpr std::int64_t kTimeMax = 253'402'300'799'999;

}  // namespace

std::string make_revocation_payload(const Revocation& revocation) {
    return canonical_text({{"authority", revocation.authority.hex()},
                           {"terminal", revocation.terminal.hex()},
                           {"made_utc_ms", revocation.made.value}});
}

Result<Revocation> parse_revocation_payload(std::string_view text) {
    const json root = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(root, fault);
    Revocation revocation;
    fields.read("authority", revocation.authority);
    fields.read("terminal", revocation.terminal);
    revocation.made = {fields.integer("made_utc_ms", 0, kTimeMax)};
    if (!fault.empty()) {
        return malformed("revocation", fault);
    }
    return revocation;
}

}  // namespace asah::ledger
