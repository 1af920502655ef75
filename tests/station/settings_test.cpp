// Every setting of an assessment, value by value, and what each changes at a terminal.
#include <doctest/doctest.h>

#include <array>
#include <set>

#include "tests/support/terminal_city.h"

using namespace asah;
using assessment::ResultPlace;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/settings");

namespace {

const AssessmentId kId("uji");

struct SetTerminal {
    SetTerminal() {
        city.clock.set_wall({1'796'000'000'000});  // 2026-11-30T00:53:20Z
        city.manifest_made = city.clock.now_wall().utc;
        city.join();
        city.add_framework();
        city.add_bank("bank_T01.csv", "T01");
        city.add_roster();
    }
    /// Takes in the assessment with these members in place of the usual ones, or beside them.
    void offer(const std::string& rows, const std::string& more) {
        const std::string text =
            R"({"format":"asah/assessment/1","id":"uji","version":1,"kind":)" + kind +
            R"(,"title":{"id":"Uji"},"purpose":"PEMETAAN_PENGEMBANGAN","occasion":"2026-1",
            "banks":[{"id":"T01","version":1}],"blueprint":{)" +
            rows + "}" + more + "}";
        city.add({ledger::PackageKind::Assessment,
                  "uji",
                  1,
                  {{"assessment", content::MemberForm::Plain, to_bytes(text)}},
                  {},
                  {}});
        city.put_manifest();
        kiosk.reset();
        kiosk.emplace(city.open());
        support::settle(*kiosk);
    }
    void offer_with(const std::string& more) {
        offer(R"("rows":[{"competency":"T.01","level":1,"count":4}])", more);
    }
    Result<assessment::OpenSitting> start() {
        return kiosk->start_sitting(city.person, kId, Language::Indonesian);
    }
    assessment::Summary sit() {
        const auto open = start().value();
        const auto id = open.sitting.head.sitting;
        for (int i = 0; i < open.sitting.item_count(); ++i) {
            REQUIRE(kiosk->save_event(id, {1000}, assessment::Visited{i}).has_value());
        }
        return kiosk->finish_sitting(id, assessment::FinishReason::Person).value();
    }
    /// The claim in the newest sealed record.
    ledger::ScoreClaim claim() {
        const auto names = city.entry_names();
        const auto record = city.open_record(city.read_entry(names.back()));
        return std::get<ledger::SittingRecord>(record.body).claim;
    }
    assessment::OfferWindow window() {
        return kiosk->home(city.person).value().offers.at(0).window;
    }
    std::string kind = R"("pre_test")";
    TerminalCity city;
    std::optional<station::Station> kiosk;
};

template <class Value>
std::set<Value> values_of(const assessment::OpenSitting& open, Value items::ItemHead::*member) {
    std::set<Value> values;
    for (const auto& item : open.items) {
        values.insert(item.*member);
    }
    return values;
}

}  // namespace

TEST_CASE("a blueprint's rows give as many items of their level, kinds and indicators") {
    SetTerminal terminal;
    terminal.offer(R"("rows":[{"competency":"T.01","level":2,"count":2,
                   "kinds":["situational"]}])",
                   "");
    auto open = terminal.start().value();
    CHECK(open.items.size() == 2);
    for (const auto& item : open.items) {
        CHECK(std::holds_alternative<items::Situational>(item.body));
    }
    CHECK(values_of(open, &items::ItemHead::level) == std::set{2});
    terminal.offer(R"("rows":[{"competency":"T.01","level":1,"count":2,
                   "indicators":["T.01.1.2"]}])",
                   "");
    open = terminal.start().value();
    CHECK(values_of(open, &items::ItemHead::indicator) == std::set{IndicatorCode("T.01.1.2")});
}

