// The literal forms and the digest come from tests/vectors/make/draw_form.py.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/items/twins.h"
#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

/// A1..A4 of level 1, B1..B4 of level 2, indicators x and y in turn.
Bank eight_items() {
    Bank bank;
    bank.id = BankId("T01");
    bank.version = 3;
    for (const auto* level : {"A", "B"}) {
        for (int n = 1; n <= 4; ++n) {
            bank.items.push_back(
                an_item(level + std::to_string(n), *level == 'A' ? 1 : 2, n % 2 == 1 ? "x" : "y"));
        }
    }
    return bank;
}

BlueprintRow row(int level, int count, const std::string& indicator = "") {
    BlueprintRow row;
    row.competency = CompetencyCode("T.01");
    row.level = level;
    row.count = count;
    if (!indicator.empty()) {
        row.indicators = {IndicatorCode(indicator)};
    }
    return row;
}

Assessment asking(std::vector<BlueprintRow> rows) {
    Assessment assessment;
    assessment.blueprint.rows = std::move(rows);
    return assessment;
}

/// "A1:acdb B4:adbc": items in order, their options in order.
std::string words_of(const Form& form) {
    std::string out;
    for (const auto& item : form.items) {
        out += (out.empty() ? "" : " ") + item.item.value + ":";
        for (const auto& option : item.option_order) {
            out += option.value;
        }
    }
    return out;
}

std::string drawn(const Assessment& assessment, const Bank& bank, std::uint64_t seed) {
    return words_of(draw_form(assessment, Variant::Any, {&bank}, seed).value());
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/form");

TEST_CASE("a bank and a seed give one form on every machine") {
    const auto bank = eight_items();
    const auto assessment = asking({row(1, 2), row(2, 2)});
    CHECK(drawn(assessment, bank, 0) == "B3:acdb B2:bdca A3:cdba A2:bcda");
    CHECK(drawn(assessment, bank, 1) == "B1:cdba A4:adcb A3:adcb B2:dcba");
    CHECK(drawn(assessment, bank, 42) == "A1:acdb B4:adbc A4:bdac B3:acbd");
    CHECK(drawn(assessment, bank, 2026) == "B1:dcab A4:dbca B2:acbd A3:cabd");
    const auto form = draw_form(assessment, Variant::Any, {&bank}, 42).value();
    CHECK(form.seed == 42);
    CHECK(form.items[0].bank == BankId("T01"));
    CHECK(form.items[0].bank_version == 3);
    CHECK(form.items[0].revision == items::item_revision(bank.items[0]));
}

TEST_CASE("a self-assessment and the options of true and false keep their order") {
    Bank bank;
    for (int level = 1; level <= 4; ++level) {
        bank.items.push_back(an_item("s" + std::to_string(level), level, "x", items::Statement{}));
    }
    auto assessment = asking({row(1, 1), row(2, 1), row(3, 1), row(4, 1)});
    assessment.kind = AssessmentKind::SelfAssessment;
    bank.items.push_back(an_item("tf", 5, "x", items::with_options<items::TrueFalse>("ab")));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        CHECK(drawn(assessment, bank, seed) == "s1: s2: s3: s4:");
        CHECK(drawn(asking({row(5, 1)}), bank, seed) == "tf:ab");
    }
}

TEST_CASE("competencies follow one another in the blueprint's order") {
    auto bank = eight_items();
    for (auto& item : bank.items) {
        item.competency = CompetencyCode(item.level == 1 ? "T.02" : "T.01");
    }
    auto first = row(2, 2);
    auto second = row(1, 2);
    second.competency = CompetencyCode("T.02");
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto form = draw_form(asking({first, second}), Variant::Any, {&bank}, seed).value();
        CHECK(form.items[0].item.value[0] == 'B');
        CHECK(form.items[1].item.value[0] == 'B');
        CHECK(form.items[2].item.value[0] == 'A');
        CHECK(form.items[3].item.value[0] == 'A');
    }
}

TEST_CASE("a row shares its items evenly between indicators") {
    const auto bank = eight_items();
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto form = draw_form(asking({row(1, 2)}), Variant::Any, {&bank}, seed).value();
        const auto is_odd = [](const FormItem& item) { return item.item.value[1] % 2 == 1; };
        CHECK(std::count_if(form.items.begin(), form.items.end(), is_odd) == 1);
    }
}

