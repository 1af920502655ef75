#include "kiosk/core/items/terminal_signs.h"

#include <doctest/doctest.h>

using namespace asah::items;

TEST_SUITE("kiosk/core/items/terminal_signs") {
    TEST_CASE("signs of offices and formulas are shown, other scripts and pictures are named") {
        CHECK(unshown_signs("CO\u2082 \u2265 5 \u00b5g/m\u00b3, \u00bd \u2192 \u221a2 \u2260 "
                            "\u03c0; \u201ckutip\u201d \u2013 \u00e9 \u20ac \u00d7 10\u2074\n")
                  .empty());
        CHECK(unshown_signs("\u2713 ya, \u2713 tidak \U0001F600") == U"\u2713\U0001F600");
        CHECK(unshown_signs("\u0628\u0633\u0645") == U"\u0628\u0633\u0645");
        CHECK(unshown_signs("a\tb\u200b") == U"\t\u200b");
        CHECK(unshown_signs("a\xff") == U"\uFFFD");
    }

    TEST_CASE("an answer needs keys that the keyboard has") {
        CHECK(untypable_signs("jum'at, e-government 2.0").empty());
        CHECK(untypable_signs("caf\u00e9") == U"\u00e9");
        CHECK(untypable_signs("5% & 3/4") == U"%&/");
    }

    TEST_CASE("a sign is named by itself and its number") {
        CHECK(sign_name(U'\u2713') == "\u2713 (U+2713)");
        CHECK(sign_name(U'\u200b') == "U+200B");
        CHECK(sign_name(U'\t') == "U+0009");
        CHECK(sign_name(U'\U0001F600') == "\U0001F600 (U+1F600)");
    }
}
