// A published collection of items. Identity of content: digest of the encoded items member
// (content/bank_json.h) and of the keys member.
#pragma once

#include "kiosk/core/items/item.h"

namespace asah::items {

struct Bank {
    BankId id;
    int version = 0;
    LocalText title;
    std::vector<Item> items;
    /// In the items' order; none for statements. Guarded here: those of practice items at most.
    std::vector<ItemKey> keys;
};

/// Items whose review date is `today` or earlier.
std::vector<const Item*> due_for_review(const Bank& bank, Date today);
const Item* find_item(const Bank& bank, const ItemId& id);
const ItemKey* find_key(const Bank& bank, const ItemId& id);
/// Whether every item that measures can be scored here.
bool has_measuring_keys(const Bank& bank);

}  // namespace asah::items