TEST_CASE("practice items and items of the other form are never drawn") {
    auto bank = eight_items();
    bank.items[0].pool = Pool::Practice;  // A1
    bank.items[1].variant = Variant::B;   // A2
    bank.items[2].variant = Variant::A;   // A3
    auto assessment = asking({row(1, 2)});
    assessment.form = FormChoice::A;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto form = draw_form(assessment, Variant::A, {&bank}, seed).value();
        CHECK(form.variant == Variant::A);
        for (const auto& item : form.items) {
            CHECK((item.item == ItemId("A3") || item.item == ItemId("A4")));
        }
    }
    assessment.blueprint.rows[0].count = 3;
    CHECK(draw_form(assessment, Variant::A, {&bank}, 1)->items.size() == 2);
    CHECK(check_coverage(assessment, {&bank}).size() == 1);
}

TEST_CASE("items of the third set stand in second looks alone, and nothing else does") {
    auto bank = eight_items();
    bank.items[0].variant = Variant::C;  // A1
    bank.items[1].variant = Variant::C;  // A2
    bank.items[2].variant = Variant::A;  // A3
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        for (const auto variant : {Variant::Any, Variant::A}) {
            const auto form = draw_form(asking({row(1, 2)}), variant, {&bank}, seed).value();
            for (const auto& item : form.items) {
                CHECK((item.item == ItemId("A3") || item.item == ItemId("A4")));
            }
        }
        CHECK(draw_form(asking({row(1, 1)}), Variant::B, {&bank}, seed)->items[0].item ==
              ItemId("A4"));
        const auto second = draw_form(asking({row(1, 2)}), Variant::C, {&bank}, seed).value();
        for (const auto& item : second.items) {
            CHECK((item.item == ItemId("A1") || item.item == ItemId("A2")));
        }
    }
    auto assessment = asking({row(1, 3)});
    assessment.form = FormChoice::SecondLook;
    CHECK(check_coverage(assessment, {&bank}).size() == 1);
}

TEST_CASE("crossed counterparts give each person one form and then the other") {
    auto pre = asking({row(1, 2)});
    pre.id = AssessmentId("pra");
    pre.form = FormChoice::Crossed;
    pre.counterpart = AssessmentId("pasca");
    auto post = pre;
    post.id = AssessmentId("pasca");
    post.counterpart = AssessmentId("pra");
    int begin_with_a = 0;
    for (int n = 0; n < 100; ++n) {
        PersonId person;
        person.bytes.fill(static_cast<std::uint8_t>(n));
        CHECK(variant_for(pre, person) != variant_for(post, person));
        CHECK(variant_for(pre, person) == variant_for(pre, person));
        begin_with_a += variant_for(pre, person) == Variant::A ? 1 : 0;
    }
    CHECK(begin_with_a == 50);
    // Both forms must be covered before anything is published.
    auto bank = eight_items();
    for (std::size_t i = 0; i < 4; ++i) {
        bank.items[i].variant = i < 3 ? Variant::A : Variant::B;
    }
    const auto problems = check_coverage(pre, {&bank});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].values.at("form") == "B");
}

TEST_CASE("a second look asks at the standard's level alone") {
    auto assessment = asking({row(1, 5), row(2, 5), row(3, 5)});
    Standard standard;
    standard.required[CompetencyCode("T.01")] = 2;
    CHECK(rows_for(assessment, standard).size() == 3);
    assessment.form = FormChoice::SecondLook;
    REQUIRE(rows_for(assessment, standard).size() == 1);
    CHECK(rows_for(assessment, standard)[0].level == 2);
}

TEST_CASE("two rows that want the same items are found short together") {
    const auto bank = eight_items();
    const auto assessment = asking({row(1, 3), row(1, 2)});
    const auto problems = check_coverage(assessment, {&bank});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].key == "blueprint_row_short");
    CHECK(problems[0].place.column == "blueprint.rows[1]");
    CHECK(problems[0].values.at("needed") == "2");
    CHECK(problems[0].values.at("available") == "1");
    CHECK(draw_form(assessment, Variant::Any, {&bank}, 1)->items.size() == 4);
}

TEST_CASE("where items were withdrawn a form has what is left, without any there is no form") {
    auto bank = eight_items();
    bank.items.erase(bank.items.begin(), bank.items.begin() + 2);  // A1, A2
    const auto assessment = asking({row(1, 3), row(2, 2)});
    const auto form = draw_form(assessment, Variant::Any, {&bank}, 1).value();
    std::set<std::string> basics;
    for (const auto& item : form.items) {
        if (item.item.value[0] == 'A') {
            basics.insert(item.item.value);
        }
    }
    CHECK(basics == std::set<std::string>{"A3", "A4"});
    CHECK(form.items.size() == 4);
    bank.items.clear();
    CHECK(draw_form(assessment, Variant::Any, {&bank}, 1).error().code ==
          ErrorCode::NotEnoughItems);
}

