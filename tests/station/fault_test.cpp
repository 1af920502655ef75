// Every use case of a terminal on a disk that fails at the k-th operation, for every k until none
// fails: refused once, full, killed, and cut from power with or without what was not flushed.
// Afterwards, with a fresh Station on the same folders: what was acknowledged is there, nothing is
// doubled, and what was not acknowledged happened wholly or not at all.
#include <doctest/doctest.h>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "tests/support/faulty_files.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using assessment::FinishReason;
using support::Fault;
using support::FaultyDisk;
using support::FaultyFiles;
using support::FaultyVfs;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/faults");

namespace {

constexpr int kRoundsMax = 2000;
const AssessmentId kAssessment("prates-2026");

/// A city whose terminal can be put back to where it was, and put on a faulty disk.
class KeptCity {
   public:
    explicit KeptCity(const std::function<void(TerminalCity&)>& prepare) {
        city.join();
        prepare(city);
        std::filesystem::copy(city.folder.path(), m_kept.path(),
                              std::filesystem::copy_options::recursive);
    }

    void put_back() {
        for (const auto& path :
             {city.paths.home, city.paths.outbox.text(), city.paths.inbox.text()}) {
            std::filesystem::remove_all(path);
        }
        std::filesystem::copy(m_kept.path(), city.folder.path(),
                              std::filesystem::copy_options::recursive |
                                  std::filesystem::copy_options::overwrite_existing);
    }

    TerminalCity city;

   private:
    support::TemporaryFolder m_kept;
};

using Arm = std::function<void()>;

/// `act` runs on the faulty disk, which fails from where it calls `arm` on; `check` on a fresh
/// Station afterwards.
struct Round {
    std::function<void(const station::Ports&, const Arm& arm)> act;
    std::function<void(station::Station&)> check;
};

/// Runs a use case for every fault and every k. Returns the largest k that failed.
int for_every_k(KeptCity& kept, const std::function<Round()>& make_round) {
    int k_max = 0;
    for (const auto fault :
         {Fault::Refusal, Fault::Full, Fault::Kill, Fault::PowerCut, Fault::TornPower}) {
        bool has_fired = true;
        for (int k = 1; has_fired; k += support::kFaultStep) {
            REQUIRE(k < kRoundsMax);
            kept.put_back();
            auto& city = kept.city;
            FaultyDisk disk;
            FaultyVfs vfs(disk);
            FaultyFiles files(disk);
            auto ports = city.ports;
            ports.files = &files;
            ports.vfs = vfs.name();
            ports.people_per_transaction = 2;
            const auto round = make_round();
            CAPTURE(static_cast<int>(fault));
            CAPTURE(k);
            round.act(ports, [&] { disk.arm(fault, k); });
            has_fired = disk.has_fired();
            if (fault != Fault::Refusal && fault != Fault::Full) {
                vfs.stop();
                files.stop();
            }
            disk.mend();
            auto kiosk = station::Station::open(ports, city.paths);
            REQUIRE(kiosk.has_value());
            round.check(*kiosk);
            k_max = std::max(k_max, k);
        }
    }
    return k_max;
}

/// Each entry once, each chain without a gap, each sitting in one entry at most.
std::map<SittingId, std::string> check_outbox(TerminalCity& city) {
    std::map<SittingId, std::string> code_of;
    std::map<LedgerId, std::set<std::uint64_t>> numbers;
    for (const auto& name : city.entry_names()) {
        const auto entry = city.read_entry(name);
        CHECK(numbers[entry.header.ledger].insert(entry.header.n).second);
        const auto record = city.open_record(entry);
        if (const auto* sitting = std::get_if<ledger::SittingRecord>(&record.body)) {
            const auto folded = assessment::replay(sitting->events).value();
            CHECK(code_of
                      .emplace(folded.head.sitting,
                               ledger::receipt_code(ledger::entry_hash(entry.header)))
                      .second);
        }
    }
    for (const auto& [ledger, all] : numbers) {
        CHECK(*all.begin() == 1);
        CHECK(*all.rbegin() == all.size());
    }
    return code_of;
}

assessment::Response first_option(const assessment::OpenSitting& open, std::size_t position) {
    return items::chose({items::options_of(open.items[position]).front().id});
}

constexpr std::size_t kItems = 12;

/// Little content, so that a round is short.
constexpr const char* kAssessmentJson = R"({
 "format": "asah/assessment/1", "id": "prates-2026", "version": 1, "kind": "pre_test",
 "title": {"id": "Prates", "en": "Pre-test"}, "purpose": "PEMETAAN_PENGEMBANGAN", "occasion": "2026-1", "form": "A",
 "banks": [{"id": "T01", "version": 1}],
 "blueprint": {"rows": [
  {"competency": "T.01", "level": 1, "count": 4, "kinds": ["single_choice", "true_false"]}]},
 "time_limit_s": 3600, "attempts_max": 1, "key_class": "development", "feedback": "profile",
 "practice_offered": false})";

