// Small helpers for text that people typed: UTF-8 checks, trimming, splitting, shortening.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace asah {

/// Whether text is well-formed UTF-8: no overlong form, no surrogate, at most U+10FFFF.
bool is_utf8(std::string_view text);
/// Characters (code points) of well-formed UTF-8.
std::size_t character_count(std::string_view text);
/// At most 80 characters of a text for Problem::found, as one line; bytes that are not UTF-8 become
/// '?'.
std::string shortened(std::string_view text);
/// Without blanks, tabs, line breaks and no-break spaces at both ends.
std::string_view trimmed(std::string_view text);
std::string lower_ascii(std::string_view text);
/// Parts between separators, each trimmed; an empty text has none.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace asah
