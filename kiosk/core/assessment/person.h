// A person on the roster, and the identifiers people type: NIP (18 digits) and short number (six
// digits, the last a Damm check digit).
#pragma once

#include <optional>
#include <string>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/time.h"

namespace asah::assessment {

/// 18 digits, valid in form; the rules are parse_nip's.
struct Nip {
    std::string digits;
    auto operator<=>(const Nip&) const = default;
};

/// Spaces and dots are taken out first. Errors: MalformedInput; the detail is a problem key:
/// nip_length, nip_birth_date, nip_month, nip_sex, nip_serial.
Result<Nip> parse_nip(std::string_view text);

/// "197408021994021002" -> "19740802 199402 1 002".
std::string grouped(const Nip& nip);

/// Six digits with a correct Damm check digit (Damm 2004, quasigroup of order 10).
struct ShortNumber {
    std::string digits;
    auto operator<=>(const ShortNumber&) const = default;
};

/// Errors: MalformedInput (short_number_length, short_number_check).
Result<ShortNumber> parse_short_number(std::string_view text);
/// The check digit that makes five digits a short number.
char damm_digit(std::string_view digits);

struct Person {
    PersonId id;
    Nip nip;
    ShortNumber short_number;
    std::string name;
    std::string employment;  // "PNS" or "PPPK"
    std::string rank;        // pangkat
    std::string grade;       // golongan
    Post post;
    UnitCode parent_unit;  // empty = the city
    std::optional<Nip> superior;
    bool is_active = true;
};

}  // namespace asah::assessment
