#include "kiosk/core/content/bank_json.h"

#include <doctest/doctest.h>

#include "kiosk/core/formats/bank_sheet.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::content;

namespace {

items::Bank real_bank(const std::string& name) {
    const auto text = asset_text("samples/" + name);
    auto outcome = formats::parse_bank_sheet(as_bytes(text), name, real_framework());
    REQUIRE(outcome.problems.empty());
    outcome.value.id = BankId("T01");
    outcome.value.version = 3;
    outcome.value.title = {"Literasi digital", "Digital literacy"};
    return std::move(outcome.value);
}

}  // namespace

TEST_SUITE("kiosk/core/content/bank_json") {
    TEST_CASE("items and keys of every real sheet go through JSON unchanged") {
        for (const auto* name :
             {"bank_T01.csv", "bank_T02.csv", "bank_T06.csv", "bank_M08.csv", "bank_sample.csv"}) {
            const auto bank = real_bank(name);
            const auto items = make_items_json(bank);
            const auto keys = make_keys_json(bank);
            const auto parsed = parse_items_json(items);
            REQUIRE(parsed.has_value());
            CHECK(parsed->items == bank.items);
            CHECK(parsed->keys.empty());
            CHECK(parsed->version == 3);
            CHECK(parsed->title == bank.title);
            const auto whole = with_keys(*parsed, keys);
            REQUIRE(whole.has_value());
            CHECK(whole->keys == bank.keys);
            CHECK(make_items_json(*whole) == items);
            CHECK(make_keys_json(*whole) == keys);
        }
    }

    TEST_CASE("the items member holds no key and no rationale") {
        const auto bank = real_bank("bank_T01.csv");
        const auto items = make_items_json(bank);
        CHECK(items.find("\"correct\"") == std::string::npos);
        CHECK(items.find("\"weights\"") == std::string::npos);
        CHECK(items.find(bank.keys[0].rationale.id) == std::string::npos);
    }

    TEST_CASE("one item as JSON, to the byte") {
        items::Bank bank;
        bank.id = BankId("X");
        bank.version = 1;
        bank.title = {"Contoh", ""};
        items::Item item;
        item.id = ItemId("X-1");
        item.body = items::Numeric{{"hari", "days"}};
        item.competency = CompetencyCode("T.01");
        item.level = 1;
        item.indicator = IndicatorCode("T.01.1.1");
        item.stem = {"Berapa?", ""};
        item.time_s = 60;
        items::ItemKey key;
        key.item = item.id;
        key.body = items::Numeric::Key{{3'250'000}, {500'000}};
        key.rationale = {"Sebab.", ""};
        bank.items = {item};
        bank.keys = {key};
        CHECK(make_items_json(bank) ==
              R"({"bank":"X","format":"asah/items/1","items":[{"competency":"T.01","id":"X-1",)"
              R"("indicator":"T.01.1.1","kind":"numeric","level":1,"pool":"measuring",)"
              R"("stem":{"id":"Berapa?"},"time_s":60,"unit":{"en":"days","id":"hari"},)"
              R"("variant":"any"}],"title":{"id":"Contoh"},"version":1})");
        CHECK(make_keys_json(bank) ==
              R"({"bank":"X","format":"asah/keys/1","keys":[{"item":"X-1",)"
              R"("rationale":{"id":"Sebab."},"tolerance":500000,"value":3250000}],"version":1})");
    }

    TEST_CASE("white space, doubled members, unknown kinds and other formats are refused") {
        const auto items = make_items_json(real_bank("bank_T06.csv"));
        CHECK(parse_items_json(items + " ").error().code == ErrorCode::MalformedInput);
        CHECK(parse_items_json("{\"version\":9," + items.substr(1)).error().code ==
              ErrorCode::MalformedInput);
        auto other = items;
        other.replace(other.find("asah/items/1"), 12, "asah/items/2");
        CHECK(parse_items_json(other).error().code == ErrorCode::Unsupported);
        auto kind = items;
        kind.replace(kind.find("single_choice"), 13, "single_voices");
        CHECK(parse_items_json(kind).error().code == ErrorCode::MalformedInput);
    }

    TEST_CASE(
        "keys of another bank or version, a missing key and a key that does not fit are refused") {
        const auto bank = real_bank("bank_T01.csv");
        const auto items = parse_items_json(make_items_json(bank));
        REQUIRE(items.has_value());
        auto other = bank;
        other.version = 4;
        CHECK(with_keys(*items, make_keys_json(other)).error().code == ErrorCode::NotFound);
        auto fewer = bank;
        fewer.keys.pop_back();
        CHECK(with_keys(*items, make_keys_json(fewer)).error().code == ErrorCode::NotFound);
        auto more = bank;
        more.keys.push_back(bank.keys.back());
        CHECK(with_keys(*items, make_keys_json(more)).error().code == ErrorCode::NotFound);
        auto wrong = bank;
        wrong.keys[0].body = items::SingleChoice::Key{OptionId("z")};
        CHECK(with_keys(*items, make_keys_json(wrong)).error().code == ErrorCode::MalformedInput);
    }
}
