// Opens sealed package members with the terminal's opening key. Station alone links this.
#pragma once

#include "kiosk/core/base/files.h"
#include "kiosk/vault/secret.h"

namespace asah::vault {

/// `key_pem_path`: private key; `certificate`: DER. Errors: File*, CertificateInvalid (the key),
/// DecryptFailed.
Result<Secret> open_parcel(Files& files, const std::string& key_pem_path, ByteView certificate,
                           ByteView sealed);

}  // namespace asah::vault
