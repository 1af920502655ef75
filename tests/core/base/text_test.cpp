#include "kiosk/core/base/text.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE("kiosk/core/base/text") {
    TEST_CASE("well-formed UTF-8 is told from overlong forms, surrogates and cut characters") {
        CHECK(is_utf8("Kajian \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"));
        CHECK_FALSE(is_utf8("\xC0\xAF"));
        CHECK_FALSE(is_utf8("\xED\xA0\x80"));
        CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
        CHECK_FALSE(is_utf8("\xE2\x82"));
        CHECK_FALSE(is_utf8("\x80"));
    }

    TEST_CASE("found text is one line of at most 80 characters, never cut inside a character") {
        CHECK(shortened("a\nb\xFF") == "a b?");
        std::string text;
        std::string expected;
        for (int i = 0; i < 90; ++i) {
            text += "\xC3\xA9";
            expected += i < 80 ? "\xC3\xA9" : "";
        }
        CHECK(shortened(text) == expected + "...");
        CHECK(character_count(text) == 90);
    }

    TEST_CASE("trimming takes blanks and no-break spaces at both ends only") {
        CHECK(trimmed(" \t\xC2\xA0 a b\xC2\xA0\r\n") == "a b");
        CHECK(trimmed(" \xC2\xA0 ").empty());
    }

    TEST_CASE("splitting keeps empty parts between separators, and has none of an empty text") {
        CHECK(split("", '|').empty());
        CHECK(split(" a | b|", '|') == std::vector<std::string>{"a", "b", ""});
        CHECK(split("|", '|') == std::vector<std::string>{"", ""});
    }
}
