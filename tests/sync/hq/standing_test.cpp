#include "sync/hq/filing/standing.h"

#include <doctest/doctest.h>

#include "sync/hq/office/terminals.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
namespace {

using hq::StateChange;
using hq::TerminalState;
using hq_test::OfficeCity;
using protocol::Standing;

constexpr UtcMs kNow{1'000'000};

bool is_sound(const std::vector<StateChange>& history, std::int64_t arrived) {
    return hq::standing_at(history, {arrived}, kNow) == Standing::Sound;
}

void revoke(OfficeCity& city) {
    REQUIRE(
        hq::set_terminal_state(city.office(), city.terminal(), TerminalState::Revoked).has_value());
}

hq::RebuildReport rebuild(OfficeCity& city) {
    const auto report = city.office().make_reader().value()->rebuild();
    REQUIRE(report.has_value());
    return *report;
}

}  // namespace

TEST_CASE("the state when an entry arrived decides, and an active one that came later") {
    const std::vector<StateChange> revoked{{{100}, TerminalState::Active},
                                           {{500}, TerminalState::Revoked}};
    CHECK(is_sound(revoked, 100));
    CHECK(is_sound(revoked, 499));
    CHECK_FALSE(is_sound(revoked, 500));
    CHECK_FALSE(is_sound(revoked, 900));
    CHECK(is_sound(revoked, 1));  // before it joined, by a clock that was wrong
    const std::vector<StateChange> again{{{100}, TerminalState::Active},
                                         {{500}, TerminalState::Held},
                                         {{700}, TerminalState::Active},
                                         {{800}, TerminalState::Revoked}};
    CHECK(is_sound(again, 600));
    CHECK(is_sound(again, 799));
    CHECK_FALSE(is_sound(again, 800));
    CHECK_FALSE(is_sound({}, 100));
    // Revoked by an office whose clock was ahead: nothing that is filed later gets through.
    const std::vector<StateChange> ahead{{{100}, TerminalState::Active},
                                         {{9'000'000}, TerminalState::Revoked}};
    CHECK_FALSE(is_sound(ahead, 200));
    CHECK_FALSE(is_sound(ahead, 900'000));
}

TEST_CASE(
    "what was filed before a revocation stays filed after a rebuild, with tables and without") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 4; ++i) {
        city.sit(city.add_person("P" + std::to_string(i), "SETDA"), 12);
    }
    REQUIRE(city.pass().filed == 4);
    city.clock().advance({60'000});
    revoke(city);
    CHECK(rebuild(city).filing.held == 0);
    REQUIRE(city.office().database().prepare("DELETE FROM entry").run().has_value());
    REQUIRE(city.office().database().prepare("DELETE FROM sitting").run().has_value());
    const auto report = rebuild(city);
    CHECK(report.filing.filed == 4);
    CHECK(report.filing.held == 0);
    CHECK(city.number("SELECT count(*) FROM sitting;") == 4);
}

TEST_CASE("an entry made after a revocation and dated before it stays held, after a rebuild too") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    const auto before = city.sitting_record(person, 12, "PEMETAAN_PENGEMBANGAN");
    city.clock().advance({60'000});
    revoke(city);
    city.clock().advance({60'000});
    city.put_record(before);
    CHECK(city.pass().held == 1);
    CHECK(rebuild(city).filing.held == 1);
    REQUIRE(city.office().database().prepare("DELETE FROM entry").run().has_value());
    CHECK(rebuild(city).filing.held == 1);
    CHECK(city.number("SELECT count(*) FROM sitting;") == 0);
}

TEST_CASE("an entry that arrived before a revocation is filed although the reader took it after") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    city.sit(city.add_person("Ani", "SETDA"), 12);
    city.clock().advance({60'000});
    revoke(city);
    CHECK(city.pass().filed == 1);
    CHECK(rebuild(city).filing.filed == 1);
}

TEST_CASE("a clock two years ahead for one pass takes nothing back after a later revocation") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    constexpr std::int64_t kTwoYears = std::int64_t{2 * 365} * 86'400'000;
    city.clock().reboot({kTwoYears});
    city.sit(person, 12);
    REQUIRE(city.pass().filed == 1);
    city.clock().reboot({-kTwoYears});
    city.sit(person, 12);
    REQUIRE(city.pass().filed == 1);
    city.clock().advance({60'000});
    revoke(city);
    city.clock().advance({60'000});
    city.sit(person, 12);
    CHECK(city.pass().held == 1);
    const auto report = rebuild(city);
    CHECK(report.filing.filed == 2);
    CHECK(report.filing.held == 1);
}

}  // namespace asah
