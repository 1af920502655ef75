#include "kiosk/core/assessment/person.h"

#include <algorithm>
#include <array>

namespace asah::assessment {

namespace {

constexpr std::size_t kNipDigits = 18;
constexpr std::size_t kShortDigits = 6;
constexpr int kContractCodeMin = 21;  // PPPK: a contract code stands in the month's place

// Damm (2004), totally anti-symmetric quasigroup of order 10.
constexpr std::array<std::array<int, 10>, 10> kDamm{{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
                                                     {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                                                     {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                                                     {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                                                     {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
                                                     {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                                                     {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
                                                     {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                                                     {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                                                     {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

Result<Nip> parse_nip(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != ' ' && c != '.') {
            digits.push_back(c);
        }
    }
    if (digits.size() != kNipDigits || !is_digits(digits)) {
        return fail(ErrorCode::MalformedInput, "nip_length");
    }
    const std::string_view view = digits;
    const Date birth{number(view.substr(0, 4)), number(view.substr(4, 2)),
                     number(view.substr(6, 2))};
    if (!is_valid_date(birth) || birth.year < 1900) {
        return fail(ErrorCode::MalformedInput, "nip_birth_date");
    }
    const int month = number(view.substr(12, 2));
    if (month < 1 || (month > 12 && month < kContractCodeMin)) {
        return fail(ErrorCode::MalformedInput, "nip_month");
    }
    if (view[14] != '1' && view[14] != '2') {
        return fail(ErrorCode::MalformedInput, "nip_sex");
    }
    if (view.substr(15) == "000") {
        return fail(ErrorCode::MalformedInput, "nip_serial");
    }
    return Nip{std::move(digits)};
}

std::string grouped(const Nip& nip) {
    const auto& d = nip.digits;
    return d.substr(0, 8) + " " + d.substr(8, 6) + " " + d.substr(14, 1) + " " + d.substr(15);
}

char damm_digit(std::string_view digits) {
    std::size_t interim = 0;
    for (const char c : digits) {
        interim = static_cast<std::size_t>(kDamm[interim][static_cast<std::size_t>(c - '0')]);
    }
    return static_cast<char>('0' + interim);
}

Result<ShortNumber> parse_short_number(std::string_view text) {
    if (text.size() != kShortDigits || !is_digits(text)) {
        return fail(ErrorCode::MalformedInput, "short_number_length");
    }
    if (damm_digit(text) != '0') {
        return fail(ErrorCode::MalformedInput, "short_number_check");
    }
    return ShortNumber{std::string(text)};
}

}  // namespace asah::assessment
