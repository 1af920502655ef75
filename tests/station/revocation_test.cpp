// What a terminal does when headquarters takes it out of use, and what it then no longer holds.
#include <doctest/doctest.h>

#include <filesystem>

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/store/store.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using assessment::FinishReason;
using ledger::Role;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/revocation");

namespace {

const char* const kPin = "482915";

struct InUse {
    InUse() {
        city.join();
        city.publish();
        kiosk.emplace(city.open());
        support::settle(*kiosk);
    }
    SittingId start() {
        auto open =
            kiosk->start_sitting(city.person, AssessmentId("prates-2026"), Language::Indonesian)
                .value();
        answer = items::chose({items::options_of(open.items[0])[0].id});
        const auto id = open.sitting.head.sitting;
        REQUIRE(kiosk->save_event(id, {5000}, assessment::Answered{0, answer}).has_value());
        return id;
    }
    /// Idle until the revocation is reported, as the window's worker does.
    bool is_revoked() {
        for (int i = 0; i < 5; ++i) {
            if (kiosk->idle_step().value().is_revoked) {
                return true;
            }
        }
        return false;
    }
    bool has(const FilePath& path) { return city.city.files.exists(path); }
    TerminalCity city;
    std::optional<station::Station> kiosk;
    assessment::Response answer;
};

/// Rows of a table of the terminal's database.
std::int64_t row_count(InUse& terminal, const char* table) {
    terminal.kiosk.reset();
    auto database = store::open(terminal.city.paths.home + "/kiosk.db", "").value();
    auto statement = database.prepare("SELECT count(*) FROM " + std::string(table));
    REQUIRE(statement.step().value());
    return statement.integer(0);
}

}  // namespace

TEST_CASE("a revoked terminal seals the open sitting as interrupted and hands it over") {
    InUse terminal;
    const auto id = terminal.start();
    terminal.city.put_revocation();
    REQUIRE(terminal.is_revoked());
    CHECK(terminal.city.entry_names().empty());  // the window stores what is typed first
    const auto ended = terminal.kiosk->end_use().value();
    CHECK(ended.out_of_use_since == terminal.city.clock.now_wall().utc);
    CHECK(ended.queue_count == 1);
    CHECK_FALSE(ended.is_ready);
    const auto names = terminal.city.entry_names();
    REQUIRE(names.size() == 1);
    const auto record = terminal.city.open_record(terminal.city.read_entry(names[0]));
    const auto& events = std::get<ledger::SittingRecord>(record.body).events;
    const auto sitting = assessment::replay(events).value();
    CHECK(sitting.head.sitting == id);
    CHECK(sitting.finished == FinishReason::Interrupted);
    CHECK(sitting.answers[0].response == terminal.answer);
}

TEST_CASE("it erases people, banks, results and keys, takes nobody, and keeps what is sealed") {
    InUse terminal;
    auto& city = terminal.city;
    REQUIRE(terminal.kiosk->finish_sitting(terminal.start(), FinishReason::Person).has_value());
    REQUIRE(terminal.kiosk->sign_in(city.number, "000001").error().code == ErrorCode::PinWrong);
    city.put_revocation();
    REQUIRE(terminal.is_revoked());
    SUBCASE("at once") {}
    SUBCASE("after a restart before it was carried out") {
        terminal.kiosk.reset();
        terminal.kiosk.emplace(city.open());
        CHECK(terminal.kiosk->sign_in(city.number, kPin).has_value());
        REQUIRE(terminal.is_revoked());
    }
    REQUIRE(terminal.kiosk->end_use().has_value());
    const auto refused = [&](const auto& result) {
        return result.has_value() ? ErrorCode{} : result.error().code;
    };
    for (int start = 0; start < 2; ++start) {
        auto& kiosk = *terminal.kiosk;
        CHECK(refused(kiosk.sign_in(city.number, kPin)) == ErrorCode::TerminalRevoked);
        CHECK(refused(kiosk.change_pin(city.person, kPin, "904172")) == ErrorCode::TerminalRevoked);
        CHECK(refused(kiosk.home(city.person)) == ErrorCode::TerminalRevoked);
        CHECK(refused(kiosk.start_sitting(city.person, AssessmentId("prates-2026"), {})) ==
              ErrorCode::TerminalRevoked);
        CHECK(kiosk.readiness().value().queue_count == 1);
        terminal.kiosk.reset();
        terminal.kiosk.emplace(city.open());
    }
    for (const char* key : {"storage.key", "opening.key", "signing.key"}) {
        CHECK_FALSE(terminal.has(city.paths.home + "/" + key));
    }
    for (const char* table : {"person", "package", "current_package", "open_sitting",
                              "sitting_event", "summary", "pin_try", "pin_change"}) {
        CHECK_MESSAGE(row_count(terminal, table) == 0, table);
    }
    CHECK(row_count(terminal, "entry") == 1);
    CHECK(city.entry_names().size() == 1);
    CHECK_FALSE(terminal.has(city.paths.inbox + "/revocation"));
}

