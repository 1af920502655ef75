#include "kiosk/core/formats/bank_sheet.h"

#include <algorithm>
#include <array>
#include <optional>

#include "kiosk/core/base/text.h"
#include "kiosk/core/formats/assemble.h"
#include "kiosk/core/formats/sheet.h"
#include "kiosk/core/items/limits.h"
#include "kiosk/core/items/words.h"

namespace asah::formats {

namespace {

using assessment::Framework;
using items::Bank;
using items::Field;
using items::ItemDraft;
using items::ItemHead;
using items::Pool;
using items::Variant;

constexpr std::array<std::string_view, 19> kBankRequired{
    "kode_butir", "jenis",  "kode_kompetensi", "level",      "pertanyaan", "opsi_a", "opsi_b",
    "opsi_c",     "opsi_d", "opsi_e",          "pasangan",   "kunci",      "bobot",  "toleransi",
    "satuan",     "detik",  "kode_indikator",  "pembahasan", "kumpulan"};
constexpr std::array<std::string_view, 15> kBankOptional{
    "musuh",     "status",        "bentuk",    "sumber_hukum", "tinjau_sebelum",
    "penulis",   "pertanyaan_en", "opsi_a_en", "opsi_b_en",    "opsi_c_en",
    "opsi_d_en", "opsi_e_en",     "satuan_en", "pasangan_en",  "pembahasan_en"};
constexpr std::array<std::string_view, 5> kStatementRequired{
    "kode_pernyataan", "kode_kompetensi", "level_acuan", "pernyataan_id", "kode_indikator"};
constexpr std::array<std::string_view, 5> kStatementOptional{"pernyataan_en", "petunjuk_bukti_id",
                                                             "petunjuk_bukti_en", "arah", "skala"};

/// Where a sheet has an item's fields.
struct Columns {
    std::string_view id;
    std::string_view level;
    std::string_view stem;
    std::string_view prompt;
};
constexpr Columns kBankColumns{"kode_butir", "level", "pertanyaan", ""};
constexpr Columns kStatementColumns{"kode_pernyataan", "level_acuan", "pernyataan_id",
                                    "petunjuk_bukti_id"};

constexpr std::array<std::string_view, 5> kOptionColumns{"opsi_a", "opsi_b", "opsi_c", "opsi_d",
                                                         "opsi_e"};

std::string column_of(const items::Spot& spot, const Columns& columns) {
    switch (spot.field) {
        case Field::Id:
            return std::string(columns.id);
        case Field::Kind:
            return "jenis";
        case Field::Competency:
            return "kode_kompetensi";
        case Field::Level:
            return std::string(columns.level);
        case Field::Indicator:
            return "kode_indikator";
        case Field::Stem:
            return std::string(columns.stem);
        case Field::Option:
            return std::string(kOptionColumns[std::min(spot.index, kOptionColumns.size() - 1)]);
        case Field::Target:
            return "pasangan";
        case Field::Key:
            return "kunci";
        case Field::Weights:
            return "bobot";
        case Field::Tolerance:
            return "toleransi";
        case Field::Unit:
            return "satuan";
        case Field::Rationale:
            return "pembahasan";
        case Field::Prompt:
            return std::string(columns.prompt);
        case Field::Time:
            return "detik";
        case Field::LegalSource:
            return "sumber_hukum";
        case Field::ReviewBefore:
            return "tinjau_sebelum";
        case Field::Author:
            return "penulis";
        case Field::Enemies:
            return "musuh";
    }
    return {};
}

/// "pertanyaan" -> "pertanyaan_en", "pernyataan_id" -> "pernyataan_en".
std::string english_column(std::string column) {
    if (column.ends_with("_id")) {
        column.resize(column.size() - 3);
    }
    return column + "_en";
}

/// A row's draft, with the columns of its fields.
PlacedDraft placed(const SheetRow& row, const std::string& file, ItemDraft draft,
                   const Columns& columns) {
    const auto place_of = [row, columns](const items::Spot& spot) {
        auto column = column_of(spot, columns);
        if (spot.is_english) {
            column = english_column(std::move(column));
        }
        auto found = row.cell(column);
        return FieldPlace{std::move(column), std::move(found)};
    };
    return {std::move(draft), file, row.number(), place_of};
}

LocalText text_of(const SheetRow& row, std::string_view column) {
    return {row.cell(column), row.cell(english_column(std::string(column)))};
}

void read_measured(SheetRow& row, const Columns& columns, ItemHead& head) {
    head.id = ItemId(row.required(columns.id));
    head.competency = CompetencyCode(row.required("kode_kompetensi"));
    head.level = row.whole_number(columns.level, 1, items::kItemLevelMax);
    head.indicator = IndicatorCode(row.required("kode_indikator"));
    row.required(columns.stem);
    head.stem = text_of(row, columns.stem);
}

void read_legal_source(SheetRow& row, ItemHead& item) {
    item.legal_source = row.cell("sumber_hukum");
    const auto& date = row.cell("tinjau_sebelum");
    if (date.empty()) {
        return;
    }
    if (const auto parsed = parse_date(date)) {
        item.review_before = *parsed;
    } else {
        row.add("date_form", "tinjau_sebelum");
    }
}

void read_pool(SheetRow& row, ItemHead& item) {
    const auto pool = lower_ascii(row.required("kumpulan"));
    if (pool == "latihan") {
        item.pool = Pool::Practice;
    } else if (!pool.empty() && pool != "ukur") {
        row.add("pool_unknown", "kumpulan");
    }
    const auto form = lower_ascii(row.cell("bentuk"));
    if (form == "a" || form == "b") {
        item.variant = form == "a" ? Variant::A : Variant::B;
    } else if (form == "c") {
        item.variant = Variant::C;
    } else if (!form.empty()) {
        row.add("form_unknown", "bentuk");
    }
}

/// Text after "n)"; nothing if the number is another.
std::optional<std::string> target_text(std::string_view part, std::size_t number) {
    const auto mark = std::to_string(number) + ")";
    if (!part.starts_with(mark)) {
        return {};
    }
    part.remove_prefix(mark.size());
    const auto text = trimmed(part);
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

/// "1) text|2) text", as the column spells numbered texts.
std::vector<LocalText> read_targets(SheetRow& row) {
    const auto parts = split(row.cell("pasangan"), '|');
    const auto english = split(row.cell("pasangan_en"), '|');
    if (!english.empty() && english.size() != parts.size()) {
        row.add("targets_english_count", "pasangan_en");
    }
    std::vector<LocalText> targets;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto text = target_text(parts[i], i + 1);
        if (!text) {
            row.add("target_form", "pasangan", {{"number", std::to_string(i + 1)}});
            return {};
        }
        targets.push_back({std::move(*text), {}});
        if (english.size() == parts.size()) {
            targets.back().en = target_text(english[i], i + 1).value_or(english[i]);
        }
    }
    return targets;
}

/// Codes between bars, commas, semicolons or blanks.
void read_enemies(SheetRow& row, ItemHead& head) {
    std::string cell = row.cell("musuh");
    std::replace_if(
        cell.begin(), cell.end(), [](char c) { return c == ',' || c == ';' || c == ' '; }, '|');
    for (auto& code : split(cell, '|')) {
        if (!code.empty()) {
            head.enemies.emplace_back(std::move(code));
        }
    }
    std::sort(head.enemies.begin(), head.enemies.end());
    head.enemies.erase(std::unique(head.enemies.begin(), head.enemies.end()), head.enemies.end());
}

void read_cells(SheetRow& row, ItemDraft& draft) {
    for (const auto column : kOptionColumns) {
        draft.options.push_back(text_of(row, column));
    }
    draft.targets = read_targets(row);
    draft.key = split(row.cell("kunci"), '|');
    draft.weights = split(row.cell("bobot"), '|');
    draft.tolerance = row.cell("toleransi");
    draft.unit = text_of(row, "satuan");
}

ItemDraft read_item(SheetRow& row) {
    ItemDraft draft;
    auto& head = draft.head;
    read_measured(row, kBankColumns, head);
    const auto& kind_text = row.required("jenis");
    draft.kind = items::kind_of_sheet_word(lower_ascii(kind_text));
    if (!draft.kind && !kind_text.empty()) {
        row.add("kind_unknown", "jenis", {{"kinds", items::all_sheet_words()}});
    }
    row.required("pembahasan");
    draft.rationale = text_of(row, "pembahasan");
    head.time_s = row.whole_number("detik", items::kTimeSecondsMin, items::kTimeSecondsMax);
    read_pool(row, head);
    read_legal_source(row, head);
    head.author = row.cell("penulis");
    read_enemies(row, head);
    read_cells(row, draft);
    return draft;
}

ItemDraft read_statement(SheetRow& row) {
    ItemDraft draft;
    draft.kind = items::kind_of<items::Statement>();
    read_measured(row, kStatementColumns, draft.head);
    draft.prompt = text_of(row, kStatementColumns.prompt);
    if (!row.cell("arah").empty() && row.cell("arah") != "positif") {
        row.add("statement_direction", "arah");
    }
    if (!row.cell("skala").empty() && row.cell("skala") != "frekuensi_1_5") {
        row.add("statement_scale", "skala");
    }
    return draft;
}

template <class Read>
Drafts read_rows(Sheet& sheet, const std::string& file, const Columns& columns, Read&& read) {
    Drafts out;
    if (sheet.has_all_headings()) {
        auto rows = sheet.rows();
        if (rows.empty()) {
            sheet.add("sheet_without_rows", 2);
        }
        for (auto& row : rows) {
            out.drafts.push_back(placed(row, file, read(row), columns));
        }
    }
    out.problems = std::move(sheet.problems());
    return out;
}

}  // namespace

Outcome<Bank> parse_bank_sheet(ByteView bytes, const std::string& file_name,
                               const Framework& framework) {
    Sheet sheet(bytes, file_name, kSheetBytesMax, kBankRequired, kBankOptional);
    return assemble(read_rows(sheet, file_name, kBankColumns, read_item), framework);
}

Outcome<Bank> parse_statement_sheet(ByteView bytes, const std::string& file_name,
                                    const Framework& framework) {
    Sheet sheet(bytes, file_name, kSheetBytesMax, kStatementRequired, kStatementOptional);
    return assemble(read_rows(sheet, file_name, kStatementColumns, read_statement), framework);
}

}  // namespace asah::formats
