#include "sync/hq/web/site.h"

#include <doctest/doctest.h>

#include "assets/lang.h"
#include "kiosk/vault/pin.h"
#include "sync/hq/data/reader_database.h"
#include "sync/hq/office/releases.h"
#include "sync/hq/office/terminals.h"
#include "sync/hq/web/html.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
namespace {

using hq::StaffRole;
using hq_test::OfficeCity;

constexpr const char* kPassword = "kata-sandi-panjang";

struct Browser {
    OfficeCity city;
    Catalogue indonesian = assets::load_catalogue(Language::Indonesian);
    Catalogue english = assets::load_catalogue(Language::English);
    hq::Site site{{.database = city.office().database(),
                   .files = city.files(),
                   .clock = city.clock(),
                   .random = city.ports().random,
                   .indonesian = indonesian,
                   .english = english},
                  {.city = "Kota Uji",
                   .fonts = {},
                   .intake = {},
                   .looks = city.office().looks_path(),
                   .is_behind_proxy = true,
                   .back_up = [this]() -> Result<void> {
                       if (is_backup_missing) {
                           return fail(ErrorCode::FileUnwritable, "backup");
                       }
                       return city.office().snapshot();
                   }}};
    bool is_backup_missing = false;
    std::string cookies;
    std::string address = "10.0.0.1";

    http::Response send(const std::string& method, const std::string& target,
                        const std::string& body = {}) {
        http::Request request;
        request.method = method;
        request.target = target;
        request.body = body;
        request.headers.push_back({"Cookie", cookies});
        request.headers.push_back({"X-Forwarded-For", "1.2.3.4, " + address});
        request.peer_address = "127.0.0.1";
        return site.handle(request);
    }
    static std::string cookie(const http::Response& response, const std::string& name) {
        for (const auto& header : response.headers) {
            if (header.name == "Set-Cookie" && header.value.starts_with(name + "=")) {
                return header.value.substr(0, header.value.find(';'));
            }
        }
        return {};
    }
    void add_staff(StaffRole role) {
        const hq::Staff staff{.login = "staf",
                              .name = "<b>Staf</b>",
                              .role = role,
                              .password = vault::hash_password(kPassword).value()};
        save(staff);
    }
    void save(const hq::Staff& staff) {
        const auto saved = sqlite::in_transaction(
            city.office().database(),
            [&](sqlite::Tx& tx) -> Result<void> { return hq::save_staff(tx, staff); });
        REQUIRE(saved.has_value());
    }
    http::Response sign_in(const std::string& password, const std::string& login = "staf") {
        const auto door = cookie(send("GET", "/masuk"), "asah_pintu");
        cookies = door + "; " + browser;
        auto response =
            send("POST", "/masuk",
                 "user=" + login + "&password=" + password + "&pintu=" + door.substr(11));
        cookies = cookie(response, "asah_sesi");
        return response;
    }
    std::string browser;  // the mark of a browser that has signed in before
    /// Ten people of SETDA with results, one with a name that is HTML.
    void fill() {
        city.publish_framework();
        city.publish_bank();
        for (int i = 0; i < 10; ++i) {
            city.sit(city.add_person(i == 0 ? "<script>x</script>" : "Pegawai", "SETDA"),
                     i < 3 ? 12 : 6);
        }
        REQUIRE(city.pass().filed == 10);
    }
    void release() { REQUIRE(hq::release_figures(city.office()).has_value()); }
    /// What a page says, without the session's marks.
    std::string main_of(const std::string& target) {
        const auto body = send("GET", target).body;
        const auto begin = body.find("<main");
        const auto end = body.find("</main>");
        REQUIRE(begin != std::string::npos);
        return body.substr(begin, end - begin);
    }
    std::int64_t looks(const std::string& page) {
        auto query = city.office().database().prepare("SELECT count(*) FROM look WHERE page = ?1");
        query.bind(1, std::string_view(page));
        REQUIRE(query.step().value());
        return query.integer(0);
    }
};

/// Decisions in the newest copy of the database in the backup folder.
std::int64_t decisions_in_backup(OfficeCity& city) {
    const auto path = city.folder() + "/copy.db";
    REQUIRE(hq::restore_state_copy(city.files(), city.office().config().backup, path).has_value());
    auto copy = hq::open_reader_database(path).value();
    auto query = copy.prepare("SELECT count(*) FROM decision");
    REQUIRE(query.step().value());
    return query.integer(0);
}

}  // namespace

