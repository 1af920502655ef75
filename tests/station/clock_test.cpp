// A terminal whose machine has a wrong clock, and what happens after somebody corrects it.
#include <doctest/doctest.h>

#include "kiosk/core/items/score.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/clock");

namespace {

constexpr DurationMs kDay{86'400'000};
constexpr DurationMs kTwoYears{730 * kDay.value};
constexpr UtcMs kNow{1'796'000'000'000};  // 2026-11-30

struct Terminal {
    Terminal() {
        city.clock.set_wall(kNow);
        city.manifest_made = kNow + DurationMs{-kDay.value};
        city.ports.form_seed = 7;  // the same items each time
        city.join();
        publish();
        kiosk.emplace(city.open());
        support::settle(*kiosk);
    }
    /// As often as one likes, and only kinds of item that a choice answers.
    void publish() {
        city.add_framework();
        city.add_bank("bank_T01.csv", "T01");
        city.add_assessment(R"({"format":"asah/assessment/1","id":"prates-2026","version":1,
            "kind":"pre_test","title":{"id":"Prates","en":""},"purpose":"PEMETAAN_PENGEMBANGAN","occasion":"2026-1",
            "banks":[{"id":"T01","version":1}],"blueprint":{"rows":[
            {"competency":"T.01","level":1,"count":6,"kinds":["single_choice"]}]},
            "time_limit_s":4500,"attempts_max":0,"key_class":"development","feedback":"profile",
            "practice_offered":false})");
        city.add_roster();
        city.put_manifest();
    }
    ErrorCode sign_in(const char* pin) {
        const auto done = kiosk->sign_in(city.number, pin);
        wait = done.has_value() ? "" : done.error().detail;
        return done.has_value() ? ErrorCode{} : done.error().code;
    }
    void put_manifest(UtcMs made, bool is_reset) {
        city.manifest_made = made;
        city.is_time_reset = is_reset;
        city.put_manifest();
        support::settle(*kiosk);
    }
    /// What READY says of the clock; empty: nothing.
    std::string clock_warning() {
        const auto ready = kiosk->readiness().value();
        for (const auto& warning : ready.warnings) {
            if (warning.code == ErrorCode::ClockImpossible) {
                CHECK_FALSE(ready.is_ready);
                return warning.detail;
            }
        }
        CHECK(ready.is_ready);
        return {};
    }
    /// One sitting in which every item gets its right answer, or none.
    assessment::Summary sit(bool is_right) {
        auto open =
            kiosk->start_sitting(city.person, AssessmentId("prates-2026"), Language::Indonesian)
                .value();
        for (std::size_t i = 0; is_right && i < open.items.size(); ++i) {
            const auto response = right_answer(open.sitting.head.form.items[i]);
            REQUIRE(kiosk
                        ->save_event(open.sitting.head.sitting, {1000},
                                     assessment::Answered{static_cast<int>(i), response})
                        .has_value());
        }
        for (int i = 0; !is_right && i < open.sitting.item_count(); ++i) {
            REQUIRE(kiosk->save_event(open.sitting.head.sitting, {1000}, assessment::Visited{i})
                        .has_value());
        }
        return kiosk->finish_sitting(open.sitting.head.sitting, assessment::FinishReason::Person)
            .value();
    }
    items::Response right_answer(const assessment::FormItem& place) {
        for (const auto& bank : city.banks) {
            const auto* key = bank.id == place.bank ? items::find_key(bank, place.item) : nullptr;
            if (key != nullptr) {
                return items::right_response(*items::find_item(bank, place.item), *key);
            }
        }
        return {};
    }
    TerminalCity city;
    std::optional<station::Station> kiosk;
    std::string wait;
};

