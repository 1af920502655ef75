#include "tests/sync/hq/office_city.h"

#include <doctest/doctest.h>
#include <cstdlib>

#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/seal.h"
#include "sync/hq/data/reader_content.h"
#include "sync/protocol/handover.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq_test {

namespace {

assessment::Bank make_bank() {
    assessment::Bank bank;
    bank.id = BankId("T01");
    bank.version = 1;
    bank.title = {"Teknologi", ""};
    for (int i = 0; i < 12; ++i) {
        const int level = i < 6 ? 1 : 2;
        items::Item item;
        item.id = ItemId("T01-" + std::to_string(10 + i));
        item.competency = CompetencyCode("T.01");
        item.level = level;
        item.indicator = IndicatorCode("T.01." + std::to_string(level) + ".1");
        item.stem = {"Pilih a?", ""};
        item.time_s = 60;
        items::SingleChoice choice;
        for (const auto* id : {"a", "b", "c"}) {
            choice.options.push_back({OptionId(id), {std::string("Pilihan ") + id, ""}});
        }
        item.body = std::move(choice);
        items::ItemKey key;
        key.item = item.id;
        key.body = items::SingleChoice::Key{OptionId("a")};
        key.rationale = {"Karena a.", ""};
        bank.items.push_back(item);
        bank.keys.push_back(key);
    }
    return bank;
}

void save(hq::Office& office, const content::Package& package) {
    const auto saved = sqlite::in_transaction(
        office.database(),
        [&](sqlite::Tx& tx) -> Result<void> { return hq::save_content(tx, package); });
    REQUIRE(saved.has_value());
}

}  // namespace

OfficeCity::OfficeCity() : m_bank(make_bank()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "asah-hq-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    m_folder = pattern;
    const auto made = hq::init_authority(ports(), {.home = m_folder + "/home",
                                                   .offline = m_folder + "/offline",
                                                   .receiver_home = m_folder + "/receiver",
                                                   .intake = m_folder + "/intake",
                                                   .orders = m_folder + "/orders",
                                                   .backup = "",
                                                   .city = "Kota Uji",
                                                   .address = "127.0.0.1",
                                                   .port = 1001,
                                                   .join_port = 1002});
    REQUIRE(made.has_value());
    auto office = hq::Office::open(ports(), m_folder + "/home");
    REQUIRE(office.has_value());
    m_office = std::make_unique<hq::Office>(std::move(*office));
    const auto bytes = m_files.read(std::string(ASAH_SOURCE_DIR) + "/assets/framework.json",
                                    content::kFrameworkBytesMax);
    REQUIRE(bytes.has_value());
    auto parsed = content::parse_framework(*bytes, "framework.json");
    REQUIRE_FALSE(has_errors(parsed.problems));
    m_framework = std::move(parsed.value);
    join_terminal();
}

