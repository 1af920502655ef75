// The digest comes from tests/vectors/make/draw_form.py.
#include "kiosk/core/items/item.h"

#include <doctest/doctest.h>

#include "kiosk/core/base/bytes.h"
#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

TEST_SUITE_BEGIN("core/items/item");

TEST_CASE("an item's revision has these bytes") {
    SingleChoice choice;
    choice.options = {{OptionId("a"), {"Ya", "Yes"}}, {OptionId("b"), {"Tidak", ""}}};
    auto item = an_item("T01-05", 2, "T.01.2.1", choice);
    item.stem = {"Apakah?", "Is it?"};
    CHECK(to_hex(item_revision(item)) ==
          "1dd2e8a42745af4c2d55e4e52704246194b3c0300d4b06737928705e187d6047");
}

TEST_CASE("an item's revision changes with what it asks in any language, and with nothing else") {
    const auto differs = [](const Item& item, auto change) {
        auto other = item;
        change(other);
        return item_revision(other) != item_revision(item);
    };
    const auto choice = an_item("T01-05", 2);
    CHECK(differs(choice, [](Item& it) { it.stem.id = "Apakah?"; }));
    CHECK(differs(choice, [](Item& it) { it.stem.en = "Is it?"; }));
    CHECK(differs(choice,
                  [](Item& it) { std::get<SingleChoice>(it.body).options[3].text.en = "Yes"; }));
    CHECK(differs(choice, [](Item& it) { std::get<SingleChoice>(it.body).options.pop_back(); }));
    CHECK(differs(choice, [](Item& it) { it.level = 3; }));
    CHECK(differs(choice, [](Item& it) { it.body = with_options<Situational>("abcd"); }));
    CHECK(differs(choice, [](Item& it) { it.indicator = IndicatorCode("y"); }));
    CHECK(differs(an_item("m", 1, "x", matching("ab", "12")),
                  [](Item& it) { std::get<Matching>(it.body).targets.pop_back(); }));
    CHECK(differs(an_item("n", 1, "x", Numeric{}),
                  [](Item& it) { std::get<Numeric>(it.body).unit.en = "days"; }));
    CHECK(differs(an_item("s", 1, "x", Statement{}),
                  [](Item& it) { std::get<Statement>(it.body).prompt.en = "A report"; }));
    CHECK_FALSE(differs(choice, [](Item& it) { it.author = "tim"; }));
    CHECK_FALSE(differs(choice, [](Item& it) { it.time_s = 90; }));
}

TEST_CASE("an item is shown in the order of its form, what the order lacks comes last") {
    const auto item = in_order(an_item("m", 1, "x", matching("abc", "123")), ids("cb"), ids("231"));
    CHECK(options_of(item)[0].id == OptionId("c"));
    CHECK(options_of(item)[1].id == OptionId("b"));
    CHECK(options_of(item)[2].id == OptionId("a"));
    CHECK(targets_of(item)[0].id == OptionId("2"));
    CHECK(options_of(an_item("n", 1, "x", Numeric{})).empty());
}

TEST_SUITE_END();
