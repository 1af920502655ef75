#include "sync/hq/filing/reader.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/issue.h"
#include "sync/hq/data/reader_people.h"
#include "sync/hq/office/terminals.h"
#include "sync/hq/reports/competency_map.h"
#include "sync/protocol/handover.h"
#include "tests/support/faulty_files.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
using hq_test::OfficeCity;

namespace {

std::int64_t number(hq::Office& office, std::string_view sql) {
    auto query = office.database().prepare(sql);
    REQUIRE(query.step().value());
    return query.integer(0);
}

ledger::Receipt filed_receipt(OfficeCity& city) {
    const auto path =
        city.folder() + "/orders/" + city.terminal().hex() + "-" + city.ledger().hex() + ".filed";
    const auto document = ledger::parse_signed(city.files().read(path, 1U << 20U).value());
    REQUIRE(document.has_value());
    const auto root = city.office().root().value();
    const auto payload =
        vault::verify_document(*document, ledger::kFiledReceiptType, ledger::Role::Filing, root);
    REQUIRE(payload.has_value());
    return ledger::parse_receipt_payload(*payload).value();
}

}  // namespace

TEST_CASE("a sitting is opened, rescored, filed, receipted, and leaves the intake") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    city.sit(person, 12);
    const auto report = city.pass();
    CHECK(report.filed == 1);
    CHECK(city.intake().empty());
    CHECK(filed_receipt(city).head.n == 1);
    CHECK(number(city.office(), "SELECT level FROM result WHERE competency = 'T.01';") == 2);
    CHECK(number(city.office(), "SELECT claim_differs FROM sitting;") == 0);
}

TEST_CASE("a terminal's claim that differs from our scoring is shown, ours counts") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    auto record = city.sitting_record(city.add_person("Ani", "SETDA"), 3, "PEMETAAN_PENGEMBANGAN");
    std::get<ledger::SittingRecord>(record.body).claim.points.assign(12, 1000);
    city.put_record(record);
    CHECK(city.pass().filed == 1);
    CHECK(number(city.office(), "SELECT claim_differs FROM sitting;") == 1);
    CHECK(number(city.office(), "SELECT level FROM result WHERE competency = 'T.01';") == 0);
}

/// A sitting with everything right, but for the response to the first item.
std::string reason_of(const items::Response& first) {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    auto record = city.sitting_record(city.add_person("Ani", "SETDA"), 12, "PEMETAAN_PENGEMBANGAN");
    auto& events = std::get<ledger::SittingRecord>(record.body).events;
    std::get<assessment::Answered>(events[2].body).response = first;
    city.put_record(record);
    const auto report = city.pass();
    CHECK(report.quarantined + report.filed == 1);
    CHECK(number(city.office(), "SELECT count(*) FROM sitting;") == report.filed);
    auto query = city.office().database().prepare("SELECT reason FROM entry;");
    REQUIRE(query.step().value());
    return query.text(0);
}

TEST_CASE("a response that its item cannot get is quarantined with its own reason, never scored") {
    CHECK(reason_of(items::chose({OptionId("a")})).empty());
    CHECK(reason_of(items::chose({OptionId("a"), OptionId("a")})) == "response_ill_formed");
    CHECK(reason_of(items::chose({OptionId("a"), OptionId("b")})) == "response_ill_formed");
    CHECK(reason_of(items::chose({OptionId("z")})) == "response_ill_formed");
    CHECK(reason_of(items::typed("a")) == "response_ill_formed");
    CHECK(reason_of(items::rated(5)) == "response_ill_formed");
    CHECK(reason_of(items::paired({{OptionId("a"), OptionId("1")}})) == "response_ill_formed");
}

TEST_CASE("a sitting of another purpose is kept but never measures") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    city.sit(city.add_person("Ani", "SETDA"), 12, "PENELITIAN");
    CHECK(city.pass().filed == 1);
    CHECK(number(city.office(), "SELECT count(*) FROM sitting;") == 1);
    CHECK(number(city.office(), "SELECT count(*) FROM result;") == 0);
}

TEST_CASE("evidence is never later than its arrival at headquarters") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    constexpr std::int64_t kTwoYearsMs = 2LL * 365 * 86'400'000;
    const auto person = city.add_person("Ani", "SETDA");
    const auto arrival = city.clock().now_wall().utc + DurationMs{60'000};
    city.clock().advance({kTwoYearsMs});  // the terminal's clock is two years ahead
    auto ahead = city.sitting_record(person, 0, "PEMETAAN_PENGEMBANGAN");
    city.clock().advance({arrival.value - city.clock().now_wall().utc.value});
    std::get<assessment::Started>(std::get<ledger::SittingRecord>(ahead.body).events[0].body)
        .head.occasion = OccasionCode("2026-0");
    city.put_record(ahead);
    CHECK(city.pass().filed == 1);
    CHECK(number(city.office(), "SELECT finished_ms FROM sitting;") == arrival.value);
    // What the person does later is newer and counts.
    city.clock().advance({86'400'000});
    city.sit(person, 12);
    CHECK(city.pass().filed == 1);
    const auto now = std::to_string(city.clock().now_wall().utc.value);
    CHECK(number(city.office(),
                 "SELECT level FROM result WHERE competency = 'T.01' AND from_ms <= " + now +
                     " AND " + now + " < until_ms;") == 2);
}

TEST_CASE("a sitting whose bank is unknown is held without receipt, then released") {
    OfficeCity city;
    city.publish_framework();
    city.sit(city.add_person("Ani", "SETDA"), 12);
    CHECK(city.pass().held == 1);
    CHECK_FALSE(city.files().exists(city.folder() + "/orders/" + city.terminal().hex() + "-" +
                                    city.ledger().hex() + ".filed"));
    city.publish_bank();
    CHECK(city.pass().filed == 1);
    CHECK(filed_receipt(city).head.n == 1);
}

