#include "kiosk/core/base/json_depth.h"

#include <doctest/doctest.h>

#include <string>

using namespace asah;

TEST_SUITE_BEGIN("core/base/json_depth");

TEST_CASE("thirty-two brackets may stand open, of either kind, one more may not") {
    CHECK_FALSE(is_json_too_deep(std::string(32, '[')));
    CHECK(is_json_too_deep(std::string(33, '[')));
    std::string mixed;
    for (int i = 0; i < 16; ++i) {
        mixed += "[{";
    }
    CHECK_FALSE(is_json_too_deep(mixed));
    CHECK(is_json_too_deep(mixed + "["));
}

TEST_CASE("closed brackets and brackets in strings do not count") {
    std::string wide;
    for (int i = 0; i < 1000; ++i) {
        wide += "[{}],";
    }
    CHECK_FALSE(is_json_too_deep(wide));
    CHECK_FALSE(is_json_too_deep("\"" + std::string(1000, '[') + "\""));
    CHECK_FALSE(is_json_too_deep("\"\\\"" + std::string(1000, '[') + "\""));
    CHECK(is_json_too_deep("\"\\\\\"" + std::string(1000, '[')));
}

TEST_SUITE_END();
