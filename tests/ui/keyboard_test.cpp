// The main job by the keyboard alone, typed notes, and the keys of the look.
#include <doctest/doctest.h>

#include "tests/ui/driver.h"
#include "tools/gallery/pages.h"

using namespace asah;
using namespace asah::screens;
using asah::ui::testing::Driver;

namespace {

AppState page(std::string_view name) {
    for (gallery::Page& each : gallery::make_pages()) {
        if (each.name == name) {
            return each.state;
        }
    }
    throw std::runtime_error("no page " + std::string(name));
}

assessment::OpenSitting data_of(std::string_view name) {
    return std::get<SittingState>(page(name).screen).data;
}

/// Answers as a station that stores everything at once.
void store(Driver& driver) {
    for (const Effect& effect : driver.take_effects()) {
        const auto* save = std::get_if<SaveEvent>(&effect.body);
        const auto* screen = driver.screen<SittingState>();
        if (save == nullptr || screen == nullptr) {
            continue;
        }
        assessment::Sitting sitting = screen->data.sitting;
        sitting.elapsed = save->elapsed;
        if (const auto* answered = std::get_if<assessment::Answered>(&save->body)) {
            sitting.answers[static_cast<std::size_t>(answered->position)].response =
                answered->response;
        } else if (const auto* unsure = std::get_if<assessment::MarkedUnsure>(&save->body)) {
            sitting.answers[static_cast<std::size_t>(unsure->position)].is_unsure =
                unsure->is_unsure;
        } else if (const auto* visited = std::get_if<assessment::Visited>(&save->body)) {
            sitting.position = visited->position;
        }
        driver.feed(screens::Outcome{effect.number, Saved{sitting}});
    }
}

std::size_t count_answers(const std::vector<Effect>& effects) {
    std::size_t count = 0;
    for (const Effect& effect : effects) {
        const auto* save = std::get_if<SaveEvent>(&effect.body);
        count += save != nullptr && std::holds_alternative<assessment::Answered>(save->body);
    }
    return count;
}

}  // namespace

