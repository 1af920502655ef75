#include "kiosk/core/items/fold.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace asah::items {

namespace {

constexpr utf8proc_int32_t kFullWidthFirst = 0xFF01;
constexpr utf8proc_int32_t kFullWidthLast = 0xFF5E;
constexpr utf8proc_int32_t kFullWidthOffset = 0xFF01 - '!';

bool is_blank_separator(utf8proc_int32_t sign) {
    switch (utf8proc_category(sign)) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        default:
            return sign == '\t' || sign == '\n' || sign == '\v' || sign == '\f' || sign == '\r' ||
                   sign == 0x85;
    }
}

/// What a keyboard types in place of a typographic sign.
utf8proc_int32_t plain_sign(utf8proc_int32_t sign, void* /*unused*/) {
    switch (sign) {
        case 0x0060:  // grave accent
        case 0x00B4:  // acute accent
        case 0x02B9:  // modifier prime
        case 0x02BB:  // modifier turned comma
        case 0x02BC:  // modifier apostrophe
        case 0x02BD:  // modifier reversed comma
        case 0x02C8:  // modifier vertical line
        case 0x02CB:  // modifier grave
        case 0x02CA:  // modifier acute
        case 0x2018:  // left single quotation mark
        case 0x2019:  // right single quotation mark, the word processor's apostrophe
        case 0x201A:  // low single quotation mark
        case 0x201B:  // reversed single quotation mark
        case 0x2032:  // prime
        case 0x2035:  // reversed prime
        case 0x2039:  // single angle quotation marks
        case 0x203A:
            return '\'';
        case 0x00AB:  // double angle quotation marks
        case 0x00BB:
        case 0x201C:  // double quotation marks
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:  // double prime
        case 0x2036:
            return '"';
        case 0x2212:  // minus
            return '-';
        case 0x2026:  // ellipsis: all of its points are punctuation
            return '.';
        default:
            break;
    }
    if (utf8proc_category(sign) == UTF8PROC_CATEGORY_PD) {
        return '-';
    }
    if (is_blank_separator(sign)) {
        return ' ';
    }
    if (sign >= kFullWidthFirst && sign <= kFullWidthLast) {
        return sign - kFullWidthOffset;
    }
    return sign;
}

using CustomSign = utf8proc_int32_t (*)(utf8proc_int32_t, void*);

std::string mapped(std::string_view text, int options, CustomSign custom) {
    // The library takes bytes and returns memory of malloc.
    utf8proc_uint8_t* made = nullptr;
    const auto size = utf8proc_map_custom(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),  // NOLINT(*-reinterpret-cast)
        static_cast<utf8proc_ssize_t>(text.size()), &made, static_cast<utf8proc_option_t>(options),
        custom, nullptr);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(made, &std::free);
    if (size < 0) {
        return std::string(text);
    }
    return {made, made + size};
}

constexpr int kComposed = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE;

std::string with_single_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' || (!out.empty() && out.back() != ' ')) {
            out.push_back(c);
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

}  // namespace

std::string with_plain_signs(std::string_view text) { return mapped(text, kComposed, &plain_sign); }

std::string folded(std::string_view text) {
    std::string out = with_single_blanks(mapped(text, kComposed | UTF8PROC_CASEFOLD, &plain_sign));
    const auto last = out.find_last_not_of(" .,;:!?");
    if (last != std::string::npos) {
        out.resize(last + 1);
    }
    return out;
}

std::string without_invisible(std::string_view text) {
    return mapped(text, UTF8PROC_IGNORE, nullptr);
}

}  // namespace asah::items
