// A bank's new version: what it changes, what goes on with it, and what is refused.
#include <doctest/doctest.h>

#include "kiosk/core/content/assessment_json.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/office/publish.h"
#include "tests/sync/hq/office_city.h"

namespace asah {

using hq_test::OfficeCity;

namespace {

/// The bank T01 in version 1 (six items of level 1, six of level 2), and an assessment over it that
/// asks for five of each.
struct Desk {
    OfficeCity city;
    Problems problems;
    std::vector<hq::BankChange> changes;

    Desk() {
        city.publish_framework();
        const auto bank = city.write_bank(city.bank(), 1, "Tim Diskominfo");
        const auto path = city.folder() + "/prates.json";
        const std::string text =
            R"({"format":"asah/assessment/1","id":"prates","version":4,"kind":"pre_test",
               "title":{"id":"Prates"},"purpose":"PEMETAAN_PENGEMBANGAN","occasion":"2026-1",
               "banks":[{"id":"T01"}],"blueprint":{"rows":[
               {"competency":"T.01","level":1,"count":5},
               {"competency":"T.01","level":2,"count":5}]}})";
        REQUIRE(city.files().write_durable(path, as_bytes(text), FileMode::Private).has_value());
        REQUIRE(publish({bank}, {path}).manifest_number == 1);
    }
    hq::Published publish(std::vector<std::string> banks, std::vector<std::string> assessments = {},
                          hq::AfterPlan after = hq::AfterPlan::Publish) {
        hq::PublishRequest request;
        request.banks = std::move(banks);
        request.assessments = std::move(assessments);
        problems.clear();
        changes.clear();
        return hq::publish(city.office(), request, problems,
                           [&](const hq::PublishPlan& plan) {
                               changes = plan.changes;
                               return after;
                           })
            .value();
    }
    void withdraw(std::size_t index) {
        auto& bank = city.bank();
        bank.items.erase(bank.items.begin() + static_cast<std::ptrdiff_t>(index));
        bank.keys.erase(bank.keys.begin() + static_cast<std::ptrdiff_t>(index));
    }
    assessment::Assessment prates() {
        const auto current = hq::load_current_content(city.office().database()).value();
        for (const auto& package : current) {
            if (package.id == "prates") {
                return content::parse_assessment_json(package.members.front().bytes, "p").value;
            }
        }
        FAIL("no assessment");
        return {};
    }
    /// "key form competency level available/needed" a line.
    [[nodiscard]] std::string lines() const {
        std::string out;
        for (const auto& one : problems) {
            out += one.key + " ";
            if (one.values.contains("available")) {
                out += one.values.at("form") + " " + one.values.at("competency") + " " +
                       one.values.at("level") + " " + one.values.at("available") + "/" +
                       one.values.at("needed");
            }
            out += one.severity == Severity::Error ? " error\n" : "\n";
        }
        return out;
    }
};

}  // namespace

TEST_SUITE_BEGIN("sync/hq/withdrawal");

TEST_CASE("a new version of a bank takes its assessments along and shows what it changes") {
    Desk desk;
    desk.withdraw(0);
    desk.city.bank().items[0].stem.id = "Pilih a, ya?";
    auto added = desk.city.bank().items[1];
    added.id = ItemId("T01-90");
    desk.city.bank().items.push_back(added);
    desk.city.bank().keys.push_back(desk.city.bank().keys[1]);
    desk.city.bank().keys.back().item = added.id;
    const auto path = desk.city.write_bank(desk.city.bank(), 2, "Siti Aminah");

    CHECK(desk.publish({path}, {}, hq::AfterPlan::Stop).manifest_number == 0);
    REQUIRE(desk.changes.size() == 1);
    const auto& change = desk.changes[0];
    CHECK(change.bank == BankId("T01"));
    CHECK(change.from_version == 1);
    CHECK(change.to_version == 2);
    CHECK(change.owner == "Siti Aminah");
    CHECK(change.owner_before == "Tim Diskominfo");
    CHECK(change.difference.added == std::vector{ItemId("T01-90")});
    CHECK(change.difference.changed == std::vector{ItemId("T01-11")});
    CHECK(change.difference.withdrawn == std::vector{ItemId("T01-10")});
    CHECK(change.difference.same == 10);
    REQUIRE(change.carried.size() == 1);
    CHECK(change.carried[0].id == AssessmentId("prates"));
    CHECK(change.carried[0].from_version == 4);
    CHECK(change.carried[0].to_version == 5);
    CHECK(desk.prates().version == 4);  // nothing is published by looking

    CHECK(desk.publish({path}).manifest_number == 2);
    CHECK(desk.lines() == "");
    const auto prates = desk.prates();
    CHECK(prates.version == 5);
    CHECK(prates.banks.at(0).version == 2);
    const auto bank =
        hq::find_content(desk.city.office().database(), ledger::PackageKind::Bank, "T01", 2)
            .value()
            .value();
    CHECK(prates.banks.at(0).items_digest == sha256(content::find_member(bank, "items")->bytes));
}