TEST_CASE("nobody sees a page without signing in") {
    Browser browser;
    for (const auto* target : {"/", "/peta", "/peta.csv", "/catatan", "/kueri?nama=fact_result"}) {
        CHECK(browser.send("GET", target).status == 303);
    }
}

TEST_CASE("no link that is built from the request's path leads to another host") {
    Browser browser;
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    for (const auto* target : {"//evil.example/peta", "/\\\\evil.example", "http://evil.example/",
                               "///evil.example", "/\t/evil.example", "evil.example"}) {
        CAPTURE(target);
        const auto response = browser.send("GET", target);
        CHECK(response.status == 404);
        CHECK(response.body.find("evil") == std::string::npos);
        CHECK(response.body.find("href=\"/?lang=en\"") != std::string::npos);
    }
    CHECK(browser.send("GET", "/catatan").body.find("href=\"/catatan?lang=en\"") !=
          std::string::npos);
}

TEST_CASE("signing in needs the door's token, wrong passwords delay and never close the account") {
    Browser browser;
    browser.add_staff(StaffRole::Viewer);
    CHECK(browser.send("POST", "/masuk", std::string("user=staf&password=") + kPassword).status ==
          403);
    const auto first = browser.sign_in(kPassword);
    CHECK(first.status == 303);
    const auto known = Browser::cookie(first, "asah_kenal");
    REQUIRE_FALSE(known.empty());
    browser.address = "10.0.0.9";
    for (const auto expected : {401, 401, 401, 429, 429}) {
        CHECK(browser.sign_in("salah").status == expected);
    }
    CHECK(browser.sign_in(kPassword).status == 429);  // from there not yet
    browser.address = "10.0.0.1";
    CHECK(browser.sign_in(kPassword).status == 303);  // from elsewhere at once
    browser.address = "10.0.0.9";
    browser.browser = known;
    CHECK(browser.sign_in(kPassword).status == 303);  // a browser that was here before too
    browser.browser = "asah_kenal=" + std::string(64, 'a') + "." + std::string(64, 'b');
    CHECK(browser.sign_in(kPassword).status == 429);  // a mark that is made up helps nobody
    browser.browser.clear();
    browser.city.clock().advance({1000});
    CHECK(browser.sign_in(kPassword).status == 303);
}

TEST_CASE("an unknown, a disabled and a known login answer alike to a wrong password") {
    Browser browser;
    browser.add_staff(StaffRole::Viewer);
    browser.save({.login = "tutup",
                  .name = "Tutup",
                  .role = StaffRole::Hr,
                  .password = vault::hash_password(kPassword).value(),
                  .is_disabled = true});
    std::vector<std::string> bodies;
    int round = 0;
    for (const auto* login : {"staf", "tutup", "tidakada"}) {
        browser.address = "10.0.1." + std::to_string(++round);
        std::string seen;
        for (int i = 0; i < 4; ++i) {
            const auto response = browser.sign_in("salah", login);
            auto body = response.body;
            const auto door = body.find("name=\"pintu\"");
            body.erase(door, body.find('>', door) - door);
            seen += std::to_string(response.status) + body;
        }
        bodies.push_back(seen);
    }
    CHECK(bodies[0] == bodies[1]);
    CHECK(bodies[0] == bodies[2]);
    browser.address = "10.0.2.1";
    CHECK(browser.sign_in(kPassword, "tutup").status == 401);
}

