#include "kiosk/core/base/time.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("core/base/time");

TEST_CASE("dates are real days") {
    CHECK(parse_date("2024-02-29").value() == Date{2024, 2, 29});
    CHECK_FALSE(parse_date("2023-02-29").has_value());
    CHECK_FALSE(parse_date("2023-13-01").has_value());
    CHECK_FALSE(parse_date("2023-1-01").has_value());
    CHECK(to_text(Date{2026, 11, 24}) == "2026-11-24");
}

TEST_CASE("utc time and civil time agree") {
    CHECK(to_iso_text({1'795'507'509'000}) == "2026-11-24T08:05:09Z");
    CHECK(date_of({1'795'507'509'000}, 420) == Date{2026, 11, 24});
    CHECK(date_of({-1}, 0) == Date{1969, 12, 31});
    CHECK(utc_of(Date{1970, 1, 2}).value == 86'400'000);
}

TEST_SUITE_END();
