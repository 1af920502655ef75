#include "sync/hq/data/reader_decisions.h"

#include <doctest/doctest.h>

#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/pin.h"
#include "sync/hq/office/roster.h"
#include "sync/hq/office/terminals.h"
#include "sync/hq/reports/entry_report.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
namespace {

using hq::Verdict;
using hq_test::OfficeCity;
using ChainPlace = OfficeCity::Place;

ledger::ChainPoint filed_head(OfficeCity& city) {
    return hq::filed_head(city.office().database(), city.office().config().authority,
                          city.terminal(), city.ledger())
        .value();
}

Result<void> decide(OfficeCity& city, const ChainPlace& place, Verdict verdict,
                    const std::string& reason = "disk lama dipulihkan") {
    return hq::decide(city.office().database(), {.terminal = city.terminal(),
                                                 .hash = place.hash,
                                                 .verdict = verdict,
                                                 .login = "salmah",
                                                 .reason = reason,
                                                 .at = city.office().now()});
}

hq::OpenMatters matters(OfficeCity& city) {
    return hq::load_open_matters(city.office().database()).value();
}

/// One sitting; then two branches: `old` with two more, `fresh` with one, by four people.
struct ForkedCity {
    OfficeCity city;
    ChainPlace old;
    ChainPlace old_end;
    ChainPlace fresh;

    ForkedCity() {
        city.publish_framework();
        city.publish_bank();
        sit();
        const auto start = city.place();
        old = sit();
        old_end = sit();
        city.go_back(start);
        fresh = sit();
        REQUIRE(city.pass().filed == 4);
    }
    ChainPlace sit() {
        city.sit(city.add_person("Pegawai", "SETDA"), 12);
        return city.place();
    }
};

}  // namespace

TEST_CASE("a fork stops the receipt, is told, and goes on along the branch that staff follow") {
    ForkedCity forked;
    auto& city = forked.city;
    CHECK(city.receipt_n() == 1);
    const auto before = matters(city);
    CHECK(before.open_count() == 1);
    REQUIRE(before.forks.size() == 1);
    REQUIRE(before.forks.front().branches.size() == 2);
    CHECK(before.forks.front().branches[0].entry_count +
              before.forks.front().branches[1].entry_count ==
          3);
    REQUIRE(decide(city, forked.fresh, Verdict::Follow).has_value());
    city.pass();
    CHECK(matters(city).open_count() == 0);
    CHECK(city.receipt_n() == 2);
    CHECK(filed_head(city).hash == forked.fresh.hash);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") ==
          4);                                                        // both branches count
    REQUIRE(decide(city, forked.old, Verdict::Follow).has_value());  // a word can be changed
    REQUIRE(decide(city, forked.fresh, Verdict::DropBranch).has_value());
    city.pass();
    CHECK(filed_head(city).hash == forked.old_end.hash);
}

TEST_CASE("a branch that is set aside no longer counts, nor what follows it, nor after a rebuild") {
    ForkedCity forked;
    auto& city = forked.city;
    REQUIRE(decide(city, forked.old, Verdict::DropBranch).has_value());
    city.pass();
    CHECK(city.number("SELECT count(*) FROM entry WHERE reason = 'dropped_branch';") == 2);
    CHECK(city.number("SELECT count(*) FROM sitting;") == 2);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") == 2);
    CHECK(filed_head(city).hash == forked.fresh.hash);
    city.go_back(forked.old_end);
    forked.sit();
    CHECK(city.pass().quarantined == 1);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") == 2);
    REQUIRE(city.office().make_reader().value()->rebuild().has_value());
    CHECK(city.number("SELECT count(*) FROM entry WHERE reason = 'dropped_branch';") == 3);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") == 2);
    CHECK(filed_head(city).hash == forked.fresh.hash);
}

TEST_CASE("what a revoked terminal sent is filed or set aside by a word of staff") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    REQUIRE(hq::set_terminal_state(city.office(), city.terminal(), hq::TerminalState::Revoked)
                .has_value());
    city.sit(person, 12);
    const auto first = city.place();
    city.sit(city.add_person("Budi", "SETDA"), 12);
    const auto second = city.place();
    CHECK(city.pass().held == 2);
    CHECK(matters(city).open_count() == 2);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") == 0);
    REQUIRE(decide(city, first, Verdict::Release).has_value());
    REQUIRE(decide(city, second, Verdict::Drop).has_value());
    CHECK(city.pass().filed == 1);
    CHECK(matters(city).open_count() == 0);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") == 1);
    CHECK(filed_head(city).n == 2);  // the chain goes on over what was set aside
}

TEST_CASE("of twins the other counts once the first is set aside") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    auto record = city.sitting_record(city.add_person("Ani", "SETDA"), 12, "PEMETAAN_PENGEMBANGAN");
    city.put_record(record);
    const auto first = city.place();
    record.id.bytes[0] ^= 1U;
    city.put_record(record);
    REQUIRE(city.pass().filed == 2);
    CHECK(matters(city).twins.size() == 2);
    CHECK(matters(city).open_count() == 1);
    REQUIRE(decide(city, first, Verdict::Drop).has_value());
    city.pass();
    CHECK(matters(city).open_count() == 0);
    CHECK(city.number("SELECT count(*) FROM sitting WHERE is_duplicate = 0;") == 1);
    CHECK(city.number("SELECT count(DISTINCT person_id) FROM result;") == 1);
}

TEST_CASE("a word that does not fit its record is refused") {
    ForkedCity forked;
    auto& city = forked.city;
    CHECK(decide(city, forked.old, Verdict::Release).error().code == ErrorCode::InvalidArgument);
    CHECK(decide(city, forked.old_end, Verdict::Follow).error().code == ErrorCode::InvalidArgument);
    CHECK(decide(city, forked.old, Verdict::Follow, "").error().code == ErrorCode::InvalidArgument);
    CHECK(decide(city, OfficeCity::Place{}, Verdict::Drop).error().code == ErrorCode::NotFound);
}

TEST_CASE("revoking a terminal marks its PINs, and the roster gives new slips that replace them") {
    OfficeCity city;
    city.publish_framework();
    const auto mine = city.add_person("Ani", "SETDA");
    const auto other = city.add_person("Budi", "DISTAN");
    city.put_record(city.pin_record(mine));
    REQUIRE(city.pass().filed == 1);
    REQUIRE(hq::set_terminal_state(city.office(), city.terminal(), hq::TerminalState::Revoked)
                .has_value());
    const auto due = hq::load_pins_due(city.office().database()).value();
    REQUIRE(due.size() == 1);
    CHECK(due.front().person.id == mine);
    const auto slips = city.folder() + "/slips.csv";
    auto difference = hq::compare_roster(city.office(), {}).value();
    difference.gone.clear();
    REQUIRE(hq::apply_roster(city.office(), difference, slips, [](auto, auto) {}).has_value());
    const auto csv = std::string(as_text(city.files().read(slips, 4096).value()));
    // The last cell: "012 345", then CRLF.
    const auto pin = csv.substr(csv.size() - 10, 3) + csv.substr(csv.size() - 6, 3);
    const auto people = hq::load_people(city.office().database()).value();
    for (const auto& row : people) {
        const bool is_mine = row.person.id == mine;
        CHECK(vault::verify_pin(pin, row.pin_salt, row.pin_verifier).has_value() == is_mine);
        CHECK(row.pin_record.has_value() == is_mine);  // still names the PIN that it replaces
        CHECK(row.must_change_pin);
    }
    CHECK(hq::load_pins_due(city.office().database()).value().empty());
    CHECK(other != mine);
}

}  // namespace asah
