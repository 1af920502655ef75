#include "sync/hq/office/terminals.h"

#include <doctest/doctest.h>

#include "kiosk/core/content/roster.h"
#include "kiosk/core/ledger/join_code.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/parcel.h"
#include "kiosk/vault/pin.h"
#include "sync/hq/office/publish.h"
#include "sync/hq/office/roster.h"
#include "sync/protocol/hq_folders.h"
#include "tests/support/faulty_files.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
namespace {

using hq_test::OfficeCity;

/// What a kiosk writes once somebody has typed the code.
ledger::JoinRequest ask(OfficeCity& city, const ledger::JoinCode& code) {
    ledger::JoinRequest request;
    request.hq_address = code.hq_address;
    request.root_digest = code.root_digest;
    request.code_id = code.code_id;
    const auto csr = [&](const std::string& name) {
        const auto path = city.folder() + "/new-" + name + ".key";
        REQUIRE(vault::make_key_file(city.files(), path).has_value());
        return vault::make_request(city.files(), path, name).value();
    };
    request.tls_csr = csr("tls");
    request.signing_csr = csr("signing");
    request.opening_csr = csr("opening");
    request.hmac = vault::hmac_sha256(code.secret, ledger::make_join_hmac_input(request));
    return request;
}

void put_request(OfficeCity& city, const ledger::JoinRequest& request) {
    const auto key = vault::SigningKey::open(city.files(), city.folder() + "/new-signing.key");
    REQUIRE(key.has_value());
    const auto document = vault::sign_document(ledger::kJoinRequestType,
                                               ledger::make_join_request_payload(request), {&*key});
    const auto digest = sha256(ledger::make_join_hmac_input(request));
    REQUIRE(city.files()
                .write_durable(city.folder() + "/intake/" + protocol::intake_join_name(digest),
                               document.value(), FileMode::Group)
                .has_value());
}

ledger::JoinCode new_code(OfficeCity& city) {
    city.add_person("Ani", "SETDA");
    const auto code = hq::make_code(city.office(), UnitCode("SETDA"), "Kios Setda");
    REQUIRE(code.has_value());
    return ledger::parse_join_code(code->text).value();
}

}  // namespace

TEST_CASE("a terminal with the code's secret joins, gets a reply, and can open what is published") {
    OfficeCity city;
    const auto code = new_code(city);
    CHECK(code.hq_address == "127.0.0.1:1002");
    const auto request = ask(city, code);
    put_request(city, request);
    const auto waiting = hq::find_waiting(city.office()).value();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting.front().digits == ledger::join_digits(request));
    const auto wrong = hq::confirm_terminal(city.office(), code.code_id, "0000 0000 0000");
    CHECK(wrong.error().code == ErrorCode::CodeWrong);
    const auto terminal = hq::confirm_terminal(city.office(), code.code_id, waiting.front().digits);
    REQUIRE(terminal.has_value());

    const auto digest = sha256(ledger::make_join_hmac_input(request));
    const auto file = city.files().read(
        city.folder() + "/orders/" + protocol::orders_reply_name(digest), 1U << 20U);
    const auto document = ledger::parse_signed(file.value()).value();
    const auto root = city.office().root().value();
    const auto payload =
        vault::verify_document(document, ledger::kJoinReplyType, ledger::Role::Issuing, root);
    REQUIRE(payload.has_value());
    const auto reply = ledger::parse_join_reply_payload(*payload).value();
    CHECK(reply.terminal == terminal->id);
    CHECK(vault::check_certificate(reply.opening_certificate, ledger::Role::TerminalOpening, root)
              .has_value());
    CHECK(city.intake().empty());

    city.publish_framework();
    Problems problems;
    const auto published = hq::publish(city.office(), {}, problems);
    REQUIRE(published.has_value());
    CHECK(problems.empty());
    CHECK(published->terminal_count == 2);
    CHECK(published->package_count == 3);  // framework, a roster a terminal
    const auto manifest_file = city.files().read(city.folder() + "/orders/manifest", 1U << 20U);
    const auto manifest_document = ledger::parse_signed(manifest_file.value()).value();
    const auto manifest = ledger::parse_manifest_payload(
                              vault::verify_document(manifest_document, ledger::kManifestType,
                                                     ledger::Role::Content, root)
                                  .value())
                              .value();
    CHECK(manifest.number == 1);
    for (const auto& item : manifest.items) {
        const auto bytes = city.files().read(
            city.folder() + "/orders/packages/" + to_hex(item.digest) + ".package", 1U << 26U);
        REQUIRE(bytes.has_value());
        CHECK(sha256(*bytes) == item.digest);
        if (item.terminal != terminal->id) {
            continue;
        }
        const auto package = content::parse_package(*bytes).value();
        const auto opened =
            vault::open_parcel(city.files(), city.folder() + "/new-opening.key",
                               reply.opening_certificate, package.members.front().bytes);
        REQUIRE(opened.has_value());
        const auto roster = content::parse_roster_json(as_text(opened->view())).value();
        REQUIRE(roster.people.size() == 1);
        CHECK(roster.people.front().person.name == "Ani");
    }
}

