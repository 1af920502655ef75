// Finishing when the world refuses, and receipts of more than one ledger.
#include <doctest/doctest.h>

#include "kiosk/core/ledger/folder_names.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using assessment::FinishReason;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/finish");

namespace {

/// Refuses as often as it is told, then seals for real.
class StubbornSealer final : public vault::Sealer {
   public:
    StubbornSealer(std::vector<Bytes> readers, int refusals)
        : m_real(std::move(readers)), refusals_left(refusals) {}
    Result<Bytes> seal(ByteView plain) override {
        if (refusals_left > 0) {
            --refusals_left;
            return fail(ErrorCode::SealFailed, "refused by the test");
        }
        return m_real.seal(plain);
    }

   private:
    vault::CmsSealer m_real;

   public:
    int refusals_left;
};

struct Ready {
    Ready() {
        city.join();
        city.publish();
        auto kiosk = city.open();
        support::settle(kiosk);
    }
    SittingId start(station::Station& kiosk) {
        const auto open =
            kiosk.start_sitting(city.person, AssessmentId("prates-2026"), Language::Indonesian);
        REQUIRE(open.has_value());
        const auto id = open->sitting.head.sitting;
        answer = items::chose({items::options_of(open->items[0])[0].id});
        REQUIRE(kiosk.save_event(id, {5000}, assessment::Answered{0, answer}).has_value());
        return id;
    }
    std::vector<Bytes> readers() {
        return {city.city.certificate(ledger::Role::ReadingOperations)};
    }
    TerminalCity city;
    assessment::Response answer;
};

}  // namespace

TEST_CASE("what cannot be sealed stays with its clock stopped and is tried again") {
    Ready ready;
    StubbornSealer sealer(ready.readers(), 2);
    ready.city.ports.sealer = &sealer;
    auto kiosk = ready.city.open();
    const auto id = ready.start(kiosk);
    ready.city.clock.advance({1000});
    CHECK(kiosk.finish_sitting(id, FinishReason::Person).error().code == ErrorCode::SealFailed);
    CHECK(ready.city.entry_names().empty());

    // The person sees it again: ended, every answer there, no time lost, nothing more to answer.
    ready.city.clock.advance({3'600'000});
    const auto open = kiosk.resume_sitting(ready.city.person, id).value();
    CHECK(open.sitting.finished == FinishReason::Person);
    CHECK(open.sitting.elapsed.value == 5000);
    CHECK(open.sitting.answers[0].response == ready.answer);
    CHECK(kiosk.home(ready.city.person).value().offers.front().open_sitting == id);
    CHECK(kiosk.save_event(id, {9000}, assessment::Answered{1, ready.answer}).error().code ==
          ErrorCode::SittingClosed);

    SUBCASE("at the next sign-in") {
        sealer.refusals_left = 0;
        REQUIRE(kiosk.sign_in(ready.city.number, "482915").has_value());
    }
    SUBCASE("at the next start") {
        sealer.refusals_left = 0;
        kiosk = ready.city.open();
    }
    SUBCASE("when the person asks, refused once more in between") {
        CHECK(kiosk.finish_sitting(id, FinishReason::Person).error().code == ErrorCode::SealFailed);
        REQUIRE(kiosk.finish_sitting(id, FinishReason::Person).has_value());
    }
    const auto home = kiosk.home(ready.city.person).value();
    REQUIRE(home.summaries.size() == 1);
    CHECK_FALSE(home.offers.front().open_sitting.has_value());
    const auto names = ready.city.entry_names();
    REQUIRE(names.size() == 1);
    const auto record = ready.city.open_record(ready.city.read_entry(names[0]));
    const auto& events = std::get<ledger::SittingRecord>(record.body).events;
    CHECK(assessment::replay(events).value().elapsed.value == 5000);
    CHECK(events.back().at.utc.value - events[1].at.utc.value == 1000);  // when the person ended it
}

TEST_CASE("finishing again gives the same summary and no second entry") {
    Ready ready;
    auto kiosk = ready.city.open();
    const auto id = ready.start(kiosk);
    const auto first = kiosk.finish_sitting(id, FinishReason::Person).value();
    const auto second = kiosk.finish_sitting(id, FinishReason::Person).value();
    CHECK(second.receipt_code == first.receipt_code);
    CHECK(second.answered_count == 1);
    CHECK(ready.city.entry_names().size() == 1);
    CHECK(kiosk.finish_sitting(SittingId{}, FinishReason::Person).error().code ==
          ErrorCode::SittingClosed);
}

TEST_CASE("a disk older than what HQ holds begins a ledger, the earlier one is still carried") {
    Ready ready;
    auto& city = ready.city;
    auto kiosk = city.open();
    const auto id = ready.start(kiosk);
    REQUIRE(kiosk.finish_sitting(id, FinishReason::Person).has_value());
    const auto first_name = city.entry_names().at(0);
    const auto first = city.read_entry(first_name);
    auto ahead = first.header;
    ahead.n = 7;
    city.put_receipt(ahead, false);
    const auto told = kiosk.idle_step().value();
    REQUIRE(told.refused.size() == 1);
    CHECK(told.refused[0].code == ErrorCode::VersionOlder);

    // Entries of the new ledger are numbered from 1 and filed on their own.
    REQUIRE(kiosk.change_pin(city.person, "482915", "904172").has_value());
    support::settle(kiosk);
    auto names = city.entry_names();
    REQUIRE(names.size() == 2);
    const auto fresh_name = names[0] == first_name ? names[1] : names[0];
    const auto fresh = city.read_entry(fresh_name);
    CHECK(fresh.header.n == 1);
    CHECK(fresh.header.ledger != first.header.ledger);
    CHECK(kiosk.readiness().value().queue_count == 2);
    city.put_receipt(fresh.header, true);
    support::settle(kiosk);
    CHECK_FALSE(kiosk.home(city.person).value().summaries.at(0).is_filed);
    CHECK(kiosk.readiness().value().queue_count == 1);
    city.put_receipt(first.header, true);
    support::settle(kiosk);
    CHECK(kiosk.home(city.person).value().summaries.at(0).is_filed);
    CHECK(kiosk.readiness().value().queue_count == 0);

    // Whatever the outbox lacks is written again, of both ledgers.
    for (const auto& name : city.entry_names()) {
        REQUIRE(city.city.files.remove(city.paths.outbox + "/" + name).has_value());
    }
    kiosk = city.open();
    CHECK(city.entry_names() == names);
}

TEST_CASE("a new root with another issuing certificate does not stop the terminal") {
    Ready ready;
    auto& city = ready.city;
    {
        auto kiosk = city.open();
        support::Authority other(9);
        auto next = city.city.root;
        next.version = 2;
        std::erase_if(next.certificates,
                      [](const auto& one) { return one.first == ledger::Role::Issuing; });
        next.certificates.emplace_back(ledger::Role::Issuing,
                                       other.certificate(ledger::Role::Issuing));
        const auto key = city.city.signing_key(ledger::Role::Root);
        city.put(ledger::kRootName,
                 vault::sign_document(ledger::kRootType, ledger::make_root_payload(next), {&key})
                     .value());
        support::settle(kiosk);
    }
    auto kiosk = station::Station::open(city.ports, city.paths);
    REQUIRE(kiosk.has_value());
    CHECK(kiosk->readiness().value().terminal_name == "Kios Setda");
}

TEST_SUITE_END();
