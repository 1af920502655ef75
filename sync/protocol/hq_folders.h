// Names in the two folders where headquarters' halves meet.
// intake/ is written by the receiver and emptied by the reader: sealed entries under their
// entry_file_name (re-exported until a filed receipt covers them), `<terminal hex>.status` (signed
// document, replaced by newer ones), `<request digest hex>.join` (signed join request).
// orders/ is written by the reader: `root`, `manifest`, `terminals.json`, `packages/<digest
// hex>.package`, `<terminal hex>-<ledger hex>.filed`, `<request digest hex>.reply`.
#pragma once

#include <string>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"

namespace asah::protocol {

inline constexpr const char* kOrdersRoot = "root";
inline constexpr const char* kOrdersManifest = "manifest";
inline constexpr const char* kOrdersTerminals = "terminals.json";
inline constexpr const char* kOrdersPackages = "packages";

inline std::string intake_status_name(const TerminalId& terminal) {
    return terminal.hex() + ".status";
}
inline std::string intake_join_name(const Digest& request) { return to_hex(request) + ".join"; }
inline std::string orders_filed_name(const TerminalId& terminal, const LedgerId& ledger) {
    return terminal.hex() + "-" + ledger.hex() + ".filed";
}
inline std::string orders_reply_name(const Digest& request) { return to_hex(request) + ".reply"; }

}  // namespace asah::protocol
