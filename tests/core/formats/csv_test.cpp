#include "kiosk/core/formats/csv.h"

#include <doctest/doctest.h>

#include "tests/core/content/framework_fixture.h"

using namespace asah;
using formats::parse_csv;

namespace {

formats::CsvSheet sheet_of(std::string_view text) {
    return parse_csv(as_bytes(text), "x.csv", 1U << 20U);
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_SUITE("kiosk/core/formats/csv") {
    TEST_CASE("commas, quotes, doubled quotes and line breaks inside quotes are read") {
        const auto sheet = sheet_of("Id,Text\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,plain\r\n");
        CHECK(sheet.problems.empty());
        CHECK(sheet.heading == Cells{"id", "text"});
        REQUIRE(sheet.rows.size() == 2);
        CHECK(sheet.rows[0].cells == Cells{"1", "a, \"b\"\nc"});
        CHECK(sheet.rows[0].row == 2);
        CHECK(sheet.rows[1].row == 3);
    }

    TEST_CASE("semicolons are found from the heading row, and the byte order mark is skipped") {
        const auto sheet = sheet_of("\xEF\xBB\xBFid;text;\"x,y,z\"\n1;a, b, c;d");
        CHECK(sheet.heading == Cells{"id", "text", "x,y,z"});
        REQUIRE(sheet.rows.size() == 1);
        CHECK(sheet.rows[0].cells == Cells{"1", "a, b, c", "d"});
    }

    TEST_CASE("empty rows are left out but counted, short rows are filled up") {
        const auto sheet = sheet_of("a,b,c\n\n,,\n1\n");
        REQUIRE(sheet.rows.size() == 1);
        CHECK(sheet.rows[0].row == 4);
        CHECK(sheet.rows[0].cells == Cells{"1", "", ""});
        CHECK(sheet.problems.empty());
    }

    TEST_CASE(
        "broken quotes, bytes that are not UTF-8, control characters and extra cells are listed") {
        const auto sheet = sheet_of("a,b\n\"x\"y,1\n\xFF,2\nz\x01,3\n1,2,3\n\"open,4\n5,6\n");
        CHECK(content::lines_of(sheet.problems) ==
              "2 a quote_stray\n3 a not_utf8\n4 a control_character\n5  row_too_long\n"
              "6 a quote_open\n");
        CHECK(sheet.problems[1].found == "?");
    }

    TEST_CASE("a cell of exactly the bound is read, one byte more is a problem") {
        const std::string longest(formats::kCellBytesMax, 'x');
        CHECK(sheet_of("a,b\n" + longest + ",1\n").problems.empty());
        const auto sheet = sheet_of("a,b\n" + longest + "x,1\n");
        REQUIRE(sheet.problems.size() == 1);
        CHECK(sheet.problems[0].key == "cell_too_long");
        CHECK(sheet.problems[0].found == std::string(80, 'x') + "...");
    }

    TEST_CASE("an empty sheet, doubled and empty headings are problems") {
        CHECK(content::lines_of(sheet_of("").problems) == "1  sheet_empty\n");
        CHECK(content::lines_of(sheet_of(" \n ").problems) == "1  sheet_empty\n");
        CHECK(content::lines_of(sheet_of("a,,A\n1,2,3\n").problems) ==
              "1 2 heading_empty\n1 3 heading_doubled\n");
    }

    TEST_CASE("a sheet above the size bound is refused whole") {
        const auto sheet = parse_csv(as_bytes("a,b\n1,2\n"), "x.csv", 4);
        CHECK(content::lines_of(sheet.problems) == " sheet_too_large\n");
        CHECK(sheet.rows.empty());
    }
}
