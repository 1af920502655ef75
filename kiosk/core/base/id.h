// Identities. Random ones are 128 bit (Id128, written as 32 hex digits); given ones are short codes
// (Code, written as they are). Each has a type of its own, so that a person is never a sitting.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/random.h"

namespace asah {

template <class Tag>
struct Id128 {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Id128&) const = default;
    [[nodiscard]] bool is_zero() const { return *this == Id128{}; }
    [[nodiscard]] std::string hex() const { return to_hex(bytes); }
    [[nodiscard]] ByteView view() const { return bytes; }

    /// Errors: MalformedInput unless exactly 32 lower-case hexadecimal digits.
    static Result<Id128> parse(std::string_view text) {
        ASAH_TRY(const auto raw, parse_hex(text));
        if (raw.size() != 16) {
            return fail(ErrorCode::MalformedInput, "id: not 32 digits");
        }
        Id128 id;
        std::copy(raw.begin(), raw.end(), id.bytes.begin());
        return id;
    }

    static Id128 make(Random& random) {
        Id128 id;
        random.fill(id.bytes);
        return id;
    }
};

/// A code given by people or by a standard, such as "T.01" or "SETDA".
template <class Tag>
struct Code {
    std::string value;

    Code() = default;
    explicit Code(std::string text) : value(std::move(text)) {}
    auto operator<=>(const Code&) const = default;
    [[nodiscard]] bool empty() const { return value.empty(); }
};

using AuthorityId = Id128<struct AuthorityTag>;  // the city
using TerminalId = Id128<struct TerminalTag>;
using LedgerId = Id128<struct LedgerTag>;
using PersonId = Id128<struct PersonTag>;  // random, given by HQ; the NIP is an attribute
using SittingId = Id128<struct SittingTag>;
using RecordId = Id128<struct RecordTag>;
using BootId = Id128<struct BootTag>;

using CompetencyCode = Code<struct CompetencyTag>;  // "T.01"
using IndicatorCode = Code<struct IndicatorTag>;    // "T.01.1.2"
using TierCode = Code<struct TierTag>;              // "PELAKSANA"
using FamilyCode = Code<struct FamilyTag>;          // "guru"
using UnitCode = Code<struct UnitTag>;              // "SETDA"
using PurposeCode = Code<struct PurposeTag>;        // "PEMETAAN_PENGEMBANGAN"
using ItemId = Code<struct ItemTag>;                // "T01-05"; kept over re-import
using OptionId = Code<struct OptionTag>;            // "a".."e", targets "1".."9"
using BankId = Code<struct BankTag>;                // "T01"
using AssessmentId = Code<struct AssessmentTag>;    // "prates-2026"
using OccasionCode = Code<struct OccasionTag>;      // "2027-1"

}  // namespace asah
