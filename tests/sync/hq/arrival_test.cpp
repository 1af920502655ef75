// What headquarters believes of a terminal: of its clock, and of whom it says has sat there.
#include <doctest/doctest.h>

#include "sync/hq/data/reader_decisions.h"
#include "sync/hq/data/reader_people.h"
#include "sync/hq/reports/entry_report.h"
#include "tests/sync/hq/office_city.h"

using namespace asah;
using hq_test::OfficeCity;

TEST_SUITE_BEGIN("sync/hq/arrival");

namespace {

constexpr DurationMs kTwoYears{730 * std::int64_t{86'400'000}};

std::int64_t figure(OfficeCity& city, const std::string& sql) {
    auto query = city.office().database().prepare(sql);
    REQUIRE(query.step().value());
    return query.integer(0);
}

std::vector<hq::EntryTrace> held(OfficeCity& city) {
    return hq::load_open_matters(city.office().database()).value().held;
}

Result<void> release(OfficeCity& city, const hq::EntryTrace& entry) {
    return hq::decide(city.office().database(), {.terminal = entry.terminal,
                                                 .hash = entry.hash,
                                                 .verdict = hq::Verdict::Release,
                                                 .login = "sari",
                                                 .reason = "tamu sesi",
                                                 .at = city.office().now()});
}

}  // namespace

TEST_CASE("nothing is dated after its arrival, and a later true result is not hidden") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Annisa", "SETDA");
    const UtcMs now = city.clock().now_wall().utc;
    city.clock().set_wall(now + kTwoYears);
    city.sit(person, 0);
    city.clock().set_wall(now);
    CHECK(city.pass().filed == 1);
    CHECK(figure(city, "SELECT finished_ms FROM sitting") == now.value);
    CHECK(figure(city, "SELECT max(started_ms) FROM sitting") <= now.value);
    CHECK(figure(city, "SELECT max(at_ms) FROM result") == now.value);
    city.clock().advance({60'000});
    city.sit(person, 12);
    CHECK(city.pass().filed == 1);
    CHECK(figure(city, "SELECT level FROM result WHERE from_ms = (SELECT max(at_ms) FROM result)") >
          0);
    CHECK(figure(city, "SELECT max(at_ms) FROM result") == now.value + 86'000);
}

TEST_CASE("a PIN changed under a clock two years ahead does not outlast a later change") {
    OfficeCity city;
    city.publish_framework();
    const auto person = city.add_person("Annisa", "SETDA");
    const UtcMs now = city.clock().now_wall().utc;
    city.clock().set_wall(now + kTwoYears);
    city.put_record(city.pin_record(person));
    city.clock().set_wall(now);
    CHECK(city.pass().filed == 1);
    city.clock().advance({60'000});
    const auto later = city.pin_record(person);
    city.put_record(later);
    CHECK(city.pass().filed == 1);
    const auto people = hq::load_people(city.office().database()).value();
    CHECK(people.at(0).pin_record == later.id);
}

TEST_CASE("a sitting of somebody whom headquarters never sent there is held until a word") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    city.is_sending = false;
    const auto stranger = city.add_person("Orang Lain", "DISDIK");
    city.sit(stranger, 12);
    CHECK(city.pass().held == 1);
    REQUIRE(held(city).size() == 1);
    CHECK(held(city)[0].reason == "person_not_sent");
    CHECK(city.pass().filed == 0);  // it is not released by itself
    REQUIRE(release(city, held(city)[0]).has_value());
    CHECK(city.pass().filed == 1);
    CHECK(held(city).empty());
    CHECK(figure(city, "SELECT count(*) FROM sitting") == 1);
}

TEST_CASE("a transfer is no offence: who was sent there once may have sat there") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Pindahan", "SETDA");
    const auto moved =
        sqlite::in_transaction(city.office().database(), [&](sqlite::Tx& tx) -> Result<void> {
            auto rows = hq::load_people(tx.database()).value();
            rows.at(0).person.post.unit = UnitCode("DISDIK");
            return hq::save_person(tx, rows.at(0));
        });
    REQUIRE(moved.has_value());
    city.sit(person, 12);
    CHECK(city.pass().filed == 1);
}

TEST_CASE("a person unknown at first waits under the reason that holds now") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    PersonId nobody;
    nobody.bytes.fill(9);
    city.sit(nobody, 12);
    CHECK(city.pass().held == 1);
    CHECK(held(city).at(0).reason == "person_unknown");
    CHECK(release(city, held(city)[0]).error().code == ErrorCode::InvalidArgument);
    city.is_sending = false;
    city.add_person("Baru", "DISDIK", "", nobody);
    city.pass();
    CHECK(held(city).at(0).reason == "person_not_sent");
    CHECK(release(city, held(city)[0]).has_value());
}

TEST_SUITE_END();
