#include "kiosk/core/assessment/item.h"

#include <algorithm>

namespace asah::assessment {

namespace {

bool is_same(const std::vector<Option>& a, const std::vector<Option>& b) {
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].id != b[i].id || a[i].text != b[i].text) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool Item::operator==(const Item& other) const {
    return id == other.id && kind == other.kind && competency == other.competency &&
           level == other.level && indicator == other.indicator && stem == other.stem &&
           is_same(options, other.options) && is_same(targets, other.targets) &&
           unit == other.unit && evidence_prompt == other.evidence_prompt &&
           time_s == other.time_s && pool == other.pool && variant == other.variant &&
           legal_source == other.legal_source && review_before == other.review_before &&
           author == other.author;
}

bool ItemKey::operator==(const ItemKey& other) const {
    return item == other.item && correct == other.correct && pairs == other.pairs &&
           weights == other.weights && value == other.value && tolerance == other.tolerance &&
           accepted == other.accepted && rationale == other.rationale;
}

bool Response::operator==(const Response& other) const {
    return chosen == other.chosen && pairs == other.pairs && text == other.text &&
           rating == other.rating && outside == other.outside && note == other.note;
}

bool Response::is_empty() const {
    return chosen.empty() && pairs.empty() && text.empty() && rating == 0 && outside.empty();
}

const Item* find_item(const Bank& bank, const ItemId& id) {
    for (const auto& item : bank.items) {
        if (item.id == id) {
            return &item;
        }
    }
    return nullptr;
}

const ItemKey* find_key(const Bank& bank, const ItemId& id) {
    for (const auto& key : bank.keys) {
        if (key.item == id) {
            return &key;
        }
    }
    return nullptr;
}

bool has_measuring_keys(const Bank& bank) {
    return std::all_of(bank.items.begin(), bank.items.end(), [&](const Item& item) {
        return item.kind == ItemKind::Statement || item.pool == Pool::Practice ||
               find_key(bank, item.id) != nullptr;
    });
}

}  // namespace asah::assessment