void take_in_all(TerminalCity& city) {
    city.add_framework();
    city.add_bank("bank_T01.csv", "T01", 1, kItems);
    city.add_assessment(kAssessmentJson);
    city.add_roster();
    city.put_manifest();
    auto kiosk = city.open();
    support::settle(kiosk);
}

/// As `take_in_all`, with an open sitting that holds one answer.
struct Sat {
    SittingId sitting;
    assessment::Response response;
    void operator()(TerminalCity& city) {
        take_in_all(city);
        auto kiosk = city.open();
        const auto open =
            kiosk.start_sitting(city.person, kAssessment, Language::Indonesian).value();
        sitting = open.sitting.head.sitting;
        response = first_option(open, 0);
        REQUIRE(kiosk.save_event(sitting, {1000}, assessment::Answered{0, response}).has_value());
    }
};

}  // namespace

TEST_CASE("saving: every acknowledged answer is there, in its place, for every k") {
    Sat sat;
    KeptCity kept(std::ref(sat));
    auto& city = kept.city;
    const int k_max = for_every_k(kept, [&] {
        auto acknowledged = std::make_shared<std::map<int, assessment::Response>>();
        Round round;
        round.act = [&, acknowledged](const station::Ports& ports, const Arm& arm) {
            auto kiosk = station::Station::open(ports, city.paths).value();
            arm();
            for (int position = 1; position < 4; ++position) {
                const auto saved = kiosk.save_event(sat.sitting, {std::int64_t{1000} * position},
                                                    assessment::Answered{position, sat.response});
                if (saved.has_value()) {
                    (*acknowledged)[position] = sat.response;
                }
            }
        };
        round.check = [&, acknowledged](station::Station& kiosk) {
            const auto open = kiosk.resume_sitting(city.person, sat.sitting);
            REQUIRE(open.has_value());
            CHECK(open->sitting.answers[0].response == sat.response);
            for (const auto& [position, response] : *acknowledged) {
                CHECK(open->sitting.answers[static_cast<std::size_t>(position)].response ==
                      response);
            }
            CHECK(open->sitting.answered_count() <= 4);
            CHECK(check_outbox(city).empty());
        };
        return round;
    });
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 9);
}

TEST_CASE("finishing: wholly or the sitting is open, one entry, the code that was shown") {
    Sat sat;
    KeptCity kept(std::ref(sat));
    auto& city = kept.city;
    const int k_max = for_every_k(kept, [&] {
        auto code = std::make_shared<std::string>();
        Round round;
        round.act = [&, code](const station::Ports& ports, const Arm& arm) {
            auto kiosk = station::Station::open(ports, city.paths).value();
            arm();
            auto summary = kiosk.finish_sitting(sat.sitting, FinishReason::Person);
            if (!summary.has_value()) {  // Coba lagi
                summary = kiosk.finish_sitting(sat.sitting, FinishReason::Person);
            }
            if (summary.has_value()) {
                *code = summary->receipt_code;
            }
        };
        round.check = [&, code](station::Station& kiosk) {
            const auto home = kiosk.home(city.person).value();
            const auto at_start = check_outbox(city);
            CHECK(home.summaries.size() == at_start.size());
            CHECK(home.offers.front().open_sitting.has_value() == at_start.empty());
            if (!code->empty()) {
                REQUIRE(at_start.size() == 1);
            }
            const auto summary = kiosk.finish_sitting(sat.sitting, FinishReason::Person);
            REQUIRE(summary.has_value());
            CHECK(summary->answered_count == 1);
            if (!code->empty()) {
                CHECK(summary->receipt_code == *code);
            }
            support::settle(kiosk);
            const auto codes = check_outbox(city);
            REQUIRE(codes.size() == 1);
            CHECK(codes.at(sat.sitting) == summary->receipt_code);
            CHECK(kiosk.home(city.person).value().summaries.size() == 1);
        };
        return round;
    });
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 20);
}

