// PIN verifiers: argon2id over the PIN and the person's salt; the same on every terminal.
// Cost: 64 MiB, 2 passes, about 80 ms (libsodium, crypto_pwhash, ALG_ARGON2ID13).
// Also staff passwords at HQ, comparing in constant time, and the HMAC of joining and lookup.
#pragma once

#include <string_view>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/random.h"

namespace asah::vault {

inline constexpr std::size_t kPinSaltBytes = 16;

Bytes make_pin_salt(Random& random);
/// 32 bytes. Errors: Internal when memory is short.
Result<Bytes> pin_verifier(std::string_view pin, ByteView salt);
/// Constant time. Errors: PinWrong.
Result<void> verify_pin(std::string_view pin, ByteView salt, ByteView verifier);

/// Staff passwords at HQ: the library's own string form (argon2id, interactive limits).
Result<std::string> hash_password(std::string_view password);
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);

/// Constant-time comparison.
[[nodiscard]] bool is_equal(ByteView a, ByteView b);

/// HMAC-SHA256.
Bytes hmac_sha256(ByteView key, ByteView message);

}  // namespace asah::vault
