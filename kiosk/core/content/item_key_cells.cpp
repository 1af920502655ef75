#include "kiosk/core/content/item_key_cells.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "kiosk/core/content/item_words.h"
#include "kiosk/core/content/text.h"
#include "kiosk/core/items/decimal.h"
#include "kiosk/core/items/fold.h"

namespace asah::content {

namespace {

using assessment::Item;
using assessment::ItemKey;
using assessment::ItemKind;
using assessment::Option;

constexpr std::array<std::string_view, 5> kOptionColumns{"opsi_a", "opsi_b", "opsi_c", "opsi_d",
                                                         "opsi_e"};
constexpr std::size_t kOptionCharactersMax = 300;
constexpr std::size_t kUnitCharactersMax = 40;
constexpr std::size_t kTargetsMax = 9;
constexpr std::size_t kAcceptedCharactersMax = 100;
constexpr std::size_t kAcceptedMax = 20;
constexpr int kWeightMax = 5;

bool has_options(ItemKind kind) { return kind != ItemKind::Numeric && kind != ItemKind::ShortText; }

std::size_t options_min(ItemKind kind) {
    return kind == ItemKind::MultipleResponse || kind == ItemKind::Ordering ? 3 : 2;
}

std::string option_letter(std::size_t index) {
    return std::string(1, static_cast<char>('A' + static_cast<int>(index)));
}

/// The option that a letter of the key names, if the item has it.
std::optional<OptionId> option_of(const Item& item, std::string_view letter) {
    if (letter.size() != 1) {
        return {};
    }
    const OptionId id(lower_ascii(letter));
    const bool is_there = std::any_of(item.options.begin(), item.options.end(),
                                      [&](const Option& option) { return option.id == id; });
    return is_there ? std::optional(id) : std::nullopt;
}

void refuse_cells(SheetRow& row, ItemKind kind, std::initializer_list<std::string_view> columns) {
    for (const auto column : columns) {
        if (!row.cell(column).empty()) {
            row.add("cell_unexpected", column, {{"kind", std::string(sheet_word(kind))}});
        }
    }
}

/// True if the options are whole enough to check the key against them.
bool read_options(SheetRow& row, Item& item) {
    bool is_whole = true;
    bool has_gap = false;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < kOptionColumns.size(); ++i) {
        const auto column = kOptionColumns[i];
        auto text = row.local_text(column, kOptionCharactersMax);
        if (text.id.empty()) {
            is_whole = is_whole && !row.has_problem(column);
            has_gap = true;
            continue;
        }
        if (has_gap && is_whole) {
            row.add("option_gap", column, {{"option", option_letter(i)}});
            is_whole = false;
        }
        if (!seen.insert(items::folded(text.id)).second) {
            row.add("option_doubled", column, {{"option", option_letter(i)}});
        }
        item.options.push_back({OptionId(lower_ascii(option_letter(i))), std::move(text)});
    }
    if (item.kind == ItemKind::TrueFalse && item.options.empty()) {
        item.options = {{OptionId("a"), {"Benar", "True"}}, {OptionId("b"), {"Salah", "False"}}};
    }
    const auto missing = item.options.size();
    if (is_whole && missing < options_min(item.kind)) {
        row.add("options_too_few", kOptionColumns[missing],
                {{"min", std::to_string(options_min(item.kind))}});
        is_whole = false;
    }
    if (item.kind == ItemKind::TrueFalse && item.options.size() > 2) {
        row.add("options_too_many", kOptionColumns[2], {{"max", "2"}});
        is_whole = false;
    }
    return is_whole;
}

/// Letters of the key, in their order. Problems: key_unknown_option, key_doubled_option.
std::vector<OptionId> read_letters(SheetRow& row, const Item& item, bool& is_right) {
    std::vector<OptionId> letters;
    const auto& text = row.required("kunci");
    is_right = !text.empty();
    for (const auto& part : split(text, '|')) {
        const auto id = option_of(item, part);
        if (!id) {
            row.add("key_unknown_option", "kunci", {{"letter", shortened(part)}});
            is_right = false;
            break;
        }
        if (std::find(letters.begin(), letters.end(), *id) != letters.end()) {
            row.add("key_doubled_option", "kunci", {{"letter", shortened(part)}});
            is_right = false;
            break;
        }
        letters.push_back(*id);
    }
    return letters;
}

void read_one_letter(SheetRow& row, const Item& item, ItemKey& key) {
    bool is_right = false;
    key.correct = read_letters(row, item, is_right);
    if (is_right && key.correct.size() != 1) {
        row.add("key_one_option", "kunci");
    }
}

void read_several_letters(SheetRow& row, const Item& item, ItemKey& key) {
    bool is_right = false;
    key.correct = read_letters(row, item, is_right);
    if (is_right && (key.correct.size() < 2 || key.correct.size() >= item.options.size())) {
        row.add("key_several_options", "kunci");
    }
    std::sort(key.correct.begin(), key.correct.end());
}

void read_order(SheetRow& row, const Item& item, ItemKey& key) {
    bool is_right = false;
    key.correct = read_letters(row, item, is_right);
    if (is_right && key.correct.size() != item.options.size()) {
        row.add("key_order_incomplete", "kunci", {{"count", std::to_string(item.options.size())}});
    }
}

void read_weights(SheetRow& row, const Item& item, ItemKey& key) {
    const auto& text = row.required("bobot");
    if (text.empty()) {
        return;
    }
    for (const auto& part : split(text, '|')) {
        const bool is_weight = part.size() == 1 && part[0] >= '1' && part[0] <= '0' + kWeightMax;
        if (!is_weight) {
            row.add("weight_range", "bobot");
            return;
        }
        key.weights.push_back(part[0] - '0');
    }
    if (key.weights.size() != item.options.size()) {
        row.add("weight_count", "bobot",
                {{"count", std::to_string(key.weights.size())},
                 {"options", std::to_string(item.options.size())}});
    } else if (std::count(key.weights.begin(), key.weights.end(), kWeightMax) != 1) {
        row.add("weight_best", "bobot");
    } else if (key.correct.size() == 1) {
        const auto best = std::find(key.weights.begin(), key.weights.end(), kWeightMax);
        const auto index = static_cast<std::size_t>(best - key.weights.begin());
        if (item.options[index].id != key.correct.front()) {
            row.add("weight_best_not_key", "bobot");
        }
    }
}

/// The number of a cell. Problems: number_ambiguous, number_form.
std::optional<items::Decimal> number_of(SheetRow& row, std::string_view column,
                                        const std::string& text) {
    const auto reading = items::read_number(text);
    if (const auto* value = std::get_if<items::Decimal>(&reading)) {
        return *value;
    }
    if (const auto* both = std::get_if<items::AmbiguousNumber>(&reading)) {
        row.add("number_ambiguous", column,
                {{"decimal", to_text(both->as_decimal)}, {"grouped", to_text(both->as_grouped)}});
    } else {
        row.add("number_form", column);
    }
    return {};
}

void read_number(SheetRow& row, ItemKey& key) {
    if (const auto& text = row.required("kunci"); !text.empty()) {
        key.value = number_of(row, "kunci", text).value_or(items::Decimal{});
    }
    const auto& tolerance_text = row.cell("toleransi");
    if (tolerance_text.empty()) {
        return;
    }
    const auto tolerance = number_of(row, "toleransi", tolerance_text);
    if (tolerance && tolerance->millionths < 0) {
        row.add("tolerance_negative", "toleransi");
    }
    key.tolerance = tolerance.value_or(items::Decimal{});
}

void read_accepted(SheetRow& row, ItemKey& key) {
    const auto& text = row.required("kunci");
    std::set<std::string> seen;
    for (const auto& written : split(text, '|')) {
        const std::string form = items::without_invisible(written);
        if (form != written) {
            row.add("invisible_dropped", "kunci", {{"form", shortened(form)}}, Severity::Warning);
        }
        if (form.empty() || character_count(form) > kAcceptedCharactersMax ||
            seen.size() == kAcceptedMax) {
            row.add("accepted_form", "kunci",
                    {{"max", std::to_string(kAcceptedCharactersMax)},
                     {"count", std::to_string(kAcceptedMax)}});
            return;
        }
        if (!seen.insert(items::folded(form)).second) {
            row.add("accepted_doubled", "kunci", {{"form", shortened(form)}});
            return;
        }
        key.accepted.push_back(form);
    }
}

/// Text after "n)"; nothing if the number is another.
std::optional<std::string> target_text(std::string_view part, std::size_t number) {
    const auto mark = std::to_string(number) + ")";
    if (!part.starts_with(mark)) {
        return {};
    }
    const auto text = trimmed(part.substr(mark.size()));
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

bool read_targets(SheetRow& row, Item& item) {
    const auto& text = row.required("pasangan");
    if (text.empty()) {
        return false;
    }
    const auto parts = split(text, '|');
    const auto english = split(row.cell("pasangan_en"), '|');
    if (!english.empty() && english.size() != parts.size()) {
        row.add("targets_english_count", "pasangan_en");
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto target = target_text(parts[i], i + 1);
        if (!target) {
            row.add("target_form", "pasangan", {{"number", std::to_string(i + 1)}});
            return false;
        }
        if (character_count(*target) > kOptionCharactersMax) {
            row.add("text_too_long", "pasangan",
                    {{"max", std::to_string(kOptionCharactersMax)},
                     {"count", std::to_string(character_count(*target))}});
            return false;
        }
        std::string in_english;
        if (english.size() == parts.size()) {
            in_english = target_text(english[i], i + 1).value_or(english[i]);
        }
        item.targets.push_back(
            {OptionId(std::to_string(i + 1)), {std::move(*target), std::move(in_english)}});
    }
    // One more than the left side is usual, so that the last pair is no gift; equal is allowed.
    if (item.targets.size() < item.options.size() || item.targets.size() > kTargetsMax) {
        row.add("target_count", "pasangan",
                {{"count", std::to_string(item.targets.size())},
                 {"min", std::to_string(item.options.size())},
                 {"max", std::to_string(kTargetsMax)}});
        return false;
    }
    return true;
}

void read_pairs(SheetRow& row, const Item& item, ItemKey& key) {
    const auto& text = row.required("kunci");
    std::set<OptionId> targets;
    std::set<OptionId> options;
    for (const auto& part : split(text, '|')) {
        const auto dash = part.find('-');
        const auto option = option_of(item, trimmed(std::string_view(part).substr(0, dash)));
        const OptionId target(dash == std::string::npos
                                  ? std::string()
                                  : std::string(trimmed(std::string_view(part).substr(dash + 1))));
        const bool is_target = std::any_of(item.targets.begin(), item.targets.end(),
                                           [&](const Option& t) { return t.id == target; });
        if (!option || !is_target || !options.insert(*option).second ||
            !targets.insert(target).second) {
            row.add("pair_form", "kunci", {{"pair", shortened(part)}});
            return;
        }
        key.pairs.emplace_back(*option, target);
    }
    if (!text.empty() && key.pairs.size() != item.options.size()) {
        row.add("pair_count", "kunci", {{"count", std::to_string(item.options.size())}});
    }
    std::sort(key.pairs.begin(), key.pairs.end());
}

void read_choice_key(SheetRow& row, const Item& item, ItemKey& key) {
    switch (item.kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
            read_one_letter(row, item, key);
            break;
        case ItemKind::Situational:
            read_one_letter(row, item, key);
            read_weights(row, item, key);
            break;
        case ItemKind::MultipleResponse:
            read_several_letters(row, item, key);
            break;
        case ItemKind::Ordering:
            read_order(row, item, key);
            break;
        case ItemKind::Numeric:
        case ItemKind::ShortText:
        case ItemKind::Matching:
        case ItemKind::Statement:
            break;
    }
}

}  // namespace

void read_item_cells(SheetRow& row, Item& item, ItemKey& key) {
    if (item.kind != ItemKind::Situational) {
        refuse_cells(row, item.kind, {"bobot"});
    }
    if (item.kind != ItemKind::Matching) {
        refuse_cells(row, item.kind, {"pasangan"});
    }
    if (item.kind != ItemKind::Numeric) {
        refuse_cells(row, item.kind, {"toleransi", "satuan"});
    }
    if (!has_options(item.kind)) {
        refuse_cells(row, item.kind, {"opsi_a", "opsi_b", "opsi_c", "opsi_d", "opsi_e"});
        item.unit = row.local_text("satuan", kUnitCharactersMax);
        if (item.kind == ItemKind::Numeric) {
            read_number(row, key);
        } else {
            read_accepted(row, key);
        }
        return;
    }
    const bool is_whole = read_options(row, item);
    if (item.kind == ItemKind::Matching) {
        if (is_whole && read_targets(row, item)) {
            read_pairs(row, item, key);
        }
    } else if (is_whole) {
        read_choice_key(row, item, key);
    }
}

}  // namespace asah::content
