#include "kiosk/core/items/bank_difference.h"

#include <doctest/doctest.h>

#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

Bank a_bank(int version, const std::vector<std::string>& ids) {
    Bank bank;
    bank.id = BankId("T01");
    bank.version = version;
    for (const auto& id : ids) {
        bank.items.push_back(an_item(id, 1));
        bank.keys.push_back({ItemId(id), SingleChoice::Key{OptionId("a")}, {"Sebab.", ""}});
    }
    return bank;
}

std::vector<ItemId> ids_of(const Bank& bank) {
    std::vector<ItemId> ids;
    for (const auto& item : bank.items) {
        ids.push_back(item.id);
    }
    return ids;
}

}  // namespace

TEST_SUITE("kiosk/core/items/bank_difference") {
    TEST_CASE("items are added, changed, withdrawn or the same") {
        const auto before = a_bank(1, {"K-1", "K-2", "K-3", "K-4"});
        auto after = a_bank(2, {"K-5", "K-4", "K-2", "K-1"});
        after.items[1].author = "Siti";
        after.keys[2].body = SingleChoice::Key{OptionId("b")};
        const auto difference = compare_banks(before, after);
        CHECK(difference.added == std::vector{ItemId("K-5")});
        CHECK(difference.changed == std::vector{ItemId("K-4"), ItemId("K-2")});
        CHECK(difference.withdrawn == std::vector{ItemId("K-3")});
        CHECK(difference.same == 1);
        CHECK_FALSE(difference.is_withdrawal());
        CHECK(compare_banks(before, a_bank(2, {"K-1", "K-2"})).is_withdrawal());
        CHECK_FALSE(compare_banks(before, before).is_withdrawal());
    }

    TEST_CASE(
        "what is asked, pooled or scored otherwise is served no more, other changes are none") {
        const auto before = a_bank(1, {"K-1"});
        const ItemId item("K-1");
        auto after = a_bank(2, {"K-1"});
        CHECK_FALSE(is_withdrawn(before, after, item));
        after.items[0].author = "Siti";
        after.items[0].time_s = 90;
        after.keys[0].rationale.id = "Sebab lain.";
        CHECK_FALSE(is_withdrawn(before, after, item));
        after.items[0].stem.id = "Soal lain?";
        CHECK(is_withdrawn(before, after, item));
        after = a_bank(2, {"K-1"});
        after.items[0].pool = Pool::Practice;
        CHECK(is_withdrawn(before, after, item));
        after = a_bank(2, {"K-1"});
        after.keys[0].body = SingleChoice::Key{OptionId("b")};
        CHECK(is_withdrawn(before, after, item));
        after.keys.clear();  // guarded: the terminal cannot compare keys
        CHECK_FALSE(is_withdrawn(before, after, item));
        CHECK(is_withdrawn(before, a_bank(2, {"K-2"}), item));
    }

    TEST_CASE(
        "the earlier version without what the later one withdrew keeps its order and number") {
        const auto before = a_bank(1, {"K-1", "K-2", "K-3"});
        auto after = a_bank(2, {"K-3", "K-1", "K-9"});
        after.items[0].stem.id = "Soal lain?";
        const auto left = without_withdrawn(before, after);
        CHECK(ids_of(left) == std::vector{ItemId("K-1")});
        CHECK(left.version == 1);
    }
}