TEST_CASE("a row that takes any indicator leaves the narrow row its items, whatever the seed") {
    const auto bank = eight_items();
    const auto assessment = asking({row(1, 2), row(1, 2, "x")});
    CHECK(check_coverage(assessment, {&bank}).empty());
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto form = draw_form(assessment, Variant::Any, {&bank}, seed);
        REQUIRE_MESSAGE(form.has_value(), seed);
        std::vector<std::string> names;
        for (const auto& item : form->items) {
            names.push_back(item.item.value);
        }
        std::sort(names.begin(), names.end());
        CHECK(names == std::vector<std::string>{"A1", "A2", "A3", "A4"});
    }
}

namespace {

void make_enemies(Bank& bank, std::size_t first, std::size_t second) {
    items::make_enemies(bank.items[first], bank.items[second]);
}

std::vector<std::string> sorted_names(const Form& form) {
    std::vector<std::string> names;
    for (const auto& item : form.items) {
        names.push_back(item.item.value);
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("enemies never stand in one form, whatever the seed, and each of them is drawn") {
    auto bank = eight_items();
    make_enemies(bank, 0, 2);  // A1, A3
    make_enemies(bank, 1, 5);  // A2, B2
    std::map<std::string, int> counts;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto names = sorted_names(
            draw_form(asking({row(1, 2), row(2, 3)}), Variant::Any, {&bank}, seed).value());
        const auto has = [&](const char* name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        CHECK_FALSE((has("A1") && has("A3")));
        CHECK_FALSE((has("A2") && has("B2")));
        for (const auto& name : names) {
            ++counts[name];
        }
    }
    for (const auto* name : {"A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4"}) {
        CHECK_MESSAGE(counts[name] > 30, name);
    }
}

TEST_CASE("an enemy named by one side alone, in another bank, counts as well") {
    auto first = eight_items();
    auto second = eight_items();
    second.id = BankId("T02");
    for (auto& item : second.items) {
        item.id = ItemId("Z" + item.id.value);
    }
    first.items[0].enemies = {ItemId("ZA1")};
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto names = sorted_names(
            draw_form(asking({row(1, 7)}), Variant::Any, {&first, &second}, seed).value());
        const auto count = std::count(names.begin(), names.end(), "A1") +
                           std::count(names.begin(), names.end(), "ZA1");
        CHECK(count == 1);
    }
    CHECK(check_coverage(asking({row(1, 8)}), {&first, &second}).size() == 1);
}

TEST_CASE("a form that only one choice of enemies fills is found by check and by every draw") {
    // A1 is the enemy of A2, A3 and A4: three items fill the row only without A1.
    auto bank = eight_items();
    make_enemies(bank, 0, 1);
    make_enemies(bank, 0, 2);
    make_enemies(bank, 0, 3);
    const auto assessment = asking({row(1, 3)});
    CHECK(check_coverage(assessment, {&bank}).empty());
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        CHECK(sorted_names(draw_form(assessment, Variant::Any, {&bank}, seed).value()) ==
              std::vector<std::string>{"A2", "A3", "A4"});
    }
}

TEST_CASE("a row that enemies make too short is told, with what is left") {
    auto bank = eight_items();
    make_enemies(bank, 0, 1);
    const auto problems = check_coverage(asking({row(1, 4)}), {&bank});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].key == "blueprint_row_short_enemies");
    CHECK(problems[0].values.at("available") == "3");
    CHECK(draw_form(asking({row(1, 4)}), Variant::Any, {&bank}, 1)->items.size() == 3);
}

TEST_CASE("an option that means all above stays last, one that names letters keeps all in place") {
    auto bank = eight_items();
    auto& above = std::get<items::SingleChoice>(bank.items[0].body).options;
    above[3].text.id = "Semua jawaban di atas benar";
    auto& letters = std::get<items::SingleChoice>(bank.items[1].body).options;
    letters[3].text.id = "A dan B benar";
    std::set<std::string> orders;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto form = draw_form(asking({row(1, 4)}), Variant::Any, {&bank}, seed).value();
        for (const auto& item : form.items) {
            std::string order;
            for (const auto& option : item.option_order) {
                order += option.value;
            }
            if (item.item == ItemId("A1")) {
                CHECK(order.back() == 'd');
                orders.insert(order);
            } else if (item.item == ItemId("A2")) {
                CHECK(order == "abcd");
            }
        }
    }
    CHECK(orders.size() == 6);
}

TEST_SUITE_END();
