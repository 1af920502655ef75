// What a terminal does with items that their bank withdrew or corrected.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kiosk/core/items/score.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using assessment::FinishReason;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/withdrawn");

namespace {

const AssessmentId kTest("uji");
constexpr std::size_t kItems = 5;

/// The bank has five items of level 1, K-1 to K-5, and one of level 2; the assessment names its
/// version 1 and asks for all.
struct Withdrawing {
    TerminalCity city;
    assessment::Bank bank;
    std::optional<station::Station> kiosk;

    Withdrawing() {
        city.join();
        city.add_framework();
        bank.id = BankId("T01");
        bank.title = {"Bank T01", ""};
        for (int i = 1; i <= 6; ++i) {
            add_item("K-" + std::to_string(i), i <= 5 ? 1 : 2);
        }
        city.add_version(bank, 1);
        city.add_assessment(
            R"({"format":"asah/assessment/1","id":"uji","version":1,"kind":"pre_test",
               "title":{"id":"Uji"},"purpose":"PEMETAAN_PENGEMBANGAN","occasion":"2026-1",
               "banks":[{"id":"T01","version":1}],"attempts_max":0,
               "blueprint":{"rows":[{"competency":"T.01","level":1,"count":5}]}})",
            "uji");
        city.add_roster();
        take_in();
    }
    void add_item(const std::string& id, int level) {
        items::Item item;
        item.id = ItemId(id);
        item.competency = CompetencyCode("T.01");
        item.level = level;
        item.indicator = IndicatorCode("T.01." + std::to_string(level) + ".1");
        item.stem = {"Soal " + id + "?", ""};
        item.time_s = 60;
        items::SingleChoice choice;
        for (const auto* option : {"a", "b", "c"}) {
            choice.options.push_back({OptionId(option), {std::string("Pilihan ") + option, ""}});
        }
        item.body = std::move(choice);
        bank.keys.push_back({item.id, items::SingleChoice::Key{OptionId("a")}, {"Sebab.", ""}});
        bank.items.push_back(std::move(item));
    }
    void withdraw(const std::string& id) {
        std::erase_if(bank.items, [&](const auto& item) { return item.id.value == id; });
        std::erase_if(bank.keys, [&](const auto& key) { return key.item.value == id; });
    }
    void correct(const std::string& id) {
        for (auto& item : bank.items) {
            if (item.id.value == id) {
                item.stem.id += " (diperbaiki)";
            }
        }
    }
    void take_in() {
        city.put_manifest();
        if (!kiosk) {
            kiosk.emplace(city.open());
        }
        support::settle(*kiosk);
    }
    assessment::OpenSitting start() {
        return kiosk->start_sitting(city.person, kTest, Language::Indonesian).value();
    }
};

std::set<std::string> names_of(const assessment::Form& form) {
    std::set<std::string> names;
    for (const auto& item : form.items) {
        names.insert(item.item.value);
    }
    return names;
}

int place_of(const assessment::Sitting& sitting, const std::string& id) {
    const auto& items = sitting.head.form.items;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const auto& item) { return item.item.value == id; });
    return static_cast<int>(found - items.begin());
}

std::set<std::string> withdrawn_of(const assessment::Sitting& sitting) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < sitting.answers.size(); ++i) {
        if (sitting.answers[i].is_withdrawn) {
            names.insert(sitting.head.form.items[i].item.value);
        }
    }
    return names;
}

}  // namespace

TEST_CASE(
    "what the current bank withdrew or corrected is drawn no more, also before the assessment "
    "follows") {
    Withdrawing terminal;
    CHECK(terminal.start().items.size() == kItems);
    terminal.withdraw("K-2");
    terminal.correct("K-4");
    terminal.city.add_version(terminal.bank, 2);
    terminal.take_in();
    // The assessment at the terminal still names version 1.
    const auto open = terminal.start();
    CHECK(names_of(open.sitting.head.form) == std::set<std::string>{"K-1", "K-3", "K-5"});
    CHECK(open.sitting.head.form.items[0].bank_version == 1);
    // Three items are too few: the person reads "belum cukup bukti".
    const auto summary =
        terminal.kiosk->finish_sitting(open.sitting.head.sitting, FinishReason::Person).value();
    for (const auto& result : summary.profile.competencies) {
        if (result.competency == CompetencyCode("T.01")) {
            CHECK(result.status == assessment::LevelStatus::NotMeasured);  // nothing was visited
        }
    }
}

