// A headquarters that goes on from an older backup, and one whose clock ran ahead.
#include <doctest/doctest.h>

#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/folder_names.h"
#include "sync/hq/data/reader_terminals.h"
#include "sync/hq/office/orders.h"
#include "sync/hq/office/publish.h"
#include "sync/hq/office/terminals.h"
#include "sync/protocol/hq_folders.h"
#include "tests/sync/hq/office_city.h"

using namespace asah;
using hq_test::OfficeCity;

TEST_SUITE_BEGIN("sync/hq/restored");

namespace {

constexpr DurationMs kTwoYears{730 * std::int64_t{86'400'000}};

FilePath in_orders(OfficeCity& city, const std::string& name) {
    return city.office().config().orders + "/" + name;
}

/// The terminal's word, which the reader has verified, that it has this manifest.
void report_manifest(OfficeCity& city, int number) {
    ledger::Status status;
    status.authority = city.office().config().authority;
    status.terminal = city.terminal();
    status.number = static_cast<std::uint64_t>(number);
    status.manifest_number = number;
    REQUIRE(sqlite::in_transaction(city.office().database(), [&](sqlite::Tx& tx) {
                return hq::save_status(tx, {.terminal = city.terminal(),
                                            .json = ledger::make_status_payload(status),
                                            .number = status.number,
                                            .at = city.office().now()});
            }).has_value());
}

int publish(OfficeCity& city) {
    Problems problems;
    const auto done = hq::publish(city.office(), {}, problems);
    REQUIRE(done.has_value());
    return done->manifest_number;
}

}  // namespace

TEST_CASE("a manifest takes a number above all that terminals have seen") {
    OfficeCity city;
    city.publish_framework();
    const auto first = publish(city);
    report_manifest(city, first + 40);
    const auto report = city.pass();
    REQUIRE(report.manifest_ahead.has_value());
    CHECK(report.manifest_ahead->terminal == city.terminal());
    CHECK(report.manifest_ahead->number == first + 40);
    CHECK(publish(city) == first + 41);
    CHECK_FALSE(city.pass().manifest_ahead.has_value());
    CHECK(publish(city) == first + 42);
}

TEST_CASE("a terminal's word does not use the numbers up") {
    OfficeCity city;
    city.publish_framework();
    const auto first = publish(city);
    report_manifest(city, 1'000'000'000);
    CHECK(publish(city) == first + 100'001);
}

TEST_CASE("tables older than the receipts: the first pass lowers the receipts and says so") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Annisa", "SETDA");
    city.sit(person, 12);
    city.sit(person, 12);
    city.sit(person, 12);
    REQUIRE(city.pass().filed == 3);
    REQUIRE(city.receipt_n() == 3);
    REQUIRE(city.office().database().prepare("DELETE FROM entry WHERE n = 3").run().has_value());
    const auto report = city.pass();
    CHECK(city.receipt_n() == 2);
    REQUIRE(report.lowered.size() == 1);
    CHECK(report.lowered[0].was == 3);
    CHECK(report.lowered[0].now == 2);
}

TEST_CASE("a receipt that holds already is not written again") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    city.sit(city.add_person("Annisa", "SETDA"), 12);
    CHECK(city.pass().receipts == 1);
    CHECK(city.pass().receipts == 0);
}

TEST_CASE("orders that are gone are written again and published under the next number") {
    OfficeCity city;
    city.publish_framework();
    const auto number = publish(city);
    CHECK(hq::restore_orders(city.office()).value() == 0);
    REQUIRE(std::filesystem::remove_all(city.office().config().orders.text()) > 0);
    CHECK(hq::restore_orders(city.office()).value() == number + 1);
    for (const auto* name : {protocol::kOrdersRoot, protocol::kOrdersManifest,
                             protocol::kOrdersTerminals, protocol::kOrdersCodes}) {
        CHECK(city.files().exists(in_orders(city, name)));
    }
    CHECK(hq::restore_orders(city.office()).value() == 0);
}

TEST_CASE("a package that is gone is published again, a revocation is written again") {
    OfficeCity city;
    city.publish_framework();
    const auto number = publish(city);
    REQUIRE(hq::set_terminal_state(city.office(), city.terminal(), hq::TerminalState::Revoked)
                .has_value());
    const auto revocation = in_orders(city, protocol::orders_revocation_name(city.terminal()));
    REQUIRE(city.files().remove(revocation).has_value());
    const auto folder = in_orders(city, protocol::kOrdersPackages);
    REQUIRE(
        city.files().remove(folder + "/" + city.files().list(folder).value().at(0)).has_value());
    CHECK(hq::restore_orders(city.office()).value() == number + 1);
    CHECK(city.files().exists(revocation));
}

TEST_CASE("a clock two years ahead for one pass: every entry is filed once, nothing is held") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Annisa", "SETDA");
    city.sit(person, 12);
    REQUIRE(city.pass().filed == 1);
    const UtcMs now = city.clock().now_wall().utc;
    city.sit(person, 12);
    city.clock().set_wall(now + kTwoYears);
    CHECK(city.pass().filed == 1);
    city.clock().set_wall(now);
    city.sit(person, 12);
    const auto report = city.pass();
    CHECK(report.filed == 1);
    CHECK(report.held == 0);
    CHECK(city.receipt_n() == 3);
    CHECK(city.number("SELECT count(*) FROM entry WHERE state = 'filed'") == 3);
    CHECK(city.number("SELECT max(finished_ms) FROM sitting") <= now.value + 600'000);
    const auto rebuilt = city.office().make_reader().value()->rebuild();
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->is_whole());
    CHECK(city.number("SELECT count(*) FROM entry WHERE state = 'filed'") == 3);
}

TEST_SUITE_END();
