#include <doctest/doctest.h>

#include "assets/lang.h"
#include "tests/screens/a_sitting.h"

namespace asah::screens {

namespace {

SittingStep choose(SittingState state, const char* option) {
    return reduce(std::move(state), OptionPressed{OptionId(option)});
}

SittingView view_of(const SittingState& state) {
    return make_view(state, assets::load_catalogue(Language::Indonesian), Language::Indonesian);
}

}  // namespace

TEST_SUITE("screens/sitting") {
    TEST_CASE("two fast taps mark only the second") {
        const auto first = choose(a_state(), "a");
        const auto second = choose(first.state, "b");
        const auto after_first = reduce(second.state, saved(second.state, first.effects[0]));
        CHECK(view_of(after_first.state).options[0].is_selected);
        CHECK(view_of(after_first.state).options[0].mark == RowMark::None);
        CHECK_FALSE(view_of(after_first.state).options[1].is_selected);
        const auto after_second =
            reduce(after_first.state, saved(after_first.state, second.effects[0]));
        CHECK(view_of(after_second.state).options[0].mark_text == "Tersimpan");
        CHECK(view_of(after_second.state).options[1].mark == RowMark::None);
    }

    TEST_CASE("saving is said only after 150 ms") {
        auto state = reduce(a_state(), Tick{{1000}}).state;
        state = choose(state, "a").state;
        CHECK(view_of(reduce(state, Tick{{1149}}).state).options[1].mark == RowMark::None);
        CHECK(view_of(reduce(state, Tick{{1150}}).state).options[1].mark_text == "Menyimpan");
    }

    TEST_CASE("a refused answer stops the clock and goes out again on retry") {
        auto state = reduce(a_state(), Tick{{0}}).state;
        const auto step = choose(reduce(state, Tick{{2000}}).state, "a");
        state =
            reduce(step.state, Outcome{step.effects[0].number, Error{ErrorCode::DiskFull, "", ""}})
                .state;
        CHECK(state.overlay == SittingOverlay::Unsaved);
        state = reduce(state, Tick{{62'000}}).state;
        CHECK(view_of(state).timer == "09.58");
        CHECK(view_of(state).options[1].mark_text == "Belum tersimpan");
        CHECK(view_of(state).dialog->question == "Jawaban terakhir belum tersimpan");
        const auto again = reduce(state, RetryPressed{});
        REQUIRE(again.effects.size() == 2);
        const auto& body = std::get<SaveEvent>(again.effects[0].body).body;
        CHECK(std::get<assessment::Answered>(body).response.chosen()[0] == OptionId("a"));
        state = reduce(again.state, saved(again.state, again.effects[0])).state;
        CHECK(view_of(state).options[1].mark == RowMark::Saved);
    }

    TEST_CASE("working time goes out every ten seconds") {
        auto state = reduce(a_state(), Tick{{0}}).state;
        CHECK(reduce(state, Tick{{9999}}).effects.empty());
        const auto step = reduce(state, Tick{{10'000}});
        REQUIRE(step.effects.size() == 1);
        CHECK(std::get<SaveEvent>(step.effects[0].body).elapsed == DurationMs{10'000});
    }

    TEST_CASE("when time is up the sitting ends by itself, with all of its time written") {
        auto state = reduce(a_state(), Tick{{0}}).state;
        const auto step = reduce(state, Tick{{600'500}});
        REQUIRE(step.effects.size() == 1);
        CHECK(std::get<SaveEvent>(step.effects[0].body).elapsed == DurationMs{600'000});
        const auto end = reduce(step.state, saved(step.state, step.effects[0]));
        REQUIRE(end.effects.size() == 1);
        CHECK(std::get<FinishSitting>(end.effects[0].body).reason ==
              assessment::FinishReason::TimeUp);
    }

    TEST_CASE("going on waits for the store's word") {
        auto step = choose(a_state(), "a");
        const Effect answer = step.effects[0];
        step = reduce(step.state, NextPressed{});
        CHECK(step.state.position == 0);
        step = reduce(step.state, saved(step.state, answer));
        CHECK(view_of(step.state).position == "Soal 2 dari 3");
    }

    TEST_CASE("resume shows the same question with the stored answer and time") {
        assessment::OpenSitting data = a_sitting();
        data.sitting.position = 2;
        data.sitting.elapsed = {100'000};
        data.sitting.answers[2].response = items::chose({OptionId("b")});
        const auto state = begin_sitting(data, a_framework(), 7);
        CHECK(view_of(state).position == "Soal 3 dari 3");
        CHECK(view_of(state).timer == "08.20");
        CHECK(view_of(state).options[0].mark == RowMark::Saved);
    }

    TEST_CASE("what cannot be sealed is said, and is tried again on demand") {
        auto state = reduce(a_state(), MapPressed{}).state;
        state = reduce(state, FinishPressed{}).state;
        CHECK(view_of(state).dialog->facts[1].text == "3 soal belum dijawab: nomor 1, 2, 3");
        const auto ending = reduce(state, FinishConfirmed{});
        state = reduce(ending.state,
                       Outcome{ending.effects.back().number, Error{ErrorCode::SealFailed, "", ""}})
                    .state;
        CHECK(view_of(state).dialog->sentence ==
              "Jawaban Anda aman di kios ini, tetapi belum dapat disegel.");
        const auto again = reduce(state, RetryPressed{});
        CHECK(std::holds_alternative<FinishSitting>(again.effects.back().body));
    }

    TEST_CASE("a sitting that was ended but not sealed opens on the offer to try again") {
        assessment::OpenSitting data = a_sitting();
        data.sitting.finished = assessment::FinishReason::Person;
        auto state = begin_sitting(data, a_framework(), 7);
        CHECK(view_of(state).dialog->safe.id == "unsaved.retry");
        CHECK(view_of(state).is_timer_paused);
        state = reduce(state, Tick{{1000}}).state;
        state = reduce(state, Tick{{90'000}}).state;
        CHECK(state.elapsed == data.sitting.elapsed);
        const auto again = reduce(state, RetryPressed{});
        REQUIRE(again.effects.size() == 1);
        CHECK(std::holds_alternative<FinishSitting>(again.effects.back().body));
    }

    TEST_CASE("the banner of five minutes comes once and goes for good") {
        auto state = reduce(a_state(), Tick{{0}}).state;
        state = reduce(state, Tick{{299'999}}).state;
        CHECK(view_of(state).banner.empty());
        state = reduce(state, Tick{{300'000}}).state;
        CHECK(view_of(state).banner == "Tersisa 5 menit.");
        state = reduce(state, BannerClosed{}).state;
        CHECK(view_of(state).banner.empty());
        state = reduce(state, Tick{{301'000}}).state;
        CHECK(view_of(state).banner.empty());
        CHECK(view_of(state).is_late);
    }

    TEST_CASE("the picture stands still until the clock's next second") {
        auto state = reduce(a_state(), Tick{{0}}).state;
        CHECK(next_tick(state) == DurationMs{1'000});
        state = reduce(state, Tick{{1'250}}).state;
        const auto view = view_of(state);
        CHECK(next_tick(state) == DurationMs{750});
        CHECK(view_of(reduce(state, Tick{{1'999}}).state) == view);
        CHECK(view_of(reduce(state, Tick{{2'000}}).state) != view);
        CHECK(next_tick(choose(state, "a").state) == DurationMs{100});
    }

    TEST_CASE("a note is sent after a pause in typing, and only once") {
        assessment::OpenSitting data = a_sitting();
        data.items[0].body = items::Statement{};
        auto state = begin_sitting(data, a_framework(), 1);
        state = reduce(state, Tick{{0}}).state;
        state = reduce(state, OptionPressed{OptionId("4")}).state;
        auto step = reduce(state, TextChanged{"SIPD"});
        CHECK(step.effects.empty());
        step = reduce(step.state, Tick{{kTypingPause.value - 1}});
        CHECK(step.effects.empty());
        step = reduce(step.state, Tick{{kTypingPause.value}});
        REQUIRE(step.effects.size() == 1);
        const auto& body = std::get<SaveEvent>(step.effects[0].body).body;
        CHECK(std::get<assessment::Answered>(body).response.note() == "SIPD");
        CHECK(std::get<assessment::Answered>(body).response.rating() == 4);
        step = reduce(step.state, Tick{{kTypingPause.value * 3}});
        CHECK(step.effects.empty());
    }

    TEST_CASE("a note that goes on its way with Simpan dan Lanjutkan holds the next item back") {
        assessment::OpenSitting data = a_sitting();
        data.items[0].body = items::Statement{};
        data.sitting.answers[0].response = items::rated(4);
        auto state = begin_sitting(data, a_framework(), 1);
        auto step = reduce(reduce(state, TextChanged{"SIPD"}).state, NextPressed{});
        REQUIRE(step.effects.size() == 1);
        CHECK(step.state.position == 0);
        CHECK(view_of(step.state).text_mark == RowMark::None);
        step = reduce(step.state, saved(step.state, step.effects[0]));
        CHECK(step.state.position == 1);
    }

    TEST_CASE("a note is cut between characters") {
        assessment::OpenSitting data = a_sitting();
        data.items[0].body = items::Statement{};
        const auto state = begin_sitting(data, a_framework(), 1);
        const auto step = reduce(state, TextChanged{std::string(499, 'a') + "\u00e9\u00e9"});
        CHECK(step.state.drafts[0].note() == std::string(499, 'a') + "\u00e9");
    }

    TEST_CASE("a number typed with a point is shown and sent with a comma") {
        auto data = a_sitting();
        data.items[0].body = items::Numeric{};
        const auto state = begin_sitting(std::move(data), a_framework(), 1);
        const auto typed = reduce(state, TextChanged{"2.5"});
        CHECK(view_of(typed.state).text == "2,5");
        CHECK(view_of(typed.state).text_hint == "Terbaca: 2,5");
        const auto sent = reduce(typed.state, NextPressed{});
        REQUIRE(sent.effects.size() == 1);
        CHECK(std::get<assessment::Answered>(std::get<SaveEvent>(sent.effects[0].body).body)
                  .response.text() == "2,5");
    }

    TEST_CASE("what is no number, and what has two readings, is kept as typed and said") {
        auto data = a_sitting();
        data.items[0].body = items::Numeric{};
        const auto state = begin_sitting(std::move(data), a_framework(), 1);
        const auto hint_of = [&](const char* text) {
            const auto view = view_of(reduce(state, TextChanged{text}).state);
            return view.text + " | " + view.text_hint;
        };
        CHECK(hint_of("3-") == "3- | Belum terbaca sebagai angka. Contoh: 12 atau 2,5");
        CHECK(hint_of("2,5,0") == "2,5,0 | Belum terbaca sebagai angka. Contoh: 12 atau 2,5");
        CHECK(hint_of("1e3") == "1e3 | Belum terbaca sebagai angka. Contoh: 12 atau 2,5");
        CHECK(hint_of("2.250") ==
              "2,250 | Ada dua cara membaca angka ini. Tekan yang Anda maksud:");
        CHECK(hint_of("") == " | ");
    }

    TEST_CASE("a number with two readings is asked about, and stored as the one that is touched") {
        auto data = a_sitting();
        data.items[0].body = items::Numeric{};
        auto step = reduce(begin_sitting(std::move(data), a_framework(), 1), TextChanged{"2.250"});
        const auto view = view_of(step.state);
        CHECK(view.is_text_unclear);
        REQUIRE(view.options.size() == 2);
        CHECK(view.options[0].text == "2,25");
        CHECK(view.options[1].text == "2250");
        CHECK(view.next_note == "Belum terbaca");
        step = choose(step.state, "grouped");
        REQUIRE(step.effects.size() == 1);
        CHECK(std::get<assessment::Answered>(std::get<SaveEvent>(step.effects[0].body).body)
                  .response.text() == "2250");
        CHECK(view_of(step.state).options.empty());
        CHECK(view_of(step.state).text_hint == "Terbaca: 2250");
        step = reduce(step.state, saved(step.state, step.effects[0]));
        CHECK(view_of(step.state).next_note == "Jawaban tersimpan");
    }

    TEST_CASE(
        "half an order is stored and said to be incomplete, here, in the map and at the end") {
        auto data = a_sitting();
        items::Ordering order;
        order.options = {{OptionId("a"), {"satu", ""}},
                         {OptionId("b"), {"dua", ""}},
                         {OptionId("c"), {"tiga", ""}}};
        data.items[0].body = order;
        data.items[1].body = items::Numeric{};
        data.sitting.answers[1].response = items::typed("3-");
        auto step = choose(begin_sitting(std::move(data), a_framework(), 1), "b");
        REQUIRE(step.effects.size() == 1);
        step = reduce(step.state, saved(step.state, step.effects[0]));
        auto view = view_of(step.state);
        CHECK(view.count == "1 dari 3");
        CHECK(view.next_note == "Belum lengkap");
        CHECK_FALSE(view.is_all_saved);
        CHECK(view.cells[0].state == CellState::Incomplete);
        CHECK(view.cells[1].state == CellState::Incomplete);
        CHECK(view.cells[2].state == CellState::Empty);
        CHECK(view.map_counts[0] == "0 sudah dijawab");
        REQUIRE(view.map_counts.size() == 4);
        CHECK(view.map_counts[3] == "2 belum lengkap");
        REQUIRE(view.look_again.size() == 3);
        CHECK(view.look_again[1].lead == "Belum lengkap.");
        step = reduce(reduce(step.state, MapPressed{}).state, FinishPressed{});
        REQUIRE(view_of(step.state).dialog.has_value());
        CHECK(view_of(step.state).dialog->facts[2].text == "2 soal belum lengkap: nomor 1, 2");
        step = choose(reduce(reduce(step.state, DialogClosed{}).state, DialogClosed{}).state, "a");
        step = reduce(step.state, saved(step.state, step.effects[0]));
        step = choose(step.state, "c");
        step = reduce(step.state, saved(step.state, step.effects[0]));
        CHECK(view_of(step.state).cells[0].state == CellState::Answered);
        CHECK(view_of(step.state).next_note == "Jawaban tersimpan");
    }

    TEST_CASE(
        "an item that was withdrawn meanwhile is not shown, takes nothing and is not counted") {
        auto data = a_sitting();
        data.sitting.answers[0].is_withdrawn = true;
        data.sitting.answers[0].response = items::chose({OptionId("a")});
        const auto state = begin_sitting(std::move(data), a_framework(), 1);
        auto view = view_of(state);
        CHECK(view.kicker == "Soal ditarik");
        CHECK(
            view.stem ==
            "Soal ini ditarik kantor pusat karena keliru atau diperbaiki. Soal ini tidak dihitung, "
            "juga bila Anda sudah menjawabnya. Silakan lanjutkan ke soal berikutnya.");
        CHECK(view.options.empty());
        CHECK(view.next.is_enabled);
        CHECK(view.next_note.empty());
        CHECK(view.cells[0].state == CellState::Withdrawn);
        CHECK(view.map_counts == std::vector<std::string>{"0 sudah dijawab", "0 ragu-ragu",
                                                          "2 belum dijawab", "1 ditarik"});
        CHECK(choose(state, "b").effects.empty());
        const auto asked =
            view_of(reduce(reduce(state, MapPressed{}).state, FinishPressed{}).state);
        REQUIRE(asked.dialog.has_value());
        CHECK(asked.dialog->facts[2].text == "1 soal ditarik dan tidak dihitung");
    }

    TEST_CASE("a text has a counter in characters, and a word when it is full") {
        auto data = a_sitting();
        data.items[0].body = items::ShortText{};
        const auto state = begin_sitting(std::move(data), a_framework(), 1);
        const auto hint_of = [&](const std::string& text) {
            return view_of(reduce(state, TextChanged{text}).state).text_hint;
        };
        std::string accents;
        for (int i = 0; i < 499; ++i) {
            accents += "\u00e9";
        }
        CHECK(view_of(state).text_hint == "0 dari 500 karakter");
        CHECK(hint_of(accents) == "499 dari 500 karakter");
        CHECK(hint_of(accents + "\u00e9") == "Penuh: paling banyak 500 karakter");
        const auto full = reduce(state, TextChanged{accents + "\u00e9\u00e9"}).state;
        CHECK(view_of(full).text == accents + "\u00e9");
        CHECK(view_of(full).text_hint == "Penuh: paling banyak 500 karakter");
    }

    TEST_CASE("what cannot be saved leads to staff with a code") {
        auto step = choose(reduce(a_state(), Tick{{0}}).state, "a");
        step =
            reduce(step.state, Outcome{step.effects[0].number, Error{ErrorCode::DiskFull, "", ""}});
        const auto view = view_of(step.state);
        CHECK(view.dialog->safe.id == "unsaved.retry");
        CHECK(view.dialog->other->label == "Panggil Petugas");
        CHECK(view.dialog->staff_note == "Untuk petugas: 204 disk_full");
        CHECK(view.dialog->facts[2].text == "Soal 1: menunggu disimpan.");
    }
}

}  // namespace asah::screens
