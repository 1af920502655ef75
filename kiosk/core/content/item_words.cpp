#include "kiosk/core/content/item_words.h"

#include <array>
#include <string>

#include "kiosk/core/base/assert.h"

namespace asah::content {

namespace {

using assessment::ItemKind;
using assessment::Variant;

struct KindWords {
    ItemKind kind;
    std::string_view sheet;
    std::string_view json;
};

constexpr std::array<KindWords, 9> kKinds{{
    {ItemKind::SingleChoice, "pilihan_tunggal", "single_choice"},
    {ItemKind::MultipleResponse, "pilihan_jamak", "multiple_response"},
    {ItemKind::TrueFalse, "benar_salah", "true_false"},
    {ItemKind::Situational, "situasional", "situational"},
    {ItemKind::Numeric, "numerik", "numeric"},
    {ItemKind::ShortText, "isian_singkat", "short_text"},
    {ItemKind::Ordering, "urutan", "ordering"},
    {ItemKind::Matching, "menjodohkan", "matching"},
    {ItemKind::Statement, "", "statement"},  // statements have a sheet of their own
}};

struct VariantWord {
    Variant variant;
    std::string_view json;
};

constexpr std::array<VariantWord, 3> kVariants{
    {{Variant::Any, "any"}, {Variant::A, "A"}, {Variant::B, "B"}}};

const KindWords& words_of(ItemKind kind) {
    for (const auto& words : kKinds) {
        if (words.kind == kind) {
            return words;
        }
    }
    ASAH_ASSERT(false && "unknown kind");
    return kKinds.front();
}

}  // namespace

std::optional<ItemKind> kind_of_sheet_word(std::string_view word) {
    for (const auto& words : kKinds) {
        if (!word.empty() && words.sheet == word) {
            return words.kind;
        }
    }
    return {};
}

std::string_view sheet_word(ItemKind kind) { return words_of(kind).sheet; }

std::string all_sheet_words() {
    std::string all;
    for (const auto& words : kKinds) {
        if (!words.sheet.empty()) {
            all += (all.empty() ? "" : ", ") + std::string(words.sheet);
        }
    }
    return all;
}

std::optional<ItemKind> kind_of_json_word(std::string_view word) {
    for (const auto& words : kKinds) {
        if (words.json == word) {
            return words.kind;
        }
    }
    return {};
}

std::string_view json_word(ItemKind kind) { return words_of(kind).json; }

std::optional<Variant> variant_of_json_word(std::string_view word) {
    for (const auto& words : kVariants) {
        if (words.json == word) {
            return words.variant;
        }
    }
    return {};
}

std::string_view json_word(Variant variant) {
    for (const auto& words : kVariants) {
        if (words.variant == variant) {
            return words.json;
        }
    }
    return kVariants.front().json;
}

}  // namespace asah::content
