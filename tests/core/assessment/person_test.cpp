#include "kiosk/core/assessment/person.h"

#include <doctest/doctest.h>

using namespace asah;
using namespace asah::assessment;

TEST_SUITE_BEGIN("core/assessment/person");

TEST_CASE("a NIP is read with spaces and grouped as it is written") {
    const auto nip = parse_nip("19740802 199402 1 002");
    REQUIRE(nip.has_value());
    CHECK(grouped(*nip) == "19740802 199402 1 002");
}

TEST_CASE("each wrong part of a NIP is named") {
    CHECK(parse_nip("1974080219940210").error().detail == "nip_length");
    CHECK(parse_nip("197402301994021002").error().detail == "nip_birth_date");
    CHECK(parse_nip("197408021994131002").error().detail == "nip_month");
    CHECK(parse_nip("197408021994023002").error().detail == "nip_sex");
    CHECK(parse_nip("197408021994021000").error().detail == "nip_serial");
    CHECK(parse_nip("197408022024211001").has_value());
}

TEST_CASE("the check digit of a short number is Damm's") {
    CHECK(damm_digit("572") == '4');  // Damm's own example
    CHECK(parse_short_number("882744").has_value());
    CHECK(parse_short_number("882745").error().detail == "short_number_check");
    CHECK(parse_short_number("88274").error().detail == "short_number_length");
}

TEST_SUITE_END();
