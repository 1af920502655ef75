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

TEST_CASE("a city's time zone is named or counted") {
    CHECK(parse_utc_offset("WIB").value() == 420);
    CHECK(parse_utc_offset("WITA").value() == 480);
    CHECK(parse_utc_offset("WIT").value() == 540);
    CHECK(parse_utc_offset("-03:30").value() == -210);
    for (const char* wrong : {"", "WIS", "wib", "+7", "+15:00", "+07:60", "+0a:00", "07:00 "}) {
        CHECK_MESSAGE(!parse_utc_offset(wrong).has_value(), wrong);
    }
}

TEST_CASE("a time of day is the city's") {
    CHECK(to_iso_text(parse_local_time("2026-12-03T08:00", 420).value()) == "2026-12-03T01:00:00Z");
    CHECK(to_iso_text(parse_local_time("2026-01-01T05:30:09", 540).value()) ==
          "2025-12-31T20:30:09Z");
    CHECK(minute_of_day(parse_local_time("2026-12-03T08:05", 480).value(), 480) == 485);
    CHECK(minute_of_day({-1}, 0) == 1439);
    for (const char* wrong : {"2026-12-03", "2026-12-03T24:00", "2026-12-03T08:60",
                              "2026-12-03 08:00", "2026-12-03T08:00Z", "2026-13-03T08:00"}) {
        CHECK_MESSAGE(!parse_local_time(wrong, 420).has_value(), wrong);
    }
}

TEST_SUITE_END();
