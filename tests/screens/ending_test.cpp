// What stands on the screen when a sitting ends, in whatever way, is in the record.
#include <doctest/doctest.h>

#include <deque>

#include "assets/lang.h"
#include "kiosk/screens/app.h"
#include "tests/screens/a_sitting.h"

namespace asah::screens {

namespace {

/// A worker over the real fold of events: it refuses what the station refuses.
struct Desk {
    assessment::Sitting sitting;
    bool is_disk_full = false;
    std::vector<assessment::SittingEvent> events = {};

    Outcome run(const Effect& effect) {
        if (std::holds_alternative<FinishSitting>(effect.body)) {
            return {effect.number, assessment::Summary{}};
        }
        const auto& save = std::get<SaveEvent>(effect.body);
        const assessment::SittingEvent event{
            sitting.next_sequence, std::max(save.elapsed, sitting.elapsed), {}, save.body};
        auto next = assessment::apply(sitting, event);
        if (is_disk_full || !next.has_value()) {
            return {effect.number,
                    is_disk_full ? Error{ErrorCode::DiskFull, "", ""} : next.error()};
        }
        events.push_back(event);
        sitting = *next;
        return {effect.number, Saved{sitting}};
    }

    /// Runs the step's effects, and those of their outcomes, in order.
    SittingStep settle(SittingStep step) {
        std::deque<Effect> queue(step.effects.begin(), step.effects.end());
        while (!queue.empty()) {
            const Effect effect = queue.front();
            queue.pop_front();
            SittingStep next = reduce(step.state, run(effect));
            queue.insert(queue.end(), next.effects.begin(), next.effects.end());
            next.has_left |= step.has_left;
            step = std::move(next);
        }
        return step;
    }
};

constexpr DurationMs kLimit{30'000};

items::Ordering two_steps() {
    items::Ordering steps;
    steps.options = items::options_of(a_sitting().items[0]);
    return steps;
}

assessment::OpenSitting sitting_of(const items::ItemBody& body) {
    assessment::OpenSitting data = a_sitting();
    data.items[0].body = body;
    data.sitting.head.time_limit = kLimit;
    data.sitting.next_sequence = 1;
    return data;
}

struct Room {
    Desk desk;
    SittingState state;
    explicit Room(const items::ItemBody& body)
        : desk{sitting_of(body).sitting},
          state(begin_sitting(sitting_of(body), a_framework(), 1)) {}

    SittingStep feed(const SittingEvent& event) {
        SittingStep step = desk.settle(reduce(state, event));
        state = step.state;
        return step;
    }
    void type_until(std::int64_t end_ms) {
        std::string text;
        feed(Tick{{0}});
        for (std::int64_t at = 21'000; at < end_ms; at += 300) {
            feed(Tick{{at}});
            text += 'a';
            feed(TextChanged{text});
        }
    }
};

/// The newest answer that was stored, and when it was given.
std::pair<items::Response, DurationMs> last_answer(const Desk& desk) {
    for (auto event = desk.events.rbegin(); event != desk.events.rend(); ++event) {
        if (const auto* answered = std::get_if<assessment::Answered>(&event->body)) {
            return {answered->response, event->elapsed};
        }
    }
    return {};
}

AppState app_in(const SittingState& sitting) {
    AppState app;
    app.screen = sitting;
    app.person = assessment::Person{};
    app.next_number = sitting.next_number;
    app.now = sitting.now;
    app.last_touch = sitting.now;
    return app;
}

}  // namespace

TEST_SUITE("screens/ending") {
    TEST_CASE("text typed until the time is up is stored as of its last key") {
        for (const items::ItemBody& body :
             {items::ItemBody(items::ShortText{}), items::ItemBody(items::Statement{})}) {
            Room room(body);
            room.type_until(30'000);
            const auto step = room.feed(Tick{{30'000}});
            CHECK(step.finished.has_value());
            const auto [response, at] = last_answer(room.desk);
            const std::string typed = response.text() + response.note();
            CHECK(typed == std::string(30, 'a'));
            CHECK(at == DurationMs{29'700});
            CHECK(room.desk.sitting.elapsed == kLimit);
        }
    }

    TEST_CASE("text is stored with the time of its last key, not of the pause after it") {
        Room room(items::ShortText{});
        room.type_until(21'400);
        room.feed(Tick{{23'000}});
        CHECK(last_answer(room.desk).first.text() == "aa");
        CHECK(last_answer(room.desk).second == DurationMs{21'300});
    }

    TEST_CASE("a list with steps left over is in the record at once") {
        Room room(two_steps());
        room.feed(Tick{{0}});
        room.feed(Tick{{29'000}});
        room.feed(OptionPressed{OptionId("a")});
        CHECK(room.desk.sitting.answers[0].response.chosen() == std::vector{OptionId("a")});
        room.feed(Tick{{31'000}});
        CHECK(last_answer(room.desk).first.chosen() == std::vector{OptionId("a")});
        CHECK(last_answer(room.desk).second == DurationMs{29'000});
    }

    TEST_CASE("a list with steps left over is stored when the item is left, in whatever way") {
        const std::vector<SittingEvent> ways{NextPressed{}, SkipPressed{}, MapPressed{}, Left{}};
        for (const SittingEvent& way : ways) {
            CAPTURE(way.index());
            Room room(two_steps());
            room.feed(OptionPressed{OptionId("b")});
            room.feed(way);
            CHECK(room.desk.sitting.answers[0].response.chosen() == std::vector{OptionId("b")});
        }
    }

    TEST_CASE("a save refused at the end is shown, tried again, and only then the sitting ends") {
        Room room(items::ShortText{});
        room.type_until(30'000);
        room.desk.is_disk_full = true;
        auto step = room.feed(Tick{{30'000}});
        CHECK_FALSE(step.finished.has_value());
        const auto view = make_view(room.state, assets::load_catalogue(Language::Indonesian),
                                    Language::Indonesian);
        REQUIRE(view.dialog.has_value());
        CHECK(view.dialog->question == "Jawaban terakhir belum tersimpan");
        CHECK(view.dialog->facts.back().text == "Soal 1: menunggu disimpan.");
        CHECK(view.text_mark_text == "Belum tersimpan");
        step = room.feed(RetryPressed{});
        CHECK_FALSE(step.finished.has_value());
        CHECK(room.state.overlay == SittingOverlay::Unsaved);
        room.desk.is_disk_full = false;
        step = room.feed(RetryPressed{});
        CHECK(step.finished.has_value());
        CHECK(last_answer(room.desk).first.text() == std::string(30, 'a'));
        CHECK(room.desk.sitting.elapsed == kLimit);
    }

    TEST_CASE("a choice on its way when the time is up holds the end back until it is stored") {
        Room room(a_sitting().items[0].body);
        room.feed(Tick{{0}});
        room.feed(Tick{{29'990}});
        const auto choice = reduce(room.state, OptionPressed{OptionId("a")});
        const auto up = reduce(choice.state, Tick{{30'000}});
        CHECK(up.effects.empty());
        CHECK(up.state.overlay == SittingOverlay::Finishing);
        const auto refused =
            reduce(up.state, Outcome{choice.effects[0].number, Error{ErrorCode::DiskFull, "", ""}});
        CHECK(refused.effects.empty());
        CHECK(refused.state.overlay == SittingOverlay::Unsaved);
        room.state = refused.state;
        CHECK(room.feed(RetryPressed{}).finished.has_value());
        CHECK(last_answer(room.desk).first.chosen() == std::vector{OptionId("a")});
        CHECK(last_answer(room.desk).second == DurationMs{29'990});
    }

    TEST_CASE("nobody is signed out while something on the screen is not stored") {
        Room room(items::ShortText{});
        room.state.data.sitting.head.time_limit = {};
        room.feed(Tick{{0}});
        room.feed(TextChanged{"satu data"});
        AppState app = app_in(room.state);
        AppStep step = reduce(app, SignOutPressed{});
        REQUIRE(step.effects.size() == 1);
        const auto& saved = std::get<SaveEvent>(step.effects[0].body);
        CHECK(std::get<assessment::Answered>(saved.body).response.text() == "satu data");
        const Error full{ErrorCode::DiskFull, "", ""};
        step = reduce(step.state, Outcome{step.effects[0].number, full});
        CHECK(step.effects.empty());
        CHECK(unsaved_error(step.state)->code == ErrorCode::DiskFull);
        // Idle: it tries again by itself every half minute, and signs out once it is stored.
        step = reduce(step.state, Tick{{600'000}});
        REQUIRE(step.effects.size() == 2);
        CHECK(std::holds_alternative<SaveEvent>(step.effects[0].body));
        const auto number = step.effects[0].number;
        step = reduce(step.state, Outcome{number, full});
        step = reduce(step.state, Outcome{number + 1, full});
        CHECK(reduce(step.state, Tick{{629'999}}).effects.empty());
        step = reduce(step.state, Tick{{630'000}});
        REQUIRE(step.effects.size() == 2);
        const auto effects = step.effects;
        step = reduce(step.state, room.desk.run(effects[0]));
        CHECK(std::holds_alternative<SittingState>(step.state.screen));
        step = reduce(step.state, room.desk.run(effects[1]));
        CHECK(std::holds_alternative<SignInState>(step.state.screen));
        REQUIRE(step.effects.size() == 1);
        CHECK(std::holds_alternative<SignOut>(step.effects[0].body));
        CHECK(room.desk.sitting.answers[0].response.text() == "satu data");
    }

    TEST_CASE("a retry by the person keeps the sitting open after an idle try failed") {
        Room room(items::ShortText{});
        room.feed(Tick{{0}});
        room.feed(TextChanged{"x"});
        room.desk.is_disk_full = true;
        room.feed(Left{});
        room.desk.is_disk_full = false;
        const auto step = room.feed(RetryPressed{});
        CHECK_FALSE(step.has_left);
        CHECK(step.state.overlay == SittingOverlay::None);
    }

    TEST_CASE("when the program ends, what is on the screen is stored first") {
        Room room(items::ShortText{});
        room.feed(Tick{{0}});
        room.feed(TextChanged{"satu"});
        const AppStep step = reduce(app_in(room.state), ProgramEnds{});
        REQUIRE(step.effects.size() == 1);
        const auto& saved = std::get<SaveEvent>(step.effects[0].body);
        CHECK(std::get<assessment::Answered>(saved.body).response.text() == "satu");
    }
}

}  // namespace asah::screens
