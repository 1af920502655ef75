#include "kiosk/core/assessment/scoring.h"

#include <doctest/doctest.h>

using namespace asah;
using namespace asah::assessment;

namespace {

std::vector<OptionId> ids(const std::string& letters) {
    std::vector<OptionId> out;
    for (const char c : letters) {
        out.emplace_back(std::string(1, c));
    }
    return out;
}

int points(ItemKind kind, const ItemKey& key, const std::string& chosen) {
    Item item;
    item.kind = kind;
    for (const auto& id : ids("abcde")) {
        item.options.push_back({id, {}});
    }
    Response response;
    response.chosen = ids(chosen);
    return score_response(item, key, response);
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/scoring");

TEST_CASE("multiple response takes wrong from right and rounds half up") {
    ItemKey key;
    key.correct = ids("abc");
    CHECK(points(ItemKind::MultipleResponse, key, "abc") == 1000);
    CHECK(points(ItemKind::MultipleResponse, key, "ab") == 667);
    CHECK(points(ItemKind::MultipleResponse, key, "abd") == 333);
    CHECK(points(ItemKind::MultipleResponse, key, "ade") == 0);
    CHECK(points(ItemKind::MultipleResponse, key, "") == 0);
}

TEST_CASE("a situational option scores its weight by five") {
    ItemKey key;
    key.weights = {1, 2, 3, 4, 5};
    CHECK(points(ItemKind::Situational, key, "a") == 200);
    CHECK(points(ItemKind::Situational, key, "e") == 1000);
    CHECK(points(ItemKind::Situational, key, "") == 0);
}

TEST_CASE("two swapped neighbours keep part of an ordering's score") {
    ItemKey key;
    key.correct = ids("abcd");
    CHECK(points(ItemKind::Ordering, key, "abcd") == 1000);
    CHECK(points(ItemKind::Ordering, key, "bacd") == 667);
    CHECK(points(ItemKind::Ordering, key, "dcba") == 0);
}

TEST_CASE("a number takes comma or point and refuses a thousands mark") {
    CHECK(parse_decimal(" 3,2 ")->millionths == 3'200'000);
    CHECK(parse_decimal("-0.5")->millionths == -500'000);
    CHECK_FALSE(parse_decimal("1.000,5").has_value());
    CHECK_FALSE(parse_decimal("").has_value());
}

TEST_SUITE_END();
