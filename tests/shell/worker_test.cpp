#include "kiosk/shell/worker/worker.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

using asah::shell::Worker;

namespace {

using IntWorker = Worker<int, int>;

std::vector<int> take_all(IntWorker& worker, std::size_t count) {
    std::vector<int> all;
    while (all.size() < count) {
        for (const int event : worker.take_events()) {
            all.push_back(event);
        }
        std::this_thread::yield();
    }
    return all;
}

}  // namespace

TEST_SUITE("kiosk/shell/worker") {
    TEST_CASE("effects run in the order in which they were submitted") {
        IntWorker worker({.run = [](const int& n) { return std::vector<int>{n * 10}; },
                          .idle = {},
                          .wake = {},
                          .capacity = 100});
        for (int n = 1; n <= 50; ++n) {
            REQUIRE(worker.submit(n));
        }
        const auto events = take_all(worker, 50);
        for (std::size_t i = 0; i < 50; ++i) {
            CHECK(events[i] == static_cast<int>(i + 1) * 10);
        }
    }

    TEST_CASE("a full queue refuses and runs what it took") {
        std::promise<void> gate;
        auto opened = gate.get_future().share();
        std::promise<void> entered;
        IntWorker worker({.run =
                              [&, opened](const int& n) {
                                  if (n == 0) {
                                      entered.set_value();
                                      opened.wait();
                                  }
                                  return std::vector<int>{n};
                              },
                          .idle = {},
                          .wake = {},
                          .capacity = 2});
        REQUIRE(worker.submit(0));
        entered.get_future().wait();
        CHECK(worker.submit(1));
        CHECK(worker.submit(2));
        CHECK_FALSE(worker.submit(3));
        gate.set_value();
        CHECK(take_all(worker, 3) == std::vector<int>{0, 1, 2});
    }

    TEST_CASE("stopping runs everything that was submitted") {
        std::atomic<int> ran{0};
        IntWorker worker({.run =
                              [&](const int&) {
                                  ++ran;
                                  return std::vector<int>{};
                              },
                          .idle = {},
                          .wake = {},
                          .capacity = 100});
        for (int n = 0; n < 20; ++n) {
            REQUIRE(worker.submit(n));
        }
        worker.stop();
        CHECK(ran == 20);
        CHECK_FALSE(worker.submit(1));
    }

    TEST_CASE("idle work goes on while it has more and wakes the window with its events") {
        std::atomic<int> steps{0};
        std::atomic<int> wakes{0};
        IntWorker worker({.run = [](const int&) { return std::vector<int>{}; },
                          .idle = [&]() -> std::pair<bool, std::vector<int>> {
                              const int step = ++steps;
                              return {step < 5, std::vector<int>{step}};
                          },
                          .wake = [&] { ++wakes; },
                          .capacity = 4,
                          .idle_every = std::chrono::hours(1)});
        CHECK(take_all(worker, 5) == std::vector<int>{1, 2, 3, 4, 5});
        worker.stop();
        CHECK(steps == 5);
        CHECK(wakes == 5);
    }

    TEST_CASE("an event appears only after its effect ran") {
        std::promise<void> gate;
        auto opened = gate.get_future().share();
        IntWorker worker({.run =
                              [opened](const int& n) {
                                  opened.wait();
                                  return std::vector<int>{n};
                              },
                          .idle = {},
                          .wake = {},
                          .capacity = 4});
        REQUIRE(worker.submit(7));
        CHECK(worker.take_events().empty());
        gate.set_value();
        CHECK(take_all(worker, 1) == std::vector<int>{7});
    }
}
