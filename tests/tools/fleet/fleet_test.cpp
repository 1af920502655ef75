#include <doctest/doctest.h>

#include "kiosk/core/items/check.h"
#include "kiosk/core/items/score.h"
#include "tests/core/items/an_item.h"
#include "tools/fleet/ability.h"
#include "tools/fleet/people.h"

using namespace asah;
using namespace asah::assessment;

TEST_SUITE_BEGIN("tools/fleet");

TEST_CASE("an ability follows from seed and NIP alone") {
    Person person;
    person.nip.digits = "199304242017031983";
    person.post.unit = UnitCode("SETDA");
    Standard standard;
    standard.required[CompetencyCode("T.01")] = 2;
    const auto once = fleet::ability_of(7, person, standard);
    CHECK(once == fleet::ability_of(7, person, standard));
    CHECK(once != fleet::ability_of(8, person, standard));
}

TEST_CASE("an item at the person's own level is known half the time, an easier one more often") {
    CHECK(fleet::knows_probability(-1.2, 1) == doctest::Approx(0.5));
    CHECK(fleet::knows_probability(1.5, 4) == doctest::Approx(0.5));
    CHECK(fleet::knows_probability(1.5, 1) > 0.95);
}

TEST_CASE("who knows scores full points and who does not scores less, with real options") {
    const std::vector<std::pair<items::ItemBody, items::KeyBody>> asked{
        {items::with_options<items::SingleChoice>("abcd"), items::SingleChoice::Key{OptionId("b")}},
        {items::with_options<items::MultipleResponse>("abcd"),
         items::MultipleResponse::Key{items::ids("bc")}},
        {items::with_options<items::TrueFalse>("ab"), items::TrueFalse::Key{OptionId("b")}},
        {items::with_options<items::Situational>("abcd"), items::Situational::Key{{1, 5, 3, 2}}},
        {items::Numeric{}, items::Numeric::Key{{2'500'000}, {100'000}}},
        {items::ShortText{}, items::ShortText::Key{{"PDF"}}},
        {items::with_options<items::Ordering>("abcd"), items::Ordering::Key{items::ids("cadb")}},
        {items::matching("abc", "1234"), items::Matching::Key{items::pairs("a3b1c4")}}};
    for (const auto& [body, own] : asked) {
        const auto item = items::an_item("X-01", 1, "x", body);
        const items::ItemKey key{item.id, own, {}};
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            CAPTURE(seed);
            CAPTURE(body.index());
            SeededGenerator generator(seed);
            const auto right = fleet::make_response(item, key, fleet::Knows::Yes, generator);
            const auto wrong = fleet::make_response(item, key, fleet::Knows::No, generator);
            CHECK(items::check_response(item, right, {}).has_value());
            CHECK(items::check_response(item, wrong, {}).has_value());
            CHECK(items::score_response(item, key, right) == 1000);
            CHECK(items::score_response(item, key, wrong) < 1000);
        }
    }
}

TEST_CASE("a fixed response is read from NIP, item and word") {
    fleet::Fixed fixed;
    REQUIRE(fleet::add_fixed("123:T01-05=wrong", fixed).has_value());
    CHECK(fixed.at({"123", ItemId("T01-05")}) == fleet::Knows::No);
    CHECK_FALSE(fleet::add_fixed("123:T01-05=maybe", fixed).has_value());
    CHECK_FALSE(fleet::add_fixed("T01-05=right", fixed).has_value());
}

TEST_SUITE_END();
