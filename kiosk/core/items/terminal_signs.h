// The signs that the terminal can draw and those that its on-screen keyboard types. The terminal's
// font atlas and keyboard are made from these tables, and the sheet's check reads the same ones, so
// that a trainer hears of a sign before an employee meets a "?". A test bakes every sign of the
// tables from the installed font files.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace asah::items {

struct SignRange {
    char32_t first = 0;
    char32_t last = 0;
};

/// Drawn from Noto Sans: ASCII, Latin-1, blanks and dashes, quotation marks, bullet, ellipsis, per
/// mille, primes, raised and lowered digits, euro, thirds, the Greek letters that formulas use.
inline constexpr std::array kTextSigns{
    SignRange{0x0020, 0x007E}, SignRange{0x00A0, 0x00FF}, SignRange{0x0393, 0x0394},
    SignRange{0x0398, 0x0398}, SignRange{0x03A3, 0x03A3}, SignRange{0x03A6, 0x03A6},
    SignRange{0x03A9, 0x03A9}, SignRange{0x03B1, 0x03B5}, SignRange{0x03B8, 0x03B8},
    SignRange{0x03BB, 0x03BC}, SignRange{0x03C0, 0x03C1}, SignRange{0x03C3, 0x03C4},
    SignRange{0x03C6, 0x03C7}, SignRange{0x2002, 0x200A}, SignRange{0x2010, 0x2015},
    SignRange{0x2018, 0x201A}, SignRange{0x201C, 0x201E}, SignRange{0x2022, 0x2022},
    SignRange{0x2026, 0x2026}, SignRange{0x202F, 0x2030}, SignRange{0x2032, 0x2033},
    SignRange{0x2070, 0x2070}, SignRange{0x2074, 0x207E}, SignRange{0x2080, 0x208E},
    SignRange{0x20AC, 0x20AC}, SignRange{0x2153, 0x2154}};

/// Drawn from Noto Sans Math, which has what Noto Sans lacks: arrows, minus, root, infinity,
/// approximately, unequal, at most, at least.
inline constexpr std::array kMathSigns{SignRange{0x2190, 0x2193}, SignRange{0x2212, 0x2212},
                                       SignRange{0x221A, 0x221A}, SignRange{0x221E, 0x221E},
                                       SignRange{0x2248, 0x2248}, SignRange{0x2260, 0x2260},
                                       SignRange{0x2264, 0x2265}};

/// The keys of the on-screen keyboard, row by row; with shift also the capitals, and a space bar.
inline constexpr std::array<std::string_view, 4> kKeyboardRows{"1234567890", "qwertyuiop",
                                                               "asdfghjkl-", "zxcvbnm,.'"};

/// The signs of a text that the terminal cannot draw, each once, in order. A line break is no sign.
std::u32string unshown_signs(std::string_view text);

/// The signs of a folded answer (fold.h) that the on-screen keyboard lacks, each once, in order.
std::u32string untypable_signs(std::string_view folded_text);

/// A sign for people: itself where that can be printed, and its number: "\u2713 (U+2713)".
std::string sign_name(char32_t sign);
std::string sign_names(const std::u32string& signs);  // with commas

}  // namespace asah::items
