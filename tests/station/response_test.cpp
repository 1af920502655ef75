// What a station refuses to store: a response that its item cannot get.
#include <doctest/doctest.h>

#include "tests/support/terminal_city.h"

namespace asah {
using support::TerminalCity;

TEST_SUITE_BEGIN("station/response");

TEST_CASE("an ill-formed response is refused before it is stored, the one before it stays") {
    TerminalCity city;
    city.join();
    city.publish();
    auto kiosk = city.open();
    support::settle(kiosk);
    const auto open =
        kiosk.start_sitting(city.person, AssessmentId("prates-2026"), Language::Indonesian).value();
    const auto sitting = open.sitting.head.sitting;
    std::size_t position = 0;  // an item with one answer
    while (!std::holds_alternative<items::SingleChoice>(open.items[position].body)) {
        ++position;
    }
    const auto at = static_cast<int>(position);
    const auto& options = items::options_of(open.items[position]);
    const auto kept = items::chose({options[0].id});
    REQUIRE(kiosk.save_event(sitting, {1000}, assessment::Answered{at, kept}).has_value());
    const auto refused = [&](int place, const items::Response& response) {
        const auto saved = kiosk.save_event(sitting, {2000}, assessment::Answered{place, response});
        return !saved.has_value() && saved.error().code == ErrorCode::InvalidArgument;
    };
    CHECK(refused(at, items::chose({options[0].id, options[0].id})));
    CHECK(refused(at, items::chose({options[0].id, options[1].id})));
    CHECK(refused(at, items::chose({OptionId("z")})));
    CHECK(refused(at, items::typed(options[0].id.value)));
    CHECK(refused(at, items::rated(3)));
    CHECK(refused(at, items::paired({{options[0].id, options[1].id}})));
    CHECK(refused(-1, kept));
    CHECK(refused(static_cast<int>(open.items.size()), kept));
    const auto again = kiosk.resume_sitting(city.person, sitting).value();
    CHECK(again.sitting.answers[position].response == kept);
    CHECK(again.sitting.elapsed.value == 1000);
}

TEST_SUITE_END();

}  // namespace asah
