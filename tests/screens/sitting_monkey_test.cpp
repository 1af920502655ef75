// Random touches, ticks and outcomes in order; a mark "saved" never stands on what is not stored.
#include <doctest/doctest.h>

#include <deque>
#include <random>

#include "assets/lang.h"
#include "tests/screens/a_sitting.h"

namespace asah::screens {

namespace {

SittingEvent random_event(std::mt19937& random, BootMs now) {
    const auto pick = [&](unsigned count) { return random() % count; };
    switch (pick(12)) {
        case 0:
        case 1:
            return OptionPressed{OptionId(pick(2) == 0 ? "a" : "b")};
        case 2:
            return NextPressed{};
        case 3:
            return BackPressed{};
        case 4:
            return SkipPressed{};
        case 5:
            return UnsurePressed{};
        case 6:
            return MapPressed{};
        case 7:
            return CellPressed{static_cast<int>(pick(5)) - 1};
        case 8:
            return RetryPressed{};
        case 9:
            return DialogClosed{};
        case 10:
            return FinishPressed{};
        default:
            return Tick{now};
    }
}

}  // namespace

TEST_SUITE("screens/sitting") {
    TEST_CASE("a mark never stands on what is not stored") {
        const Catalogue catalogue = assets::load_catalogue(Language::Indonesian);
        for (unsigned seed = 1; seed <= 20; ++seed) {
            CAPTURE(seed);
            std::mt19937 random(seed);
            SittingState state = a_state();
            assessment::Sitting disk = state.data.sitting;
            std::deque<Effect> queue;
            BootMs now;
            for (int i = 0; i < 500; ++i) {
                SittingEvent event = random_event(random, now);
                now = now + DurationMs{20};
                if (!queue.empty() && random() % 2 == 0) {
                    const Effect effect = queue.front();
                    queue.pop_front();
                    if (random() % 5 == 0) {
                        event = Outcome{effect.number, Error{ErrorCode::DiskFull, "", ""}};
                    } else {
                        disk = stored(disk, effect);
                        event = Outcome{effect.number, Saved{disk}};
                    }
                }
                SittingStep step = reduce(std::move(state), event);
                state = std::move(step.state);
                for (Effect& effect : step.effects) {
                    queue.push_back(std::move(effect));
                }
                const auto& response =
                    disk.answers[static_cast<std::size_t>(state.position)].response;
                for (const OptionView& row : make_view(state, catalogue, {}).options) {
                    if (row.mark == RowMark::Saved) {
                        REQUIRE(response.chosen().size() == 1);
                        REQUIRE("quiz.option." + response.chosen()[0].value == row.id);
                    }
                }
            }
        }
    }
}

}  // namespace asah::screens