TEST_CASE("a session ends when its account is disabled, or its role or password changes") {
    Browser browser;
    browser.add_staff(StaffRole::Hr);
    const auto change = [&](const std::function<void(hq::Staff&)>& set) {
        auto staff = hq::find_staff(browser.city.office().database(), "staf").value().value();
        set(staff);
        browser.save(staff);
    };
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", "/catatan").status == 200);
    change([](hq::Staff& staff) {
        staff.role = StaffRole::Viewer;
        ++staff.generation;
    });
    CHECK(browser.send("GET", "/catatan").status == 303);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    change([](hq::Staff& staff) { staff.is_disabled = true; });
    CHECK(browser.send("GET", "/catatan").status == 303);
    change([](hq::Staff& staff) { staff.is_disabled = false; });
    CHECK(browser.send("GET", "/catatan").status == 303);  // it does not come back
    // An unlocking ends the delay that wrong tries made.
    for (const auto expected : {401, 401, 401, 429}) {
        CHECK(browser.sign_in("salah").status == expected);
    }
    change([](hq::Staff& staff) { ++staff.unlock_count; });
    CHECK(browser.sign_in(kPassword).status == 303);
}

TEST_CASE("who looked at whom has a page, comes back from the backup, and is told to who asks") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    auto& database = browser.city.office().database();
    const auto people = hq::load_people(database).value();
    const auto& person = people.back().person;
    REQUIRE(browser.send("GET", "/pegawai?id=" + person.id.hex()).status == 200);
    REQUIRE(browser.send("GET", "/peta/sel?unit=SETDA&k=T.01").status == 200);
    const auto looks = hq::load_looks(database, std::nullopt, 10).value();
    REQUIRE(looks.size() == 2);
    CHECK(hq::load_looks(database, person.id, 10).value().size() == 2);
    CHECK(looks[0].people.size() + looks[1].people.size() == 11);
    CHECK(looks[0].login == "staf");

    const auto page = browser.send("GET", "/akses?orang=" + person.id.hex());
    CHECK(page.status == 200);
    CHECK(page.body.find("dibuka 2 kali") != std::string::npos);

    // The database is lost or older; the file beside it still has both.
    REQUIRE(database.prepare("DELETE FROM look").run().has_value());
    REQUIRE(database.prepare("DELETE FROM look_person").run().has_value());
    REQUIRE(browser.city.office().reconcile_looks().has_value());
    CHECK(hq::load_looks(database, person.id, 10).value().size() == 2);
    // The file is lost; the database gives it back.
    const auto path = browser.city.office().looks_path();
    REQUIRE(browser.city.files().remove(path).has_value());
    REQUIRE(browser.city.office().reconcile_looks().has_value());
    const auto text = std::string(as_text(browser.city.files().read(path, 1U << 20U).value()));
    CHECK(std::count(text.begin(), text.end(), '{') == 2);
}

TEST_CASE("no page with names is shown when the log cannot take its line") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto people = hq::load_people(browser.city.office().database()).value();
    const auto path = browser.city.office().looks_path();
    static_cast<void>(browser.city.files().remove(path));
    REQUIRE(browser.city.files().ensure_folder(path).has_value());  // a folder in its place
    CHECK(browser.send("GET", "/pegawai?id=" + people.back().person.id.hex()).status == 500);
    CHECK(browser.send("GET", "/peta/sel?unit=SETDA&k=T.01").status == 500);
}

TEST_CASE(
    "the log of looks is for staff who keep it, and names in it for those who may see names") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Viewer);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", "/akses").status == 403);
    browser.add_staff(StaffRole::Admin);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", "/akses").status == 200);
    const auto people = hq::load_people(browser.city.office().database()).value();
    CHECK(browser.send("GET", "/akses?orang=" + people.back().person.id.hex()).status == 403);
}