TEST_CASE("join requests that are unproven, answered or expired go, the proven one stays") {
    OfficeCity city;
    const auto code = new_code(city);
    const auto request = ask(city, code);
    put_request(city, request);
    auto forged = request;
    forged.hmac[0] ^= 1;
    forged.hq_address = "127.0.0.1:9";
    put_request(city, forged);
    auto foreign = request;
    foreign.code_id = "ffffffff";
    put_request(city, foreign);
    const auto junk = city.folder() + "/intake/" + std::string(64, 'a') + ".join";
    REQUIRE(city.files().write_durable(junk, Bytes{1, 2, 3}, FileMode::Group).has_value());
    CHECK(city.intake().size() == 4);
    CHECK(hq::drop_dead_requests(city.office()).value() == 3);
    CHECK(hq::find_waiting(city.office())->size() == 1);
    REQUIRE(hq::confirm_terminal(city.office(), code.code_id, std::nullopt).has_value());
    put_request(city, request);  // carried again, after it was answered
    CHECK(hq::drop_dead_requests(city.office()).value() == 1);

    const auto second =
        ledger::parse_join_code(hq::make_code(city.office(), UnitCode("SETDA"), "Kios Dua")->text)
            .value();
    auto later = request;
    later.code_id = second.code_id;
    later.hmac = vault::hmac_sha256(second.secret, ledger::make_join_hmac_input(later));
    put_request(city, later);
    CHECK(hq::drop_dead_requests(city.office()).value() == 0);
    city.clock().advance(DurationMs{8 * std::int64_t{86'400'000}});
    CHECK(hq::drop_dead_requests(city.office()).value() == 1);
    CHECK(city.intake().empty());
}

TEST_CASE("the receiver is told which codes are open, and the expired ones no more") {
    OfficeCity city;
    const auto code = new_code(city);
    const auto path = city.folder() + "/orders/" + protocol::kOrdersCodes;
    const auto text = [&] { return std::string(as_text(city.files().read(path, 65536).value())); };
    CHECK(text().find(code.code_id) != std::string::npos);
    city.clock().advance(DurationMs{8 * std::int64_t{86'400'000}});
    REQUIRE(hq::make_code(city.office(), UnitCode("SETDA"), "Kios Dua").has_value());
    CHECK(text().find(code.code_id) == std::string::npos);
}

TEST_CASE("a confirmation cut short at any write can be repeated, and makes one terminal") {
    bool has_failed = true;
    for (int k = 1; has_failed; ++k) {
        CAPTURE(k);
        OfficeCity city;
        const auto code = new_code(city);
        const auto request = ask(city, code);
        put_request(city, request);
        support::FaultyDisk disk;
        disk.arm(support::Fault::Full, k);
        support::FaultyFiles files(disk);
        auto ports = city.ports();
        auto office =
            hq::Office::open({files, ports.clock, ports.random}, city.office().home()).value();
        const auto cut = hq::confirm_terminal(office, code.code_id, std::nullopt);
        has_failed = disk.has_fired();
        CHECK(cut.has_value() != has_failed);
        const auto again = hq::confirm_terminal(city.office(), code.code_id, std::nullopt);
        CHECK((again.has_value() || city.intake().empty()));
        CHECK(hq::load_terminals(city.office().database()).value().size() == 2);
        const auto digest = sha256(ledger::make_join_hmac_input(request));
        CHECK(
            city.files().exists(city.folder() + "/orders/" + protocol::orders_reply_name(digest)));
    }
}

TEST_CASE("publishing names items past their review date and enemies that no bank holds") {
    OfficeCity city;
    city.bank().items[0].legal_source = "PP 42/2024";
    city.bank().items[0].review_before = Date{2026, 1, 31};
    city.bank().items[1].legal_source = "PP 42/2024";
    city.bank().items[1].review_before = Date{2999, 1, 31};
    city.bank().items[2].enemies = {city.bank().items[3].id, ItemId("ZZ-9")};
    city.publish_framework();
    city.publish_bank();
    Problems problems;
    REQUIRE(hq::publish(city.office(), {}, problems).has_value());
    REQUIRE(problems.size() == 2);
    CHECK_FALSE(has_errors(problems));
    CHECK(problems[0].key == "publish_review_due");
    CHECK(problems[0].values.at("item") == city.bank().items[0].id.value);
    CHECK(problems[0].values.at("date") == "2026-01-31");
    CHECK(problems[1].key == "publish_enemy_unknown");
    CHECK(problems[1].values.at("enemy") == "ZZ-9");
}

TEST_CASE("a used code refuses another request") {
    OfficeCity city;
    const auto code = new_code(city);
    put_request(city, ask(city, code));
    REQUIRE(hq::confirm_terminal(city.office(), code.code_id, std::nullopt).has_value());
    std::filesystem::remove(city.folder() + "/new-signing.key");
    std::filesystem::remove(city.folder() + "/new-tls.key");
    std::filesystem::remove(city.folder() + "/new-opening.key");
    put_request(city, ask(city, code));
    CHECK(hq::find_waiting(city.office()).value().empty());
    CHECK(hq::confirm_terminal(city.office(), code.code_id, std::nullopt).error().code ==
          ErrorCode::Waiting);
}

