// roster.h: the city's roster sheet, row by row, with its problems.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kiosk/core/base/text.h"
#include "kiosk/core/content/roster.h"
#include "kiosk/core/content/roster_words.h"
#include "kiosk/core/formats/sheet.h"
#include "kiosk/core/items/fold.h"
#include "kiosk/core/items/terminal_signs.h"

namespace asah::content {

namespace {

using assessment::Framework;
using formats::Sheet;
using formats::SheetRow;

constexpr std::size_t kSheetMax = 16U << 20U;
constexpr std::size_t kNameCharactersMax = 120;
constexpr std::size_t kCodeCharactersMax = 32;

constexpr std::array<std::string_view, 8> kRequired{
    "nip", "nama", "status_asn", "jabatan", "jenjang_jabatan", "kode_unit", "unit_kerja", "status"};
constexpr std::array<std::string_view, 10> kOptional{
    "jenis_kelamin", "tanggal_lahir",    "tmt_awal",     "pangkat",    "golongan",
    "pendidikan",    "kecamatan_lokasi", "nomor_pendek", "nip_atasan", "kode_unit_induk"};

/// What the rows so far have said about a unit.
struct Unit {
    std::string code;
    std::string name;
    std::string parent;
    int row = 0;
};

class RosterReader {
   public:
    RosterReader(Sheet& sheet, const Framework& framework)
        : m_rows(sheet.rows()),
          m_framework(framework),
          m_has_short_numbers(sheet.has_column("nomor_pendek")) {}

    std::vector<RosterRow> read() {
        std::vector<RosterRow> people;
        for (auto& row : m_rows) {
            people.push_back(read_person(row));
        }
        for (std::size_t i = 0; i < people.size(); ++i) {
            auto& parent = people[i].person.parent_unit;
            if (const auto unit = m_units.find(items::folded(parent.value));
                unit != m_units.end()) {
                parent = UnitCode(unit->second.code);
            }
            check_references(m_rows[i], people[i].person);
        }
        return people;
    }

   private:
    RosterRow read_person(SheetRow& row) {
        RosterRow out{.row = row.number(), .person = {}, .birth_date = {}};
        auto& person = out.person;
        person.nip = read_nip(row);
        person.short_number = read_short_number(row);
        person.name = required_text(row, "nama", kNameCharactersMax);
        person.employment = read_employment(row, person.nip);
        person.rank = shown_words(row.local_text("pangkat", kNameCharactersMax).id);
        person.grade = shown_words(row.local_text("golongan", kCodeCharactersMax).id);
        person.post.title = required_text(row, "jabatan", kNameCharactersMax);
        person.post.tier = TierCode(row.required("jenjang_jabatan"));
        if (!person.post.tier.empty() &&
            assessment::find_tier(m_framework, person.post.tier) == nullptr) {
            row.add("tier_unknown", "jenjang_jabatan");
        }
        read_unit(row, person);
        read_status(row, person);
        read_superior(row, person);
        out.birth_date = read_birth_date(row, person.nip);
        check_sex(row, person.nip);
        return out;
    }

    static std::string required_text(SheetRow& row, std::string_view column,
                                     std::size_t characters_max) {
        row.required(column);
        auto text = shown_words(row.local_text(column, characters_max).id);
        if (const auto signs = items::unshown_signs(text); !signs.empty()) {
            row.add("sign_unshown", column, {{"signs", items::sign_names(signs)}},
                    Severity::Warning);
        }
        return text;
    }

    assessment::Nip read_nip(SheetRow& row) {
        const auto& text = row.required("nip");
        if (text.empty()) {
            return {};
        }
        auto nip = assessment::parse_nip(plain_digits(text));
        if (!nip) {
            row.add(nip.error().detail, "nip");
            return {};
        }
        const auto [first, is_new] = m_nips.emplace(nip->digits, row.number());
        if (!is_new) {
            row.add("nip_doubled", "nip", {{"row", std::to_string(first->second)}});
        }
        return *nip;
    }

    assessment::ShortNumber read_short_number(SheetRow& row) {
        if (!m_has_short_numbers || row.required("nomor_pendek").empty()) {
            return {};
        }
        auto number = assessment::parse_short_number(plain_digits(row.cell("nomor_pendek")));
        if (!number) {
            row.add(number.error().detail, "nomor_pendek");
            return {};
        }
        const auto [first, is_new] = m_short_numbers.emplace(number->digits, row.number());
        if (!is_new) {
            row.add("short_number_doubled", "nomor_pendek",
                    {{"row", std::to_string(first->second)}});
        }
        return *number;
    }

    static std::string read_employment(SheetRow& row, const assessment::Nip& nip) {
        const auto& text = row.required("status_asn");
        if (text.empty()) {
            return {};
        }
        const auto employment = employment_of(text);
        if (!employment) {
            row.add("employment_unknown", "status_asn");
            return text;
        }
        // Digits 13-14: month of appointment of a PNS, contract code from 21 up of a PPPK.
        if (!nip.digits.empty() && (nip.digits[12] >= '2') != (*employment == "PPPK")) {
            row.add("nip_employment_differs", "status_asn", {{"nip", nip.digits}},
                    Severity::Warning);
        }
        return *employment;
    }

