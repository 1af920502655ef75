#include "kiosk/core/items/decimal.h"

#include <doctest/doctest.h>

#include <array>

using namespace asah;
using namespace asah::items;

namespace {

/// "2,5", "? 2,25 2250" with both readings, or "-" for what is no number.
std::string reading(std::string_view text) {
    const auto read = read_number(text);
    if (const auto* both = std::get_if<AmbiguousNumber>(&read)) {
        return "? " + to_text(both->as_decimal) + " " + to_text(both->as_grouped);
    }
    const auto* value = std::get_if<Decimal>(&read);
    return value == nullptr ? "-" : to_text(*value);
}

struct Written {
    std::string_view text;
    std::string_view reading;
};

// How people at keyboards, word processors and spreadsheets write numbers.
constexpr std::array kWritten{
    // whole numbers
    Written{"25", "25"},
    Written{"0", "0"},
    Written{"007", "7"},
    Written{"-0", "0"},
    Written{"2250", "2250"},
    Written{"999999999999", "999999999999"},
    Written{"1000000000000", "-"},
    // decimals with comma and point
    Written{"2,5", "2,5"},
    Written{"2.5", "2,5"},
    Written{"1.0", "1"},
    Written{"1,00", "1"},
    Written{"2,50", "2,5"},
    Written{"0,125", "0,125"},
    Written{"0.125", "0,125"},
    Written{"00,125", "0,125"},
    Written{"2,2500", "2,25"},
    Written{"12,34", "12,34"},
    Written{"1234,567", "1234,567"},
    Written{"1234.567", "1234,567"},
    Written{"999999999999,999999", "999999999999,999999"},
    Written{"0,1234567", "-"},
    // one mark and three digits: two readings
    Written{"2.250", "? 2,25 2250"},
    Written{"2,250", "? 2,25 2250"},
    Written{"1.500", "? 1,5 1500"},
    Written{"1,500", "? 1,5 1500"},
    Written{"-1.500", "? -1,5 -1500"},
    Written{"450.000", "? 450 450000"},
    Written{"1,000", "? 1 1000"},
    Written{"12.125", "? 12,1250 12125"},
    // groups of three: one reading
    Written{"1.000.000", "1000000"},
    Written{"1,000,000", "1000000"},
    Written{"1.000,5", "1000,5"},
    Written{"1,000.5", "1000,5"},
    Written{"1.234.567,89", "1234567,89"},
    Written{"1,234,567.89", "1234567,89"},
    Written{"1.000,250", "1000,25"},
    Written{"1 000", "1000"},
    Written{"12 500,75", "12500,75"},
    Written{"1\u00a0000", "1000"},
    Written{"1\u202f000\u202f000", "1000000"},
    Written{"1\u2009000", "1000"},
    // groups that are none
    Written{"1 00", "-"},
    Written{"1  000", "-"},
    Written{"0 125", "-"},
    Written{"0.125.000", "-"},
    Written{"10.00.000", "-"},
    Written{"1000.000,5", "-"},
    Written{"2,5,0", "-"},
    Written{"2.5.0", "-"},
    Written{"1.000.5", "-"},
    Written{"1,000,5", "-"},
    Written{"1.000,5,5", "-"},
    Written{"1,000.000,5", "-"},
    Written{"2, 5", "-"},
    Written{"1'000", "-"},
    // no digit at one side of the mark
    Written{",5", "-"},
    Written{".5", "-"},
    Written{"-.5", "-"},
    Written{"5,", "-"},
    Written{"5.", "-"},
    Written{"25.", "-"},
    Written{",", "-"},
    Written{"", "-"},
    Written{" ", "-"},
    // signs
    Written{"-3", "-3"},
    Written{"+12", "12"},
    Written{"- 3", "-3"},
    Written{"\u22123", "-3"},      // minus
    Written{"\u20133,5", "-3,5"},  // en dash of a word processor
    Written{"\u20113", "-3"},      // no-break hyphen
    Written{"3-", "-"},
    Written{"--3", "-"},
    Written{"-+3", "-"},
    Written{"-", "-"},
    Written{"(3)", "-"},
    Written{"5-3", "-"},
    // blanks around, invisible signs, full-width digits
    Written{" 3,2 ", "3,2"},
    Written{"\t3,2\n", "3,2"},
    Written{"\u00a03,2\u00a0", "3,2"},
    Written{"2\u200b5", "25"},
    Written{"\ufeff25", "25"},
    Written{"\u200e-3\u200e", "-3"},
    Written{"\uff12\uff15", "25"},
    Written{"\uff12\uff0c\uff15", "2,5"},
    // what is more than a number
    Written{"Rp450.000", "-"},
    Written{"Rp 450", "-"},
    Written{"50%", "-"},
    Written{"50 %", "-"},
    Written{"1e3", "-"},
    Written{"1E+03", "-"},
    Written{"1/2", "-"},
    Written{"\u00bd", "-"},
    Written{"5\u00b2", "-"},
    Written{"2,5 jam", "-"},
    Written{"dua", "-"},
    Written{"0x10", "-"},
    Written{"inf", "-"},
    Written{"nan", "-"},
    Written{"\u0661\u0662", "-"},  // Arabic-Indic digits
    Written{"#VALUE!", "-"},
    Written{"=2+3", "-"},
    Written{"\xff", "-"},
    Written{std::string_view("2\0005", 3), "-"},
};

}  // namespace

TEST_SUITE("kiosk/core/items/decimal") {
    TEST_CASE("every way of writing a number has one reading, two that are named, or none") {
        for (const auto& written : kWritten) {
            CHECK_MESSAGE(reading(written.text) == written.reading, written.text);
        }
    }

    TEST_CASE("only a text with one reading is a value") {
        CHECK(parse_decimal("2.5")->millionths == 2'500'000);
        CHECK(parse_decimal("2,5")->millionths == 2'500'000);
        CHECK(parse_decimal("999999999999,999999")->millionths == 999'999'999'999'999'999);
        CHECK(parse_decimal("-999999999999,999999")->millionths == -999'999'999'999'999'999);
        CHECK(parse_decimal("2.250").error().code == ErrorCode::MalformedInput);
        CHECK(parse_decimal("3-").error().code == ErrorCode::MalformedInput);
    }

    TEST_CASE("a number as text is read as the same number again") {
        for (const std::int64_t millionths :
             {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{2'500'000},
              std::int64_t{2'250'000'000}, std::int64_t{1'125'000}, std::int64_t{-999'999'000},
              std::int64_t{125'000}, std::int64_t{999'999'999'999'999'999}}) {
            const auto text = to_text(Decimal{millionths});
            CAPTURE(text);
            REQUIRE(parse_decimal(text).has_value());
            CHECK(parse_decimal(text)->millionths == millionths);
        }
        CHECK(to_text(Decimal{-250'000}) == "-0,25");
        CHECK(to_text(Decimal{1'125'000}) == "1,1250");
    }
}
