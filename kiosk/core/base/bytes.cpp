#include "kiosk/core/base/bytes.h"

#include <array>

namespace asah {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int digit_value(std::string_view alphabet, char c) {
    const auto at = alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes to_bytes(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

std::string to_hex(ByteView bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        out.push_back(kHexDigits[byte >> 4U]);
        out.push_back(kHexDigits[byte & 15U]);
    }
    return out;
}

Result<Bytes> parse_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return fail(ErrorCode::MalformedInput, "hex: odd length");
    }
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit_value(kHexDigits, text[i]);
        const int low = digit_value(kHexDigits, text[i + 1]);
        if (high < 0 || low < 0) {
            return fail(ErrorCode::MalformedInput, "hex: not a digit");
        }
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

std::string to_base64(ByteView bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const std::uint32_t word = (std::uint32_t{bytes[i]} << 16U) |
                                   (left > 1 ? std::uint32_t{bytes[i + 1]} << 8U : 0U) |
                                   (left > 2 ? std::uint32_t{bytes[i + 2]} : 0U);
        out.push_back(kBase64Digits[(word >> 18U) & 63U]);
        out.push_back(kBase64Digits[(word >> 12U) & 63U]);
        out.push_back(left > 1 ? kBase64Digits[(word >> 6U) & 63U] : '=');
        out.push_back(left > 2 ? kBase64Digits[word & 63U] : '=');
    }
    return out;
}

Result<Bytes> parse_base64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return fail(ErrorCode::MalformedInput, "base64: length is not a multiple of four");
    }
    Bytes out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool is_last = i + 4 == text.size();
        std::size_t padding = 0;
        if (is_last && text[i + 3] == '=') {
            padding = text[i + 2] == '=' ? 2 : 1;
        }
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const int value = k >= 4 - padding ? 0 : digit_value(kBase64Digits, text[i + k]);
            if (value < 0) {
                return fail(ErrorCode::MalformedInput, "base64: not a digit");
            }
            word = (word << 6U) | static_cast<std::uint32_t>(value);
        }
        const std::uint32_t spare = padding == 2 ? 0xffffU : padding == 1 ? 0xffU : 0U;
        if ((word & spare) != 0) {
            return fail(ErrorCode::MalformedInput, "base64: spare bits are not zero");
        }
        out.push_back(static_cast<std::uint8_t>(word >> 16U));
        if (padding < 2) {
            out.push_back(static_cast<std::uint8_t>((word >> 8U) & 255U));
        }
        if (padding < 1) {
            out.push_back(static_cast<std::uint8_t>(word & 255U));
        }
    }
    return out;
}

}  // namespace asah