    /// A unit is one whatever capitals and blanks its rows have: the first spelling stays.
    void read_unit(SheetRow& row, assessment::Person& person) {
        const auto code = required_text(row, "kode_unit", kCodeCharactersMax);
        const auto name = required_text(row, "unit_kerja", kNameCharactersMax);
        const auto parent = shown_words(row.cell("kode_unit_induk"));
        person.post.unit = UnitCode(code);
        person.post.unit_name = name;
        person.parent_unit = UnitCode(parent);
        if (code.empty()) {
            return;
        }
        const auto [first, is_new] =
            m_units.emplace(items::folded(code), Unit{code, name, parent, row.number()});
        const auto& unit = first->second;
        person.post.unit = UnitCode(unit.code);
        if (!is_new && unit.code != code) {
            row.add("unit_code_spelled", "kode_unit",
                    {{"code", unit.code}, {"row", std::to_string(unit.row)}}, Severity::Warning);
        }
        if (!is_new && !name.empty() && unit.name != name) {
            const bool is_same = items::folded(unit.name) == items::folded(name);
            row.add(is_same ? "unit_name_spelled" : "unit_name_differs", "unit_kerja",
                    {{"name", unit.name}, {"row", std::to_string(unit.row)}},
                    is_same ? Severity::Warning : Severity::Error);
            person.post.unit_name = unit.name;
        }
        if (!is_new && items::folded(unit.parent) != items::folded(parent)) {
            row.add("unit_parent_differs", "kode_unit_induk",
                    {{"row", std::to_string(unit.row)}, {"unit", code}});
        }
    }

    static void read_status(SheetRow& row, assessment::Person& person) {
        const auto& text = row.required("status");
        const auto is_active = is_active_of(text);
        person.is_active = is_active.value_or(false);
        if (!text.empty() && !is_active) {
            row.add("status_unknown", "status");
        }
    }

    static void read_superior(SheetRow& row, assessment::Person& person) {
        const auto& text = row.cell("nip_atasan");
        if (text.empty()) {
            return;
        }
        auto nip = assessment::parse_nip(plain_digits(text));
        if (!nip) {
            row.add(nip.error().detail, "nip_atasan");
        } else if (*nip == person.nip) {
            row.add("superior_self", "nip_atasan");
        } else {
            person.superior = std::move(*nip);
        }
    }

    static std::optional<Date> read_birth_date(SheetRow& row, const assessment::Nip& nip) {
        const auto& text = row.cell("tanggal_lahir");
        if (text.empty()) {
            return {};
        }
        const auto date = date_in(text);
        if (!date) {
            // It is only compared with the NIP: the person is loaded without it.
            row.add("date_form", "tanggal_lahir", {}, Severity::Warning);
            return {};
        }
        auto digits = to_text(*date);
        digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
        if (!nip.digits.empty() && !nip.digits.starts_with(digits)) {
            row.add("nip_birth_differs", "tanggal_lahir", {{"nip", nip.digits}}, Severity::Warning);
        }
        return *date;
    }

    static void check_sex(SheetRow& row, const assessment::Nip& nip) {
        const auto& text = row.cell("jenis_kelamin");
        if (text.empty()) {
            return;
        }
        const auto sex = sex_of(text);
        if (!sex) {
            row.add("sex_unknown", "jenis_kelamin", {}, Severity::Warning);
        } else if (!nip.digits.empty() && (nip.digits[14] == '1') != (*sex == 'L')) {
            row.add("nip_sex_differs", "jenis_kelamin", {{"nip", nip.digits}}, Severity::Warning);
        }
    }

    void check_references(SheetRow& row, const assessment::Person& person) const {
        const auto& parent = person.parent_unit;
        if (!parent.empty() && parent.value == person.post.unit.value) {
            row.add("parent_self", "kode_unit_induk");
        } else if (!parent.empty() && !m_units.contains(items::folded(parent.value))) {
            row.add("parent_unknown", "kode_unit_induk");
        }
        if (person.superior && !m_nips.contains(person.superior->digits)) {
            row.add("superior_unknown", "nip_atasan");
        }
    }

    std::vector<SheetRow> m_rows;
    const Framework& m_framework;
    bool m_has_short_numbers;
    std::map<std::string, int> m_nips;
    std::map<std::string, int> m_short_numbers;
    std::map<std::string, Unit> m_units;
};

}  // namespace

Outcome<std::vector<RosterRow>> parse_roster_sheet(ByteView bytes, const std::string& file_name,
                                                   const Framework& framework) {
    Outcome<std::vector<RosterRow>> outcome;
    Sheet sheet(bytes, file_name, kSheetMax, kRequired, kOptional);
    if (sheet.has_all_headings()) {
        outcome.value = RosterReader(sheet, framework).read();
        if (outcome.value.empty()) {
            sheet.add("sheet_without_rows", 2);
        }
    }
    outcome.problems = std::move(sheet.problems());
    std::stable_sort(outcome.problems.begin(), outcome.problems.end(),
                     [](const Problem& a, const Problem& b) { return a.place.row < b.place.row; });
    return outcome;
}

}  // namespace asah::content
