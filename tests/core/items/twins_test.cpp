#include "kiosk/core/items/twins.h"

#include <doctest/doctest.h>

#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

Item asking(const std::string& id, const std::string& stem) {
    auto item = an_item(id, 1);
    item.stem.id = stem;
    return item;
}

constexpr const char* kStem = "Berkas mana yang perlu disalin lebih dahulu hari ini?";

}  // namespace

TEST_SUITE("kiosk/core/items/twins") {
    TEST_CASE("one question under three codes is found, whatever blanks and signs it has") {
        const auto twins = find_twins(
            {asking("K-1", kStem),
             asking("K-2", "Apa yang dilakukan petugas loket pada hari Jumat?"),
             asking("K-1b", kStem),
             asking("K-1c", "berkas  mana yang perlu\u00a0disalin lebih dahulu hari ini ?")});
        CHECK(twins == std::vector<Twins>{{0, 2, true}, {0, 3, true}, {2, 3, true}});
    }

    TEST_CASE("nearly the same question is found, a different one is not") {
        const auto twins = find_twins(
            {asking("K-1", kStem),
             asking("K-2", "Berkas mana yang perlu disalin lebih dahulu pagi ini?"),
             asking("K-3", "Berkas mana yang boleh dimusnahkan menurut jadwal retensi arsip?")});
        CHECK(twins == std::vector<Twins>{{0, 1, false}});
    }

    TEST_CASE("a short general stem is a twin only with the same options") {
        auto first = asking("K-1", "Mana yang benar?");
        auto second = asking("K-2", "Mana yang benar?");
        CHECK(find_twins({first, second}) == std::vector<Twins>{{0, 1, true}});
        second.body = with_options<SingleChoice>("abc");
        CHECK(find_twins({first, second}).empty());
    }

    TEST_CASE("enemies are no news") {
        auto first = asking("K-1", kStem);
        auto second = asking("K-2", kStem);
        make_enemies(first, second);
        make_enemies(second, first);
        CHECK(first.enemies == std::vector<ItemId>{ItemId("K-2")});
        CHECK(second.enemies == std::vector<ItemId>{ItemId("K-1")});
        CHECK(find_twins({first, second}).empty());
        first.enemies.clear();
        CHECK(are_enemies(first, second));
        CHECK(find_twins({first, second}).empty());
    }
}
