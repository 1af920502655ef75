#include <doctest/doctest.h>

#include "kiosk/core/assessment/framework.h"
#include "tests/core/content/framework_fixture.h"

using namespace asah;
using namespace asah::assessment;

namespace {

struct Asked {
    std::string title;
    std::string tier;
    std::string unit_name = "Sekretariat Daerah";
};

Standard standard_for(const Framework& framework, const Asked& asked) {
    return standard_of(framework,
                       {asked.title, TierCode(asked.tier), UnitCode("UNIT"), asked.unit_name});
}

/// "T.01=2 T.02=0": the named levels.
std::string levels(const Standard& standard, const std::vector<std::string>& codes) {
    std::string out;
    for (const auto& code : codes) {
        out += (out.empty() ? "" : " ") + code + "=" +
               std::to_string(standard.required.at(CompetencyCode(code)));
    }
    return out;
}

const std::vector<std::string> kTechnical{"T.01", "T.02", "T.03", "T.04", "T.05", "T.06"};

Framework with_patterns(const std::vector<std::pair<std::string, std::string>>& families) {
    Framework framework;
    framework.default_family = FamilyCode("umum");
    for (const auto& [code, pattern] : families) {
        JobFamily family;
        family.code = FamilyCode(code);
        family.title_patterns = {pattern};
        framework.families.push_back(family);
    }
    return framework;
}

std::string family_of(const Framework& framework, const std::string& title) {
    const auto standard = standard_for(framework, {title, "PELAKSANA"});
    return standard.family.value + (standard.is_mapped ? "" : "?");
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/standard");

TEST_CASE("managerial levels come from the tier, technical ones from family and tier") {
    const auto framework = content::real_framework();
    const auto teacher = standard_for(framework, {"Guru Ahli Muda", "JF_AHLI_MUDA"});
    CHECK(teacher.family == FamilyCode("guru"));
    CHECK(teacher.is_mapped);
    CHECK(levels(teacher, {"M.01", "M.08", "SK.01"}) == "M.01=3 M.08=3 SK.01=3");
    CHECK(levels(teacher, kTechnical) == "T.01=2 T.02=0 T.03=0 T.04=0 T.05=0 T.06=2");
    const auto clerk = standard_for(framework, {"Pengelola Umum Operasional", "PELAKSANA"});
    CHECK(levels(clerk, {"M.01", "M.08", "SK.01"}) == "M.01=1 M.08=1 SK.01=1");
    CHECK(levels(clerk, kTechnical) == "T.01=2 T.02=0 T.03=1 T.04=0 T.05=0 T.06=1");
    CHECK(clerk.required.size() == framework.competencies.size());
}

TEST_CASE("the family of a title says what is not required, whatever the tier's table says") {
    const auto framework = content::real_framework();
    const auto programmer = standard_for(framework, {"Pranata Komputer Ahli Muda", "JF_AHLI_MUDA"});
    CHECK(levels(programmer, kTechnical) == "T.01=3 T.02=2 T.03=2 T.04=0 T.05=0 T.06=3");
    CHECK(find_tier(framework, TierCode("JF_AHLI_MUDA"))->required.at(CompetencyCode("T.04")) == 3);
}

TEST_CASE("the tier's table serves technical competencies while no family is loaded") {
    auto framework = content::real_framework();
    framework.families.clear();
    const auto standard = standard_for(framework, {"Guru Ahli Muda", "PELAKSANA"});
    CHECK_FALSE(standard.is_mapped);
    CHECK(levels(standard, kTechnical) == "T.01=2 T.02=1 T.03=2 T.04=1 T.05=1 T.06=1");
}

TEST_CASE("a unit lifts what is required, at most to five, and makes nothing required") {
    const auto framework = content::real_framework();
    const Asked office{"Pranata Komputer Ahli Muda", "JF_AHLI_MUDA",
                       "dinas komunikasi dan informatika kota"};
    CHECK(levels(standard_for(framework, office), {"T.01", "T.02"}) == "T.01=4 T.02=2");
    const Asked expert{"Pranata Komputer Ahli Utama", "JF_AHLI_UTAMA",
                       "Dinas Komunikasi dan Informatika"};
    CHECK(levels(standard_for(framework, expert), {"T.01"}) == "T.01=5");
    const Asked teacher{"Guru Ahli Muda", "JF_AHLI_MUDA", "Dinas Pertanian"};
    CHECK(levels(standard_for(framework, teacher), {"T.05"}) == "T.05=0");
}

TEST_CASE("a title that only the star matches is of the default family and not yet mapped") {
    const auto framework = content::real_framework();
    CHECK(family_of(framework, "Juru Sita") == "umum_administrasi?");
    CHECK(family_of(framework, "Camat") == "kecamatan_kelurahan");
}

TEST_CASE("most fixed characters win, of equals the family listed first") {
    const auto framework = with_patterns({{"umum", "*"},
                                          {"pimpinan", "Kepala Dinas *"},
                                          {"tani", "Kepala Dinas Pertanian*"},
                                          {"satu", "Juru *"},
                                          {"dua", "*Juru "}});
    CHECK(family_of(framework, "Kepala Dinas Kesehatan") == "pimpinan");
    CHECK(family_of(framework, "KEPALA DINAS PERTANIAN DAN PERIKANAN") == "tani");
    CHECK(family_of(framework, "Juru ") == "satu");
    CHECK(family_of(framework, "Bidan") == "umum?");
}

TEST_CASE("a pattern matches the whole title") {
    CHECK(matches_title("Guru *", "guru ahli muda"));
    CHECK(matches_title("Kepala Bidang *Informatika", "Kepala Bidang Informatika"));
    CHECK(matches_title("Kepala Bidang *Informatika", "Kepala Bidang Aplikasi Informatika"));
    CHECK(matches_title("*", ""));
    CHECK(matches_title("a*b*c", "aXbYbZc"));
    CHECK_FALSE(matches_title("Guru *", "Guru"));
    CHECK_FALSE(matches_title("Camat", "Sekretaris Camat"));
    CHECK_FALSE(matches_title("Camat", "Camat Muda"));
    CHECK_FALSE(matches_title("a*b*c", "aXcYb"));
    CHECK_FALSE(matches_title("", "x"));
}

TEST_SUITE_END();
