#include "sync/hq/web/throttle.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "kiosk/vault/pin.h"
#include "sync/hq/web/password_desk.h"

namespace asah {

using hq::Throttle;
using hq::Trying;

namespace {

std::int64_t after(Throttle& throttle, const Trying& who, int wrong_tries, BootMs now) {
    for (int i = 0; i < wrong_tries; ++i) {
        throttle.note_try(who, now);
    }
    return throttle.wait(who, now).value;
}

}  // namespace

TEST_CASE("wrong tries wait 0, 0, 1, 2, 4 ... 300 seconds, and an hour forgets") {
    const Trying who{.address = "a", .login = "x"};
    const BootMs now{1'000'000};
    for (const auto& [tries, wait] : {std::pair{1, 0},
                                      {2, 0},
                                      {3, 1'000},
                                      {4, 2'000},
                                      {5, 4'000},
                                      {11, 256'000},
                                      {12, 300'000},
                                      {40, 300'000}}) {
        Throttle throttle;
        CAPTURE(tries);
        CHECK(after(throttle, {.address = "a", .login = "x", .is_known_browser = true}, tries,
                    now) == wait);
    }
    Throttle throttle;
    CHECK(after(throttle, who, 4, now) == 2'000);
    CHECK(throttle.wait(who, {now.value + 1'500}).value == 500);
    CHECK(throttle.wait(who, {now.value + 2'000}).value == 0);
    CHECK(after(throttle, who, 1, {now.value + 3'700'000}) == 0);
}

TEST_CASE("a colleague's guesses delay neither another login nor another address for long") {
    Throttle throttle;
    const BootMs now{5};
    CHECK(after(throttle, {.address = "a", .login = "x"}, 9, now) == 64'000);
    CHECK(throttle.wait({.address = "b", .login = "x"}, now).value == 0);
    CHECK(throttle.wait({.address = "a", .login = "y"}, now).value == 0);
    // One password tried on many logins: the address slows down, up to 30 s, browsers known do not.
    for (int i = 0; i < 30; ++i) {
        throttle.note_try({.address = "a", .login = "z" + std::to_string(i)}, now);
    }
    CHECK(throttle.wait({.address = "a", .login = "new"}, now).value == 30'000);
    CHECK(throttle.wait({.address = "browser 1", .login = "new", .is_known_browser = true}, now)
              .value == 0);
}

TEST_CASE("the right password forgets the pair, an unchecked try counts for nothing") {
    Throttle throttle;
    const Trying who{.address = "a", .login = "x"};
    const BootMs now{5};
    REQUIRE(after(throttle, who, 5, now) == 4'000);
    throttle.note_right(who);
    CHECK(throttle.wait(who, now).value == 0);
    CHECK(after(throttle, who, 2, now) == 0);
    for (int i = 0; i < 50; ++i) {
        throttle.note_try(who, now);
        throttle.take_back(who);
    }
    CHECK(after(throttle, who, 1, now) == 1'000);
    throttle.forget_login("x");
    CHECK(throttle.wait(who, now).value == 0);
}

TEST_CASE("one network of IPv6 addresses counts as one address") {
    CHECK(hq::place_of("192.0.2.7") == "192.0.2.7");
    CHECK(hq::place_of("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(hq::place_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(hq::place_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64");
    CHECK(hq::place_of("2001:db8:1:3::1") == "2001:db8:1:3::/64");
    CHECK(hq::place_of("::1") == "::/64");
    CHECK(hq::place_of("no address") == "no address");
}

TEST_CASE("passwords are checked one at a time, and who comes to a full line is refused at once") {
    using Line = hq::PasswordDesk::Line;
    hq::PasswordDesk desk;
    const auto hash = vault::hash_password("kata-sandi-panjang").value();
    CHECK(desk.check("kata-sandi-panjang", hash, Line::Other) == true);
    CHECK(desk.check("salah", hash, Line::Other) == false);
    std::atomic<int> checked{0};
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> guessers;
        for (int i = 0; i < 20; ++i) {
            guessers.emplace_back(
                [&] { ++(desk.check("salah", hash, Line::Other) ? checked : refused); });
        }
    }
    CHECK(checked + refused == 20);
    CHECK(checked >= 1);
    CHECK(refused >= 10);
}

TEST_CASE("a browser that was here before has its password checked however many guess") {
    using Line = hq::PasswordDesk::Line;
    hq::PasswordDesk desk;
    const auto hash = vault::hash_password("kata-sandi-panjang").value();
    std::atomic<bool> is_over{false};
    std::atomic<int> refused{0};
    std::vector<std::jthread> guessers;
    for (int i = 0; i < 6; ++i) {
        guessers.emplace_back([&] {
            while (!is_over) {
                refused += desk.check("salah", hash, Line::Other) ? 0 : 1;
            }
        });
    }
    while (refused == 0) {
        std::this_thread::yield();
    }
    for (int i = 0; i < 5; ++i) {
        CHECK(desk.check("kata-sandi-panjang", hash, Line::KnownBrowser) == true);
    }
    is_over = true;
}

}  // namespace asah