TEST_CASE("the form that stands open still lets in after the browser asked for another page") {
    Browser browser;
    browser.add_staff(StaffRole::Viewer);
    const auto door = Browser::cookie(browser.send("GET", "/masuk"), "asah_pintu");
    browser.cookies = door;
    const auto other = Browser::cookie(browser.send("GET", "/masuk"), "asah_pintu");
    CHECK(other == door);
    browser.cookies = other;
    CHECK(browser
              .send("POST", "/masuk",
                    std::string("user=staf&password=") + kPassword + "&pintu=" + door.substr(11))
              .status == 303);
}

TEST_CASE("a person's page is for the role that may see names, logged, and shows no JPM on half") {
    Browser browser;
    browser.fill();
    const auto people = hq::load_people(browser.city.office().database());
    const auto target = "/pegawai?id=" + people.value().front().person.id.hex();
    browser.add_staff(StaffRole::Viewer);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", target).status == 403);
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto page = browser.send("GET", target);
    CHECK(page.status == 200);
    CHECK(page.body.find("<script>x") == std::string::npos);
    CHECK(page.body.find("JPM belum ditampilkan: 1 dari") != std::string::npos);
    CHECK(page.body.find(people.value().front().person.nip.digits) != std::string::npos);
    CHECK(browser.send("GET", "/pegawai?id=00112233445566778899aabbccddeeff").status == 404);
    auto query = browser.city.office().database().prepare(
        "SELECT count(*) FROM look WHERE page = 'person';");
    REQUIRE(query.step().value());
    CHECK(query.integer(0) == 2);
}

TEST_CASE("the map's filter by kind leaves the other kinds out, what has no figure is folded") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto all = browser.send("GET", "/peta").body;
    const auto managerial = browser.send("GET", "/peta?jenis=m").body;
    CHECK(all.find(R"(<span class="code">T.01</span>)") != std::string::npos);
    CHECK(managerial.find(R"(<span class="code">T.01</span>)") == std::string::npos);
    CHECK(all.find("14 kompetensi belum punya angka dan tidak digambar:") != std::string::npos);
}

TEST_CASE("heading, order and coverage of the map follow one rule") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto map = browser.send("GET", "/peta").body;
    CHECK(map.find("7 pegawai belum memenuhi standar") != std::string::npos);
    CHECK(map.find("hampir pasti di bawah sasaran 60 % di 1 unit dan mungkin di 0 unit lagi.") !=
          std::string::npos);
    CHECK(map.find("Terukur 10 dari 10 pegawai aktif (100 %).") != std::string::npos);
    CHECK(map.find("terukur 10 dari 10 pegawai aktif") != std::string::npos);
    CHECK(map.find("paling perlu") == std::string::npos);
    for (int i = 0; i < 11; ++i) {
        browser.city.add_person("Belum", "SETDA");
    }
    const auto low = browser.send("GET", "/peta").body;
    CHECK(low.find("Baru 10 dari 21 pegawai terukur. Peta ini belum mewakili kota.") !=
          std::string::npos);
    CHECK(low.find("Yang datang lebih dahulu bukan contoh acak.") != std::string::npos);
    // Three of 21 surely meet it; fourteen may.
    CHECK(low.find("<b>14–67&nbsp;%</b>") != std::string::npos);
}