TEST_CASE("a record that names other ids than its entry is quarantined and blocks nothing") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    auto foreign = city.sitting_record(person, 12, "PEMETAAN_PENGEMBANGAN");
    foreign.ledger.bytes[0] ^= 1U;
    city.put_record(foreign);
    city.sit(person, 12);
    const auto report = city.pass();
    CHECK(report.quarantined == 1);
    CHECK(report.filed == 1);
    CHECK(filed_receipt(city).head.n == 2);
}

TEST_CASE("an entry with a wrong signature is refused and told") {
    OfficeCity city;
    city.publish_framework();
    const auto name = city.sit(city.add_person("Ani", "SETDA"), 12);
    const auto path = city.folder() + "/intake/" + name;
    const auto handed = protocol::parse_handover(city.files().read(path, 1U << 21U).value());
    auto entry = ledger::parse_entry(handed->at(0).file).value();
    entry.header.n = 5;
    REQUIRE(city.files().remove(path).has_value());
    city.hand_over(ledger::encode_entry(entry));
    CHECK(city.pass().refused == 1);
    CHECK(number(city.office(), "SELECT count(*) FROM entry;") == 0);
    CHECK(number(city.office(), "SELECT count(*) FROM refused WHERE reason = 'signature';") == 1);
}

TEST_CASE("what a revoked terminal sends afterwards is held") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    city.sit(person, 12);
    CHECK(city.pass().filed == 1);
    REQUIRE(hq::set_terminal_state(city.office(), city.terminal(), hq::TerminalState::Revoked)
                .has_value());
    city.sit(person, 3);
    CHECK(city.pass().held == 1);
    CHECK(filed_receipt(city).head.n == 1);
}

TEST_CASE("the same sitting in two records is kept twice, the second flagged and not counted") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    auto record = city.sitting_record(person, 12, "PEMETAAN_PENGEMBANGAN");
    city.put_record(record);
    record.id.bytes[0] ^= 1U;
    city.put_record(record);
    CHECK(city.pass().filed == 2);
    CHECK(number(city.office(), "SELECT count(*) FROM sitting;") == 2);
    CHECK(number(city.office(), "SELECT sum(is_duplicate) FROM sitting;") == 1);
}

TEST_CASE("a changed PIN counts only from a terminal whose roster holds the person") {
    OfficeCity city;
    city.publish_framework();
    const auto mine = city.add_person("Ani", "SETDA");
    const auto other = city.add_person("Budi", "DISTAN");
    city.put_record(city.pin_record(mine));
    city.put_record(city.pin_record(other));
    const auto report = city.pass();
    CHECK(report.filed == 1);
    CHECK(report.quarantined == 1);
    const auto people = hq::load_people(city.office().database()).value();
    for (const auto& row : people) {
        CHECK((row.pin_verifier == Bytes(32, 8)) == (row.person.id == mine));
        CHECK(row.must_change_pin == (row.person.id != mine));
    }
}

TEST_CASE("a pass tells a disk that refuses the k-th write, for every k, the next files the rest") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    int rounds = 0;
    for (int k = 1; k < 40; ++k) {
        city.sit(person, 12);
        support::FaultyDisk disk;
        support::FaultyFiles files(disk);
        auto ports = city.ports();
        auto office =
            hq::Office::open({files, ports.clock, ports.random}, city.office().home()).value();
        const auto reader = office.make_reader().value();
        disk.arm(support::Fault::Full, k);
        const auto broken = reader->run_pass();
        CHECK(broken.has_value() != disk.has_fired());
        city.pass();
        CHECK(city.intake().empty());
        CHECK(filed_receipt(city).head.n == static_cast<std::uint64_t>(k));
        CHECK(number(city.office(), "SELECT count(*) FROM sitting;") == k);
        ++rounds;
        if (!disk.has_fired()) {
            break;
        }
    }
    CHECK(rounds > 2);  // so refusals were really met
}

TEST_CASE("a reading key that cannot be read ends the pass, no record is put aside for it") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    city.sit(city.add_person("Ani", "SETDA"), 12);
    const auto key = hq::key_path(city.office().home(), "reading");
    std::filesystem::rename(key, key + ".away");
    const auto reader = city.office().make_reader().value();
    CHECK_FALSE(reader->run_pass().has_value());
    CHECK(city.intake().size() == 1);
    std::filesystem::rename(key + ".away", key);
    CHECK(city.pass().filed == 1);
    CHECK(number(city.office(), "SELECT count(*) FROM sitting;") == 1);
}

TEST_CASE("tables rebuilt from the backup equal those that were filed") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    for (int i = 0; i < 6; ++i) {
        city.sit(city.add_person("P" + std::to_string(i), "SETDA"), 2 * i);
    }
    CHECK(city.pass().filed == 6);
    constexpr std::string_view kPrint =
        "SELECT group_concat(hex(person_id) || competency || status || level || level_low || "
        "level_high || required || hex(entry_hash) || at_ms, ';') FROM "
        "(SELECT * FROM result ORDER BY person_id, competency, from_ms);";
    const auto print = [&] {
        auto query = city.office().database().prepare(kPrint);
        REQUIRE(query.step().value());
        return query.text(0);
    };
    const auto before = print();
    CHECK(before.size() > 100);
    const auto reader = city.office().make_reader();
    REQUIRE(reader.has_value());
    const auto report = (*reader)->rebuild();
    REQUIRE(report.has_value());
    CHECK(report->filing.filed == 6);
    CHECK(report->is_whole());
    CHECK(print() == before);
}

}  // namespace asah
