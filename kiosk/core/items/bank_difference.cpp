#include "kiosk/core/items/bank_difference.h"

#include <map>

namespace asah::items {

namespace {

struct Entry {
    const Item* item = nullptr;
    const ItemKey* key = nullptr;
};

class Index {
   public:
    explicit Index(const Bank& bank) {
        for (const auto& item : bank.items) {
            m_entries[item.id].item = &item;
        }
        for (const auto& key : bank.keys) {
            m_entries[key.item].key = &key;
        }
    }
    [[nodiscard]] Entry at(const ItemId& id) const {
        const auto found = m_entries.find(id);
        return found == m_entries.end() ? Entry{} : found->second;
    }

   private:
    std::map<ItemId, Entry> m_entries;
};

bool is_same(const Entry& a, const Entry& b) {
    const bool has_same_key =
        a.key == nullptr || b.key == nullptr ? a.key == b.key : *a.key == *b.key;
    return *a.item == *b.item && has_same_key;
}

bool is_served_no_more(const Entry& before, const Entry& after) {
    if (after.item == nullptr || before.item->pool != after.item->pool ||
        item_revision(*before.item) != item_revision(*after.item)) {
        return true;
    }
    return before.key != nullptr && after.key != nullptr && before.key->body != after.key->body;
}

}  // namespace

BankDifference compare_banks(const Bank& before, const Bank& after) {
    const Index earlier(before);
    const Index later(after);
    BankDifference difference;
    for (const auto& item : after.items) {
        const auto was = earlier.at(item.id);
        if (was.item == nullptr) {
            difference.added.push_back(item.id);
        } else if (is_same(was, later.at(item.id))) {
            ++difference.same;
        } else {
            difference.changed.push_back(item.id);
        }
    }
    for (const auto& item : before.items) {
        if (later.at(item.id).item == nullptr) {
            difference.withdrawn.push_back(item.id);
        }
    }
    return difference;
}

bool is_withdrawn(const Bank& before, const Bank& after, const ItemId& item) {
    return is_served_no_more({find_item(before, item), find_key(before, item)},
                             {find_item(after, item), find_key(after, item)});
}

Bank without_withdrawn(const Bank& before, const Bank& after) {
    const Index earlier(before);
    const Index later(after);
    Bank left = before;
    std::erase_if(left.items, [&](const Item& item) {
        return is_served_no_more(earlier.at(item.id), later.at(item.id));
    });
    return left;
}

}  // namespace asah::items
