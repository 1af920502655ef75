// Encryption at rest on the terminal: AES-256-GCM under a key, bound to its place by additional
// data. Layout of a box: 12 nonce, ciphertext, 16 tag.
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/vault/secret.h"

namespace asah::vault {

/// The terminal's storage key, 32 bytes in a file of mode 0600 outside the database.
/// ensure_: makes it if missing (only when a terminal is set up). load_: Errors: StorageKeyMissing.
Result<Secret> ensure_storage_key(Files& files, const std::string& path, Random& random);
Result<Secret> load_storage_key(Files& files, const std::string& path);

Bytes encrypt_box(const Secret& key, ByteView additional, ByteView plain, Random& random);
/// Errors: DecryptFailed (wrong key, other place, changed bytes): no byte is released.
Result<Secret> decrypt_box(const Secret& key, ByteView additional, ByteView box);

/// A key for one purpose, HKDF-SHA256(storage key, label). Source: RFC 5869.
Secret derive_key(const Secret& key, std::string_view label);

}  // namespace asah::vault