TEST_CASE("a role without the right to names reads releases on page, cell page and CSV") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Viewer);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.main_of("/peta").find("Belum ada angka yang dirilis") != std::string::npos);
    CHECK(browser.send("GET", "/peta/sel?unit=SETDA&k=T.01").status == 404);
    browser.release();
    const auto page = browser.main_of("/peta");
    CHECK(page.find("sekitar 5 dari 10 orang memenuhi standar") != std::string::npos);
    CHECK(page.find("jumlahnya dapat berbeda") != std::string::npos);
    const auto csv = browser.send("GET", "/peta.csv").body;
    CHECK(csv.find("SETDA;T.01;unsure;10;5;;0,237;0,763\r\n") != std::string::npos);
    const auto body = browser.send("GET", "/peta/sel?unit=SETDA&k=T.01").body;
    const auto cell = browser.main_of("/peta/sel?unit=SETDA&k=T.01");
    CHECK(body.find("Sekitar 5 dari 10 pegawai memenuhi standar jabatannya.") != std::string::npos);
    CHECK(cell.find("3 dari 10") == std::string::npos);

    // Three more people, one of whom reaches the standard: nothing that a viewer sees changes.
    for (int i = 0; i < 3; ++i) {
        browser.city.sit(browser.city.add_person("Baru", "SETDA"), i == 0 ? 12 : 6);
    }
    REQUIRE(browser.city.pass().filed == 3);
    browser.city.clock().advance({std::int64_t{30} * 24 * 3600 * 1000});
    browser.release();
    CHECK(browser.sign_in(kPassword).status == 303);
    CHECK(browser.main_of("/peta") == page);
    CHECK(browser.send("GET", "/peta.csv").body == csv);
    CHECK(browser.main_of("/peta/sel?unit=SETDA&k=T.01") == cell);
    // Asking for more than the stored tables hold gives nothing more.
    CHECK(browser.main_of("/peta?keluarga=guru").find("Belum ada angka yang dirilis") !=
          std::string::npos);
    CHECK(browser.looks("map unit") == 0);
}

TEST_CASE("a role with the right to names sees live figures, each look logged with what was seen") {
    Browser browser;
    browser.fill();
    browser.release();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.main_of("/peta").find("Angka langsung, tercatat") != std::string::npos);
    CHECK(browser.send("GET", "/peta.csv").body.find("SETDA;T.01;below;10;3;30;0,300;0,300\r\n") !=
          std::string::npos);
    browser.send("GET", "/peta?baris=jenjang&keluarga=guru");
    CHECK(browser.looks("map unit") == 1);
    CHECK(browser.looks("map csv unit") == 1);
    CHECK(browser.looks("map jenjang guru") == 1);
    CHECK(browser.send("GET", "/peta?baris=pangkat").status == 404);
    CHECK(browser.send("GET", "/peta?jenjang=RAJA").status == 404);
}

TEST_CASE("the map shows the cell's figures, and its page the people behind, escaped and logged") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto map = browser.send("GET", "/peta");
    CHECK(map.status == 200);
    CHECK(map.body.find("30 persen dari 10 orang memenuhi standar") != std::string::npos);
    CHECK(map.body.find("style=") == std::string::npos);
    CHECK(map.body.find("<b>Staf</b>") == std::string::npos);
    const auto cell = browser.send("GET", "/peta/sel?unit=SETDA&k=T.01");
    CHECK(cell.status == 200);
    CHECK(cell.body.find("3 dari 10 pegawai memenuhi standar jabatannya.") != std::string::npos);
    CHECK(cell.body.find("&lt;script&gt;x") != std::string::npos);
    CHECK(cell.body.find("<script>x") == std::string::npos);
    CHECK(browser.looks("map unit") == 1);
    CHECK(browser.looks("cell SETDA T.01") == 1);
}

TEST_CASE("a viewer sees numbers but no name, an administrator sees no result") {
    Browser browser;
    browser.fill();
    browser.release();
    browser.add_staff(StaffRole::Viewer);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto cell = browser.send("GET", "/peta/sel?unit=SETDA&k=T.01");
    CHECK(cell.status == 200);
    CHECK(cell.body.find("Pegawai</b>") == std::string::npos);
    browser.add_staff(StaffRole::Admin);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", "/peta").status == 403);
    CHECK(browser.send("GET", "/peta.csv").status == 403);
    CHECK(browser.send("GET", "/catatan").status == 200);
}

