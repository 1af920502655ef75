// SHA-256 over bytes. The one place in the core that calls OpenSSL (its digest only).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "kiosk/core/base/bytes.h"

namespace asah {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(ByteView bytes);
/// Errors: MalformedInput unless 64 lower-case hexadecimal digits.
Result<Digest> parse_digest(std::string_view hex);
inline std::string to_hex(const Digest& digest) { return to_hex(ByteView(digest)); }

}  // namespace asah