TEST_SUITE("kiosk/ui/keyboard") {
    TEST_CASE(
        "the main job needs no finger: sign in, own PIN, start, answer, map, finish, result") {
        AppState state = page("sign_in");
        SignInState empty;
        empty.now = state.now;
        state.screen = empty;
        Driver driver(state);
        auto& window = driver.window();
        window.type("123456");
        window.key(ImGuiKey_Enter);
        window.type("777777");
        window.key(ImGuiKey_Enter);
        auto effects = driver.take_effects();
        REQUIRE(effects.size() == 1);
        CHECK(std::get<SignIn>(effects[0].body).identifier == "123456");
        CHECK(std::get<SignIn>(effects[0].body).pin == "777777");
        assessment::SignedIn person{*page("home").person, true};
        driver.feed(screens::Outcome{effects[0].number, person});

        REQUIRE(driver.screen<ChoosePinState>() != nullptr);
        window.type("135792");
        window.key(ImGuiKey_Enter);
        window.type("135792");
        window.key(ImGuiKey_Enter);
        effects = driver.take_effects();
        REQUIRE(effects.size() == 1);
        CHECK(std::get<ChangePin>(effects[0].body).new_pin == "135792");
        driver.feed(screens::Outcome{effects[0].number, Done{}});

        effects = driver.take_effects();
        REQUIRE(effects.size() == 1);
        driver.feed(screens::Outcome{effects[0].number,
                                     *std::get<HomeState>(page("home_first").screen).data});
        window.key(ImGuiKey_Enter);  // focus stands on the first thing to start
        REQUIRE(driver.screen<StartState>() != nullptr);
        window.key(ImGuiKey_Enter);
        effects = driver.take_effects();
        REQUIRE(effects.size() == 1);
        CHECK(std::holds_alternative<StartSitting>(effects[0].body));
        driver.feed(screens::Outcome{effects[0].number, data_of("quiz_empty")});
        store(driver);

        window.type("c");
        store(driver);
        CHECK(driver.screen<SittingState>()->data.sitting.answers[6].response.chosen() ==
              std::vector<OptionId>{OptionId("c")});
        window.key(ImGuiKey_Enter);
        store(driver);
        CHECK(driver.screen<SittingState>()->position == 7);
        window.key(ImGuiKey_F2);
        REQUIRE(driver.screen<SittingState>()->overlay == SittingOverlay::Map);
        while (window.ui().focus() != "map.finish") {
            window.key(ImGuiKey_Tab);
        }
        window.key(ImGuiKey_Enter);
        REQUIRE(driver.screen<SittingState>()->overlay == SittingOverlay::Finish);
        window.key(ImGuiKey_Tab);
        REQUIRE(window.ui().focus() == "finish.confirm");
        window.key(ImGuiKey_Enter);  // never by Enter
        CHECK(driver.screen<SittingState>()->overlay == SittingOverlay::Finish);
        window.key(ImGuiKey_Space);
        effects = driver.take_effects();
        REQUIRE_FALSE(effects.empty());
        REQUIRE(std::holds_alternative<FinishSitting>(effects.back().body));
        driver.feed(screens::Outcome{effects.back().number,
                                     std::get<ResultState>(page("result").screen).summary});
        REQUIRE(driver.screen<ResultState>() != nullptr);
        while (window.ui().focus() != "top.sign_out") {
            window.key(ImGuiKey_Tab);
        }
        window.key(ImGuiKey_Space);
        CHECK(driver.screen<SignInState>() != nullptr);
    }

    TEST_CASE("letters and digits choose, R marks, L skips, Page Up goes back") {
        Driver driver(page("quiz_empty"));
        auto& window = driver.window();
        window.type("b");
        CHECK(driver.screen<SittingState>()->drafts[6].chosen()[0] == OptionId("b"));
        window.type("4");
        CHECK(driver.screen<SittingState>()->drafts[6].chosen()[0] == OptionId("d"));
        window.type("r");
        CHECK(driver.screen<SittingState>()->unsure[6]);
        window.type("l");
        CHECK(driver.screen<SittingState>()->position == 7);
        window.key(ImGuiKey_PageUp);
        CHECK(driver.screen<SittingState>()->position == 6);
        store(driver);
        window.key(ImGuiKey_PageDown);
        store(driver);
        CHECK(driver.screen<SittingState>()->position == 7);
    }

    TEST_CASE("a typed note is one event, keeps its letters from the other keys, and is marked") {
        AppState state = page("statement");
        auto& sitting = std::get<SittingState>(state.screen);
        sitting.data.sitting.answers[1].response = items::rated(4);
        sitting.drafts[1] = items::rated(4);
        Driver driver(state);
        auto& window = driver.window();
        window.tap("quiz.note");
        window.type("RL b1 5");
        window.key(ImGuiKey_Backspace);
        CHECK(driver.screen<SittingState>()->drafts[1].note() == "RL b1 ");
        CHECK(driver.screen<SittingState>()->drafts[1].rating() == 4);
        CHECK_FALSE(driver.screen<SittingState>()->unsure[1]);
        CHECK(driver.take_effects().empty());
        CHECK(window.find("quiz.option.4")->state == "saved");
        driver.feed(Tick{BootMs{1'000'000 + kTypingPause.value - 1}});
        CHECK(driver.take_effects().empty());
        driver.feed(Tick{BootMs{1'000'000 + kTypingPause.value}});
        CHECK(window.find("quiz.note")->state == "length 6");
        const auto effects = driver.take_effects();
        REQUIRE(count_answers(effects) == 1);
        const auto& save = std::get<SaveEvent>(effects[0].body);
        CHECK(std::get<assessment::Answered>(save.body).response.note() == "RL b1 ");
        assessment::Sitting stored = driver.screen<SittingState>()->data.sitting;
        stored.answers[1].response = std::get<assessment::Answered>(save.body).response;
        driver.feed(screens::Outcome{effects[0].number, Saved{stored}});
        CHECK(window.find("quiz.note")->state == "length 6 saved");
        driver.feed(Tick{BootMs{1'002'000}});
        CHECK(count_answers(driver.take_effects()) == 0);
    }

    TEST_CASE("a number is typed with a point or a comma, and what is no number stays visible") {
        Driver driver(page("quiz_numeric"));
        auto& window = driver.window();
        const auto typed = [&](const char* text) {
            const auto* screen = driver.screen<SittingState>();
            while (!screen->drafts[static_cast<std::size_t>(screen->position)].text().empty()) {
                window.key(ImGuiKey_Backspace);
                screen = driver.screen<SittingState>();
            }
            window.type(text);
            screen = driver.screen<SittingState>();
            return screen->drafts[static_cast<std::size_t>(screen->position)].text();
        };
        CHECK(typed("2.5") == "2,5");
        CHECK(typed("2,5") == "2,5");
        CHECK(typed("-3") == "-3");
        CHECK(typed("1e3") == "1e3");
        CHECK(typed("50%") == "50%");
        CHECK(typed("2.250") == "2,250");
        REQUIRE(window.find("quiz.option.grouped") != nullptr);
        window.tap("quiz.option.grouped");
        const auto* screen = driver.screen<SittingState>();
        CHECK(screen->drafts[static_cast<std::size_t>(screen->position)].text() == "2250");
        CHECK(window.find("quiz.option.grouped") == nullptr);
    }

    TEST_CASE("the keys of the look: F1 help, F9 contrast, Ctrl + and - the text size") {
        Driver driver(page("quiz_single"));
        auto& window = driver.window();
        window.key(ImGuiKey_F1);
        CHECK(driver.state().is_help_open);
        window.key(ImGuiKey_Escape);
        CHECK_FALSE(driver.state().is_help_open);
        CHECK(driver.screen<SittingState>()->overlay == SittingOverlay::None);
        window.key(ImGuiKey_F9);
        CHECK(driver.state().is_high_contrast);
        window.key(ImGuiKey_Equal, ImGuiMod_Ctrl);
        CHECK(driver.state().text_percent == 125);
        window.key(ImGuiKey_Minus, ImGuiMod_Ctrl);
        CHECK(driver.state().text_percent == 100);
    }

    TEST_CASE("the ring shows after a key and hides after a touch") {
        Driver driver(page("home_first"));
        auto& window = driver.window();
        CHECK_FALSE(window.ui().is_ring_shown());
        window.key(ImGuiKey_Tab);
        CHECK(window.ui().is_ring_shown());
        window.tap("top.contrast");
        CHECK_FALSE(window.ui().is_ring_shown());
    }
}
