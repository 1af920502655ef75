// Writes the seed corpus: small whole inputs for each target, made from the samples and by the
// product's own writers. Usage: make_fuzz_corpus OUT_FOLDER
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "kiosk/core/base/random.h"
#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/package.h"
#include "kiosk/core/content/roster.h"
#include "kiosk/core/formats/bank_sheet.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/entry.h"
#include "kiosk/core/ledger/record.h"
#include "kiosk/core/ledger/signed.h"
#include "sync/protocol/message.h"
#include "tests/fuzz/input.h"

namespace {

using namespace asah;
using fuzz::asset_text;

class Corpus {
   public:
    explicit Corpus(std::string folder) : m_folder(std::move(folder)) {}

    void add(const std::string& target, const std::string& name, std::string_view bytes) const {
        const auto folder = m_folder + "/" + target;
        std::filesystem::create_directories(folder);
        std::ofstream file(folder + "/" + name, std::ios::binary);
        file << bytes;
    }

   private:
    std::string m_folder;
};

/// The heading row and some rows of a sample sheet. Pre: no cell of these rows has a line break.
std::string some_rows(const std::string& sheet, std::size_t first, std::size_t count) {
    const auto text = asset_text("samples/" + sheet);
    std::string out;
    std::size_t at = 0;
    for (std::size_t row = 0; at < text.size(); ++row) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        if (row == 0 || (row >= first && row < first + count)) {
            out.append(text, at, end - at);
        }
        at = end;
    }
    return out;
}

std::string with_semicolons(const std::string& text) {
    std::string out = "\xEF\xBB\xBF";
    bool is_quoted = false;
    for (const char c : text) {
        is_quoted = c == '"' ? !is_quoted : is_quoted;
        out += c == ',' && !is_quoted ? ';' : c;
    }
    return out;
}

void add_sheets(const Corpus& corpus) {
    corpus.add("bank_sheet", "items", some_rows("bank_T01.csv", 1, 20));
    corpus.add("bank_sheet", "semicolons", with_semicolons(some_rows("bank_T02.csv", 9, 4)));
    corpus.add("statement_sheet", "statements", some_rows("selfassess_sample.csv", 1, 6));
    corpus.add("roster_sheet", "city", some_rows("roster_city.csv", 1, 5));
    corpus.add("roster_sheet", "sample", with_semicolons(some_rows("roster_sample.csv", 1, 3)));
}

assessment::Bank small_bank() {
    const auto text = some_rows("bank_T01.csv", 9, 6);
    auto bank = formats::parse_bank_sheet(as_bytes(text), "s", fuzz::framework()).value;
    bank.id = BankId("T01");
    bank.version = 1;
    bank.title = {"Literasi digital", "Digital literacy"};
    return bank;
}

