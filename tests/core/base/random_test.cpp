#include "kiosk/core/base/random.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("core/base/random");

TEST_CASE("the generator gives xoshiro256** seeded by splitmix64") {
    SeededGenerator zero(0);
    CHECK(zero.next() == 0x99ec5f36cb75f2b4U);
    CHECK(zero.next() == 0xbf6e1f784956452aU);
    CHECK(zero.next() == 0x1a5f849d4933e6e0U);
}

TEST_CASE("a seed gives one order on every machine") {
    std::vector<int> values{1, 2, 3, 4, 5, 6, 7, 8};
    SeededGenerator generator(42);
    shuffle(values, generator);
    CHECK(values == std::vector<int>{8, 3, 5, 1, 4, 6, 2, 7});
}

TEST_CASE("below stays below and reaches every value") {
    SeededGenerator generator(7);
    std::vector<int> seen(5);
    for (int i = 0; i < 1000; ++i) {
        const auto value = generator.below(5);
        REQUIRE(value < 5);
        ++seen[value];
    }
    for (const int count : seen) {
        CHECK(count > 150);
    }
}

TEST_SUITE_END();
