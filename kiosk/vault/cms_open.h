// Decrypting CMS with a private key, for parcel.cpp and open.cpp. Private to the vault.
#pragma once

#include "kiosk/core/base/files.h"
#include "kiosk/vault/secret.h"

namespace asah::vault {

/// The plain content. Errors: File*, CertificateInvalid (the key), DecryptFailed (no recipient
/// fits, changed bytes): no byte is released.
Result<Secret> decrypt_cms(Files& files, const std::string& key_pem_path, ByteView certificate,
                           ByteView sealed);

}  // namespace asah::vault