void add_content(const Corpus& corpus, Random& random) {
    const auto bank = small_bank();
    const auto items = content::make_items_json(bank);
    const auto keys = content::make_keys_json(bank);
    corpus.add("bank_json", "bank", items + '\0' + keys);

    assessment::Assessment assessment;
    assessment.id = AssessmentId("prates");
    assessment.version = 1;
    assessment.title = {"Prates", "Pre-test"};
    assessment.purpose = PurposeCode("PEMETAAN_PENGEMBANGAN");
    assessment.occasion = OccasionCode("2026-1");
    assessment.banks = {{BankId("T01"), 1, sha256(as_bytes(items))}};
    assessment.blueprint.rows = {{CompetencyCode("T.01"), 1, 2, {}, {}}};
    corpus.add("assessment_json", "pre_test", content::make_assessment_json(assessment));

    content::RosterPackage roster;
    roster.terminal = TerminalId::make(random);
    roster.units = {UnitCode("SETDA")};
    const auto sheet = some_rows("roster_city.csv", 1, 2);
    for (auto& row : content::parse_roster_sheet(as_bytes(sheet), "r", fuzz::framework()).value) {
        content::RosterPerson entry;
        entry.person = std::move(row.person);
        entry.person.id = PersonId::make(random);
        entry.pin_salt = Bytes(16, 1);
        entry.pin_verifier = Bytes(32, 2);
        roster.people.push_back(std::move(entry));
    }
    corpus.add("roster_json", "two", content::make_roster_json(roster));

    content::Package package;
    package.id = "T01";
    package.version = 1;
    package.members = {{"items", content::MemberForm::Plain, to_bytes("{}")},
                       {"keys", content::MemberForm::Sealed, Bytes{1, 2, 3}}};
    package.trainer_document = to_bytes("document");
    package.trainer_certificate = to_bytes("certificate");
    const auto bytes = content::encode_package(package);
    corpus.add("package", "whole", as_text(bytes));
    corpus.add("package", "without_digest", as_text(ByteView(bytes).first(bytes.size() - 32)));

    // One competency, one tier, one family: the shape of a framework in few bytes.
    corpus.add("framework_json", "begin", asset_text("framework.json").substr(0, 6000));
    corpus.add(
        "framework_json", "small",
        R"({"meta":{"schema":"kerangka-kompetensi/1","version":"1","city_id":"Kota"},)"
        R"("level_scale":[{"level":1,"name_id":"Paham"}],"competencies":[{"code":"T.01",)"
        R"("kind":"teknis","name_id":"N","definition_id":"D","levels":[{"level":1,)"
        R"("label_id":"L","indicators":[{"code":"T.01.1.1","id":"I"}]}]}],)"
        R"("evidence_validity_months":{"default":24,"months":{"T.01":12}},"tiers":)"
        R"([{"code":"P","order":1,"name_id":"P","required":{"T.01":2}}],"job_families":)"
        R"({"default":"u","families":[{"code":"u","name_id":"U","match_titles_id":["*"],)"
        R"("technical":{"T.01":{"P":1}},"not_required":[]}]},"unit_adjustments":)"
        R"({"items":[{"unit_kind":"k","match_id":["D"],"delta":{"T.01":1}}]},"jpm":)"
        R"({"schemes":[{"code":"S","name_id":"S","default":true,"categories":)"
        R"([{"code":"O","name_id":"O","min":90}],"allowed_purposes":["P"]}]},"purpose":)"
        R"([{"code":"P","default":true,"title_id":"T","text_id":"X","allowed_uses":[],)"
        R"("refused_uses":[]}],"level_inference":{"rule_version":2,"threshold_percent":75,)"
        R"("hole_percent":60,"true_false_max_at_level":1,"second_look":{"mode":"below",)"
        R"("items":5,"days_min":1,"pooling":"all_count"},"range":{"method":)"
        R"("ordered_classes_half_steps","p_master":0.85,"p_half":0.6,"tail":0.05,)"
        R"("chance":{"single_choice":"1/options","true_false":0.5,"numeric":0.05,)"
        R"("short_text":0.05,"multiple_response":0.1,"ordering":0.1,"matching":0.1,)"
        R"("situational":"best weight / sum of weights"}},)"
        R"("levels_by_items_up_to":4,"min_items_at_level":)"
        R"({"1":5,"2":5,"3":5,"4":5}},"self_assessment":{"scale":[{"value":1,"id":"B"}],"outside_scale":)"
        R"([{"code":"X","id":"Y"}],"period_id":"P"},"minimum_group_size":5})");
}

void add_documents(const Corpus& corpus, Random& random) {
    ledger::Receipt receipt;
    receipt.authority = AuthorityId::make(random);
    receipt.terminal = TerminalId::make(random);
    receipt.ledger = LedgerId::make(random);
    receipt.head.n = 7;
    receipt.hq_time = {1'790'000'000'000};
    const auto receipt_json = ledger::make_receipt_payload(receipt);
    corpus.add("documents", "receipt", "0" + receipt_json);

    ledger::Status status;
    status.authority = receipt.authority;
    status.terminal = receipt.terminal;
    status.locator = {receipt.ledger, {{3, {}}, {2, {}}, {1, {}}, {0, {}}}};
    status.program_version = "0.1.0";
    corpus.add("documents", "status", "1" + ledger::make_status_payload(status));

    ledger::Root root;
    root.authority = receipt.authority;
    root.authority_name = {"Kota", "City"};
    root.version = 1;
    root.certificates = {{ledger::Role::Root, Bytes{1}}, {ledger::Role::Content, Bytes{2}}};
    root.revoked_key_ids = {Digest{}};
    corpus.add("documents", "root", "2" + ledger::make_root_payload(root));

    ledger::Manifest manifest;
    manifest.authority = receipt.authority;
    manifest.root_version = 1;
    manifest.number = 2;
    manifest.items = {{ledger::PackageKind::Bank, "T01", 1, {}, 100, {}},
                      {ledger::PackageKind::Roster, "roster", 1, {}, 9, receipt.terminal}};
    corpus.add("documents", "manifest", "3" + ledger::make_manifest_payload(manifest));

    ledger::JoinRequest request;
    request.hq_address = "localhost:8443";
    request.code_id = "A1B2";
    request.tls_csr = request.signing_csr = request.opening_csr = Bytes{1, 2};
    request.hmac = Bytes(32, 3);
    corpus.add("documents", "join_request", "4" + ledger::make_join_request_payload(request));

    ledger::JoinReply reply;
    reply.authority = receipt.authority;
    reply.terminal = receipt.terminal;
    reply.terminal_name = "Loket 1";
    reply.unit = UnitCode("SETDA");
    reply.hq_address = "localhost:8444";
    reply.tls_certificate = reply.signing_certificate = Bytes{1};
    reply.opening_certificate = reply.issuing_certificate = Bytes{2};
    corpus.add("documents", "join_reply", "5" + ledger::make_join_reply_payload(reply));

    const ledger::SignedDocument document{
        ledger::make_body(ledger::kStoredReceiptType, receipt_json),
        {{sha256(as_bytes("key")), Bytes(70, 4)}}};
    corpus.add("signed", "receipt", as_text(ledger::encode_signed(document)));
}

