#include <doctest/doctest.h>

#include "kiosk/core/assessment/scoring.h"
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
    Item item;
    item.id = ItemId("X-01");
    for (const char* id : {"a", "b", "c", "d"}) {
        item.options.push_back({OptionId(id), {}});
    }
    ItemKey key;
    key.item = item.id;
    for (const auto kind :
         {ItemKind::SingleChoice, ItemKind::MultipleResponse, ItemKind::Situational}) {
        item.kind = kind;
        key.correct = {OptionId("b")};
        key.weights = {1, 5, 3, 2};
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            CAPTURE(seed);
            SeededGenerator generator(seed);
            const auto right = fleet::make_response(item, key, fleet::Knows::Yes, generator);
            const auto wrong = fleet::make_response(item, key, fleet::Knows::No, generator);
            CHECK(check_response(item, right).has_value());
            CHECK(check_response(item, wrong).has_value());
            CHECK(score_response(item, key, right) == 1000);
            CHECK(score_response(item, key, wrong) < 1000);
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