TEST_CASE(
    "a withdrawal never waits: what it leaves too short is listed, also at the next publish") {
    Desk desk;
    desk.withdraw(11);
    desk.withdraw(10);  // four of level 2 are left
    const auto path = desk.city.write_bank(desk.city.bank(), 2);
    CHECK(desk.publish({path}).manifest_number == 2);
    CHECK(desk.lines() == "publish_level_open A, B T.01 2 4/5\n");
    CHECK(desk.problems[0].values.at("assessment") == "prates");
    CHECK(desk.problems[0].values.at("enough") == "5");
    CHECK(desk.prates().version == 5);
    CHECK(desk.prates().blueprint.rows.at(1).count == 5);  // so that new items fill it again
    CHECK(desk.publish({}).manifest_number == 3);
    CHECK(desk.lines() == "publish_level_open A, B T.01 2 4/5\n");
}

TEST_CASE("a bank that changes items is refused for want of items, and nothing is published") {
    Desk desk;
    desk.withdraw(11);
    desk.withdraw(10);
    desk.city.bank().items[0].stem.id = "Pilih a, ya?";
    const auto path = desk.city.write_bank(desk.city.bank(), 2);
    CHECK(desk.publish({path}).manifest_number == 0);
    CHECK(desk.lines() == "blueprint_row_short A, B T.01 2 4/5 error\n");
    CHECK(desk.prates().version == 4);
}

TEST_CASE("a version older than the published one is refused") {
    Desk desk;
    const auto older = desk.city.folder() + "/T01-1.bank";
    desk.withdraw(11);
    REQUIRE(desk.publish({desk.city.write_bank(desk.city.bank(), 3)}).manifest_number == 2);
    CHECK(desk.publish({older}).manifest_number == 0);
    REQUIRE(desk.problems.size() == 1);
    CHECK(desk.problems[0].key == "publish_older");
    CHECK(desk.problems[0].values.at("version") == "3");
}

TEST_CASE("a record that leaves out an item which no bank withdrew is never scored") {
    for (const bool is_true : {true, false}) {
        Desk desk;
        auto& city = desk.city;
        const auto person = city.add_person("Ani", "SETDA");
        auto record = city.sitting_record(person, 11, "PEMETAAN_PENGEMBANGAN");
        auto& sitting = std::get<ledger::SittingRecord>(record.body);
        const auto last = sitting.events.back();
        sitting.events.back().body = assessment::Withdrawn{11};
        sitting.events.push_back(last);
        sitting.events.back().sequence += 1;
        sitting.claim.points[11] = -1;
        if (is_true) {
            desk.withdraw(11);
            REQUIRE(desk.publish({city.write_bank(city.bank(), 2)}).manifest_number == 2);
        }
        city.put_record(record);
        const auto report = city.pass();
        CHECK(report.filed == (is_true ? 1 : 0));
        CHECK(report.quarantined == (is_true ? 0 : 1));
        CHECK(city.number("SELECT count(*) FROM entry WHERE reason = 'withdrawn_untrue';") ==
              (is_true ? 0 : 1));
        if (is_true) {
            CHECK(city.number("SELECT json_array_length(scored) FROM sitting;") == 11);
            CHECK(city.number("SELECT claim_differs FROM sitting;") == 0);
        }
    }
}

TEST_SUITE_END();

}  // namespace asah