void add_records(const Corpus& corpus, Random& random) {
    ledger::Entry entry;
    entry.header.authority = AuthorityId::make(random);
    entry.header.terminal = TerminalId::make(random);
    entry.header.ledger = LedgerId::make(random);
    entry.header.n = 1;
    entry.header.record = RecordId::make(random);
    entry.sealed = Bytes{9, 9, 9};
    entry.header.sealed_digest = sha256(entry.sealed);
    entry.signature = Bytes(70, 5);
    corpus.add("entry", "entry", as_text(ledger::encode_entry(entry)));
    corpus.add("entry", "name", ledger::entry_file_name(entry.header));
    corpus.add("receipt_code", "code", ledger::receipt_code(ledger::entry_hash(entry.header)));
    corpus.add("receipt_code", "typed", "7q2m 4kxd 9aot pw3e");

    ledger::Record record;
    record.authority = entry.header.authority;
    record.terminal = entry.header.terminal;
    record.ledger = entry.header.ledger;
    record.id = entry.header.record;
    record.program_version = "0.1.0";
    record.body = ledger::PinChangedRecord{PersonId::make(random), Bytes(16, 1), Bytes(32, 2)};
    corpus.add("record_json", "pin", ledger::make_record_json(record));

    assessment::SittingHead head;
    head.sitting = SittingId::make(random);
    head.person = PersonId::make(random);
    head.assessment = AssessmentId("prates");
    head.assessment_version = 1;
    head.purpose = PurposeCode("PEMETAAN_PENGEMBANGAN");
    head.occasion = OccasionCode("2026-1");
    head.framework_version = "0.3";
    head.post = {"Penata", TierCode("PELAKSANA"), UnitCode("SETDA"), "Sekretariat"};
    head.standard = {FamilyCode("umum"), true, {{CompetencyCode("T.01"), 2}}};
    head.form.items = {
        {BankId("T01"), 1, ItemId("T01-05"), {}, {OptionId("a"), OptionId("b")}, {}}};
    const auto response = items::chose({OptionId("a")});
    ledger::SittingRecord sitting;
    sitting.events = {{0, {0}, {}, assessment::Started{head}},
                      {1, {100}, {}, assessment::Visited{0}},
                      {2, {900}, {}, assessment::Answered{0, response}},
                      {3, {950}, {}, assessment::MarkedUnsure{0, true}},
                      {4, {999}, {}, assessment::Finished{assessment::FinishReason::Person}}};
    sitting.claim.points = {1000};
    record.body = sitting;
    corpus.add("record_json", "sitting", ledger::make_record_json(record));
}

void add_messages(const Corpus& corpus) {
    using namespace protocol;
    const ledger::Locator locator{{}, {{7, Digest{7}}, {6, Digest{6}}}};
    LedgerAnswer ledger;
    ledger.stored_receipt = {1, 2};
    const auto add = [&](const std::string& name, const Message& message) {
        const auto bytes = encode_message(message);
        corpus.add("message", name, as_text(bytes));
    };
    Hello hello;
    hello.locators = {locator};
    hello.carrier_version = "0.1.0";
    add("hello", hello);
    Answer answer;
    answer.ledgers = {ledger};
    add("answer", answer);
    add("batch", Batch{{}, {{1, 2, 3}, {4}}});
    add("batch_answer", BatchAnswer{{{{}, {5}}}, {{1, ErrorCode::SignatureInvalid}}});
    add("fetch", Fetch{{}, ContentKind::Package, Digest{8}, 3, 4096});
    add("content", Content{ContentKind::Manifest, 0, 2, {6, 6}});
    add("piece", Content{ContentKind::Package, 4, 9, {6, 6}});
    add("refusal", Refusal{ErrorCode::TerminalRevoked});
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: make_fuzz_corpus OUT_FOLDER\n");
        return 2;
    }
    const Corpus corpus(arguments[1]);
    SeededRandom random(1);
    add_sheets(corpus);
    add_content(corpus, random);
    add_documents(corpus, random);
    add_records(corpus, random);
    add_messages(corpus);
    corpus.add("canary", "brace", "{");
    return 0;
}
