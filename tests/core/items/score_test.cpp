#include "kiosk/core/items/score.h"

#include <doctest/doctest.h>

#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

ItemKey a_key(KeyBody body) {
    ItemKey key;
    key.item = ItemId("i");
    key.body = std::move(body);
    return key;
}

int points(ItemBody body, KeyBody key, const Response& response) {
    return score_response(an_item("i", 1, "x", std::move(body)), a_key(std::move(key)), response);
}

/// Of the options a to e, with a one-letter key.
template <class Kind>
int one_of(const std::string& key, const Response& response) {
    return points(with_options<Kind>("abcde"), typename Kind::Key{ids(key).front()}, response);
}

int several(const std::string& letters, const std::string& key, const Response& response) {
    return points(with_options<MultipleResponse>(letters), MultipleResponse::Key{ids(key)},
                  response);
}

int weighed(std::vector<int> weights, const Response& response) {
    const auto letters = std::string("abcdefghi").substr(0, weights.size());
    return points(with_options<Situational>(letters), Situational::Key{std::move(weights)},
                  response);
}

int number(std::int64_t value, std::int64_t tolerance, const std::string& text) {
    return points(Numeric{}, Numeric::Key{{value}, {tolerance}}, typed(text));
}

int word(const std::string& text) {
    return points(ShortText{}, ShortText::Key{{"Rencana Strategis", "renstra"}}, typed(text));
}

int ordered(const std::string& letters) {
    return points(with_options<Ordering>("abcd"), Ordering::Key{ids("abcd")}, chosen(letters));
}

int matched(const std::string& text) {
    return points(matching("abc", "1234"), Matching::Key{pairs("a2b1c4")}, paired(pairs(text)));
}

}  // namespace

TEST_SUITE_BEGIN("core/items/score");

TEST_CASE("a single choice is right or wrong") {
    CHECK(one_of<SingleChoice>("c", chosen("c")) == 1000);
    CHECK(one_of<SingleChoice>("c", chosen("a")) == 0);
    CHECK(one_of<SingleChoice>("c", chosen("ac")) == 0);
    CHECK(one_of<SingleChoice>("c", {}) == 0);
}

TEST_CASE("true or false is right or wrong") {
    CHECK(one_of<TrueFalse>("a", chosen("a")) == 1000);
    CHECK(one_of<TrueFalse>("a", chosen("b")) == 0);
    CHECK(one_of<TrueFalse>("a", {}) == 0);
}

TEST_CASE("multiple response: share of the right ones less share of the wrong ones") {
    CHECK(several("abcde", "abc", chosen("abc")) == 1000);
    CHECK(several("abcde", "abc", chosen("ab")) == 667);    // 2/3
    CHECK(several("abcde", "abc", chosen("abd")) == 167);   // 2/3 - 1/2
    CHECK(several("abcde", "abc", chosen("abcd")) == 500);  // 1 - 1/2
    CHECK(several("abcde", "abc", chosen("ade")) == 0);
    CHECK(several("abcde", "abc", chosen("de")) == 0);
    CHECK(several("abcde", "abc", {}) == 0);
}

TEST_CASE("marking every option earns nothing, however many of them are right") {
    CHECK(several("abcde", "abcd", chosen("abcde")) == 0);  // earned 750 before
    CHECK(several("abcde", "abc", chosen("abcde")) == 0);
    CHECK(several("abcde", "ab", chosen("abcde")) == 0);
    CHECK(several("abcdefghi", "abcdefgh", chosen("abcdefghi")) == 0);
}

TEST_CASE("a situational option scores its weight between the worst and the best") {
    CHECK(weighed({1, 2, 3, 4, 5}, chosen("a")) == 0);
    CHECK(weighed({1, 2, 3, 4, 5}, chosen("b")) == 250);
    CHECK(weighed({1, 2, 3, 4, 5}, chosen("c")) == 500);
    CHECK(weighed({1, 2, 3, 4, 5}, chosen("d")) == 750);
    CHECK(weighed({1, 2, 3, 4, 5}, chosen("e")) == 1000);
    CHECK(weighed({2, 5, 3, 4}, chosen("a")) == 0);
    CHECK(weighed({2, 5, 3, 4}, chosen("c")) == 333);
    CHECK(weighed({2, 5, 3, 4}, chosen("d")) == 667);
    CHECK(weighed({2, 5, 3, 4}, {}) == 0);
}