TEST_CASE("a request without the secret, or for another root, never waits") {
    OfficeCity city;
    const auto code = new_code(city);
    auto request = ask(city, code);
    request.hmac[0] ^= 1U;
    put_request(city, request);
    CHECK(hq::find_waiting(city.office()).value().empty());
    CHECK(hq::confirm_terminal(city.office(), code.code_id, std::nullopt).error().code ==
          ErrorCode::Waiting);
}

TEST_CASE("a code serves one terminal and seven days") {
    OfficeCity city;
    const auto code = new_code(city);
    put_request(city, ask(city, code));
    city.clock().advance({8LL * 24 * 3600 * 1000});
    CHECK(hq::confirm_terminal(city.office(), code.code_id, std::nullopt).error().code ==
          ErrorCode::CodeExpired);
}

TEST_CASE("PINs are six digits and never weak") {
    CHECK(hq::is_weak_pin("111111"));
    CHECK(hq::is_weak_pin("123456"));
    CHECK(hq::is_weak_pin("987654"));
    CHECK(hq::is_weak_pin("121212"));
    CHECK(hq::is_weak_pin("123123"));
    CHECK_FALSE(hq::is_weak_pin("482193"));
    SeededRandom random(1);
    for (int i = 0; i < 200; ++i) {
        const auto pin = hq::draw_pin(random);
        CHECK(pin.size() == 6);
        CHECK_FALSE(hq::is_weak_pin(pin));
    }
}

TEST_CASE("a roster gives slips once, keeps ids and PINs over a reload, and disarms formulas") {
    OfficeCity city;
    content::RosterRow row;
    row.person.nip.digits = "197408021994021002";
    row.person.short_number.digits = "882744";
    row.person.name = "=Ani";
    row.person.post.unit = UnitCode("SETDA");
    auto difference = hq::compare_roster(city.office(), {row}).value();
    CHECK(difference.added.size() == 1);
    const auto slips = city.folder() + "/slips.csv";
    REQUIRE(hq::apply_roster(city.office(), difference, slips, [](auto, auto) {}).has_value());
    const auto csv = std::string(as_text(city.files().read(slips, 4096).value()));
    CHECK(
        csv.starts_with("\xef\xbb\xbfnip;nomor_pendek;nama;kode_unit;pin\r\n"
                        "\"19740802 199402 1 002\";\"882 744\";\"'=Ani\";SETDA;\""));
    const auto people = hq::load_people(city.office().database()).value();
    REQUIRE(people.size() == 1);
    // The last cell: "012 345", then CRLF.
    const auto pin = csv.substr(csv.size() - 10, 3) + csv.substr(csv.size() - 6, 3);
    CHECK(vault::verify_pin(pin, people.front().pin_salt, people.front().pin_verifier).has_value());

    row.person.name = "Ani Baru";
    difference = hq::compare_roster(city.office(), {row}).value();
    CHECK(difference.added.empty());
    REQUIRE(difference.changed.size() == 1);
    REQUIRE(hq::apply_roster(city.office(), difference, slips, [](auto, auto) {}).has_value());
    const auto again = hq::load_people(city.office().database()).value();
    CHECK(again.front().person.id == people.front().person.id);
    CHECK(again.front().pin_verifier == people.front().pin_verifier);
    CHECK(again.front().person.name == "Ani Baru");
}

TEST_CASE("a sheet of one unit alone is seen: everybody else would leave") {
    OfficeCity city;
    std::vector<content::RosterRow> rows;
    for (int i = 0; i < 40; ++i) {
        content::RosterRow row;
        row.person.nip.digits = "1974080219940210" + std::to_string(10 + i);
        row.person.name = "Pegawai " + std::to_string(i);
        row.person.is_active = true;
        row.person.post.unit = UnitCode(i < 10 ? "SETDA" : "DISDIK");
        rows.push_back(row);
    }
    const auto slips = city.folder() + "/slips.csv";
    const auto first = hq::compare_roster(city.office(), rows).value();
    CHECK(first.leaving == 0);
    CHECK_FALSE(hq::is_much_leaving(first));
    REQUIRE(hq::apply_roster(city.office(), first, slips, [](auto, auto) {}).has_value());

    const auto partial =
        hq::compare_roster(city.office(), {rows.begin(), rows.begin() + 10}).value();
    CHECK(partial.active == 40);
    CHECK(partial.leaving == 30);
    CHECK(hq::is_much_leaving(partial));

    auto marked = rows;
    for (int i = 0; i < 3; ++i) {
        marked[static_cast<std::size_t>(i)].person.is_active = false;
    }
    const auto few = hq::compare_roster(city.office(), marked).value();
    CHECK(few.leaving == 3);
    CHECK(hq::is_much_leaving(few));  // 7.5 %
    marked[0].person.is_active = true;
    const auto two = hq::compare_roster(city.office(), marked).value();
    CHECK(two.leaving == 2);
    CHECK_FALSE(hq::is_much_leaving(two));  // 5 % exactly
}

}  // namespace asah
