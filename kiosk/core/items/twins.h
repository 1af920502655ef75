// Items of one bank that ask the same question, or nearly.
#pragma once

#include <vector>

#include "kiosk/core/items/item.h"

namespace asah::items {

/// Two items by their places in the list; first < second.
struct Twins {
    std::size_t first = 0;
    std::size_t second = 0;
    bool is_same = false;  // the same words in the same order; else most of them
    bool operator==(const Twins&) const = default;
};

/// Pairs whose stems share at least 75 % of their words (words that both have / words that one has;
/// Jaccard 1901), except pairs that are enemies already. Stems of fewer than six words are so
/// general
/// ("Mana yang benar?") that only those with equal options count, and under three words none. Case,
/// typographic signs, blanks and punctuation make no difference. Cost: near linear for usual banks,
/// since only stems with a rare word in common are compared.
std::vector<Twins> find_twins(const std::vector<Item>& items);

/// Whether one of two items lists the other as an enemy.
bool are_enemies(const Item& a, const Item& b);
/// Each lists the other from now on.
void make_enemies(Item& a, Item& b);

}  // namespace asah::items
