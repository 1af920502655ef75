#include "kiosk/core/content/bank_sheet.h"

#include <algorithm>
#include <array>
#include <map>

#include "kiosk/core/base/text.h"
#include "kiosk/core/content/sheet.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"
#include "kiosk/core/items/words.h"

namespace asah::content {

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
constexpr std::array<std::string_view, 14> kBankOptional{
    "status",        "bentuk",    "sumber_hukum", "tinjau_sebelum", "penulis",
    "pertanyaan_en", "opsi_a_en", "opsi_b_en",    "opsi_c_en",      "opsi_d_en",
    "opsi_e_en",     "satuan_en", "pasangan_en",  "pembahasan_en"};
constexpr std::array<std::string_view, 5> kStatementRequired{
    "kode_pernyataan", "kode_kompetensi", "level_acuan", "pernyataan_id", "kode_indikator"};
constexpr std::array<std::string_view, 5> kStatementOptional{"pernyataan_en", "petunjuk_bukti_id",
                                                             "petunjuk_bukti_en", "arah", "skala"};

using SeenIds = std::map<std::string, int>;  // id, row of its first use

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

void add_findings(SheetRow& row, const items::Findings& findings, const Columns& columns) {
    for (const auto& one : findings.all()) {
        auto column = column_of(one.spot, columns);
        if (one.spot.is_english) {
            column = english_column(std::move(column));
        }
        if (one.severity == Severity::Warning || !row.has_problem(column)) {
            row.add(one.key, column, one.values, one.severity);
        }
    }
}

LocalText text_of(const SheetRow& row, std::string_view column) {
    return {row.cell(column), row.cell(english_column(std::string(column)))};
}

void read_id(SheetRow& row, std::string_view column, SeenIds& seen, ItemHead& head) {
    head.id = ItemId(row.required(column));
    if (head.id.empty()) {
        return;
    }
    const auto [first, is_new] = seen.emplace(head.id.value, row.number());
    if (!is_new) {
        row.add("id_doubled", column, {{"row", std::to_string(first->second)}});
    }
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
                   ItemHead& item) {
    item.competency = CompetencyCode(row.required("kode_kompetensi"));
    item.level = row.whole_number(level_column, 1, items::kItemLevelMax);
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

void read_item(SheetRow& row, const Framework& framework, SeenIds& seen, Bank& bank) {
    ItemDraft draft;
    auto& head = draft.head;
    read_id(row, "kode_butir", seen, head);
    const auto& kind_text = row.required("jenis");
    const auto kind = items::kind_of_sheet_word(lower_ascii(kind_text));
    if (!kind && !kind_text.empty()) {
        row.add("kind_unknown", "jenis", {{"kinds", items::all_sheet_words()}});
    }
    read_measured(row, "level", framework, head);
    row.required("pertanyaan");
    head.stem = text_of(row, "pertanyaan");
    row.required("pembahasan");
    draft.rationale = text_of(row, "pembahasan");
    head.time_s = row.whole_number("detik", items::kTimeSecondsMin, items::kTimeSecondsMax);
    read_pool(row, head);
    read_legal_source(row, head);
    head.author = row.cell("penulis");
    if (!kind) {
        return;  // without it the other cells mean nothing
    }
    draft.kind = *kind;
    read_cells(row, draft);
    auto made = items::make_item(std::move(draft));
    add_findings(row, made.findings, kBankColumns);
    bank.items.push_back(std::move(made.item));
    if (made.key) {
        bank.keys.push_back(std::move(*made.key));
    }
}

void read_statement(SheetRow& row, const Framework& framework, SeenIds& seen_ids,
                    SeenIds& seen_levels, Bank& bank) {
    ItemDraft draft;
    draft.kind = items::kind_of<items::Statement>();
    auto& head = draft.head;
    read_id(row, kStatementColumns.id, seen_ids, head);
    read_measured(row, kStatementColumns.level, framework, head);
    row.required(kStatementColumns.stem);
    head.stem = text_of(row, kStatementColumns.stem);
    draft.prompt = text_of(row, kStatementColumns.prompt);
    if (!row.cell("arah").empty() && row.cell("arah") != "positif") {
        row.add("statement_direction", "arah");
    }
    if (!row.cell("skala").empty() && row.cell("skala") != "frekuensi_1_5") {
        row.add("statement_scale", "skala");
    }
    if (!head.competency.empty() && head.level > 0) {
        const auto [first, is_new] = seen_levels.emplace(
            head.competency.value + "/" + std::to_string(head.level), row.number());
        if (!is_new) {
            row.add("statement_doubled", "level_acuan",
                    {{"row", std::to_string(first->second)},
                     {"competency", head.competency.value},
                     {"level", std::to_string(head.level)}});
        }
    }
    auto made = items::make_item(std::move(draft));
    add_findings(row, made.findings, kStatementColumns);
    bank.items.push_back(std::move(made.item));
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
