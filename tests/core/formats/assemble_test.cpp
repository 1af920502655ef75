#include "kiosk/core/formats/assemble.h"

#include <doctest/doctest.h>

#include "assets/lang.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using content::lines_of;
using content::real_framework;

namespace {

/// A whole draft of a single choice, from line `row` of another format.
formats::PlacedDraft a_draft(const std::string& id, int row) {
    items::ItemDraft draft;
    draft.kind = items::ItemKind::SingleChoice;
    draft.head.id = ItemId(id);
    draft.head.competency = CompetencyCode("T.01");
    draft.head.level = 1;
    draft.head.indicator = IndicatorCode("T.01.1.1");
    draft.head.stem = {"Apa?", ""};
    draft.head.time_s = 60;
    draft.rationale = {"Sebab.", ""};
    draft.options = {{"satu", ""}, {"dua", ""}};
    draft.key = {"A"};
    return {std::move(draft), "soal.gift", row, [](const items::Spot& spot) {
                return formats::FieldPlace{"field " + std::to_string(static_cast<int>(spot.field)),
                                           "?"};
            }};
}

}  // namespace

TEST_SUITE("kiosk/core/formats/assemble") {
    TEST_CASE("a whole draft becomes an item with its key") {
        formats::Drafts drafts;
        drafts.drafts.push_back(a_draft("A-1", 3));
        const auto outcome = formats::assemble(std::move(drafts), real_framework());
        CHECK(lines_of(outcome.problems) == "");
        REQUIRE(outcome.value.items.size() == 1);
        CHECK(std::get<items::SingleChoice::Key>(outcome.value.keys[0].body).correct ==
              OptionId("a"));
    }

    TEST_CASE("problems name the place that the reader gave, in the order of the file") {
        formats::Drafts drafts;
        drafts.drafts.push_back(a_draft("A-1", 3));
        drafts.drafts.push_back(a_draft("A-1", 9));
        drafts.drafts.push_back(a_draft("A-3", 12));
        drafts.drafts[1].draft.key = {"C"};
        drafts.drafts[2].draft.head.competency = CompetencyCode("T.99");
        drafts.problems.push_back({.key = "quote_open",
                                   .place = {"soal.gift", 5, "x"},
                                   .found = {},
                                   .values = {},
                                   .severity = Severity::Error});
        const auto outcome = formats::assemble(std::move(drafts), real_framework());
        CHECK(lines_of(outcome.problems) ==
              "5 x quote_open\n9 field 0 id_doubled\n9 field 8 key_unknown_option\n"
              "12 field 2 competency_unknown\n");
        CHECK(outcome.problems[2].place.file == "soal.gift");
        CHECK(outcome.problems[2].values.at("letter") == "C");
        const auto words =
            describe(outcome.problems[1], assets::load_catalogue(Language::Indonesian));
        CHECK(words.place == "soal.gift, baris 9, kolom field 0");
        CHECK(words.cause.find("3") != std::string::npos);  // the row of the first
    }

    TEST_CASE("a field that the reader blamed is not blamed again") {
        formats::Drafts drafts;
        drafts.drafts.push_back(a_draft("A-1", 3));
        drafts.drafts[0].draft.head.level = 0;
        drafts.problems.push_back({.key = "number_range",
                                   .place = {"soal.gift", 3, "field 3"},
                                   .found = {},
                                   .values = {},
                                   .severity = Severity::Error});
        const auto outcome = formats::assemble(std::move(drafts), real_framework());
        CHECK(outcome.problems.size() == 1);
    }

    TEST_CASE("a warning about a field does not hide its error") {
        formats::Drafts drafts;
        drafts.drafts.push_back(a_draft("A-1", 3));
        drafts.drafts[0].draft.head.level = 0;
        drafts.problems.push_back({.key = "signs_dropped",
                                   .place = {"soal.gift", 3, "field 3"},
                                   .found = {},
                                   .values = {},
                                   .severity = Severity::Warning});
        const auto outcome = formats::assemble(std::move(drafts), real_framework());
        CHECK(lines_of(outcome.problems) == "3 field 3 signs_dropped\n3 field 3 number_range\n");
    }

    TEST_CASE("one question under two codes is named in any format, and the two become enemies") {
        formats::Drafts drafts;
        drafts.drafts.push_back(a_draft("A-1", 3));
        drafts.drafts.push_back(a_draft("A-2", 9));
        for (auto& placed : drafts.drafts) {
            placed.draft.head.stem.id = "Berkas mana yang disalin lebih dahulu hari ini?";
        }
        const auto outcome = formats::assemble(std::move(drafts), real_framework());
        CHECK(lines_of(outcome.problems) == "9 field 5 stem_same\n");
        CHECK(outcome.value.items[0].enemies == std::vector{ItemId("A-2")});
        CHECK(outcome.value.items[1].enemies == std::vector{ItemId("A-1")});
    }

    TEST_CASE("of an unknown kind everything else is still checked") {
        formats::Drafts drafts;
        drafts.drafts.push_back(a_draft("dua kata", 3));
        drafts.drafts[0].draft.kind.reset();
        drafts.drafts[0].draft.head.indicator = IndicatorCode("T.01.2.1");
        const auto outcome = formats::assemble(std::move(drafts), real_framework());
        CHECK(lines_of(outcome.problems) == "3 field 4 indicator_foreign\n3 field 0 id_form\n");
    }
}
