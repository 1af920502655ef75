#include "kiosk/core/items/review.h"

#include <doctest/doctest.h>

#include "kiosk/core/items/draft.h"
#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

/// "field[index] key" of each finding, one a line.
std::string lines_of(const Findings& findings) {
    std::string lines;
    for (const auto& one : findings.all()) {
        lines += std::to_string(static_cast<int>(one.spot.field)) + "[" +
                 std::to_string(one.spot.index) + "] " + one.key + "\n";
    }
    return lines;
}

std::string at(Field field, std::size_t index, const std::string& key) {
    return std::to_string(static_cast<int>(field)) + "[" + std::to_string(index) + "] " + key +
           "\n";
}

Item choosing(const std::vector<std::string>& texts) {
    auto item = an_item("K-1", 1, "x", SingleChoice{});
    auto& options = std::get<SingleChoice>(item.body).options;
    for (const auto& text : texts) {
        options.push_back(
            {OptionId(std::string(1, static_cast<char>('a' + options.size()))), {text, ""}});
    }
    return item;
}

ItemKey key_of(KeyBody body) { return {ItemId("K-1"), std::move(body), {"Sebab.", ""}}; }

}  // namespace

TEST_SUITE("kiosk/core/items/review") {
    TEST_CASE("a sign that the terminal lacks is named with its place") {
        auto item =
            choosing({"\u2264 5 \u00d7 10\u2074", "\u0628\u0633\u0645", "\U0001F600 senang"});
        item.stem.id =
            "CO\u2082 \u2265 5 \u00b5g/m\u00b3, \u00bd \u2192 \u221a2 \u2260 \u03c0; "
            "\u201ckutip\u201d \u2013 \u00e9 \u2713 \u20ac";
        const auto findings = review_item(item, nullptr);
        CHECK(lines_of(findings) == at(Field::Stem, 0, "sign_unshown") +
                                        at(Field::Option, 1, "sign_unshown") +
                                        at(Field::Option, 2, "sign_unshown"));
        CHECK_FALSE(findings.has_errors());
        CHECK(findings.all()[0].values.at("signs") == "\u2713 (U+2713)");
        CHECK(findings.all()[2].values.at("signs") == "\U0001F600 (U+1F600)");
    }

    TEST_CASE("what is below the others stays last, what names letters keeps all in place") {
        const auto above = choosing({"satu", "dua", "tiga", "Semua jawaban di atas benar"});
        CHECK(lines_of(review_item(above, nullptr)) == at(Field::Option, 3, "option_all_above"));
        CHECK(movable_options(above) == 3);
        const auto letters = choosing({"satu", "dua", "tiga", "A dan B benar"});
        CHECK(lines_of(review_item(letters, nullptr)) ==
              at(Field::Option, 3, "option_names_letters"));
        CHECK(movable_options(letters) == 0);
        const auto middle = choosing({"satu", "Semua di atas", "tiga"});
        CHECK(movable_options(middle) == 0);
        CHECK(lines_of(review_item(middle, nullptr)) ==
              at(Field::Option, 1, "option_names_letters"));
        const auto both = choosing({"satu", "dua", "Semua di atas benar", "Semua di atas salah"});
        CHECK(movable_options(both) == 2);
        CHECK(movable_options(choosing({"satu", "dua", "tiga"})) == 3);
        CHECK(movable_options(an_item("K-2", 1, "x", with_options<TrueFalse>("ab"))) == 0);
    }

    TEST_CASE("an explanation that names a letter is told where options are shuffled") {
        auto key = key_of(SingleChoice::Key{OptionId("a")});
        key.rationale.id = "Pilihan B keliru.";
        CHECK(lines_of(review_item(choosing({"satu", "dua"}), &key)) ==
              at(Field::Rationale, 0, "letter_named"));
        CHECK(lines_of(review_item(choosing({"satu", "A dan C"}), &key)) ==
              at(Field::Option, 1, "option_names_letters"));
    }

    TEST_CASE("an item of which no answer can be typed is refused") {
        const auto item = an_item("K-1", 1, "x", ShortText{});
        const auto review = [&](std::vector<std::string> accepted) {
            const auto key = key_of(ShortText::Key{std::move(accepted)});
            return review_item(item, &key);
        };
        CHECK(lines_of(review({"Jum\u2019at", "e\u2011government"})) == "");
        CHECK(lines_of(review({"caf\u00e9", "cafe"})) == "");
        const auto none = review({"caf\u00e9", "50%"});
        CHECK(lines_of(none) == at(Field::Key, 0, "accepted_untypable"));
        CHECK(none.has_errors());
        CHECK(none.all()[0].values.at("signs") == "\u00e9 (U+00E9), % (U+0025)");
    }

    TEST_CASE("true and false are read as words, letters and initials") {
        const auto key_of_draft = [](const std::string& written, TrueFalseCoding coding,
                                     std::vector<LocalText> options) {
            ItemDraft draft;
            draft.kind = kind_of<TrueFalse>();
            draft.key = {written};
            draft.coding = coding;
            draft.options = std::move(options);
            Findings findings;
            TrueFalse kind;
            kind.take(draft, findings);
            const auto key = kind.make_key(draft, findings);
            return findings.has_errors() ? findings.all()[0].key : key.correct.value;
        };
        using enum TrueFalseCoding;
        const std::vector<LocalText> own{{"Benar", ""}, {"Salah", ""}};
        CHECK(key_of_draft("Benar", Unclear, {}) == "a");
        CHECK(key_of_draft("SALAH", Unclear, {}) == "b");
        CHECK(key_of_draft("false", Unclear, {}) == "b");
        CHECK(key_of_draft("S", Initials, {}) == "b");
        CHECK(key_of_draft("B", Initials, {}) == "a");
        CHECK(key_of_draft("B", Initials, own) == "a");
        CHECK(key_of_draft("A", Letters, {}) == "a");
        CHECK(key_of_draft("B", Letters, {}) == "b");
        CHECK(key_of_draft("B", Unclear, own) == "b");
        CHECK(key_of_draft("B", Unclear, {}) == "true_false_unclear");
        CHECK(key_of_draft("C", Unclear, {}) == "key_unknown_option");
        CHECK(true_false_coding({"B", "S", "B"}) == Initials);
        CHECK(true_false_coding({"B", "A"}) == Letters);
        CHECK(true_false_coding({"B", "B"}) == Unclear);
        CHECK(true_false_coding({"A", "S"}) == Unclear);
    }
}
