#include "kiosk/core/items/terminal_signs.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>

namespace asah::items {

namespace {

constexpr utf8proc_int32_t kReplacement = 0xFFFD;

/// The distinct signs of a text that a rule names. Bytes that are not UTF-8 count as U+FFFD.
std::u32string distinct_signs(std::string_view text,
                              const std::function<bool(char32_t)>& is_wanted) {
    std::u32string found;
    // The library takes bytes.
    const auto* at =
        reinterpret_cast<const utf8proc_uint8_t*>(text.data());  // NOLINT(*-reinterpret-cast)
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t sign = 0;
        auto size = utf8proc_iterate(at, left, &sign);
        if (size <= 0) {
            size = 1;
            sign = kReplacement;
        }
        const auto point = static_cast<char32_t>(sign);
        if (is_wanted(point) && found.find(point) == std::u32string::npos) {
            found.push_back(point);
        }
        at += size;
        left -= size;
    }
    return found;
}

template <std::size_t N>
bool is_in(const std::array<SignRange, N>& ranges, char32_t sign) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const SignRange& range) {
        return sign >= range.first && sign <= range.last;
    });
}

bool has_key(char32_t sign) {
    if (sign == U' ') {
        return true;
    }
    return sign < 0x80 &&
           std::any_of(kKeyboardRows.begin(), kKeyboardRows.end(), [&](std::string_view row) {
               return row.find(static_cast<char>(sign)) != std::string_view::npos;
           });
}

}  // namespace

std::u32string unshown_signs(std::string_view text) {
    return distinct_signs(text, [](char32_t sign) {
        return sign != U'\n' && !is_in(kTextSigns, sign) && !is_in(kMathSigns, sign);
    });
}

std::u32string untypable_signs(std::string_view folded_text) {
    return distinct_signs(folded_text, [](char32_t sign) { return !has_key(sign); });
}

std::string sign_name(char32_t sign) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(sign));
    const auto point = static_cast<utf8proc_int32_t>(sign);
    const auto category = utf8proc_category(point);
    const bool is_printed = category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
                            category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CS &&
                            category != UTF8PROC_CATEGORY_ZS && category != UTF8PROC_CATEGORY_ZL &&
                            category != UTF8PROC_CATEGORY_ZP && sign != U'\uFFFD';
    if (!is_printed) {
        return number.data();
    }
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(point, bytes.data());
    return std::string(bytes.data(), bytes.data() + size) + " (" + number.data() + ")";
}

std::string sign_names(const std::u32string& signs) {
    std::string names;
    for (const char32_t sign : signs) {
        names += (names.empty() ? "" : ", ") + sign_name(sign);
    }
    return names;
}

}  // namespace asah::items
