// From a sitting to evidence: what measures and what does not.
#include <doctest/doctest.h>

#include "kiosk/core/assessment/profile.h"
#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

/// i0 single choice, i1 multiple response, i2 practice, i3 statement, i4 not visited.
Bank five_items() {
    Bank bank;
    bank.id = BankId("T01");
    bank.version = 1;
    bank.items = {an_item("i0", 1),
                  an_item("i1", 2, "y", items::with_options<items::MultipleResponse>("abcd")),
                  an_item("i2", 1), an_item("i3", 1, "x", items::Statement{}), an_item("i4", 1)};
    bank.items[2].pool = Pool::Practice;
    for (const auto& item : bank.items) {
        items::ItemKey key;
        key.item = item.id;
        key.body = items::SingleChoice::Key{OptionId("a")};
        if (item.kind() == ItemKind::MultipleResponse) {
            key.body = items::MultipleResponse::Key{ids("ab")};
        }
        bank.keys.push_back(key);
    }
    return bank;
}

Sitting sat(const Bank& bank) {
    return replay(a_second_apart({Started{head_over(bank)}, Answered{0, chosen("a")},
                                  Answered{1, chosen("a")}, Answered{2, chosen("a")},
                                  Answered{3, rated(5)}, Finished{}}))
        .value();
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/score_sitting");

TEST_CASE("practice items, statements and items never visited are no evidence") {
    const auto bank = five_items();
    const auto evidence = score_sitting({}, sat(bank), {&bank}).value();
    REQUIRE(evidence.size() == 2);
    CHECK(evidence[0].item == ItemId("i0"));
    CHECK(evidence[0].points == 1000);
    CHECK(evidence[0].level == 1);
    CHECK(evidence[0].was_answered);
    CHECK(evidence[0].at.value == 1'790'000'000'005);  // the finish
    CHECK(evidence[1].item == ItemId("i1"));
    CHECK(evidence[1].points == 500);
    CHECK(evidence[1].kind == ItemKind::MultipleResponse);
    CHECK(evidence[1].indicator == IndicatorCode("y"));
}

TEST_CASE("an item seen and left empty is evidence of nothing known") {
    const auto bank = five_items();
    const auto sitting =
        replay(a_second_apart({Started{head_over(bank)}, Visited{0}, Finished{}})).value();
    const auto evidence = score_sitting({}, sitting, {&bank}).value();
    REQUIRE(evidence.size() == 1);
    CHECK(evidence[0].points == 0);
    CHECK_FALSE(evidence[0].was_answered);
}

TEST_CASE("a sitting is scored against the very items that were sat, or not at all") {
    const auto bank = five_items();
    const auto sitting = sat(bank);
    auto other_words = bank;
    other_words.items[0].stem.en = "changed";
    CHECK(score_sitting({}, sitting, {&other_words}).error().code == ErrorCode::DigestMismatch);
    auto other_version = bank;
    other_version.version = 2;
    CHECK(score_sitting({}, sitting, {&other_version}).error().code == ErrorCode::NotFound);
    auto without_item = bank;
    without_item.items.pop_back();
    CHECK(score_sitting({}, sitting, {&without_item}).error().code == ErrorCode::NotFound);
    auto without_key = bank;
    without_key.keys.erase(without_key.keys.begin());
    CHECK(score_sitting({}, sitting, {&without_key}).error().code == ErrorCode::NotFound);
    CHECK(score_sitting({}, sitting, {&other_version, &bank}).has_value());
}

TEST_SUITE_END();
