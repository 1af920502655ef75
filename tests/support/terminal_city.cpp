#include "tests/support/terminal_city.h"

#include <doctest/doctest.h>
#include <algorithm>

#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/core/formats/bank_sheet.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/core/ledger/join_code.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/open.h"
#include "kiosk/vault/pin.h"

namespace asah::support {

using ledger::PackageKind;
using ledger::Role;

namespace {

Bytes asset(const std::string& name) {
    SystemFiles files;
    return files.read(std::string(ASAH_SOURCE_DIR) + "/assets/" + name, 32U << 20U).value();
}

}  // namespace

TerminalCity::TerminalCity() {
    paths = {folder.path() + "/home", folder.path() + "/outbox", folder.path() + "/inbox"};
    for (const auto& path : {FilePath(paths.home), FilePath(paths.outbox), FilePath(paths.inbox)}) {
        REQUIRE(city.files.ensure_folder(path).has_value());
    }
    ports.clock = &clock;
    ports.random = &random;
    ports.files = &city.files;
    root_file = city.root_file(1);
}

void TerminalCity::put(const std::string& name, ByteView bytes) {
    REQUIRE(city.files.write_durable(paths.inbox + "/" + name, bytes, FileMode::Group).has_value());
}

void TerminalCity::join() {
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
    const auto request = ledger::parse_join_request_payload(
                             ledger::payload_of(document.body, ledger::kJoinRequestType).value())
                             .value();
    CHECK(asked->digits == ledger::join_digits(request));
    answer(request);
    CHECK(station::join(ports, paths, text).value().is_joined);
}

void TerminalCity::answer(const ledger::JoinRequest& request) {
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
        vault::sign_document(ledger::kJoinReplyType, ledger::make_join_reply_payload(reply), {&key})
            .value());
}

void TerminalCity::add(const content::Package& package) {
    const auto bytes = content::encode_package(package);
    ledger::ManifestItem item{package.kind,  package.id,   package.version,
                              sha256(bytes), bytes.size(), {}};
    put(ledger::package_file_name(item.digest), bytes);
    std::erase_if(items, [&](const auto& earlier) {
        return earlier.kind == item.kind && earlier.id == item.id;
    });
    items.push_back(item);
}

void TerminalCity::add_bank(const std::string& sheet, const std::string& id, int version,
                            std::size_t item_count) {
    auto bank = formats::parse_bank_sheet(asset("samples/" + sheet), sheet, framework).value;
    if (item_count > 0) {
        bank.items.resize(item_count);
        std::erase_if(bank.keys,
                      [&](const auto& key) { return items::find_item(bank, key.item) == nullptr; });
    }
    put_bank(std::move(bank), id, version, false);
}

void TerminalCity::add_guarded_bank(const std::string& sheet, const std::string& id,
                                    std::size_t practice_count) {
    auto bank = formats::parse_bank_sheet(asset("samples/" + sheet), sheet, framework).value;
    for (std::size_t i = 0; i < bank.items.size(); ++i) {
        bank.items[i].pool =
            i < practice_count ? assessment::Pool::Practice : assessment::Pool::Measuring;
    }
    put_bank(std::move(bank), id, 1, true);
}

void TerminalCity::add_version(assessment::Bank bank, int version) {
    const auto id = bank.id.value;
    put_bank(std::move(bank), id, version, false);
}

void TerminalCity::put_bank(assessment::Bank bank, const std::string& id, int version,
                            bool is_guarded) {
    bank.id = BankId(id);
    bank.version = version;
    bank.title = {"Bank " + id, {}};
    const auto plain = content::make_items_json(bank);
    const auto keys = content::make_keys_json(bank);
    content::BankStatement statement{
        bank.id, version, sha256(as_bytes(plain)), sha256(as_bytes(keys)), "Tim", {1}};
    const auto trainer = city.issue(Role::Trainer, "Tim");
    const auto key = vault::SigningKey::open(city.files, trainer.key_path).value();
    content::Package package;
    package.kind = PackageKind::Bank;
    package.id = id;
    package.version = version;
    package.members = {{"items", content::MemberForm::Plain, to_bytes(plain)}};
    const auto shown = is_guarded ? content::make_practice_keys_json(bank) : keys;
    if (!shown.empty()) {
        package.members.push_back({is_guarded ? "practice_keys" : "keys",
                                   content::MemberForm::Sealed,
                                   vault::encrypt_to(as_bytes(shown), {opening}).value()});
    }
    package.trainer_document =
        vault::sign_document(content::kBankType, content::make_bank_statement_payload(statement),
                             {&key})
            .value();
    package.trainer_certificate = trainer.certificate;
    add(package);
    banks.push_back(std::move(bank));
}

