// The main job of one terminal on real files: join, take content in, sign in, sit, lose power,
// resume, finish, and what headquarters reads.
#include <doctest/doctest.h>
#include <algorithm>

#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/bank_sheet.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/core/content/package.h"
#include "kiosk/core/content/roster.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/core/ledger/join_code.h"
#include "kiosk/core/ledger/record.h"
#include "kiosk/station/station.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/open.h"
#include "kiosk/vault/pin.h"
#include "tests/support/authority.h"

using namespace asah;
using ledger::PackageKind;
using ledger::Role;

TEST_SUITE_BEGIN("station/main job");

namespace {

Bytes asset(const std::string& name) {
    SystemFiles files;
    return files.read(std::string(ASAH_SOURCE_DIR) + "/assets/" + name, 32U << 20U).value();
}

struct City {
    City() {
        paths = {folder.path() + "/home", folder.path() + "/outbox", folder.path() + "/inbox"};
        for (const auto& path : {paths.home, paths.outbox, paths.inbox}) {
            REQUIRE(city.files.ensure_folder(path).has_value());
        }
        ports.clock = &clock;
        ports.random = &random;
        ports.files = &city.files;
        root_file = city.root_file(1);
    }

    void put(const std::string& name, ByteView bytes) {
        REQUIRE(
            city.files.write_durable(paths.inbox + "/" + name, bytes, FileMode::Group).has_value());
    }

