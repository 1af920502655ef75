// The real asah-bank on real sheets, keys and certificates.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/package.h"
#include "kiosk/vault/certificate.h"
#include "kiosk/vault/issue.h"

using namespace asah;
namespace fs = std::filesystem;

namespace {

struct Run {
    int exit_code = -1;
    std::string text;  // both streams
};

Run run(const std::string& arguments) {
    Run result;
    // NOLINTNEXTLINE(cert-env33-c): both streams of our own program, by the words of this test
    FILE* pipe = popen((std::string(ASAH_BANK) + " " + arguments + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> buffer{};
    for (std::size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
        result.text.append(buffer.data(), size);
    }
    const int status = pclose(pipe);
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

bool has(const Run& run, std::string_view text) { return run.text.find(text) != std::string::npos; }

/// A folder of its own with a trainer's key and two certificates for it: the right one, and one of
/// another role.
class Desk {
   public:
    Desk() {
        auto pattern = (fs::temp_directory_path() / "asah-bank-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        m_folder = pattern;
        REQUIRE(run("key --out " + m_folder + " --name 'Siti Pelatih'").exit_code == 0);
        const auto ca_key = path("ca.key");
        REQUIRE(vault::make_key_file(m_files, ca_key).has_value());
        vault::CertificateSpec spec{.role = ledger::Role::Root,
                                    .authority = {},
                                    .common_name = "issuing",
                                    .from = {1'790'000'000'000},
                                    .years = 10,
                                    .addresses = {}};
        spec.authority.bytes.fill(7);
        const auto ca = vault::self_sign(m_files, ca_key, spec);
        REQUIRE(ca.has_value());
        const auto request = m_files.read(path("trainer.csr"), 10'000);
        REQUIRE(request.has_value());
        issue(spec, ca_key, *ca, *request, ledger::Role::Trainer, "trainer.pem");
        issue(spec, ca_key, *ca, *request, ledger::Role::Content, "content.pem");
        REQUIRE(vault::make_key_file(m_files, path("other.key")).has_value());
        const auto other = vault::make_request(m_files, path("other.key"), "Lain");
        REQUIRE(other.has_value());
        issue(spec, ca_key, *ca, *other, ledger::Role::Trainer, "other.pem");
    }
    ~Desk() { fs::remove_all(m_folder); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const { return m_folder + "/" + name; }
    Files& files() { return m_files; }

    void write(const std::string& name, std::string_view text) {
        REQUIRE(m_files.write_durable(path(name), as_bytes(text), FileMode::Private).has_value());
    }

    [[nodiscard]] std::string publish(const std::string& sheet,
                                      const std::string& certificate = "trainer.pem") const {
        return "publish " + sheet + framework() +
               " --id T01 --version 1 --title 'Literasi digital' --title-en 'Digital literacy'"
               " --key " +
               path("trainer.key") + " --certificate " + path(certificate) + " --out " +
               path("T01.bank");
    }

    [[nodiscard]] static std::string framework() {
        return " --framework " ASAH_SOURCE_DIR "/assets/framework.json";
    }

   private:
    void issue(vault::CertificateSpec spec, const std::string& ca_key, const Bytes& ca,
               const Bytes& request, ledger::Role role, const std::string& name) {
        spec.role = role;
        spec.common_name = "Siti Pelatih";
        const auto certificate = vault::issue(m_files, ca_key, ca, request, spec);
        REQUIRE(certificate.has_value());
        write(name, vault::certificate_pem(*certificate));
    }

    SystemFiles m_files;
    std::string m_folder;
};

std::string sample(const std::string& name) {
    return std::string(ASAH_SOURCE_DIR) + "/assets/samples/" + name;
}

}  // namespace

TEST_SUITE("tools/bank") {
    TEST_CASE("check counts a right sheet by level, kind, pool and indicator") {
        const auto result = run("check " + sample("bank_T01.csv") + Desk::framework());
        CHECK(result.exit_code == 0);
        CHECK(has(result, "bank_T01.csv: 84 butir, tidak ada kesalahan."));
        CHECK(has(result, "1: 22, 2: 21, 3: 21, 4: 20"));
        CHECK(has(result, "pilihan_tunggal: 49, situasional: 9"));
        CHECK(has(result, "latihan: 8, ukur: 76"));
        CHECK(has(result, "9 dari 9"));
        const auto english = run("--lang en check " + sample("selfassess_sample.csv") +
                                 Desk::framework() + " --statements");
        CHECK(english.exit_code == 0);
        CHECK(has(english, "60 items, no errors."));
    }

    TEST_CASE("check names authors, legal sources and what is past its review date") {
        Desk desk;
        desk.write("laws.csv",
                   "kode_butir,jenis,kode_kompetensi,level,pertanyaan,opsi_a,opsi_b,opsi_c,opsi_d,"
                   "opsi_e,pasangan,kunci,bobot,toleransi,satuan,pembahasan,detik,kode_indikator,"
                   "kumpulan,sumber_hukum,tinjau_sebelum,penulis\n"
                   "K-1,pilihan_tunggal,T.01,1,Apa satu?,ya,tidak,,,,,A,,,,S.,60,T.01.1.1,ukur,PP "
                   "1/2020,2021-06-30,Siti\n"
                   "K-2,pilihan_tunggal,T.01,1,Apa dua?,ya,tidak,,,,,A,,,,S.,60,T.01.1.1,ukur,PP "
                   "2/2020,2999-06-30,Siti\n");
        const auto result = run("check " + desk.path("laws.csv") + Desk::framework());
        CHECK(result.exit_code == 0);
        CHECK(has(result, "Penulis       Siti: 2"));
        CHECK(has(result, "Sumber hukum  2 butir menyebutnya"));
        CHECK(has(result, "Tinjauan berikutnya: K-2 (2999-06-30, PP 2/2020)"));
        CHECK(has(result, "Sudah lewat tanggal tinjau, 1 butir: K-1 (2021-06-30, PP 1/2020)"));
    }

    TEST_CASE("a broken sheet gives every row and column, writes nothing and ends with 1") {
        Desk desk;
        const auto good = desk.files().read(sample("bank_T01.csv"), 1'000'000);
        REQUIRE(good.has_value());
        std::string text(as_text(*good));
        text.replace(text.find("T01-06,pilihan_tunggal"), 22, "T01-05,pilihan");
        desk.write("broken.csv", text);
        const auto result = run(desk.publish(desk.path("broken.csv")) + " --lang en");
        CHECK(result.exit_code == 1);
        CHECK(has(result, "broken.csv: 2 problems need to be put right."));
        CHECK(
            has(result, "3    kode_butir  T01-05   The code \"T01-05\" is used in row 2 already."));
        CHECK(has(result, "3    jenis       pilihan  The kind \"pilihan\" is not known."));
        CHECK(has(result, "Remedy: Give one of the two another code."));
        CHECK(!fs::exists(desk.path("T01.bank")));
    }

    TEST_CASE("the key is for its user alone and is never replaced") {
        Desk desk;
        struct stat status {};
        REQUIRE(stat(desk.path("trainer.key").c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
        const auto before = desk.files().read(desk.path("trainer.key"), 10'000);
        const auto again =
            run("key --name X --out " + fs::path(desk.path("x")).parent_path().string());
        CHECK(again.exit_code == 1);
        CHECK(desk.files().read(desk.path("trainer.key"), 10'000).value() == before.value());
    }

    TEST_CASE("a published bank holds the sheet, signed, it is shown and not overwritten") {
        Desk desk;
        const auto published = run(desk.publish(sample("bank_T01.csv")));
        CHECK(published.exit_code == 0);
        const auto bytes = desk.files().read(desk.path("T01.bank"), content::kPackageBytesMax);
        REQUIRE(bytes.has_value());
        const auto package = content::parse_package(*bytes);
        REQUIRE(package.has_value());
        CHECK(package->kind == ledger::PackageKind::Bank);
        auto bank =
            content::parse_items_json(as_text(content::find_member(*package, "items")->bytes));
        REQUIRE(bank.has_value());
        CHECK(bank->id == BankId("T01"));
        CHECK(bank->title == LocalText{"Literasi digital", "Digital literacy"});
        CHECK(content::with_keys(*bank, as_text(content::find_member(*package, "keys")->bytes))
                  ->keys.size() == 84);
        const auto shown = run("show " + desk.path("T01.bank"));
        CHECK(shown.exit_code == 0);
        CHECK(has(shown, "Bank T01 versi 1: Literasi digital, 84 butir"));
        CHECK(has(shown, "Siti Pelatih"));
        const auto again = run(desk.publish(sample("bank_T01.csv")));
        CHECK(again.exit_code == 1);
        CHECK(has(again, "tidak ditimpa"));
        CHECK(desk.files().read(desk.path("T01.bank"), content::kPackageBytesMax).value() ==
              *bytes);
    }

    TEST_CASE("statements are published as statements") {
        Desk desk;
        CHECK(run(desk.publish(sample("selfassess_sample.csv")) + " --statements").exit_code == 0);
        const auto bytes = desk.files().read(desk.path("T01.bank"), content::kPackageBytesMax);
        const auto package = content::parse_package(*bytes);
        REQUIRE(package.has_value());
        CHECK(package->kind == ledger::PackageKind::Statements);
        CHECK(has(run("show " + desk.path("T01.bank")), "pernyataan: 60"));
    }

    TEST_CASE("a certificate of another role or another key is refused, and nothing is written") {
        Desk desk;
        CHECK(run(desk.publish(sample("bank_T06.csv"), "content.pem")).exit_code == 1);
        CHECK(run(desk.publish(sample("bank_T06.csv"), "other.pem")).exit_code == 1);
        CHECK(run(desk.publish(sample("bank_T06.csv"), "missing.pem")).exit_code == 1);
        CHECK(!fs::exists(desk.path("T01.bank")));
    }

    TEST_CASE("a bank file changed after signing is not shown") {
        Desk desk;
        REQUIRE(run(desk.publish(sample("bank_M08.csv"))).exit_code == 0);
        auto package =
            content::parse_package(*desk.files().read(desk.path("T01.bank"), 1'000'000)).value();
        auto& items = package.members[0].bytes;
        auto text = std::string(as_text(items));
        text.replace(text.find("\"level\":1"), 9, "\"level\":2");
        items = to_bytes(text);
        desk.write("forged.bank", as_text(content::encode_package(package)));
        const auto shown = run("show --lang en " + desk.path("forged.bank"));
        CHECK(shown.exit_code == 1);
        CHECK(has(shown, "not what the trainer signed"));
    }

    TEST_CASE("options that make no sense end with 2") {
        CHECK(run("").exit_code == 2);
        CHECK(run("publish x.csv").exit_code == 2);
        CHECK(run("--lang fr check x.csv --framework y").exit_code == 2);
        CHECK(run("--help").exit_code == 0);
    }
}