TEST_CASE("a number within the tolerance, its edges included, is right") {
    CHECK(number(3'200'000, 50'000, "3,2") == 1000);  // 3,2 +- 0,05
    CHECK(number(3'200'000, 50'000, "3.25") == 1000);
    CHECK(number(3'200'000, 50'000, "3,15") == 1000);
    CHECK(number(3'200'000, 50'000, "3,250001") == 0);
    CHECK(number(3'200'000, 50'000, "3,149999") == 0);
    CHECK(number(3'200'000, 50'000, "-3,2") == 0);
    CHECK(number(3'200'000, 50'000, "tiga") == 0);
    CHECK(number(-5'000'000, 0, "-5") == 1000);
    CHECK(number(INT64_MAX, 0, "-999999999999") == 0);  // the distance leaves the signed range
}

TEST_CASE("a short text is right when it folds to an accepted form") {
    CHECK(word("  rencana \t STRATEGIS ") == 1000);
    CHECK(word("Renstra") == 1000);
    CHECK(word("renstra.") == 1000);
    CHECK(word("RencanaStrategis") == 0);
    CHECK(word(" ") == 0);
}

TEST_CASE("a number scores by comma and point alike, and not when it has two readings") {
    CHECK(number(2'500'000, 0, "2,5") == 1000);
    CHECK(number(2'500'000, 0, "2.5") == 1000);
    CHECK(number(2'500'000, 0, "2.50") == 1000);
    CHECK(number(2'500'000, 0, "25") == 0);
    CHECK(number(2'500'000, 0, "2,5,0") == 0);
    CHECK(number(1'500'000, 0, "1.500") == 0);
    CHECK(number(1'500'000'000, 0, "1.500") == 0);
    CHECK(number(1'500'000'000, 0, "1500") == 1000);
    CHECK(number(-3'000'000, 0, "\u22123") == 1000);
    CHECK(number(-3'000'000, 0, "3-") == 0);
}

TEST_CASE("an answer in words counts however a word processor wrote the accepted form") {
    const auto scored = [](const char* text) {
        return points(ShortText{},
                      ShortText::Key{{"Jum\u2019at", "e\u2011government", "P\u200bDF"}},
                      typed(text));
    };
    for (const auto* text : {"Jum'at", "jum'at.", " JUM\u2019AT ", "e-government", "pdf", "PDF!"}) {
        CHECK_MESSAGE(scored(text) == 1000, text);
    }
    CHECK(scored("jumat") == 0);
    CHECK(scored("\u200b") == 0);
}

TEST_CASE("two swapped neighbours keep part of an ordering's score") {
    CHECK(ordered("abcd") == 1000);
    CHECK(ordered("bacd") == 667);  // 5 of 6 pairs: 2p - 1 = 2/3
    CHECK(ordered("badc") == 333);  // 4 of 6
    CHECK(ordered("cdab") == 0);    // 2 of 6
    CHECK(ordered("dcba") == 0);
    CHECK(ordered("abc") == 0);  // incomplete
}

TEST_CASE("matching scores the share of right pairs") {
    CHECK(matched("a2b1c4") == 1000);
    CHECK(matched("a2b1c3") == 667);
    CHECK(matched("a2") == 333);
    CHECK(matched("a1b2c3") == 0);
    CHECK(matched("") == 0);
}

TEST_CASE("a statement is rated, never scored") {
    CHECK(points(Statement{}, Statement::Key{}, rated(5)) == 0);
}

TEST_CASE("an ill-formed response earns nothing, whatever it repeats") {
    CHECK(one_of<SingleChoice>("c", chosen("cc")) == 0);
    CHECK(several("abcde", "ab", chosen("abab")) == 0);  // earned 4000 before
    CHECK(several("abcde", "ab", chosen("aaaaaaaa")) == 0);
    CHECK(several("abcde", "ab", chosen("abz")) == 0);
    CHECK(ordered("aabb") == 0);
    CHECK(matched("a2a2a2") == 0);
    CHECK(matched("a2b2") == 0);
    CHECK(one_of<SingleChoice>("c", typed("c")) == 0);
    CHECK(number(3'000'000, 0, "3" + std::string(500, ' ')) == 0);  // longer than a text may be
}

TEST_CASE("a key of another kind earns nothing") {
    CHECK(points(with_options<SingleChoice>("abc"), TrueFalse::Key{OptionId("a")}, chosen("a")) ==
          0);
}

TEST_CASE("the right response of every kind earns full points") {
    const auto right = [](ItemBody body, KeyBody key) {
        const auto item = an_item("i", 1, "x", std::move(body));
        const auto known = a_key(std::move(key));
        return score_response(item, known, right_response(item, known));
    };
    CHECK(right(with_options<SingleChoice>("abc"), SingleChoice::Key{OptionId("b")}) == 1000);
    CHECK(right(with_options<TrueFalse>("ab"), TrueFalse::Key{OptionId("b")}) == 1000);
    CHECK(right(with_options<MultipleResponse>("abc"), MultipleResponse::Key{ids("ac")}) == 1000);
    CHECK(right(with_options<Situational>("abc"), Situational::Key{{2, 5, 1}}) == 1000);
    CHECK(right(Numeric{}, Numeric::Key{{1'125'000}, {0}}) == 1000);
    CHECK(right(ShortText{}, ShortText::Key{{"PDF"}}) == 1000);
    CHECK(right(with_options<Ordering>("abc"), Ordering::Key{ids("cab")}) == 1000);
    CHECK(right(matching("ab", "123"), Matching::Key{pairs("a3b1")}) == 1000);
}

TEST_SUITE_END();