TEST_CASE("a held record is decided by a role that may, with a reason and the form's token") {
    Browser browser;
    browser.city.publish_framework();
    browser.city.publish_bank();
    const auto person = browser.city.add_person("Ani", "SETDA");
    REQUIRE(hq::set_terminal_state(browser.city.office(), browser.city.terminal(),
                                   hq::TerminalState::Revoked)
                .has_value());
    browser.city.sit(person, 12);
    REQUIRE(browser.city.pass().held == 1);
    const auto code = ledger::receipt_code(browser.city.place().hash);
    const auto form = [&](const std::string& csrf, const std::string& reason) {
        return "csrf=" + csrf + "&kode=" + code + "&putusan=release&alasan=" + reason;
    };
    const auto token = [&] {
        const auto body = browser.send("GET", "/tertahan").body;
        const auto at = body.find("name=\"csrf\" value=\"");
        REQUIRE(at != std::string::npos);
        return body.substr(at + 19, 64);
    };
    browser.add_staff(StaffRole::Viewer);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", "/tertahan").body.find(code) != std::string::npos);
    CHECK(browser.send("POST", "/tertahan", form(token(), "sudah+diperiksa")).status == 403);
    browser.add_staff(StaffRole::Admin);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("POST", "/tertahan", form("0", "sudah+diperiksa")).status == 403);
    browser.send("POST", "/tertahan", form(token(), ""));
    CHECK(browser.city.pass().filed == 0);
    const auto done = browser.send("POST", "/tertahan", form(token(), "sudah+diperiksa"));
    CHECK(done.body.find("Keputusan tersimpan.") != std::string::npos);
    CHECK(decisions_in_backup(browser.city) == 1);
    browser.is_backup_missing = true;
    CHECK(browser.send("POST", "/tertahan", form(token(), "sekali+lagi"))
              .body.find("belum dapat disalin ke cadangan") != std::string::npos);
    CHECK(browser.city.pass().filed == 1);
    CHECK(browser.send("GET", "/tertahan").body.find("Tidak ada yang menunggu") !=
          std::string::npos);
}

TEST_CASE("hostile requests are refused") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    CHECK(browser.send("GET", "/aset/../../home/hq.json").status == 404);
    CHECK(browser.send("GET", "/kueri?nama=../sql/fact_result").status == 404);
    CHECK(browser.send("DELETE", "/peta").status == 405);
    CHECK(browser.send("POST", "/peta").status == 405);
    CHECK(browser.send("POST", "/keluar", "csrf=").status == 403);
    CHECK(browser.send("GET", "/peta/sel?unit='%20OR%201=1&k=T.01").status == 404);
    const auto found = browser.send("GET", "/catatan?kode=%22%3E%3Cscript%3E");
    CHECK(found.status == 200);
    CHECK(found.body.find("\"><script>") == std::string::npos);
}

TEST_CASE("a receipt code finds its record, and one that is not here is told so") {
    Browser browser;
    browser.fill();
    browser.add_staff(StaffRole::Admin);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    auto query = browser.city.office().database().prepare("SELECT hash FROM entry LIMIT 1;");
    REQUIRE(query.step().value());
    Digest hash{};
    query.copy_blob(0, hash);
    const auto page = browser.send("GET", "/catatan?kode=" + ledger::receipt_code(hash));
    CHECK(page.body.find(to_hex(hash)) != std::string::npos);
    CHECK(page.body.find("dibukukan") != std::string::npos);
    const auto absent = browser.send("GET", "/catatan?kode=0000-0000-0000-0000");
    CHECK(absent.body.find("belum ada di sini") != std::string::npos);
}

TEST_CASE("before the first result the map is empty, with steps and no zeros") {
    Browser browser;
    browser.city.publish_framework();
    browser.city.add_person("Ani", "SETDA");
    browser.add_staff(StaffRole::Hr);
    REQUIRE(browser.sign_in(kPassword).status == 303);
    const auto page = browser.send("GET", "/peta");
    CHECK(page.body.find("Tiga langkah sampai angka pertama") != std::string::npos);
    CHECK(page.body.find("<table") == std::string::npos);
    const auto english = browser.send("GET", "/peta?lang=en");
    CHECK(english.body.find("Three steps to the first number") != std::string::npos);
}

}  // namespace asah