TEST_CASE("receipts still come in, and content that the carrier brings again goes") {
    InUse terminal;
    auto& city = terminal.city;
    REQUIRE(terminal.kiosk->finish_sitting(terminal.start(), FinishReason::Person).has_value());
    city.put_revocation();
    REQUIRE(terminal.is_revoked());
    REQUIRE(terminal.kiosk->end_use().has_value());
    city.put_revocation();
    city.put_manifest();
    city.put_receipt(city.read_entry(city.entry_names().at(0)).header, true);
    support::settle(*terminal.kiosk);
    CHECK(terminal.kiosk->readiness().value().queue_count == 0);
    CHECK(city.city.files.list(city.paths.inbox).value().empty());
    const auto status = city.city.files.read(city.paths.outbox + "/status", 65536).value();
    const auto document = ledger::parse_signed(status).value();
    const auto payload = ledger::payload_of(document.body, ledger::kStatusType).value();
    CHECK(ledger::parse_status_payload(payload).value().last_error == "terminal_revoked");
}

TEST_CASE("only the issuing key's word for this terminal ends its use") {
    InUse terminal;
    auto& city = terminal.city;
    SUBCASE("signed by the receiver") { city.put_revocation(Role::Receiver); }
    SUBCASE("signed with the content key") { city.put_revocation(Role::Content); }
    SUBCASE("another terminal's") {
        const auto own = city.terminal;
        city.terminal = TerminalId{};
        city.put_revocation();
        city.terminal = own;
    }
    SUBCASE("a flipped bit") {
        city.put_revocation();
        const auto path = city.paths.inbox + "/" + ledger::kRevocationName;
        auto bytes = city.city.files.read(path, 65536).value();
        bytes[40] ^= 1;
        city.put(ledger::kRevocationName, bytes);
    }
    const auto work = terminal.kiosk->idle_step().value();
    CHECK(work.refused.size() == 1);
    CHECK_FALSE(terminal.is_revoked());
    CHECK_FALSE(terminal.kiosk->end_use().value().out_of_use_since.has_value());
    CHECK(terminal.kiosk->sign_in(city.number, kPin).has_value());
    CHECK_FALSE(terminal.has(city.paths.inbox + "/revocation"));
}

TEST_CASE("cut at any write, the end of use loses no sitting and is carried out at the next try") {
    for (int cut = 1;; cut += 16 * support::kFaultStep) {
        CAPTURE(cut);
        InUse terminal;
        terminal.start();
        terminal.city.put_revocation();
        terminal.kiosk.reset();
        support::FaultyDisk disk;
        support::FaultyVfs vfs(disk);
        terminal.city.ports.vfs = vfs.name();
        terminal.kiosk.emplace(terminal.city.open());
        REQUIRE(terminal.is_revoked());
        disk.arm(support::Fault::Full, cut);
        const bool was_done = terminal.kiosk->end_use().has_value();
        const bool has_fired = disk.has_fired();
        disk.mend();
        if (!was_done) {
            CHECK(terminal.kiosk->end_use().value().out_of_use_since.has_value());
        }
        CHECK(terminal.city.entry_names().size() == 1);
        CHECK_FALSE(terminal.has(terminal.city.paths.home + "/storage.key"));
        terminal.kiosk.reset();
        terminal.city.ports.vfs.clear();
        CHECK(terminal.city.open().readiness().value().out_of_use_since.has_value());
        if (!has_fired) {
            CHECK(cut > 1);
            break;
        }
    }
}

TEST_SUITE_END();
