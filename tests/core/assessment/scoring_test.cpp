#include "kiosk/core/assessment/scoring.h"

#include <doctest/doctest.h>

#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

Item of_kind(ItemKind kind) {
    auto item = an_item("i", 1, "x", kind);
    item.options = options("abcde");
    return item;
}

ItemKey correct(const std::string& letters) {
    ItemKey key;
    key.correct = ids(letters);
    return key;
}

int points(ItemKind kind, const ItemKey& key, const Response& response) {
    return score_response(of_kind(kind), key, response);
}

ItemKey number(std::int64_t value, std::int64_t tolerance) {
    ItemKey key;
    key.value = {value};
    key.tolerance = {tolerance};
    return key;
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/scoring");

TEST_CASE("a single choice is right or wrong") {
    CHECK(points(ItemKind::SingleChoice, correct("c"), chosen("c")) == 1000);
    CHECK(points(ItemKind::SingleChoice, correct("c"), chosen("a")) == 0);
    CHECK(points(ItemKind::SingleChoice, correct("c"), chosen("ac")) == 0);
    CHECK(points(ItemKind::SingleChoice, correct("c"), {}) == 0);
}

TEST_CASE("true or false is right or wrong") {
    CHECK(points(ItemKind::TrueFalse, correct("a"), chosen("a")) == 1000);
    CHECK(points(ItemKind::TrueFalse, correct("a"), chosen("b")) == 0);
    CHECK(points(ItemKind::TrueFalse, correct("a"), {}) == 0);
}

TEST_CASE("multiple response takes wrong from right and rounds half up") {
    const auto key = correct("abc");
    CHECK(points(ItemKind::MultipleResponse, key, chosen("abc")) == 1000);
    CHECK(points(ItemKind::MultipleResponse, key, chosen("ab")) == 667);
    CHECK(points(ItemKind::MultipleResponse, key, chosen("abd")) == 333);
    CHECK(points(ItemKind::MultipleResponse, key, chosen("abcde")) == 333);
    CHECK(points(ItemKind::MultipleResponse, key, chosen("ade")) == 0);
    CHECK(points(ItemKind::MultipleResponse, key, chosen("de")) == 0);
    CHECK(points(ItemKind::MultipleResponse, key, {}) == 0);
}

TEST_CASE("a situational option scores its weight by five") {
    ItemKey key;
    key.weights = {1, 2, 3, 4, 5};
    CHECK(points(ItemKind::Situational, key, chosen("a")) == 200);
    CHECK(points(ItemKind::Situational, key, chosen("b")) == 400);
    CHECK(points(ItemKind::Situational, key, chosen("c")) == 600);
    CHECK(points(ItemKind::Situational, key, chosen("d")) == 800);
    CHECK(points(ItemKind::Situational, key, chosen("e")) == 1000);
    CHECK(points(ItemKind::Situational, key, {}) == 0);
}

TEST_CASE("a number within the tolerance, its edges included, is right") {
    const auto key = number(3'200'000, 50'000);  // 3,2 +- 0,05
    CHECK(points(ItemKind::Numeric, key, typed("3,2")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("3.25")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("3,15")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("3,250001")) == 0);
    CHECK(points(ItemKind::Numeric, key, typed("3,149999")) == 0);
    CHECK(points(ItemKind::Numeric, key, typed("-3,2")) == 0);
    CHECK(points(ItemKind::Numeric, key, typed("tiga")) == 0);
    CHECK(points(ItemKind::Numeric, number(-5'000'000, 0), typed("-5")) == 1000);
}

TEST_CASE("a short text is right when it equals an accepted form but for case and spaces") {
    ItemKey key;
    key.accepted = {"Rencana Strategis", "renstra"};
    CHECK(points(ItemKind::ShortText, key, typed("  rencana \t STRATEGIS ")) == 1000);
    CHECK(points(ItemKind::ShortText, key, typed("Renstra")) == 1000);
    CHECK(points(ItemKind::ShortText, key, typed("RencanaStrategis")) == 0);
    CHECK(points(ItemKind::ShortText, key, typed("renstra.")) == 1000);
    CHECK(points(ItemKind::ShortText, key, typed(" ")) == 0);
}

TEST_CASE("two swapped neighbours keep part of an ordering's score") {
    const auto key = correct("abcd");
    CHECK(points(ItemKind::Ordering, key, chosen("abcd")) == 1000);
    CHECK(points(ItemKind::Ordering, key, chosen("bacd")) == 667);  // 5 of 6 pairs: 2p - 1 = 2/3
    CHECK(points(ItemKind::Ordering, key, chosen("badc")) == 333);  // 4 of 6
    CHECK(points(ItemKind::Ordering, key, chosen("cdab")) == 0);    // 2 of 6
    CHECK(points(ItemKind::Ordering, key, chosen("dcba")) == 0);
    CHECK(points(ItemKind::Ordering, key, chosen("abc")) == 0);  // incomplete
}

TEST_CASE("matching scores the share of right pairs") {
    auto item = of_kind(ItemKind::Matching);
    item.options = options("abc");
    item.targets = options("1234");
    ItemKey key;
    key.pairs = pairs("a2b1c4");
    const auto matched = [&](const std::string& text) {
        Response response;
        response.pairs = pairs(text);
        return score_response(item, key, response);
    };
    CHECK(matched("a2b1c4") == 1000);
    CHECK(matched("a2b1c3") == 667);
    CHECK(matched("a2") == 333);
    CHECK(matched("a1b2c3") == 0);
    CHECK(matched("") == 0);
}

TEST_CASE("a statement is rated, never scored") {
    CHECK(points(ItemKind::Statement, {}, rated(5)) == 0);
}

TEST_CASE("a number scores by comma and point alike, and not when it has two readings") {
    ItemKey key;
    key.value = {2'500'000};
    CHECK(points(ItemKind::Numeric, key, typed("2,5")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("2.5")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("2.50")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("25")) == 0);
    CHECK(points(ItemKind::Numeric, key, typed("2,5,0")) == 0);
    key.value = {1'500'000};
    CHECK(points(ItemKind::Numeric, key, typed("1.500")) == 0);
    key.value = {1'500'000'000};
    CHECK(points(ItemKind::Numeric, key, typed("1.500")) == 0);
    CHECK(points(ItemKind::Numeric, key, typed("1500")) == 1000);
    key.value = {-3'000'000};
    CHECK(points(ItemKind::Numeric, key, typed("\u22123")) == 1000);
    CHECK(points(ItemKind::Numeric, key, typed("3-")) == 0);
}

TEST_CASE("an answer in words counts however a word processor wrote the accepted form") {
    ItemKey key;
    key.accepted = {"Jum\u2019at", "e\u2011government", "P\u200bDF"};
    for (const auto* text : {"Jum'at", "jum'at.", " JUM\u2019AT ", "e-government", "pdf", "PDF!"}) {
        CHECK_MESSAGE(points(ItemKind::ShortText, key, typed(text)) == 1000, text);
    }
    CHECK(points(ItemKind::ShortText, key, typed("jumat")) == 0);
    CHECK(points(ItemKind::ShortText, key, typed("\u200b")) == 0);
}

TEST_CASE("a response is refused for what its item does not have") {
    const auto refused = [](ItemKind kind, const Response& response) {
        auto item = of_kind(kind);
        item.targets = options("12");
        return !check_response(item, response).has_value();
    };
    CHECK_FALSE(refused(ItemKind::SingleChoice, chosen("a")));
    CHECK_FALSE(refused(ItemKind::SingleChoice, {}));
    CHECK(refused(ItemKind::SingleChoice, chosen("ab")));
    CHECK(refused(ItemKind::SingleChoice, chosen("z")));
    CHECK(refused(ItemKind::SingleChoice, typed("a")));
    CHECK(refused(ItemKind::SingleChoice, rated(1)));
    CHECK_FALSE(refused(ItemKind::MultipleResponse, chosen("abcde")));
    CHECK(refused(ItemKind::MultipleResponse, chosen("aa")));
    CHECK_FALSE(refused(ItemKind::ShortText, typed(std::string(500, 'x'))));
    CHECK(refused(ItemKind::ShortText, typed(std::string(501, 'x'))));
    CHECK_FALSE(refused(ItemKind::Statement, rated(5)));
    CHECK(refused(ItemKind::Statement, rated(6)));
    CHECK(refused(ItemKind::Statement, rated(-1)));
    Response both = rated(3);
    both.outside = "BUKAN_TUGAS";
    CHECK(refused(ItemKind::Statement, both));
    Response matched;
    matched.pairs = pairs("a1b2");
    CHECK_FALSE(refused(ItemKind::Matching, matched));
    CHECK(refused(ItemKind::Ordering, matched));
    matched.pairs = pairs("a1b1");
    CHECK(refused(ItemKind::Matching, matched));
    matched.pairs = pairs("a9");
    CHECK(refused(ItemKind::Matching, matched));
}

TEST_SUITE_END();
