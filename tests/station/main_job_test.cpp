// The main job of one terminal on real files: join, take content in, sign in, sit, lose power,
// resume, finish, and what headquarters reads.
#include <doctest/doctest.h>

#include "tests/support/terminal_city.h"

using namespace asah;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/main job");

TEST_CASE("a sitting survives a power cut, is sealed, and headquarters reads what was answered") {
    TerminalCity city;
    city.join();
    city.publish();
    SittingId sitting;
    PersonId person;
    assessment::Response meant;
    {
        auto kiosk = city.open();
        support::settle(kiosk);
        CHECK(kiosk.readiness().value().is_ready);
        CHECK(kiosk.sign_in(city.number, "482916").error().code == ErrorCode::PinWrong);
        const auto signed_in = kiosk.sign_in(city.number, "482915").value();
        CHECK(signed_in.must_change_pin);
        person = signed_in.person.id;
        CHECK(kiosk.change_pin(person, "482915", "123456").error().code == ErrorCode::PinWeak);
        REQUIRE(kiosk.change_pin(person, "482915", "904172").has_value());
        const auto open =
            kiosk.start_sitting(person, AssessmentId("prates-2026"), Language::Indonesian).value();
        sitting = open.sitting.head.sitting;
        CHECK(open.items.size() == 60);
        meant = items::chose({items::options_of(open.items[0])[1].id});
        REQUIRE(kiosk.save_event(sitting, {0}, assessment::Visited{0}).has_value());
        REQUIRE(kiosk.save_event(sitting, {4000}, assessment::Answered{0, meant}).has_value());
    }
    city.clock.reboot({600'000});
    auto kiosk = city.open();
    CHECK(kiosk.sign_in(city.number, "482915").error().code == ErrorCode::PinWrong);
    CHECK_FALSE(kiosk.sign_in(city.number, "904172").value().must_change_pin);
    const auto again = kiosk.resume_sitting(person, sitting).value();
    CHECK(again.sitting.answers[0].response == meant);
    CHECK(again.sitting.elapsed.value == 4000);
    CHECK(again.sitting.interruption_count == 1);
    const auto summary = kiosk.finish_sitting(sitting, assessment::FinishReason::Person).value();
    CHECK(summary.receipt_code.size() == 19);
    CHECK(kiosk.resume_sitting(person, sitting).error().code == ErrorCode::NotFound);
    CHECK(kiosk.start_sitting(person, AssessmentId("prates-2026"), Language::Indonesian)
              .error()
              .code == ErrorCode::AttemptsUsed);

    // Two entries lie in the outbox: the changed PIN and the sitting.
    const auto names = city.entry_names();
    REQUIRE(names.size() == 2);
    const auto entry = city.read_entry(names[1]);
    CHECK(ledger::receipt_code(ledger::entry_hash(entry.header)) == summary.receipt_code);
    const auto record = city.open_record(entry);
    const auto replayed =
        assessment::replay(std::get<ledger::SittingRecord>(record.body).events).value();
    CHECK(replayed.answers[0].response == meant);
    CHECK(replayed.finished == assessment::FinishReason::Person);
}

TEST_SUITE_END();
