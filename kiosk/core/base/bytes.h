// Bytes and their text forms. Owning bytes are `Bytes`, borrowed ones `ByteView`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/result.h"

namespace asah {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Views text as bytes; the text must outlive the view.
ByteView as_bytes(std::string_view text);
/// Views bytes as text; the bytes must outlive the view.
std::string_view as_text(ByteView bytes);
Bytes to_bytes(std::string_view text);

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteView bytes);
/// Errors: MalformedInput for an odd length or any character but 0-9a-f (upper case is refused:
/// one value has one spelling).
Result<Bytes> parse_hex(std::string_view text);

/// RFC 4648 base64 with padding.
std::string to_base64(ByteView bytes);
/// Errors: MalformedInput unless canonical (length, alphabet, padding, zero spare bits).
Result<Bytes> parse_base64(std::string_view text);

}  // namespace asah
