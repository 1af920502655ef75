// Reads a number that a person typed or a spreadsheet wrote. One rule for the key in a sheet and
// the answer at the terminal, so that both always mean the same number.
//
// The rule, and why:
// - "," and "." are both decimal marks. Indonesians write 2,5; English software, calculators and
//   the numeric keypad write 2.5. Nobody should lose a point over the mark.
// - Digits may be grouped by threes with points (Indonesian), commas (English) or blanks
//   (international), when only one reading is possible: 1.000.000; 1.000,5; 1,000.5; 1 000.
// - One mark with exactly three digits behind it and one to three before it, the first not 0, has
//   two readings: 2.250 is 2250 in Indonesian and 2.25 in English, and 2,250 the other way round.
//   Such a text is ambiguous. It is never read in silence: the sheet refuses it and names both
//   readings, the terminal asks, scoring gives no points. 0,125 and 1234,567 have one reading.
// - A number needs a digit on both sides of its mark. At most 12 digits before and 6 behind.
// - A sign stands before the digits; typographic minus signs and dashes count as "-".
// - Currency, per cent, exponents, fractions and words are no part of a number (Rp450.000, 50%,
//   1e3, 1/2): what they scale or name belongs into the unit beside the field.
// Blanks at the ends and invisible signs are ignored; full-width digits are digits.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/core/base/result.h"

namespace asah::items {

/// A decimal number in millionths: "3,2" = 3'200'000. Range +-1e18.
struct Decimal {
    std::int64_t millionths = 0;
    auto operator<=>(const Decimal&) const = default;
};

/// The two readings of an ambiguous text.
struct AmbiguousNumber {
    Decimal as_decimal;  // the mark before the decimals: "2.250" = 2,25
    Decimal as_grouped;  // the mark between groups of three digits: "2.250" = 2250
    bool operator==(const AmbiguousNumber&) const = default;
};

struct NotANumber {
    bool operator==(const NotANumber&) const = default;
};

using NumberReading = std::variant<NotANumber, Decimal, AmbiguousNumber>;

NumberReading read_number(std::string_view text);

/// The number, when the text has exactly one reading.  Errors: MalformedInput.
Result<Decimal> parse_decimal(std::string_view text);

/// How a number is written for people and stored: decimal comma, no grouping, no trailing zero:
/// "2,5", "-0,25", "2250". read_number gives the same number back, except that a number of three
/// decimals below 1000 ("1,125") is ambiguous, so it gets a fourth: "1,1250".
std::string to_text(Decimal number);

}  // namespace asah::items
