// Names in the two folders where kiosk and carrier meet. Entries: entry_file_name (entry.h).
// outbox/ is written by the kiosk: entries, `status` (a signed document), `join.request`.
// inbox/ is written by the carrier; the kiosk deletes what it took in or refused. The manifest
// arrives before the packages it names; a package that no manifest names yet stays until one does.
#pragma once

#include <string>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"

namespace asah::ledger {

inline constexpr const char* kStatusName = "status";             // outbox
inline constexpr const char* kJoinRequestName = "join.request";  // outbox
inline constexpr const char* kTlsRequestName = "tls.csr";        // inbox, DER PKCS#10
inline constexpr const char* kJoinReplyName = "join.reply";      // inbox
inline constexpr const char* kRootName = "root";                 // inbox
inline constexpr const char* kManifestName = "manifest";         // inbox
inline constexpr const char* kRevocationName = "revocation";     // inbox
inline constexpr const char* kPackageSuffix = ".package";        // inbox: <digest hex>.package
inline constexpr const char* kStoredReceiptSuffix = ".stored";   // inbox: <ledger hex>.stored
inline constexpr const char* kFiledReceiptSuffix = ".filed";     // inbox: <ledger hex>.filed

inline std::string package_file_name(const Digest& digest) {
    return to_hex(digest) + kPackageSuffix;
}
inline std::string stored_receipt_name(const LedgerId& ledger) {
    return ledger.hex() + kStoredReceiptSuffix;
}
inline std::string filed_receipt_name(const LedgerId& ledger) {
    return ledger.hex() + kFiledReceiptSuffix;
}

}  // namespace asah::ledger