TEST_CASE("when every item was withdrawn there is no sitting, and the reason is named") {
    Withdrawing terminal;
    for (const auto* id : {"K-1", "K-2", "K-3", "K-4", "K-5"}) {
        terminal.withdraw(id);
    }
    terminal.city.add_version(terminal.bank, 2);
    terminal.take_in();
    const auto open =
        terminal.kiosk->start_sitting(terminal.city.person, kTest, Language::Indonesian);
    REQUIRE_FALSE(open.has_value());
    CHECK(open.error().code == ErrorCode::NotEnoughItems);
}

TEST_CASE("an open sitting shows and scores a withdrawn item no more, whether answered or not") {
    Withdrawing terminal;
    const auto open = terminal.start();
    const auto id = open.sitting.head.sitting;
    const int wrong = place_of(open.sitting, "K-2");
    const int left = place_of(open.sitting, "K-4");
    auto& kiosk = *terminal.kiosk;
    REQUIRE(kiosk.save_event(id, {1000}, assessment::Answered{wrong, items::chose({OptionId("b")})})
                .has_value());
    REQUIRE(kiosk.save_event(id, {2000}, assessment::Visited{left}).has_value());
    terminal.withdraw("K-2");
    terminal.correct("K-4");
    terminal.city.add_version(terminal.bank, 2);
    terminal.take_in();

    // The sitting on the screen learns it with the next answer.
    const int first = place_of(open.sitting, "K-1");
    auto sitting =
        kiosk.save_event(id, {3000}, assessment::Answered{first, items::chose({OptionId("a")})})
            .value();
    CHECK(withdrawn_of(sitting) == std::set<std::string>{"K-2", "K-4"});
    CHECK(sitting.answers[static_cast<std::size_t>(wrong)].response ==
          items::chose({OptionId("b")}));
    // One that is resumed knows it at once, and says it once.
    terminal.kiosk.reset();
    terminal.kiosk.emplace(terminal.city.open());
    sitting = terminal.kiosk->resume_sitting(terminal.city.person, id).value().sitting;
    CHECK(withdrawn_of(sitting) == std::set<std::string>{"K-2", "K-4"});
    REQUIRE(terminal.kiosk->finish_sitting(id, FinishReason::Person).has_value());

    const auto record =
        terminal.city.open_record(terminal.city.read_entry(terminal.city.entry_names().back()));
    const auto& body = std::get<ledger::SittingRecord>(record.body);
    const auto count = std::count_if(body.events.begin(), body.events.end(), [](const auto& event) {
        return std::holds_alternative<assessment::Withdrawn>(event.body);
    });
    CHECK(count == 2);
    CHECK(body.claim.points.at(static_cast<std::size_t>(wrong)) == -1);
    CHECK(body.claim.points.at(static_cast<std::size_t>(left)) == -1);
    CHECK(body.claim.points.at(static_cast<std::size_t>(first)) == 1000);
}

TEST_CASE("a sitting that ends while nobody looks leaves out what was withdrawn meanwhile") {
    Withdrawing terminal;
    const auto open = terminal.start();
    const auto id = open.sitting.head.sitting;
    const int place = place_of(open.sitting, "K-3");
    REQUIRE(terminal.kiosk->save_event(id, {1000}, assessment::Visited{place}).has_value());
    terminal.withdraw("K-3");
    terminal.city.add_version(terminal.bank, 2);
    terminal.take_in();
    REQUIRE(terminal.kiosk->finish_sitting(id, FinishReason::TimeUp).has_value());
    const auto record =
        terminal.city.open_record(terminal.city.read_entry(terminal.city.entry_names().back()));
    const auto& claim = std::get<ledger::SittingRecord>(record.body).claim;
    CHECK(claim.points.at(static_cast<std::size_t>(place)) == -1);
}
