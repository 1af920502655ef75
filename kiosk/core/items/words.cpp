#include "kiosk/core/items/words.h"

#include <array>

namespace asah::items {

namespace {

template <std::size_t... kIndex>
constexpr std::array<KindWords, kKindCount> all_words(std::index_sequence<kIndex...> /*all*/) {
    return {std::variant_alternative_t<kIndex, ItemBody>::kWords...};
}

constexpr auto kKindWords = all_words(std::make_index_sequence<kKindCount>());

struct VariantWord {
    Variant variant;
    std::string_view json;
};

constexpr std::array<VariantWord, 4> kVariants{
    {{Variant::Any, "any"}, {Variant::A, "A"}, {Variant::B, "B"}, {Variant::C, "C"}}};

std::optional<ItemKind> kind_of(std::string_view word, std::string_view KindWords::*spelling) {
    for (std::size_t i = 0; i < kKindWords.size(); ++i) {
        if (!word.empty() && kKindWords[i].*spelling == word) {
            return static_cast<ItemKind>(i);
        }
    }
    return {};
}

}  // namespace

std::optional<ItemKind> kind_of_sheet_word(std::string_view word) {
    return kind_of(word, &KindWords::sheet);
}

std::string_view sheet_word(ItemKind kind) {
    return kKindWords[static_cast<std::size_t>(kind)].sheet;
}

std::string all_sheet_words() {
    std::string all;
    for (const auto& words : kKindWords) {
        if (!words.sheet.empty()) {
            all += (all.empty() ? "" : ", ") + std::string(words.sheet);
        }
    }
    return all;
}

std::optional<ItemKind> kind_of_json_word(std::string_view word) {
    return kind_of(word, &KindWords::json);
}

std::string_view json_word(ItemKind kind) {
    return kKindWords[static_cast<std::size_t>(kind)].json;
}

std::optional<ItemKind> kind_of_number(int number) {
    if (number < 0 || static_cast<std::size_t>(number) >= kKindCount) {
        return {};
    }
    return static_cast<ItemKind>(number);
}

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

}  // namespace asah::items
