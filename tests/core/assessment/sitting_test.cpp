#include "kiosk/core/assessment/sitting.h"

#include <doctest/doctest.h>

#include "kiosk/core/ledger/record.h"
#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

Started three_items(std::int64_t limit_ms = 0) {
    Bank bank;
    for (const auto* id : {"i0", "i1", "i2"}) {
        bank.items.push_back(an_item(id, 1));
    }
    Started started{head_over(bank)};
    started.head.time_limit = {limit_ms};
    return started;
}

/// The error of the last event; the ones before it must apply.
ErrorCode refusal(const std::vector<SittingEvent>& events) {
    REQUIRE(replay({events.begin(), events.end() - 1}).has_value());
    return replay(events).error().code;
}

SittingEvent at(std::uint32_t sequence, std::int64_t elapsed_ms, EventBody body) {
    return {sequence, {elapsed_ms}, {}, std::move(body)};
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/sitting");

TEST_CASE("the fold of the events is what the person did") {
    const auto sitting =
        replay(a_second_apart({three_items(), Visited{0}, Answered{0, chosen("a")},
                               MarkedUnsure{0, true}, Visited{2}, Answered{2, chosen("b")},
                               Answered{0, chosen("c")}}))
            .value();
    CHECK(sitting.item_count() == 3);
    CHECK(sitting.answered_count() == 2);
    CHECK(sitting.unsure_count() == 1);
    CHECK(sitting.position == 2);
    CHECK(sitting.answers[0].response == chosen("c"));
    CHECK(sitting.answers[2].response == chosen("b"));
    CHECK_FALSE(sitting.answers[1].was_visited);
    CHECK(sitting.elapsed.value == 6000);
    CHECK(sitting.next_sequence == 7);
    CHECK_FALSE(sitting.finished.has_value());
}

TEST_CASE("an item that was withdrawn keeps its answer, its place and its mark") {
    const auto sitting = replay(a_second_apart({three_items(), Answered{1, chosen("a")},
                                                Withdrawn{1}, Answered{1, chosen("b")}}))
                             .value();
    CHECK(sitting.item_count() == 3);
    CHECK(sitting.answers[1].is_withdrawn);
    CHECK(sitting.answers[1].response == chosen("b"));
    CHECK_FALSE(sitting.answers[0].is_withdrawn);
    CHECK(refusal(a_second_apart({three_items(), Withdrawn{3}})) == ErrorCode::InvalidArgument);
}

TEST_CASE("an empty response clears the answer") {
    const auto sitting =
        replay(a_second_apart({three_items(), Answered{0, chosen("a")}, MarkedUnsure{0, true},
                               Answered{0, {}}, MarkedUnsure{0, false}}))
            .value();
    CHECK(sitting.answered_count() == 0);
    CHECK(sitting.unsure_count() == 0);
    CHECK(sitting.answers[0].was_visited);
}

TEST_CASE("events apply in order 0, 1, 2 and begin with started, once") {
    const auto start = three_items();
    CHECK(replay({}).error().code == ErrorCode::InvalidArgument);
    CHECK(replay({at(0, 0, Visited{0})}).error().code == ErrorCode::InvalidArgument);
    CHECK(replay({at(1, 0, start)}).error().code == ErrorCode::InvalidArgument);
    CHECK(refusal({at(0, 0, start), at(1, 0, start)}) == ErrorCode::InvalidArgument);
    CHECK(refusal({at(0, 0, start), at(2, 0, Ticked{})}) == ErrorCode::InvalidArgument);
    CHECK(refusal({at(0, 0, start), at(1, 0, Ticked{}), at(1, 0, Ticked{})}) ==
          ErrorCode::InvalidArgument);
}

TEST_CASE("a position outside the form is refused") {
    const auto start = at(0, 0, three_items());
    for (const int position : {-1, 3}) {
        CHECK(refusal({start, at(1, 0, Visited{position})}) == ErrorCode::InvalidArgument);
        CHECK(refusal({start, at(1, 0, Answered{position, chosen("a")})}) ==
              ErrorCode::InvalidArgument);
        CHECK(refusal({start, at(1, 0, MarkedUnsure{position, true})}) ==
              ErrorCode::InvalidArgument);
    }
}

TEST_CASE("elapsed time never shrinks and belongs to the item on the screen") {
    const auto start = at(0, 0, three_items());
    CHECK(refusal({start, at(1, 5000, Ticked{}), at(2, 4999, Ticked{})}) ==
          ErrorCode::InvalidArgument);
    const auto sitting = replay({start, at(1, 1000, Visited{0}), at(2, 11'000, Ticked{}),
                                 at(3, 14'000, Visited{1}), at(4, 16'000, Answered{1, chosen("a")}),
                                 at(5, 17'000, Visited{0}), at(6, 20'000, Ticked{})})
                             .value();
    CHECK(sitting.answers[0].time_spent.value == 17'000);
    CHECK(sitting.answers[1].time_spent.value == 3'000);
    CHECK(sitting.answers[2].time_spent.value == 0);
    CHECK(sitting.elapsed.value == 20'000);
}

TEST_CASE("what is left is the limit and extensions without the time spent, never below zero") {
    const auto start = at(0, 0, three_items(60'000));
    CHECK_FALSE(replay({at(0, 0, three_items())}).value().remaining().has_value());
    CHECK(replay({start}).value().remaining()->value == 60'000);
    CHECK(replay({start, at(1, 45'000, Ticked{})}).value().remaining()->value == 15'000);
    CHECK(
        replay({start, at(1, 45'000, Extended{{30'000}, "listrik"})}).value().remaining()->value ==
        45'000);
    CHECK(replay({start, at(1, 70'000, Ticked{})}).value().remaining()->value == 0);
    CHECK(refusal({start, at(1, 0, Extended{{-1}, ""})}) == ErrorCode::InvalidArgument);
}

TEST_CASE("an interruption is counted and costs no working time") {
    const auto sitting =
        replay({at(0, 0, three_items(60'000)), at(1, 20'000, Ticked{}),
                at(2, 20'000, Interrupted{{3'600'000}}), at(3, 20'000, Interrupted{{0}})})
            .value();
    CHECK(sitting.interruption_count == 2);
    CHECK(sitting.remaining()->value == 40'000);
}

TEST_CASE("no answer is taken once the time is up, until it is extended") {
    const auto start = at(0, 0, three_items(60'000));
    CHECK(refusal({start, at(1, 60'000, Answered{0, chosen("a")})}) == ErrorCode::SittingClosed);
    CHECK(replay({start, at(1, 59'999, Answered{0, chosen("a")})}).has_value());
    CHECK(replay({start, at(1, 60'000, Extended{{1}, ""}), at(2, 60'000, Answered{0, chosen("a")})})
              .has_value());
}

TEST_CASE("nothing follows the finish") {
    const auto start = at(0, 0, three_items());
    const auto done = at(1, 9000, Finished{FinishReason::TimeUp});
    const auto sitting = replay({start, done}).value();
    CHECK(sitting.finished == FinishReason::TimeUp);
    CHECK(sitting.elapsed.value == 9000);
    const std::vector<EventBody> late{Visited{0}, Answered{0, chosen("a")}, MarkedUnsure{0, true},
                                      Ticked{},   Interrupted{{1}},         Extended{{1}, ""},
                                      Finished{}};
    for (const auto& body : late) {
        CHECK(refusal({start, done, at(2, 9000, body)}) == ErrorCode::SittingClosed);
    }
}

TEST_CASE("events written and read again fold to the same sitting, byte for byte") {
    const auto events =
        a_second_apart({three_items(60'000), Visited{0}, Answered{0, chosen("b")},
                        MarkedUnsure{0, true}, Interrupted{{45'000}}, Extended{{5000}, "listrik"},
                        Visited{1}, Answered{1, typed("3,2")}, Ticked{}, Finished{}});
    std::vector<SittingEvent> read;
    for (const auto& event : events) {
        const auto text = ledger::make_event_json(event);
        read.push_back(ledger::parse_event_json(text).value());
        CHECK(ledger::make_event_json(read.back()) == text);
    }
    const auto first = replay(events).value();
    const auto second = replay(read).value();
    REQUIRE(second.answers.size() == first.answers.size());
    for (std::size_t i = 0; i < first.answers.size(); ++i) {
        CHECK(second.answers[i].response == first.answers[i].response);
        CHECK(second.answers[i].time_spent == first.answers[i].time_spent);
        CHECK(second.answers[i].is_unsure == first.answers[i].is_unsure);
        CHECK(second.answers[i].was_visited == first.answers[i].was_visited);
    }
    CHECK(second.elapsed == first.elapsed);
    CHECK(second.extended == first.extended);
    CHECK(second.interruption_count == 1);
    CHECK(second.finished_at == first.finished_at);
    CHECK(second.head.form == first.head.form);
}

TEST_SUITE_END();
