#include "kiosk/core/base/text.h"

#include <cstdint>

namespace asah {

namespace {

constexpr std::size_t kFoundCharactersMax = 80;

/// Bytes of the well-formed character that begins at `at`; 0 if there is none.
/// Source: Unicode 15, table 3-7.
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : std::uint8_t{0};
    };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const auto first = byte(0);
    if (first < 0x80U) {
        return 1;
    }
    if (first >= 0xC2U && first <= 0xDFU) {
        return is_tail(1) ? 2 : 0;
    }
    if (first >= 0xE0U && first <= 0xEFU) {
        const bool is_overlong = first == 0xE0U && byte(1) < 0xA0U;
        const bool is_surrogate = first == 0xEDU && byte(1) > 0x9FU;
        return is_tail(1) && is_tail(2) && !is_overlong && !is_surrogate ? 3 : 0;
    }
    if (first >= 0xF0U && first <= 0xF4U) {
        const bool is_overlong = first == 0xF0U && byte(1) < 0x90U;
        const bool is_beyond = first == 0xF4U && byte(1) > 0x8FU;
        return is_tail(1) && is_tail(2) && is_tail(3) && !is_overlong && !is_beyond ? 4 : 0;
    }
    return 0;
}

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto size = character_size(text, at);
        if (size == 0) {
            return false;
        }
        at += size;
    }
    return true;
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    }
    return count;
}

std::string shortened(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < kFoundCharactersMax; ++count) {
        const auto size = character_size(text, at);
        const auto byte = static_cast<std::uint8_t>(text[at]);
        if (size == 0) {
            out += '?';
        } else if (byte < 0x20U || byte == 0x7FU) {
            out += ' ';
        } else {
            out.append(text.substr(at, size));
        }
        at += size == 0 ? 1 : size;
    }
    return at < text.size() ? out + "..." : out;
}

std::string_view trimmed(std::string_view text) {
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
            is_changed = true;
        } else if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(2);
            is_changed = true;
        }
        if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
            is_changed = true;
        } else if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(2);
            is_changed = true;
        }
    }
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(separator);
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) {
            break;
        }
        text.remove_prefix(end + 1);
        if (text.empty()) {
            parts.emplace_back();
        }
    }
    return parts;
}

}  // namespace asah