int stated_count(const assessment::Summary& summary) {
    int count = 0;
    for (const auto& result : summary.profile.competencies) {
        count += result.has_level() && result.level > 0 ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("a wait after wrong PINs is the same wait after the clock was corrected") {
    Terminal terminal;
    terminal.city.clock.set_wall(kNow + kTwoYears);
    for (int i = 0; i < 2; ++i) {
        CHECK(terminal.sign_in("000001") == ErrorCode::PinWrong);
    }
    terminal.city.clock.set_wall(kNow);
    CHECK(terminal.sign_in("482915") == ErrorCode::PinDelay);
    CHECK(terminal.wait == "1");
    terminal.city.clock.advance({1000});
    CHECK(terminal.sign_in("482915") == ErrorCode{});
}

TEST_CASE("setting the clock forward shortens no wait, and a restart begins what is left anew") {
    Terminal terminal;
    for (int i = 0; i < 5; ++i) {
        CHECK(terminal.sign_in("000001") == ErrorCode::PinWrong);
        terminal.city.clock.advance({i < 4 ? 300'000 : 0});
    }
    terminal.city.clock.set_wall(kNow + kTwoYears);
    CHECK(terminal.sign_in("482915") == ErrorCode::PinDelay);
    CHECK(terminal.wait == "8");
    terminal.city.clock.advance({3000});
    CHECK(terminal.sign_in("482915") == ErrorCode::PinDelay);
    CHECK(terminal.wait == "5");
    terminal.city.clock.reboot(kTwoYears);
    CHECK(terminal.sign_in("482915") == ErrorCode::PinDelay);
    CHECK(terminal.wait == "8");
    terminal.city.clock.advance({7999});
    CHECK(terminal.sign_in("482915") == ErrorCode::PinDelay);
    CHECK(terminal.wait == "1");
    terminal.city.clock.advance({1});
    CHECK(terminal.sign_in("482915") == ErrorCode{});
}

TEST_CASE("no wait is longer than five minutes") {
    Terminal terminal;
    for (int i = 0; i < 14; ++i) {
        CHECK(terminal.sign_in("000001") == ErrorCode::PinWrong);
        terminal.city.clock.advance({300'000});
    }
    CHECK(terminal.sign_in("000001") == ErrorCode::PinWrong);
    CHECK(terminal.sign_in("482915") == ErrorCode::PinDelay);
    CHECK(terminal.wait == "300");
}

TEST_CASE("no time of a record is before the newest manifest, and no receipt moves that floor") {
    Terminal terminal;
    const UtcMs floor = terminal.city.manifest_made;
    terminal.city.clock.set_wall({0});
    CHECK(terminal.sit(false).finished.utc == floor);
    const auto entry = terminal.city.read_entry(terminal.city.entry_names().at(0));
    const auto record = terminal.city.open_record(entry);
    CHECK(record.made.utc == floor);
    CHECK(std::get<ledger::SittingRecord>(record.body).events.front().at.utc == floor);
    terminal.city.clock.set_wall(kNow + kTwoYears);  // what the receiver says of the time
    terminal.city.put_receipt(entry.header, false);
    terminal.city.clock.set_wall(kNow);
    support::settle(*terminal.kiosk);
    CHECK(terminal.sit(false).finished.utc == kNow);
}

TEST_CASE("only a manifest with time_reset lowers the floor, also after a restart") {
    Terminal terminal;
    terminal.put_manifest(kNow + kTwoYears, false);
    CHECK(terminal.sit(false).finished.utc == kNow + kTwoYears);
    terminal.put_manifest(kNow, false);
    CHECK(terminal.sit(false).finished.utc == kNow + kTwoYears);
    terminal.kiosk.reset();
    terminal.kiosk.emplace(terminal.city.open());
    CHECK(terminal.sit(false).finished.utc == kNow + kTwoYears);
    CHECK(terminal.clock_warning() == "2026-11-30T00:53:20Z");
    terminal.put_manifest(kNow, true);
    CHECK(terminal.sit(false).finished.utc == kNow);
    CHECK(terminal.clock_warning().empty());
}

TEST_CASE("READY says when the clock is behind the manifest or far ahead of headquarters") {
    Terminal terminal;
    CHECK(terminal.clock_warning().empty());
    terminal.city.clock.set_wall({0});
    CHECK(terminal.clock_warning() == "1970-01-01T00:00:00Z");
    terminal.city.clock.set_wall(kNow);
    CHECK(terminal.clock_warning().empty());
    CHECK(terminal.sit(false).item_count > 0);
    const auto entry = terminal.city.read_entry(terminal.city.entry_names().at(0));
    terminal.city.put_receipt(entry.header, false);
    terminal.city.clock.set_wall(kNow + kTwoYears);
    support::settle(*terminal.kiosk);
    CHECK(terminal.clock_warning() == "2028-11-29T00:53:20Z");
    terminal.city.clock.set_wall(kNow);
    CHECK(terminal.clock_warning().empty());
    terminal.city.clock.set_wall(kNow + DurationMs{-2 * 600'000});  // before HQ's own words
    CHECK_FALSE(terminal.clock_warning().empty());
}

TEST_CASE("a sitting under a clock two years ahead hides no later one") {
    Terminal terminal;
    terminal.city.clock.set_wall(kNow + kTwoYears);
    CHECK(stated_count(terminal.sit(false)) == 0);
    terminal.city.clock.set_wall(kNow);
    const auto later = terminal.sit(true);
    CHECK(stated_count(later) > 0);
    const auto home = terminal.kiosk->home(terminal.city.person).value();
    REQUIRE(home.summaries.size() == 2);
    CHECK(home.summaries[0].sitting == later.sitting);
    CHECK(home.summaries[1].finished.utc == kNow);  // not 2028
}

TEST_SUITE_END();
