// Names in the two folders where headquarters' halves meet.
// intake/ is written by the receiver and emptied by the reader: `<number>-<count>.entries` (sealed
// entries with the time of their arrival, handover.h; written again at the receiver's start when
// the file is gone and no filed receipt covers its entries), `<terminal hex>.status` (signed
// document, replaced by newer ones), `<request digest hex>.join` (signed join request). orders/ is
// written by the reader: `root`, `manifest`, `terminals.json`, `packages/<digest hex>.package`,
// `<terminal hex>-<ledger hex>.filed`, `<request digest hex>.reply`,
// `<terminal hex>.revocation`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"

namespace asah::protocol {

inline constexpr const char* kOrdersRoot = "root";
inline constexpr const char* kOrdersManifest = "manifest";
inline constexpr const char* kOrdersTerminals = "terminals.json";
inline constexpr const char* kOrdersPackages = "packages";
/// The join codes that are open: `{"version":1,"codes":[{"code":"<8 hex>","expires_utc_ms":n}]}`.
/// Whoever names none of them may not leave a request. Not secret: the secret is another part.
inline constexpr const char* kOrdersCodes = "codes.json";

inline std::string intake_status_name(const TerminalId& terminal) {
    return terminal.hex() + ".status";
}
inline std::string intake_join_name(const Digest& request) { return to_hex(request) + ".join"; }
inline constexpr std::string_view kFiledSuffix = ".filed";
inline std::string orders_filed_name(const TerminalId& terminal, const LedgerId& ledger) {
    return terminal.hex() + "-" + ledger.hex() + std::string(kFiledSuffix);
}
inline std::optional<std::pair<TerminalId, LedgerId>> parse_orders_filed_name(
    std::string_view name) {
    const auto dash = name.find('-');
    if (dash == std::string_view::npos || !name.ends_with(kFiledSuffix)) {
        return {};
    }
    const auto terminal = TerminalId::parse(name.substr(0, dash));
    const auto ledger =
        LedgerId::parse(name.substr(dash + 1, name.size() - dash - 1 - kFiledSuffix.size()));
    if (!terminal.has_value() || !ledger.has_value()) {
        return {};
    }
    return std::pair(*terminal, *ledger);
}
inline std::string orders_revocation_name(const TerminalId& terminal) {
    return terminal.hex() + ".revocation";
}
inline std::string orders_reply_name(const Digest& request) { return to_hex(request) + ".reply"; }

}  // namespace asah::protocol