TEST_CASE("a limit, attempts and a window are what a person meets") {
    SetTerminal terminal;
    terminal.offer_with(R"(,"time_limit_s":30)");
    CHECK(terminal.start().value().sitting.head.time_limit == DurationMs{30'000});
    terminal.offer_with(R"(,"time_limit_s":0,"attempts_max":2)");
    CHECK(terminal.start().value().sitting.head.time_limit == DurationMs{0});
    terminal.sit();
    terminal.sit();
    CHECK(terminal.start().error().code == ErrorCode::AttemptsUsed);
    terminal.offer_with(R"(,"attempts_max":0)");
    CHECK(terminal.start().has_value());
    terminal.offer_with(R"(,"attempts_max":0,"opens":"2026-11-30T00:53:21Z")");
    CHECK(terminal.window() == assessment::OfferWindow::NotYet);
    CHECK(terminal.start().error().code == ErrorCode::WindowClosed);
    terminal.city.clock.advance({1000});
    CHECK(terminal.window() == assessment::OfferWindow::Open);
    CHECK(terminal.start().has_value());
    terminal.offer_with(R"(,"attempts_max":0,"closes":"2026-11-30T00:53:20Z")");
    CHECK(terminal.window() == assessment::OfferWindow::Over);
    CHECK(terminal.start().error().code == ErrorCode::WindowClosed);
}

TEST_CASE("the kind goes into the record and the result") {
    for (const char* kind : {"pre_test", "post_test", "mapping"}) {
        SetTerminal terminal;
        terminal.kind = "\"" + std::string(kind) + "\"";
        terminal.offer_with("");
        const auto summary = terminal.sit();
        const auto text = std::array{"pre_test", "post_test", "mapping"}.at(
            static_cast<std::size_t>(summary.kind));
        CHECK(text == std::string(kind));
    }
}

TEST_CASE("feedback none shows no result, neither now nor within a later one") {
    SetTerminal terminal;
    terminal.offer_with(R"(,"attempts_max":0,"feedback":"none")");
    const auto hidden = terminal.sit();
    CHECK(hidden.result_place == ResultPlace::Nowhere);
    CHECK(hidden.profile.competencies.empty());
    CHECK(terminal.claim().points.size() == 4);  // headquarters may compare
    const auto home = terminal.kiosk->home(terminal.city.person).value();
    CHECK(home.summaries.at(0).profile.competencies.empty());
    terminal.offer_with(R"(,"attempts_max":0,"feedback":"profile")");
    const auto shown = terminal.sit();
    CHECK(shown.result_place == ResultPlace::Here);
    for (const auto& result : shown.profile.competencies) {
        if (result.competency == CompetencyCode("T.01")) {
            CHECK(result.item_count <= 4);
        }
    }
}

TEST_CASE("without the keys of a guarded bank the claim is empty and the result comes from HQ") {
    SetTerminal terminal;
    terminal.offer_with(R"(,"attempts_max":0)");
    CHECK(terminal.sit().result_place == ResultPlace::Here);
    terminal.city.add_guarded_bank("bank_T01.csv", "T01", 0);
    SUBCASE("none of its items is for practice") {}
    SUBCASE("three are for practice: their keys come along") {
        terminal.city.add_guarded_bank("bank_T01.csv", "T01", 3);
    }
    terminal.offer_with(R"(,"attempts_max":0,"key_class":"guarded")");
    for (int start = 0; start < 2; ++start) {
        const auto summary = terminal.sit();
        CHECK(summary.result_place == ResultPlace::Headquarters);
        CHECK(summary.profile.competencies.empty());
        terminal.kiosk.reset();
        terminal.kiosk.emplace(terminal.city.open());
    }
    CHECK(terminal.claim().points.empty());
    CHECK(terminal.claim().results.empty());
    // Guarded no longer: the keys come back with the next package.
    terminal.city.add_bank("bank_T01.csv", "T01");
    terminal.offer_with(R"(,"attempts_max":0)");
    CHECK(terminal.sit().result_place == ResultPlace::Here);
}

TEST_SUITE_END();