TEST_CASE("exporting: every entry lies in the outbox once, whole, for every k") {
    Sat sat;
    std::vector<std::string> names;
    KeptCity kept([&](TerminalCity& city) {
        sat(city);
        auto kiosk = city.open();
        REQUIRE(kiosk.finish_sitting(sat.sitting, FinishReason::Person).has_value());
        REQUIRE(kiosk.change_pin(city.person, "482915", "904172").has_value());
        support::settle(kiosk);
        names = city.entry_names();
        REQUIRE(names.size() == 2);
        for (const auto& name : names) {
            std::filesystem::remove(city.paths.outbox.text() + "/" + name);
        }
    });
    auto& city = kept.city;
    const int k_max = for_every_k(kept, [&] {
        Round round;
        round.act = [&](const station::Ports& ports, const Arm& arm) {
            arm();
            auto kiosk = station::Station::open(ports, city.paths);
            if (kiosk.has_value()) {
                (void)kiosk->idle_step();
            }
        };
        round.check = [&](station::Station& kiosk) {
            support::settle(kiosk);
            CHECK(city.entry_names() == names);
            CHECK(check_outbox(city).size() == 1);
            const auto listed = city.city.files.list(city.paths.outbox).value();
            CHECK(listed.size() == names.size() + 1);  // and the status, nothing else
        };
        return round;
    });
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 6);
}

TEST_CASE("importing: a half roster or bank is never seen, and in the end all of it is there") {
    constexpr int kMore = 4;
    KeptCity kept([&](TerminalCity& city) {
        take_in_all(city);
        city.add_bank("bank_T01.csv", "T01", 2, kItems);
        city.add_roster(2, kMore);
        city.put_manifest();
    });
    auto& city = kept.city;
    const int k_max = for_every_k(kept, [&] {
        Round round;
        round.act = [&](const station::Ports& ports, const Arm& arm) {
            auto kiosk = station::Station::open(ports, city.paths).value();
            arm();
            for (int step = 0; step < 4; ++step) {
                const auto work = kiosk.idle_step();
                if (work.has_value()) {
                    CHECK(work->refused.empty());
                }
            }
        };
        round.check = [&](station::Station& kiosk) {
            const auto before = kiosk.readiness().value();
            CHECK((before.person_count == 1 || before.person_count == 1 + kMore));
            CHECK(before.bank_count == 1);
            CHECK(before.is_ready);
            support::settle(kiosk);
            const auto after = kiosk.readiness().value();
            CHECK(after.person_count == 1 + kMore);
            CHECK(after.bank_count == 1);
            CHECK(after.manifest_number == 2);
            CHECK(after.warnings.empty());
            CHECK(city.city.files.list(city.paths.inbox).value().empty());
        };
        return round;
    });
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 40);
}

TEST_CASE("a receipt: what is filed is filed once, and none is lost, for every k") {
    Sat sat;
    KeptCity kept([&](TerminalCity& city) {
        sat(city);
        auto kiosk = city.open();
        REQUIRE(kiosk.finish_sitting(sat.sitting, FinishReason::Person).has_value());
        support::settle(kiosk);
        const auto header = city.read_entry(city.entry_names().at(0)).header;
        city.put_receipt(header, false);
        city.put_receipt(header, true);
    });
    auto& city = kept.city;
    const int k_max = for_every_k(kept, [&] {
        Round round;
        round.act = [&](const station::Ports& ports, const Arm& arm) {
            auto kiosk = station::Station::open(ports, city.paths).value();
            arm();
            for (int step = 0; step < 3; ++step) {
                (void)kiosk.idle_step();
            }
        };
        round.check = [&](station::Station& kiosk) {
            support::settle(kiosk);
            CHECK(kiosk.readiness().value().queue_count == 0);
            CHECK(kiosk.home(city.person).value().summaries.at(0).is_filed);
            CHECK(city.city.files.list(city.paths.inbox).value().empty());
            CHECK(check_outbox(city).size() == 1);
        };
        return round;
    });
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 6);
}

TEST_SUITE_END();
