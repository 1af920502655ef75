#include "kiosk/core/items/edit.h"

#include <doctest/doctest.h>

#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

const RatingScale kTouchScale{{1, 2, 3, 4, 5}, {"BUKAN_TUGAS"}};

/// An item and the answer that is being made.
struct Desk {
    Item item;
    Response response;
    std::optional<OptionId> waiting;

    explicit Desk(ItemBody body) : item(an_item("i", 1, "x", std::move(body))) {}
    bool press(const std::string& option) {
        return touch(item, kTouchScale, OptionId(option), response, waiting);
    }
    bool target(const std::string& number) {
        return touch_target(item, OptionId(number), response, waiting);
    }
    bool enter(const std::string& text) { return type(item, text, response); }
};

}  // namespace

TEST_SUITE_BEGIN("core/items/edit");

TEST_CASE("a choice is replaced by the next, several are collected and sorted") {
    Desk one(with_options<SingleChoice>("abc"));
    CHECK(one.press("b"));
    CHECK_FALSE(one.press("b"));
    CHECK(one.press("a"));
    CHECK(one.response == chosen("a"));
    CHECK_FALSE(one.press("z"));
    Desk several(with_options<MultipleResponse>("abc"));
    several.press("c");
    several.press("a");
    CHECK(several.response == chosen("ac"));
    several.press("c");
    several.press("a");
    CHECK(several.response == Response());  // cleared is empty, not an empty list
}

TEST_CASE("steps are numbered in the order of the touches, half an order is not whole") {
    Desk desk(with_options<Ordering>("abc"));
    desk.press("c");
    desk.press("a");
    CHECK(desk.response == chosen("ca"));
    CHECK(progress_of(desk.item, desk.response) == Progress::Incomplete);
    desk.press("b");
    CHECK(progress_of(desk.item, desk.response) == Progress::Whole);
    CHECK(progress_of(desk.item, {}) == Progress::Empty);
}

TEST_CASE("half a matching and a note without a rating are incomplete, an odd number is unclear") {
    Desk pairs_of_two(matching("ab", "123"));
    pairs_of_two.press("a");
    pairs_of_two.target("1");
    CHECK(progress_of(pairs_of_two.item, pairs_of_two.response) == Progress::Incomplete);
    pairs_of_two.press("b");
    pairs_of_two.target("3");
    CHECK(progress_of(pairs_of_two.item, pairs_of_two.response) == Progress::Whole);
    Desk statement(Statement{});
    statement.enter("SIPD");
    CHECK(progress_of(statement.item, statement.response) == Progress::Incomplete);
    statement.press("3");
    CHECK(progress_of(statement.item, statement.response) == Progress::Whole);
    Desk number(Numeric{});
    CHECK(progress_of(number.item, number.response) == Progress::Empty);
    for (const auto* text : {",5", "2,5,0", "3-", "1e3", "2,250"}) {
        number.enter(text);
        CHECK_MESSAGE(progress_of(number.item, number.response) == Progress::Unclear, text);
    }
    number.enter("2.5");
    CHECK(progress_of(number.item, number.response) == Progress::Whole);
}

TEST_CASE("a number with two readings takes the one that is touched") {
    Desk desk(Numeric{});
    desk.enter("2.250");
    CHECK(desk.press("grouped"));
    CHECK(desk.response == typed("2250"));
    CHECK_FALSE(desk.press("decimal"));
    desk.enter("2.250");
    CHECK(desk.press("decimal"));
    CHECK(desk.response == typed("2,25"));
}

TEST_CASE("a term waits for its meaning, a meaning moves from one term to another") {
    Desk desk(matching("ab", "12"));
    CHECK_FALSE(desk.target("1"));  // no term waits
    CHECK_FALSE(desk.press("a"));
    CHECK(desk.target("1"));
    CHECK(desk.response == paired(pairs("a1")));
    desk.press("b");
    CHECK(desk.target("1"));
    CHECK(desk.response == paired(pairs("b1")));
    desk.press("a");
    CHECK_FALSE(desk.target("9"));
}

TEST_CASE("a statement takes steps and codes of the framework's scale and keeps its note") {
    Desk desk(Statement{});
    CHECK(desk.enter("SIPD"));
    CHECK(desk.response.is_empty());
    CHECK(desk.press("4"));
    CHECK(desk.response == rated(4, "SIPD"));
    CHECK(desk.press("BUKAN_TUGAS"));
    CHECK(desk.response == rated_outside("BUKAN_TUGAS", "SIPD"));
    CHECK_FALSE(desk.press("6"));
    CHECK_FALSE(desk.press("LAIN"));
}

TEST_CASE("a text is cut at 500 characters, never inside one") {
    std::string accents;
    for (int i = 0; i < 501; ++i) {
        accents += "\xC3\xA9";
    }
    Desk desk(ShortText{});
    desk.enter(accents);
    CHECK(desk.response.text() == accents.substr(0, 1000));
    Desk note(Statement{});
    note.enter(std::string(600, 'a'));
    CHECK(note.response.note() == std::string(500, 'a'));
}

TEST_CASE("the point of a numeric keypad becomes a comma") {
    Desk desk(Numeric{});
    desk.enter("2.5");
    CHECK(desk.response == typed("2,5"));
}

TEST_CASE("what a kind cannot be answered with changes nothing") {
    Desk number(Numeric{});
    CHECK_FALSE(number.press("a"));
    Desk choice(with_options<SingleChoice>("ab"));
    CHECK_FALSE(choice.enter("a"));
    CHECK_FALSE(choice.target("1"));
}

TEST_SUITE_END();
