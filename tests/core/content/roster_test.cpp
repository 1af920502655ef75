#include "kiosk/core/content/roster.h"
#include "kiosk/core/content/roster_words.h"

#include <doctest/doctest.h>

#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::content;

namespace {

constexpr const char* kHeading =
    "nip,nama,jenis_kelamin,tanggal_lahir,status_asn,jabatan,jenjang_jabatan,kode_unit,unit_kerja,"
    "status,nomor_pendek,nip_atasan,kode_unit_induk\n";

std::string problems_of(const std::string& rows) {
    return lines_of(
        parse_roster_sheet(as_bytes(kHeading + rows), "r.csv", real_framework()).problems);
}

constexpr const char* kHead =
    "197912102009032994,Ani,P,1979-12-10,PNS,Sekretaris,JPT_PRATAMA,SETDA,Sekretariat,aktif,940762,"
    ",\n";

}  // namespace

TEST_SUITE("kiosk/core/content/roster") {
    TEST_CASE("the real rosters have no problems") {
        const auto framework = real_framework();
        const auto city = parse_roster_sheet(as_bytes(asset_text("samples/roster_city.csv")),
                                             "roster_city.csv", framework);
        CHECK(lines_of(city.problems) == "");
        REQUIRE(city.value.size() == 400);
        const auto& first = city.value[0];
        CHECK(first.row == 2);
        CHECK(first.person.nip.digits == "199304242017031983");
        CHECK(first.person.short_number.digits == "882744");
        CHECK(first.person.superior->digits == "197912102009032994");
        CHECK(first.person.post.tier == TierCode("PELAKSANA"));
        CHECK(first.person.post.unit_name == "Sekretariat Daerah");
        CHECK(first.birth_date == Date{1993, 4, 24});
        CHECK(first.person.id.is_zero());
        const auto sample = parse_roster_sheet(as_bytes(asset_text("samples/roster_sample.csv")),
                                               "roster_sample.csv", framework);
        CHECK(lines_of(sample.problems) == "");
        CHECK(sample.value.size() == 120);
    }

    TEST_CASE("a name with a sign that the terminal cannot show is told") {
        CHECK(problems_of("197912102009032994,Ani \u2713,P,1979-12-10,PNS,Sekretaris,JPT_PRATAMA,"
                          "SETDA,Sekretariat,aktif,940762,,\n") == "2 nama sign_unshown\n");
    }

    TEST_CASE("form of NIP and check digit of the short number are checked") {
        CHECK(problems_of(
                  std::string(kHead) +
                  "19791210200903299,Ani,P,1979-12-10,PNS,X,PELAKSANA,SETDA,Sekretariat,aktif,"
                  "882744,,\n") == "3 nip nip_length\n");
        CHECK(
            problems_of(std::string(kHead) +
                        "197913102009032994,Ani,P,,PNS,X,PELAKSANA,SETDA,Sekretariat,aktif,882744,,"
                        "\n") == "3 nip nip_birth_date\n");
        CHECK(problems_of(
                  std::string(kHead) +
                  "199304242017031983,Bu,L,1993-04-24,PNS,X,PELAKSANA,SETDA,Sekretariat,aktif,"
                  "882745,,\n") == "3 nomor_pendek short_number_check\n");
        CHECK(problems_of(
                  std::string(kHead) +
                  "199304242017031983,Bu,L,1993-04-24,PNS,X,PELAKSANA,SETDA,Sekretariat,aktif,"
                  "88274,,\n") == "3 nomor_pendek short_number_length\n");
    }

    TEST_CASE("a NIP is read as real spreadsheets write it") {
        for (const auto* nip :
             {"'199304242017031983", "\u2019199304242017031983", "`199304242017031983",
              "\u00b4199304242017031983", "199304242017031983'", "19930424 201703 1 983",
              "19930424\u00a0201703\u00a01\u00a0983", "19930424\u2009201703\u20091\u2009983",
              "19930424\u202f201703 1 983", "\u200b199304242017031983", "\ufeff199304242017031983",
              "199304242017031983.0", "19930424-201703-1-983", "19930424.201703.1.983",
              "\uff11\uff19\uff19\uff13\uff10\uff14\uff12\uff14\uff12\uff10\uff11\uff17"
              "\uff10\uff13\uff11\uff19\uff18\uff13"}) {
            CAPTURE(nip);
            const auto outcome = parse_roster_sheet(
                as_bytes(std::string(kHeading) + nip +
                         ",Bu,L,1993-04-24,PNS,X,PELAKSANA,A,Unit A,aktif,'882744,,\n"),
                "r.csv", real_framework());
            CHECK(lines_of(outcome.problems) == "");
            REQUIRE(outcome.value.size() == 1);
            CHECK(outcome.value[0].person.nip.digits == "199304242017031983");
            CHECK(outcome.value[0].person.short_number.digits == "882744");
        }
        CHECK(problems_of("1.99304242017032E+17,Bu,L,,PNS,X,PELAKSANA,A,Unit A,aktif,882744,,\n") ==
              "2 nip nip_length\n");
    }

    TEST_CASE("words of status and sex are known in every usual spelling") {
        for (const auto& [word, employment] : {std::pair{"pns", "PNS"},
                                               {"CPNS", "PNS"},
                                               {"Pns", "PNS"},
                                               {"P3K", "PPPK"},
                                               {"p3k", "PPPK"},
                                               {"PPPK Paruh Waktu", "PPPK"},
                                               {"PPPK\u00a0Penuh  Waktu", "PPPK"},
                                               {"P3K-PW", ""},
                                               {"honorer", ""}}) {
            CAPTURE(word);
            CHECK(employment_of(word).value_or("") == employment);
        }
        CHECK(is_active_of("AKTIF ") == true);
        CHECK(is_active_of("Non-Aktif") == false);
        CHECK(is_active_of("non aktif") == false);
        CHECK(is_active_of("Tidak Aktif") == false);
        CHECK_FALSE(is_active_of("cuti").has_value());
        CHECK(sex_of("laki-laki") == 'L');
        CHECK(sex_of("Perempuan") == 'P');
        CHECK(sex_of("p") == 'P');
        CHECK_FALSE(sex_of("x").has_value());
    }

    TEST_CASE("dates are read as Indonesian spreadsheets write them") {
        for (const auto* text :
             {"1990-04-12", "12/04/1990", "12-04-1990", "12.04.1990", "12 April 1990",
              "12 apr 1990", "12-Apr-90", "32975", "1990-04-12 00:00:00", "1990-04-12T00:00:00Z",
              "12/04/1990 00:00", "4/12/90 0:00", "12\u00a0April\u00a01990"}) {
            CAPTURE(text);
            const bool is_month_first = std::string_view(text).starts_with("4/");
            CHECK(date_in(text) == (is_month_first ? Date{1990, 12, 4} : Date{1990, 4, 12}));
        }
        CHECK(date_in("17 Agustus 1985") == Date{1985, 8, 17});
        CHECK(date_in("1 Mei 1985") == Date{1985, 5, 1});
        CHECK(date_in("31 Desember 1985") == Date{1985, 12, 31});
        CHECK(date_in("04/25/1990") == Date{1990, 4, 25});
        for (const auto* text : {"31/02/1990", "besok", "12", "99999999", "12/13/14/15", ""}) {
            CAPTURE(text);
            CHECK_FALSE(date_in(text).has_value());
        }
        // An optional column never refuses a roster.
        const auto outcome = parse_roster_sheet(
            as_bytes(std::string(kHeading) +
                     "199304242017031983,Bu,x,besok,PNS,X,PELAKSANA,A,Unit A,aktif,882744,,\n"),
            "r.csv", real_framework());
        CHECK(lines_of(outcome.problems) ==
              "2 tanggal_lahir date_form\n2 jenis_kelamin sex_unknown\n");
        CHECK_FALSE(has_errors(outcome.problems));
    }

    TEST_CASE(
        "a unit is one whatever capitals and blanks its rows have, the first spelling stays") {
        const auto row = [](const char* nip, const char* number, const char* code,
                            const char* name) {
            return std::string(nip) + ",Bu,L,,PNS,X,PELAKSANA," + code + "," + name + ",aktif," +
                   number + ",,\n";
        };
        const auto sheet = kHeading + row("199304242017031983", "882744", "DIKBUD", "Dinas P & K") +
                           row("199304242017031984", "100375", "DIKBUD", "Dinas P &amp; K") +
                           row("199304242017031985", "100745", "dikbud", "DINAS P & K") +
                           row("199304242017031986", "101117", "DIKBUD", "Dinas  P\u00a0& K");
        const auto outcome = parse_roster_sheet(as_bytes(sheet), "r.csv", real_framework());
        CHECK(lines_of(outcome.problems) ==
              "4 kode_unit unit_code_spelled\n4 unit_kerja unit_name_spelled\n");
        CHECK_FALSE(has_errors(outcome.problems));
        REQUIRE(outcome.value.size() == 4);
        for (const auto& person : outcome.value) {
            CHECK(person.person.post.unit == UnitCode("DIKBUD"));
            CHECK(person.person.post.unit_name == "Dinas P & K");
        }
    }

    TEST_CASE("doubled numbers name the row that has them already") {
        const auto outcome = parse_roster_sheet(as_bytes(kHeading + std::string(kHead) + kHead),
                                                "r.csv", real_framework());
        CHECK(lines_of(outcome.problems) ==
              "3 nip nip_doubled\n3 nomor_pendek short_number_doubled\n");
        CHECK(outcome.problems[0].values.at("row") == "2");
    }

    TEST_CASE("superior, parent unit, tier, unit name and status are checked against the sheet") {
        CHECK(problems_of(std::string(kHead) +
                          "199304242017031983,Bu,L,1993-04-24,PNS,X,PELAKSANAAN,SETDA,Sekretariat "
                          "Lain,cuti,882744,197810222008032982,TIADA\n") ==
              "3 jenjang_jabatan tier_unknown\n"
              "3 unit_kerja unit_name_differs\n"
              "3 kode_unit_induk unit_parent_differs\n"
              "3 status status_unknown\n"
              "3 kode_unit_induk parent_unknown\n"
              "3 nip_atasan superior_unknown\n");
        CHECK(
            problems_of("199304242017031983,Bu,L,1993-04-24,PNS,X,PELAKSANA,A,Unit A,aktif,882744,"
                        "199304242017031983,A\n") ==
            "2 nip_atasan superior_self\n2 kode_unit_induk parent_self\n");
    }

    TEST_CASE("what disagrees with the NIP is a warning and loads") {
        const auto outcome = parse_roster_sheet(
            as_bytes(
                std::string(kHeading) +
                "199304242017031983,Bu,P,1993-04-25,PPPK,X,PELAKSANA,A,Unit A,aktif,882744,,\n"),
            "r.csv", real_framework());
        CHECK(lines_of(outcome.problems) ==
              "2 status_asn nip_employment_differs\n2 tanggal_lahir nip_birth_differs\n"
              "2 jenis_kelamin nip_sex_differs\n");
        CHECK(!has_errors(outcome.problems));
    }

    TEST_CASE("a roster package goes through JSON unchanged") {
        const auto city = parse_roster_sheet(as_bytes(asset_text("samples/roster_city.csv")),
                                             "roster_city.csv", real_framework());
        SeededRandom random(7);
        RosterPackage roster;
        roster.terminal = TerminalId::make(random);
        roster.units = {UnitCode("SETDA")};
        for (const auto& row : city.value) {
            RosterPerson entry;
            entry.person = row.person;
            entry.person.id = PersonId::make(random);
            entry.pin_salt = Bytes(16, 1);
            entry.pin_verifier = Bytes(32, 2);
            entry.must_change_pin = roster.people.size() % 2 == 0;
            if (!entry.must_change_pin) {
                entry.pin_record = RecordId::make(random);
            }
            roster.people.push_back(std::move(entry));
        }
        const auto json = make_roster_json(roster);
        const auto parsed = parse_roster_json(json);
        REQUIRE(parsed.has_value());
        CHECK(make_roster_json(*parsed) == json);
        CHECK(parsed->terminal == roster.terminal);
        REQUIRE(parsed->people.size() == 400);
        CHECK(parsed->people[1].person.name == roster.people[1].person.name);
        CHECK(parsed->people[1].pin_record == roster.people[1].pin_record);
        CHECK(parsed->people[0].pin_verifier == Bytes(32, 2));
    }

    TEST_CASE("a roster package with a short verifier, a bad NIP or a person twice is refused") {
        RosterPackage roster;
        RosterPerson entry;
        entry.person.nip = {"199304242017031983"};
        entry.person.name = "Bu";
        entry.person.post.tier = TierCode("PELAKSANA");
        entry.person.post.unit = UnitCode("A");
        entry.pin_salt = Bytes(16, 1);
        entry.pin_verifier = Bytes(32, 2);
        roster.people = {entry};
        CHECK(parse_roster_json(make_roster_json(roster)).has_value());
        roster.people = {entry, entry};
        CHECK(parse_roster_json(make_roster_json(roster)).error().code ==
              ErrorCode::MalformedInput);
        entry.pin_verifier.pop_back();
        roster.people = {entry};
        CHECK(parse_roster_json(make_roster_json(roster)).error().code ==
              ErrorCode::MalformedInput);
        entry.pin_verifier = Bytes(32, 2);
        entry.person.nip = {"199313242017031983"};
        roster.people = {entry};
        CHECK(parse_roster_json(make_roster_json(roster)).error().code ==
              ErrorCode::MalformedInput);
    }
}
