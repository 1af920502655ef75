#include "kiosk/core/content/bank_sheet.h"

#include <algorithm>
#include <array>
#include <map>

#include "kiosk/core/content/item_key_cells.h"
#include "kiosk/core/content/item_words.h"
#include "kiosk/core/content/sheet.h"
#include "kiosk/core/content/text.h"

namespace asah::content {

namespace {

using assessment::Bank;
using assessment::Framework;
using assessment::Item;
using assessment::ItemKey;
using assessment::ItemKind;
using assessment::Pool;
using assessment::Variant;

constexpr std::array<std::string_view, 19> kBankRequired{
    "kode_butir", "jenis",  "kode_kompetensi", "level",      "pertanyaan", "opsi_a", "opsi_b",
    "opsi_c",     "opsi_d", "opsi_e",          "pasangan",   "kunci",      "bobot",  "toleransi",
    "satuan",     "detik",  "kode_indikator",  "pembahasan", "kumpulan"};
constexpr std::array<std::string_view, 14> kBankOptional{
    "status",        "bentuk",    "sumber_hukum", "tinjau_sebelum", "penulis",
    "pertanyaan_en", "opsi_a_en", "opsi_b_en",    "opsi_c_en",      "opsi_d_en",
    "opsi_e_en",     "satuan_en", "pasangan_en",  "pembahasan_en"};
constexpr std::array<std::string_view, 5> kStatementRequired{
    "kode_pernyataan", "kode_kompetensi", "level_acuan", "pernyataan_id", "kode_indikator"};
constexpr std::array<std::string_view, 5> kStatementOptional{"pernyataan_en", "petunjuk_bukti_id",
                                                             "petunjuk_bukti_en", "arah", "skala"};

constexpr std::size_t kIdCharactersMax = 32;
constexpr std::size_t kStemCharactersMax = 1000;
constexpr std::size_t kRationaleCharactersMax = 1500;
constexpr std::size_t kNoteCharactersMax = 200;
constexpr int kItemLevelMax = 4;  // level 5 needs work products, not items
constexpr int kTimeSecondsMin = 5;
constexpr int kTimeSecondsMax = 3600;

using SeenIds = std::map<std::string, int>;  // id, row of its first use

ItemId read_id(SheetRow& row, std::string_view column, SeenIds& seen) {
    const auto& text = row.required(column);
    if (text.empty()) {
        return {};
    }
    const bool has_form =
        text.size() <= kIdCharactersMax && std::all_of(text.begin(), text.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                   c == '-' || c == '.' || c == '_';
        });
    if (!has_form) {
        row.add("id_form", column, {{"max", std::to_string(kIdCharactersMax)}});
        return {};
    }
    const auto [first, is_new] = seen.emplace(text, row.number());
    if (!is_new) {
        row.add("id_doubled", column, {{"row", std::to_string(first->second)}});
    }
    return ItemId(text);
}

bool belongs_to_level(const assessment::Competency& competency, int level,
                      const IndicatorCode& code) {
    for (const auto& description : competency.levels) {
        for (const auto& indicator : description.indicators) {
            if (description.level == level && indicator.code == code) {
                return true;
            }
        }
    }
    return false;
}

/// Competency, level and indicator, each checked against the framework and each other.
void read_measured(SheetRow& row, std::string_view level_column, const Framework& framework,
                   Item& item) {
    item.competency = CompetencyCode(row.required("kode_kompetensi"));
    item.level = row.whole_number(level_column, 1, kItemLevelMax);
    item.indicator = IndicatorCode(row.required("kode_indikator"));
    const auto* competency = assessment::find_competency(framework, item.competency);
    if (competency == nullptr) {
        if (!item.competency.empty()) {
            row.add("competency_unknown", "kode_kompetensi");
        }
        return;
    }
    if (item.indicator.empty()) {
        return;
    }
    if (assessment::find_indicator(framework, item.indicator) == nullptr) {
        row.add("indicator_unknown", "kode_indikator",
                {{"competency", item.competency.value}, {"level", std::to_string(item.level)}});
    } else if (item.level > 0 && !belongs_to_level(*competency, item.level, item.indicator)) {
        row.add("indicator_foreign", "kode_indikator",
                {{"competency", item.competency.value}, {"level", std::to_string(item.level)}});
    }
}

void read_legal_source(SheetRow& row, Item& item) {
    const auto& date = row.cell("tinjau_sebelum");
    item.legal_source = row.local_text("sumber_hukum", kNoteCharactersMax).id;
    if (item.legal_source.empty() != date.empty()) {
        row.add("legal_source_pair", date.empty() ? "tinjau_sebelum" : "sumber_hukum");
    }
    if (date.empty()) {
        return;
    }
    if (const auto parsed = parse_date(date)) {
        item.review_before = *parsed;
    } else {
        row.add("date_form", "tinjau_sebelum");
    }
}

void read_pool(SheetRow& row, Item& item) {
    const auto pool = lower_ascii(row.required("kumpulan"));
    if (pool == "latihan") {
        item.pool = Pool::Practice;
    } else if (!pool.empty() && pool != "ukur") {
        row.add("pool_unknown", "kumpulan");
    }
    const auto form = lower_ascii(row.cell("bentuk"));
    if (form == "a" || form == "b") {
        item.variant = form == "a" ? Variant::A : Variant::B;
    } else if (!form.empty()) {
        row.add("form_unknown", "bentuk");
    }
}

void read_item(SheetRow& row, const Framework& framework, SeenIds& seen, Bank& bank) {
    Item item;
    ItemKey key;
    item.id = read_id(row, "kode_butir", seen);
    key.item = item.id;
    const auto& kind_text = row.required("jenis");
    const auto kind = kind_of_sheet_word(lower_ascii(kind_text));
    if (!kind && !kind_text.empty()) {
        row.add("kind_unknown", "jenis", {{"kinds", all_sheet_words()}});
    }
    read_measured(row, "level", framework, item);
    row.required("pertanyaan");
    item.stem = row.local_text("pertanyaan", kStemCharactersMax);
    item.kind = kind.value_or(ItemKind::SingleChoice);
    if (kind) {
        read_item_cells(row, item, key);
    }
    row.required("pembahasan");
    key.rationale = row.local_text("pembahasan", kRationaleCharactersMax);
    item.time_s = row.whole_number("detik", kTimeSecondsMin, kTimeSecondsMax);
    read_pool(row, item);
    read_legal_source(row, item);
    item.author = row.local_text("penulis", kNoteCharactersMax).id;
    bank.items.push_back(std::move(item));
    bank.keys.push_back(std::move(key));
}

void read_statement(SheetRow& row, const Framework& framework, SeenIds& seen_ids,
                    SeenIds& seen_levels, Bank& bank) {
    Item item;
    item.kind = ItemKind::Statement;
    item.id = read_id(row, "kode_pernyataan", seen_ids);
    read_measured(row, "level_acuan", framework, item);
    row.required("pernyataan_id");
    item.stem = {row.local_text("pernyataan_id", kStemCharactersMax).id,
                 row.local_text("pernyataan_en", kStemCharactersMax).id};
    item.evidence_prompt = {row.local_text("petunjuk_bukti_id", kNoteCharactersMax).id,
                            row.local_text("petunjuk_bukti_en", kNoteCharactersMax).id};
    if (!row.cell("arah").empty() && row.cell("arah") != "positif") {
        row.add("statement_direction", "arah");
    }
    if (!row.cell("skala").empty() && row.cell("skala") != "frekuensi_1_5") {
        row.add("statement_scale", "skala");
    }
    if (!item.competency.empty() && item.level > 0) {
        const auto [first, is_new] = seen_levels.emplace(
            item.competency.value + "/" + std::to_string(item.level), row.number());
        if (!is_new) {
            row.add("statement_doubled", "level_acuan",
                    {{"row", std::to_string(first->second)},
                     {"competency", item.competency.value},
                     {"level", std::to_string(item.level)}});
        }
    }
    bank.items.push_back(std::move(item));
}

/// Problems in the order of rows; those of one row in the order they were found.
Problems in_row_order(Problems problems) {
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return a.place.row < b.place.row; });
    return problems;
}

}  // namespace