    void join() {
        const auto tls_key = folder.path() + "/tls.key";
        REQUIRE(vault::make_key_file(city.files, tls_key).has_value());
        put(ledger::kTlsRequestName, vault::make_request(city.files, tls_key, "tls").value());
        ledger::JoinCode code{"127.0.0.1:1", sha256(root_file), "K1", Bytes(20, 9), {1}};
        const auto text = ledger::make_join_code(code);
        const auto asked = station::join(ports, paths, text);
        REQUIRE(asked.has_value());
        CHECK_FALSE(asked->is_joined);
        const auto file =
            city.files.read(paths.outbox + "/" + ledger::kJoinRequestName, 100'000).value();
        const auto document = ledger::parse_signed(file).value();
        const auto request =
            ledger::parse_join_request_payload(
                ledger::payload_of(document.body, ledger::kJoinRequestType).value())
                .value();
        CHECK(asked->digits == ledger::join_digits(request));
        answer(request);
        CHECK(station::join(ports, paths, text).value().is_joined);
    }

    void answer(const ledger::JoinRequest& request) {
        const auto issued = [&](Role role, const Bytes& csr) {
            vault::CertificateSpec spec;
            spec.role = role;
            spec.authority = city.root.authority;
            spec.common_name = "kios";
            return vault::issue(city.files, city.key_path(Role::Issuing),
                                city.certificate(Role::Issuing), csr, spec)
                .value();
        };
        ledger::JoinReply reply;
        reply.authority = city.root.authority;
        reply.terminal = TerminalId::make(random);
        terminal = reply.terminal;
        reply.terminal_name = "Kios Setda";
        reply.unit = UnitCode("SETDA");
        reply.request_digest = sha256(ledger::make_join_hmac_input(request));
        reply.tls_certificate = issued(Role::TerminalTls, request.tls_csr);
        reply.signing_certificate = issued(Role::TerminalSigning, request.signing_csr);
        reply.opening_certificate = issued(Role::TerminalOpening, request.opening_csr);
        opening = reply.opening_certificate;
        const auto key = city.signing_key(Role::Issuing);
        put(ledger::kRootName, root_file);
        put(ledger::kJoinReplyName,
            vault::sign_document(ledger::kJoinReplyType, ledger::make_join_reply_payload(reply),
                                 {&key})
                .value());
    }

    void add(content::Package package) {
        const auto bytes = content::encode_package(package);
        ledger::ManifestItem item{package.kind,  package.id,   package.version,
                                  sha256(bytes), bytes.size(), {}};
        put(ledger::package_file_name(item.digest), bytes);
        items.push_back(item);
    }

    void add_bank(const std::string& sheet, const std::string& id) {
        auto bank = content::parse_bank_sheet(asset("samples/" + sheet), sheet, framework).value;
        bank.id = BankId(id);
        bank.version = 1;
        bank.title = {"Bank " + id, {}};
        const auto plain = content::make_items_json(bank);
        const auto keys = content::make_keys_json(bank);
        content::BankStatement statement{
            bank.id, 1, sha256(as_bytes(plain)), sha256(as_bytes(keys)), "Tim", {1}};
        const auto trainer = city.issue(Role::Trainer, "Tim");
        const auto key = vault::SigningKey::open(city.files, trainer.key_path).value();
        content::Package package;
        package.kind = PackageKind::Bank;
        package.id = id;
        package.version = 1;
        package.members = {{"items", content::MemberForm::Plain, to_bytes(plain)},
                           {"keys", content::MemberForm::Sealed,
                            vault::encrypt_to(as_bytes(keys), {opening}).value()}};
        package.trainer_document =
            vault::sign_document(content::kBankType,
                                 content::make_bank_statement_payload(statement), {&key})
                .value();
        package.trainer_certificate = trainer.certificate;
        add(std::move(package));
        banks.push_back(std::move(bank));
    }

    void publish() {
        const auto source = asset("framework.json");
        framework = content::parse_framework(source, "framework.json").value;
        add({PackageKind::Framework,
             "framework",
             1,
             {{"framework", content::MemberForm::Plain, source}},
             {},
             {}});
        add_bank("bank_T01.csv", "T01");
        add_bank("bank_T02.csv", "T02");
        add_bank("bank_T06.csv", "T06");
        add_bank("bank_M08.csv", "M08");
        add({PackageKind::Assessment,
             "prates-2026",
             1,
             {{"assessment", content::MemberForm::Plain, asset("assessments/prates.json")}},
             {},
             {}});
        add_roster();
        ledger::Manifest manifest{city.root.authority, 1, 1, {1}, items};
        const auto key = city.signing_key(Role::Content);
        put(ledger::kManifestName,
            vault::sign_document(ledger::kManifestType, ledger::make_manifest_payload(manifest),
                                 {&key})
                .value());
    }

    void add_roster() {
        auto rows =
            content::parse_roster_sheet(asset("samples/roster_city.csv"), "r.csv", framework).value;
        content::RosterPackage roster;
        roster.terminal = terminal;
        content::RosterPerson person;
        person.person = rows.front().person;
        person.person.id = PersonId::make(random);
        person.pin_salt = vault::make_pin_salt(random);
        person.pin_verifier = vault::pin_verifier("482915", person.pin_salt).value();
        number = person.person.short_number.digits;
        roster.people = {person};
        add({PackageKind::Roster,
             "roster",
             1,
             {{"roster", content::MemberForm::Sealed,
               vault::encrypt_to(as_bytes(content::make_roster_json(roster)), {opening}).value()}},
             {},
             {}});
    }

    station::Station open() { return station::Station::open(ports, paths).value(); }

    support::TemporaryFolder folder;
    support::Authority city;
    ManualClock clock;
    SeededRandom random{5};
    station::Ports ports;
    station::Paths paths;
    Bytes root_file;
    TerminalId terminal;
    Bytes opening;
    assessment::Framework framework;
    std::vector<assessment::Bank> banks;
    std::vector<ledger::ManifestItem> items;
    std::string number;
};

void take_all_in(station::Station& kiosk) {
    for (;;) {
        const auto work = kiosk.idle_step();
        REQUIRE(work.has_value());
        for (const auto& refusal : work->refused) {
            FAIL_CHECK(error_key(refusal.code) << ": " << refusal.detail);
        }
        if (!work->has_more) {
            return;
        }
    }
}

}  // namespace

TEST_CASE("a sitting survives a power cut, is sealed, and headquarters reads what was answered") {
    City city;
    city.join();
    city.publish();
    SittingId sitting;
    PersonId person;
    assessment::Response meant;
    {
        auto kiosk = city.open();
        take_all_in(kiosk);
        CHECK(kiosk.readiness().value().is_ready);
        CHECK(kiosk.sign_in(city.number, "482916").error().code == ErrorCode::PinWrong);
        const auto signed_in = kiosk.sign_in(city.number, "482915").value();
        CHECK(signed_in.must_change_pin);
        person = signed_in.person.id;
        CHECK(kiosk.change_pin(person, "482915", "123456").error().code == ErrorCode::PinWeak);
        REQUIRE(kiosk.change_pin(person, "482915", "904172").has_value());
        const auto open =
            kiosk.start_sitting(person, AssessmentId("prates-2026"), Language::Indonesian).value();
        sitting = open.sitting.head.sitting;
        CHECK(open.items.size() == 36);
        meant.chosen = {open.items[0].options[1].id};
        REQUIRE(kiosk.save_event(sitting, {0}, assessment::Visited{0}).has_value());
        REQUIRE(kiosk.save_event(sitting, {4000}, assessment::Answered{0, meant}).has_value());
    }
    city.clock.reboot({600'000});
    auto kiosk = city.open();
    CHECK(kiosk.sign_in(city.number, "482915").error().code == ErrorCode::PinWrong);
    CHECK_FALSE(kiosk.sign_in(city.number, "904172").value().must_change_pin);
    const auto again = kiosk.resume_sitting(person, sitting).value();
    CHECK(again.sitting.answers[0].response == meant);
    CHECK(again.sitting.elapsed.value == 4000);
    CHECK(again.sitting.interruption_count == 1);
    const auto summary = kiosk.finish_sitting(sitting, assessment::FinishReason::Person).value();
    CHECK(summary.receipt_code.size() == 19);
    CHECK(kiosk.resume_sitting(person, sitting).error().code == ErrorCode::NotFound);
    CHECK(kiosk.start_sitting(person, AssessmentId("prates-2026"), Language::Indonesian)
              .error()
              .code == ErrorCode::NotAllowed);

    // Two entries lie in the outbox: the changed PIN and the sitting.
    auto names = city.city.files.list(city.paths.outbox).value();
    std::erase_if(names, [](const auto& name) { return !name.ends_with(".entry"); });
    REQUIRE(names.size() == 2);
    const auto entry =
        ledger::parse_entry(
            city.city.files.read(city.paths.outbox + "/" + names[1], 1U << 20U).value())
            .value();
    CHECK(ledger::receipt_code(ledger::entry_hash(entry.header)) == summary.receipt_code);
    const auto plain =
        vault::open_record(city.city.files, city.city.key_path(Role::ReadingOperations),
                           city.city.certificate(Role::ReadingOperations), entry.sealed)
            .value();
    const auto record = ledger::parse_record_json(as_text(plain)).value();
    const auto& body = std::get<ledger::SittingRecord>(record.body);
    const auto replayed = assessment::replay(body.events).value();
    CHECK(replayed.answers[0].response == meant);
    CHECK(replayed.finished == assessment::FinishReason::Person);
    CHECK(ledger::make_record_json(record) == as_text(plain));
}

TEST_SUITE_END();
