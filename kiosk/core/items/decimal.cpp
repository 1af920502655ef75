#include "kiosk/core/items/decimal.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "kiosk/core/items/fold.h"

namespace asah::items {

namespace {

constexpr std::size_t kWholeDigitsMax = 12;
constexpr std::size_t kDecimalsMax = 6;
constexpr std::size_t kGroupDigits = 3;
constexpr std::int64_t kOne = 1'000'000;

/// A text cut at its marks: "1.000,5" has the parts "1", "000", "5" and the marks ".,".
struct Pieces {
    bool is_negative = false;
    std::vector<std::string_view> parts;
    std::string marks;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_blank_ends(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Nothing if a sign other than digits and marks is in the text, or a part has no digit.
std::optional<Pieces> cut(std::string_view text) {
    Pieces pieces;
    text = without_blank_ends(text);
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        pieces.is_negative = text.front() == '-';
        text = without_blank_ends(text.substr(1));
    }
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && is_digit(text[at])) {
            continue;
        }
        const bool is_mark =
            at < text.size() && (text[at] == ',' || text[at] == '.' || text[at] == ' ');
        if (at == begin || (at < text.size() && !is_mark)) {
            return {};
        }
        pieces.parts.push_back(text.substr(begin, at - begin));
        if (is_mark) {
            pieces.marks.push_back(text[at]);
        }
        begin = at + 1;
    }
    return pieces;
}

/// Whether the first `count` parts are one whole number grouped by threes.
bool is_grouped(const Pieces& pieces, std::size_t count) {
    const auto& first = pieces.parts.front();
    return first.size() <= kGroupDigits && first.front() != '0' &&
           std::all_of(pieces.parts.begin() + 1,
                       pieces.parts.begin() + static_cast<std::ptrdiff_t>(count),
                       [](auto part) { return part.size() == kGroupDigits; });
}

/// The number of which the first `whole_count` parts are whole digits and the next the decimals.
std::optional<Decimal> value_of(const Pieces& pieces, std::size_t whole_count) {
    std::string digits;
    for (std::size_t i = 0; i < whole_count; ++i) {
        digits += pieces.parts[i];
    }
    const auto decimals =
        whole_count < pieces.parts.size() ? pieces.parts[whole_count] : std::string_view{};
    if (digits.size() > kWholeDigitsMax || decimals.size() > kDecimalsMax) {
        return {};
    }
    digits += decimals;
    digits.append(kDecimalsMax - decimals.size(), '0');
    std::int64_t value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return Decimal{pieces.is_negative ? -value : value};
}

NumberReading reading_of(std::optional<Decimal> value) {
    return value ? NumberReading{*value} : NumberReading{NotANumber{}};
}

NumberReading read_pieces(const Pieces& pieces) {
    const auto& marks = pieces.marks;
    const std::size_t count = pieces.parts.size();
    if (marks.empty()) {
        return reading_of(value_of(pieces, count));
    }
    const bool is_one_kind = marks.find_first_not_of(marks.front()) == std::string::npos;
    if (count == 2 && marks.front() != ' ') {
        const auto as_decimal = value_of(pieces, 1);
        const auto as_grouped = value_of(pieces, 2);
        if (is_grouped(pieces, 2) && as_decimal && as_grouped) {
            return AmbiguousNumber{*as_decimal, *as_grouped};
        }
        return reading_of(as_decimal);
    }
    if (is_one_kind) {
        return is_grouped(pieces, count) ? reading_of(value_of(pieces, count)) : NotANumber{};
    }
    // Groups, then another mark before the decimals.
    const bool has_one_decimal_mark =
        marks.back() != ' ' && marks.find_first_not_of(marks.front()) == marks.size() - 1;
    return has_one_decimal_mark && is_grouped(pieces, count - 1)
               ? reading_of(value_of(pieces, count - 1))
               : NotANumber{};
}

}  // namespace

NumberReading read_number(std::string_view text) {
    const std::string plain = with_plain_signs(text);
    const auto pieces = cut(plain);
    return pieces ? read_pieces(*pieces) : NotANumber{};
}

Result<Decimal> parse_decimal(std::string_view text) {
    const NumberReading reading = read_number(text);
    if (const auto* value = std::get_if<Decimal>(&reading)) {
        return *value;
    }
    return fail(ErrorCode::MalformedInput, "number");
}

std::string to_text(Decimal number) {
    const std::int64_t size = number.millionths < 0 ? -number.millionths : number.millionths;
    std::string out = (number.millionths < 0 ? "-" : "") + std::to_string(size / kOne);
    std::string decimals = std::to_string(kOne + size % kOne).substr(1);
    decimals.resize(decimals.find_last_not_of('0') + 1);
    if (decimals.empty()) {
        return out;
    }
    out += "," + decimals;
    if (!parse_decimal(out)) {
        out += '0';
    }
    return out;
}

}  // namespace asah::items
