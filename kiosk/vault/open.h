// Opens sealed records with a reading key. HQ's reader alone links this.
#pragma once

#include "kiosk/core/base/files.h"
#include "kiosk/vault/secret.h"

namespace asah::vault {

/// The record's JSON. Errors: File*, CertificateInvalid (the key), DecryptFailed, MalformedInput
/// (not zstd, or over 1 MiB).
Result<Bytes> open_record(Files& files, const std::string& key_pem_path, ByteView certificate,
                          ByteView sealed);

}  // namespace asah::vault
