// Filing on a disk, database included, that fails at the k-th operation for every k until none
// fails: refused once, full, killed, and cut from power with or without what was not flushed. When
// the reader runs again, everything is filed once, receipted, and out of the intake.
#include <doctest/doctest.h>
#include <filesystem>

#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/issue.h"
#include "sync/hq/data/reader_database.h"
#include "sync/hq/filing/reader.h"
#include "tests/support/faulty_files.h"
#include "tests/support/faulty_vfs.h"
#include "tests/sync/hq/office_city.h"

using namespace asah;
using hq_test::OfficeCity;
using support::Fault;

namespace {

constexpr int kRoundsMax = 1000;
constexpr int kSittings = 2;

/// A headquarters' reader on a copy of the city's folders, made anew for each round.
class Desk {
   public:
    explicit Desk(OfficeCity& city) : m_city(&city) {
        const auto pem = city.files().read(city.office().home() + "/keys/reading.pem", 65536);
        m_certificate = vault::certificate_der(as_text(pem.value())).value();
        m_folder = city.folder() + "/desk";
    }

    void put_back() {
        namespace fs = std::filesystem;
        fs::remove_all(m_folder);
        fs::create_directories(m_folder + "/backup");
        fs::create_directories(m_folder + "/orders");
        for (const auto* name : {"/reader.db", "/reader.db-wal"}) {
            fs::copy_file(m_city->office().home() + name, m_folder + name);
        }
        fs::copy(m_city->folder() + "/intake", m_folder + "/intake");
    }

    sqlite::Database open(const std::string& vfs) {
        return hq::open_reader_database(m_folder + "/reader.db", vfs).value();
    }

    hq::Reader reader(Files& files, sqlite::Database& database) {
        const auto& office = m_city->office();
        return hq::Reader({.files = files,
                           .clock = m_city->clock(),
                           .random = m_city->ports().random,
                           .database = database},
                          {.home = m_folder,
                           .intake = m_folder + "/intake",
                           .orders = m_folder + "/orders",
                           .backup = m_folder + "/backup"},
                          {.reading_key = hq::key_path(office.home(), "reading"),
                           .reading_certificate = m_certificate,
                           .filing_key = hq::key_path(office.home(), "filing")},
                          {.authority = office.config().authority});
    }

    std::uint64_t filed_n() {
        const auto path = m_folder + "/orders/" + m_city->terminal().hex() + "-" +
                          m_city->ledger().hex() + ".filed";
        const auto document =
            ledger::parse_signed(m_city->files().read(path, 1U << 20U).value()).value();
        const auto payload = ledger::payload_of(document.body, ledger::kFiledReceiptType).value();
        return ledger::parse_receipt_payload(payload).value().head.n;
    }

    std::vector<std::string> intake() { return m_city->files().list(m_folder + "/intake").value(); }

   private:
    OfficeCity* m_city;
    std::string m_folder;
    Bytes m_certificate;
};

std::int64_t number(sqlite::Database& database, std::string_view sql) {
    auto query = database.prepare(sql);
    REQUIRE(query.step().value());
    return query.integer(0);
}

/// A rebuild copies the whole database: enough after every seventh fault.
constexpr int kRebuildStep = 7;

void check_filed(Desk& desk, Files& files, sqlite::Database& database, int k) {
    auto reader = desk.reader(files, database);
    REQUIRE(reader.run_pass().has_value());
    CHECK(desk.intake().empty());
    CHECK(desk.filed_n() == kSittings);
    CHECK(number(database, "SELECT count(*) FROM entry;") == kSittings);
    CHECK(number(database, "SELECT count(*) FROM sitting;") == kSittings);
    CHECK(number(database, "SELECT sum(is_duplicate) FROM sitting;") == 0);
    // Each sitting begins a step of the result's history.
    CHECK(
        number(database, "SELECT count(*) FROM result WHERE competency = 'T.01' AND status = 0;") ==
        kSittings);
    if (k % kRebuildStep != 1) {
        return;
    }
    const auto rebuilt = reader.rebuild();
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->filing.filed == kSittings);
    CHECK(number(database, "SELECT count(*) FROM sitting;") == kSittings);
}

}  // namespace

TEST_CASE("filing on a disk and database that fail at any operation files everything once") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    for (int i = 0; i < kSittings; ++i) {
        city.sit(person, 12);
    }
    Desk desk(city);
    int k_max = 0;
    for (const auto fault :
         {Fault::Refusal, Fault::Full, Fault::Kill, Fault::PowerCut, Fault::TornPower}) {
        bool has_fired = true;
        for (int k = 1; has_fired; k += support::kFaultStep) {
            REQUIRE(k < kRoundsMax);
            CAPTURE(static_cast<int>(fault));
            CAPTURE(k);
            desk.put_back();
            support::FaultyDisk disk;
            support::FaultyVfs vfs(disk);
            support::FaultyFiles files(disk);
            {
                auto database = desk.open(vfs.name());
                auto reader = desk.reader(files, database);
                disk.arm(fault, k);
                const auto passed = reader.run_pass();
                CHECK((passed.has_value() || disk.has_fired()));
            }
            has_fired = disk.has_fired();
            if (fault != Fault::Refusal && fault != Fault::Full) {
                vfs.stop();
                files.stop();
            }
            disk.mend();
            auto database = desk.open(vfs.name());
            check_filed(desk, files, database, k);
            k_max = std::max(k_max, k);
        }
    }
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 40);
}

TEST_CASE("a rebuild on a disk that fails at any operation leaves the present tables whole") {
    OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    const auto person = city.add_person("Ani", "SETDA");
    for (int i = 0; i < kSittings; ++i) {
        city.sit(person, 12);
    }
    Desk desk(city);
    int k_max = 0;
    for (const auto fault : {Fault::Full, Fault::Kill, Fault::PowerCut}) {
        bool has_fired = true;
        for (int k = 1; has_fired; k += kRebuildStep) {
            REQUIRE(k < kRoundsMax);
            CAPTURE(static_cast<int>(fault));
            CAPTURE(k);
            desk.put_back();
            support::FaultyDisk disk;
            support::FaultyVfs vfs(disk);
            support::FaultyFiles files(disk);
            {
                auto database = desk.open(vfs.name());
                auto reader = desk.reader(files, database);
                REQUIRE(reader.run_pass().value().filed == kSittings);
                disk.arm(fault, k);
                const auto rebuilt = reader.rebuild();
                CHECK((rebuilt.has_value() || disk.has_fired()));
            }
            has_fired = disk.has_fired();
            if (fault != Fault::Refusal && fault != Fault::Full) {
                vfs.stop();
                files.stop();
            }
            disk.mend();
            auto database = desk.open(vfs.name());
            CHECK(number(database, "SELECT count(*) FROM entry WHERE state = 'filed';") ==
                  kSittings);
            CHECK(number(database, "SELECT count(*) FROM sitting;") == kSittings);
            check_filed(desk, files, database, k);
            k_max = std::max(k_max, k);
        }
    }
    MESSAGE("operations: " << k_max);
    CHECK(k_max > 20);
}
