#include "kiosk/core/base/catalogue.h"

#include <doctest/doctest.h>

#include "kiosk/core/base/error_code.h"

using namespace asah;

TEST_SUITE_BEGIN("core/base/catalogue");

TEST_CASE("placeholders are filled by name and unknown ones stay visible") {
    Catalogue catalogue;
    REQUIRE(catalogue.add("# words\nitem.of = Soal {n} dari {total} {x}\n").has_value());
    CHECK(catalogue.text("item.of", {{"n", "3"}, {"total", "20"}}) == "Soal 3 dari 20 {x}");
    CHECK(catalogue.text("no.such") == "no.such");
}

TEST_CASE("a line without text and a key given twice are refused") {
    Catalogue catalogue;
    CHECK(catalogue.add("a = 1\nbroken\n").error().detail == "catalogue line 2");
    CHECK(catalogue.add("a = 2\n").error().detail == "catalogue key twice: a");
}

TEST_SUITE_END();