OfficeCity::~OfficeCity() {
    m_office.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

/// Its key lies in <name>.key.
Bytes OfficeCity::issue(ledger::Role role, const std::string& name) {
    const auto root = m_office->root();
    REQUIRE(root.has_value());
    const auto key = m_folder + "/" + name + ".key";
    REQUIRE(vault::make_key_file(m_files, key).has_value());
    const auto request = vault::make_request(m_files, key, name);
    REQUIRE(request.has_value());
    const auto certificate =
        vault::issue(m_files, hq::key_path(m_office->home(), "issuing"),
                     ledger::certificates_of(*root, ledger::Role::Issuing).front(), *request,
                     {.role = role,
                      .authority = m_office->config().authority,
                      .common_name = role == ledger::Role::Trainer ? name : m_terminal.hex(),
                      .from = m_clock.now_wall().utc,
                      .years = 10,
                      .addresses = {}});
    REQUIRE(certificate.has_value());
    return *certificate;
}

std::string OfficeCity::write_bank(assessment::Bank bank, int version, const std::string& trainer) {
    bank.version = version;
    const auto items = content::make_items_json(bank);
    const auto keys = content::make_keys_json(bank);
    content::Package package;
    package.kind = ledger::PackageKind::Bank;
    package.id = bank.id.value;
    package.version = version;
    package.members = {{"items", content::MemberForm::Plain, to_bytes(items)},
                       {"keys", content::MemberForm::Plain, to_bytes(keys)}};
    package.trainer_certificate = issue(ledger::Role::Trainer, trainer);
    const auto key = vault::SigningKey::open(m_files, m_folder + "/" + trainer + ".key");
    REQUIRE(key.has_value());
    const content::BankStatement statement{
        bank.id, version, sha256(as_bytes(items)), sha256(as_bytes(keys)), trainer, {1}};
    package.trainer_document =
        vault::sign_document(content::kBankType, content::make_bank_statement_payload(statement),
                             {&*key})
            .value();
    auto path = m_folder + "/" + package.id + "-" + std::to_string(version) + ".bank";
    REQUIRE(m_files.write_durable(path, content::encode_package(package), FileMode::Private)
                .has_value());
    return path;
}

void OfficeCity::join_terminal() {
    m_terminal = TerminalId::make(m_random);
    m_ledger = LedgerId::make(m_random);
    m_parent = ledger::genesis_hash(m_office->config().authority, m_terminal, m_ledger);
    hq::Terminal terminal;
    terminal.id = m_terminal;
    terminal.name = "Kios Uji";
    terminal.unit = UnitCode("SETDA");
    terminal.tls_certificate = issue(ledger::Role::TerminalTls, "tls");
    terminal.signing_certificate = issue(ledger::Role::TerminalSigning, "signing");
    terminal.opening_certificate = issue(ledger::Role::TerminalOpening, "opening");
    const auto saved = sqlite::in_transaction(
        m_office->database(),
        [&](sqlite::Tx& tx) -> Result<void> { return hq::add_terminal(tx, terminal); });
    REQUIRE(saved.has_value());
}

void OfficeCity::publish_framework() {
    content::Package package;
    package.kind = ledger::PackageKind::Framework;
    package.id = "framework";
    package.version = 1;
    package.members.push_back(
        {.name = "framework", .form = content::MemberForm::Plain, .bytes = m_framework.source});
    save(*m_office, package);
}

void OfficeCity::publish_bank() {
    content::Package package;
    package.kind = ledger::PackageKind::Bank;
    package.id = "T01";
    package.version = 1;
    package.members.push_back({.name = "items",
                               .form = content::MemberForm::Plain,
                               .bytes = to_bytes(content::make_items_json(m_bank))});
    package.members.push_back({.name = "keys",
                               .form = content::MemberForm::Plain,
                               .bytes = to_bytes(content::make_keys_json(m_bank))});
    save(*m_office, package);
}

PersonId OfficeCity::add_person(const std::string& name, const std::string& unit,
                                const std::string& parent, std::optional<PersonId> id) {
    content::RosterPerson row;
    auto& person = row.person;
    person.id = id ? *id : PersonId::make(m_random);
    person.nip.digits = "19740802199402" + std::to_string(1000 + ++m_people);
    person.name = name;
    person.post = {.title = "Pengolah Data",
                   .tier = TierCode("PELAKSANA"),
                   .unit = UnitCode(unit),
                   .unit_name = "Kantor " + unit};
    person.parent_unit = UnitCode(parent);
    row.pin_salt = Bytes(16, 1);
    row.pin_verifier = Bytes(32, 2);
    m_units[person.id] = unit;
    const auto saved =
        sqlite::in_transaction(m_office->database(), [&](sqlite::Tx& tx) -> Result<void> {
            ASAH_CHECK(
                hq::save_unit(tx, {person.post.unit, person.post.unit_name, person.parent_unit}));
            if (is_sending) {
                ASAH_CHECK(hq::save_sent(tx, m_terminal, person.id));
            }
            return hq::save_person(tx, row);
        });
    REQUIRE(saved.has_value());
    return person.id;
}

ledger::Record OfficeCity::sitting_record(const PersonId& person, int right,
                                          const std::string& purpose) {
    assessment::SittingHead head;
    head.sitting = SittingId::make(m_random);
    head.person = person;
    head.assessment = AssessmentId("prates");
    head.assessment_version = 1;
    head.occasion = OccasionCode("2026-1");
    head.purpose = PurposeCode(purpose);
    head.framework_version = m_framework.version;
    head.framework_digest = sha256(m_framework.source);
    head.post = {.title = "Pengolah Data",
                 .tier = TierCode("PELAKSANA"),
                 .unit = UnitCode(m_units[person]),
                 .unit_name = "Kantor"};
    head.standard = assessment::standard_of(m_framework, head.post);
    head.standard.required[CompetencyCode("T.01")] = 2;
    head.started = m_clock.now_wall();
    for (const auto& item : m_bank.items) {
        head.form.items.push_back({.bank = m_bank.id,
                                   .bank_version = 1,
                                   .item = item.id,
                                   .revision = items::item_revision(item),
                                   .option_order = {OptionId("a"), OptionId("b"), OptionId("c")},
                                   .target_order = {}});
    }
    ledger::SittingRecord sitting;
    const auto add = [&](assessment::EventBody body) {
        m_clock.advance({1000});
        const auto sequence = static_cast<std::uint32_t>(sitting.events.size());
        sitting.events.push_back({.sequence = sequence,
                                  .elapsed = {1000 * static_cast<std::int64_t>(sequence)},
                                  .at = m_clock.now_wall(),
                                  .body = std::move(body)});
    };
    add(assessment::Started{head});
    for (int i = 0; i < 12; ++i) {
        add(assessment::Visited{i});
        add(assessment::Answered{i, items::chose({OptionId(i < right ? "a" : "b")})});
    }
    add(assessment::Finished{assessment::FinishReason::Person});
    for (int i = 0; i < 12; ++i) {
        sitting.claim.points.push_back(i < right ? 1000 : 0);
    }
    return {.authority = m_office->config().authority,
            .terminal = m_terminal,
            .ledger = m_ledger,
            .id = RecordId::make(m_random),
            .made = m_clock.now_wall(),
            .program_version = "1",
            .body = std::move(sitting)};
}

ledger::Record OfficeCity::pin_record(const PersonId& person) {
    return {.authority = m_office->config().authority,
            .terminal = m_terminal,
            .ledger = m_ledger,
            .id = RecordId::make(m_random),
            .made = m_clock.now_wall(),
            .program_version = "1",
            .body = ledger::PinChangedRecord{
                .person = person, .salt = Bytes(16, 7), .verifier = Bytes(32, 8)}};
}

std::string OfficeCity::put_record(const ledger::Record& record) {
    const auto root = m_office->root();
    std::vector<Bytes> recipients;
    for (const auto role : {ledger::Role::ReadingOperations, ledger::Role::ReadingEscrow}) {
        recipients.push_back(ledger::certificates_of(*root, role).front());
    }
    vault::CmsSealer sealer(recipients);
    ledger::Entry entry;
    auto sealed = sealer.seal(as_bytes(ledger::make_record_json(record)));
    REQUIRE(sealed.has_value());
    entry.sealed = std::move(*sealed);
    entry.header = {.authority = m_office->config().authority,
                    .terminal = m_terminal,
                    .ledger = m_ledger,
                    .n = ++m_n,
                    .parent = m_parent,
                    .record = record.id,
                    .record_class = ledger::RecordClass::Result,
                    .sealed_digest = sha256(entry.sealed)};
    const auto key = vault::SigningKey::open(m_files, m_folder + "/signing.key");
    REQUIRE(key.has_value());
    entry.signature = key->sign(ledger::encode_header(entry.header)).value();
    m_parent = ledger::entry_hash(entry.header);
    return hand_over(ledger::encode_entry(entry));
}

std::string OfficeCity::hand_over(ByteView entry) {
    protocol::HandoverBuilder builder;
    builder.add(m_clock.now_wall().utc, entry);
    auto name = protocol::intake_handover_name({++m_handover, 1});
    REQUIRE(m_files.write_durable(m_folder + "/intake/" + name, builder.take(), FileMode::Group)
                .has_value());
    return name;
}

std::string OfficeCity::sit(const PersonId& person, int right, const std::string& purpose) {
    return put_record(sitting_record(person, right, purpose));
}

hq::FilingReport OfficeCity::pass() {
    const auto reader = m_office->make_reader();
    REQUIRE(reader.has_value());
    const auto report = (*reader)->run_pass();
    REQUIRE(report.has_value());
    return *report;
}

std::vector<std::string> OfficeCity::intake() { return m_files.list(m_folder + "/intake").value(); }

std::int64_t OfficeCity::number(std::string_view sql) {
    auto query = m_office->database().prepare(sql);
    REQUIRE(query.step().value());
    return query.integer(0);
}

std::uint64_t OfficeCity::receipt_n() {
    const auto path = m_folder + "/orders/" + protocol::orders_filed_name(m_terminal, m_ledger);
    const auto bytes = m_files.read(path, 1U << 20U);
    if (!bytes.has_value()) {
        return 0;
    }
    const auto document = ledger::parse_signed(*bytes).value();
    const auto payload = ledger::payload_of(document.body, ledger::kFiledReceiptType).value();
    return ledger::parse_receipt_payload(payload).value().head.n;
}

}  // namespace asah::hq_test
