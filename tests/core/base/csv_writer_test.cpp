#include "kiosk/core/base/csv_writer.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("core/base/csv_writer");

TEST_CASE("a text that a spreadsheet would run as a formula gets an apostrophe") {
    CHECK(csv_words("=1+1").bytes == "\"'=1+1\"");
    CHECK(csv_words("+62811").bytes == "\"'+62811\"");
    CHECK(csv_words("-1").bytes == "\"'-1\"");
    CHECK(csv_words("@SUM(A1)").bytes == "\"'@SUM(A1)\"");
    CHECK(csv_words("\t=1").bytes == "\"'\t=1\"");
    CHECK(csv_words("\r=1").bytes == "\"'\r=1\"");
    CHECK(csv_words("  =1").bytes == "\"'  =1\"");
    CHECK(csv_words("\u00a0=1").bytes == "\"'\u00a0=1\"");
    CHECK(csv_words("\u200b@a").bytes == "\"'\u200b@a\"");
    CHECK(csv_words("\uff1d1+1").bytes == "\"'\uff1d1+1\"");
    CHECK(csv_words("=HYPERLINK(\"http://x\")").bytes == "\"'=HYPERLINK(\"\"http://x\"\")\"");
    CHECK(csv_words("Dinas-Kesehatan").bytes == "Dinas-Kesehatan");
    CHECK(csv_words("1=1").bytes == "1=1");
    CHECK(csv_words("").bytes == "");
}

TEST_CASE("separators, quotes and line ends stay in their cell") {
    CHECK(csv_words("a;b").bytes == "\"a;b\"");
    CHECK(csv_words("a\"b").bytes == "\"a\"\"b\"");
    CHECK(csv_words("a\nb").bytes == "\"a\nb\"");
}

TEST_CASE("digits are grouped so that no spreadsheet takes them for a number") {
    CHECK(csv_digits("012345", kThrees).bytes == "\"012 345\"");
    CHECK(csv_digits("197408021994021002", kNipGroups).bytes == "\"19740802 199402 1 002\"");
    CHECK(csv_digits("0123", kThrees).bytes == "\"012 3\"");
    CHECK(csv_digits("", kThrees).bytes == "");
}

TEST_CASE("a sheet has a byte order mark, semicolons, CRLF, and numbers with a comma") {
    CsvWriter csv({"unit", "persen"});
    csv.add({csv_words("SETDA"), csv_number(0.5834, 3)});
    csv.add({csv_words("=X"), csv_number(-12)});
    CHECK(csv.text() == "\xef\xbb\xbfunit;persen\r\nSETDA;0,583\r\n\"'=X\";-12\r\n");
}

TEST_SUITE_END();