void TerminalCity::add_framework() {
    const auto source = asset("framework.json");
    framework = content::parse_framework(source, "framework.json").value;
    add({PackageKind::Framework,
         "framework",
         1,
         {{"framework", content::MemberForm::Plain, source}},
         {},
         {}});
}

void TerminalCity::add_assessment(std::string_view json, const std::string& id) {
    add({PackageKind::Assessment,
         id,
         1,
         {{"assessment", content::MemberForm::Plain, to_bytes(json)}},
         {},
         {}});
}

void TerminalCity::publish() {
    add_framework();
    add_bank("bank_T01.csv", "T01");
    add_bank("bank_T02.csv", "T02");
    add_bank("bank_T06.csv", "T06");
    add_bank("bank_M08.csv", "M08");
    add_assessment(as_text(asset("assessments/prates.json")));
    add_roster();
    put_manifest();
}

void TerminalCity::put_manifest() {
    ledger::Manifest manifest{.authority = city.root.authority,
                              .root_version = 1,
                              .number = ++manifest_number,
                              .made = manifest_made,
                              .time_reset = is_time_reset,
                              .items = items};
    const auto key = city.signing_key(Role::Content);
    put(ledger::kManifestName,
        vault::sign_document(ledger::kManifestType, ledger::make_manifest_payload(manifest), {&key})
            .value());
}

void TerminalCity::add_roster(int version, int extra_count) {
    const auto rows =
        content::parse_roster_sheet(asset("samples/roster_city.csv"), "r.csv", framework).value;
    content::RosterPackage roster;
    roster.terminal = terminal;
    if (person == PersonId{}) {
        person = PersonId::make(random);
    }
    content::RosterPerson own;
    own.person = rows.front().person;
    own.person.id = person;
    own.pin_salt = vault::make_pin_salt(random);
    own.pin_verifier = vault::pin_verifier("482915", own.pin_salt).value();
    own.sums = sums;
    number = own.person.short_number.digits;
    roster.people = {own};
    for (int i = 1; i <= extra_count; ++i) {
        content::RosterPerson other;
        other.person = rows[static_cast<std::size_t>(i) % rows.size()].person;
        other.person.id = PersonId::make(random);
        other.pin_salt = Bytes(own.pin_salt.size(), 1);
        other.pin_verifier = Bytes(own.pin_verifier.size(), 2);
        roster.people.push_back(std::move(other));
    }
    add({PackageKind::Roster,
         "roster",
         version,
         {{"roster", content::MemberForm::Sealed,
           vault::encrypt_to(as_bytes(content::make_roster_json(roster)), {opening}).value()}},
         {},
         {}});
}

std::vector<std::string> TerminalCity::entry_names() {
    auto names = city.files.list(paths.outbox).value();
    std::erase_if(names, [](const auto& name) { return !name.ends_with(".entry"); });
    return names;
}

ledger::Entry TerminalCity::read_entry(const std::string& name) {
    return ledger::parse_entry(city.files.read(paths.outbox + "/" + name, 1U << 20U).value())
        .value();
}

ledger::Record TerminalCity::open_record(const ledger::Entry& entry) {
    const auto plain = vault::open_record(city.files, city.key_path(Role::ReadingOperations),
                                          city.certificate(Role::ReadingOperations), entry.sealed)
                           .value();
    auto record = ledger::parse_record_json(as_text(plain)).value();
    CHECK(ledger::make_record_json(record) == as_text(plain));
    return record;
}

void TerminalCity::put_revocation(Role signer) {
    const auto key = city.signing_key(signer);
    const auto payload =
        ledger::make_revocation_payload({city.root.authority, terminal, clock.now_wall().utc});
    put(ledger::kRevocationName,
        vault::sign_document(ledger::kRevocationType, payload, {&key}).value());
}

void TerminalCity::put_receipt(const ledger::EntryHeader& newest, bool is_filed) {
    ledger::Receipt receipt;
    receipt.authority = city.root.authority;
    receipt.terminal = newest.terminal;
    receipt.ledger = newest.ledger;
    receipt.head = {newest.n, ledger::entry_hash(newest)};
    receipt.hq_time = clock.now_wall().utc;
    const auto key = city.signing_key(is_filed ? Role::Filing : Role::Receiver);
    put(is_filed ? ledger::filed_receipt_name(newest.ledger)
                 : ledger::stored_receipt_name(newest.ledger),
        vault::sign_document(is_filed ? ledger::kFiledReceiptType : ledger::kStoredReceiptType,
                             ledger::make_receipt_payload(receipt), {&key})
            .value());
}

void settle(station::Station& kiosk) {
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

}  // namespace asah::support