Outcome<Bank> parse_bank_sheet(ByteView bytes, const std::string& file_name,
                               const Framework& framework) {
    Outcome<Bank> outcome;
    Sheet sheet(bytes, file_name, kSheetBytesMax, kBankRequired, kBankOptional);
    SeenIds seen;
    if (sheet.has_all_headings()) {
        for (auto& row : sheet.rows()) {
            read_item(row, framework, seen, outcome.value);
        }
        if (outcome.value.items.empty()) {
            sheet.add("sheet_without_rows", 2);
        }
    }
    outcome.problems = in_row_order(std::move(sheet.problems()));
    return outcome;
}

Outcome<Bank> parse_statement_sheet(ByteView bytes, const std::string& file_name,
                                    const Framework& framework) {
    Outcome<Bank> outcome;
    Sheet sheet(bytes, file_name, kSheetBytesMax, kStatementRequired, kStatementOptional);
    SeenIds seen_ids;
    SeenIds seen_levels;
    if (sheet.has_all_headings()) {
        for (auto& row : sheet.rows()) {
            read_statement(row, framework, seen_ids, seen_levels, outcome.value);
        }
        if (outcome.value.items.empty()) {
            sheet.add("sheet_without_rows", 2);
        }
    }
    outcome.problems = in_row_order(std::move(sheet.problems()));
    return outcome;
}

}  // namespace asah::content
