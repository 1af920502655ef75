#include "kiosk/core/items/item.h"

#include <algorithm>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/items/bank.h"
#include "kiosk/core/items/references.h"

namespace asah::items {

namespace {

const std::vector<Option> kNoOptions;

void reorder(std::vector<Option>& options, const std::vector<OptionId>& order) {
    const auto rank = [&](const Option& option) {
        return std::find(order.begin(), order.end(), option.id) - order.begin();
    };
    std::stable_sort(options.begin(), options.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

template <std::size_t... kIndex>
ItemBody empty_body(ItemKind kind, std::index_sequence<kIndex...> /*all*/) {
    ItemBody body;
    ((static_cast<std::size_t>(kind) == kIndex ? void(body.emplace<kIndex>()) : void()), ...);
    return body;
}

}  // namespace

ItemBody body_of(ItemKind kind) { return empty_body(kind, std::make_index_sequence<kKindCount>()); }

const std::vector<Option>& options_of(const Item& item) {
    return std::visit(
        [](const auto& kind) -> const std::vector<Option>& {
            if constexpr (requires { kind.options; }) {
                return kind.options;
            } else {
                return kNoOptions;
            }
        },
        item.body);
}

const std::vector<Option>& targets_of(const Item& item) {
    const auto* matching = std::get_if<Matching>(&item.body);
    return matching != nullptr ? matching->targets : kNoOptions;
}

bool is_scored(ItemKind kind) {
    return std::visit([]<class Kind>(const Kind&) { return Kind::kIsScored; }, body_of(kind));
}

bool is_scored(const Item& item) { return is_scored(item.kind()); }

std::size_t movable_options(const Item& item) {
    const bool may_move =
        std::visit([]<class Kind>(const Kind&) { return Kind::kMayShuffle; }, item.body);
    return may_move ? movable_options(options_of(item)) : 0;
}

Item in_order(Item item, const std::vector<OptionId>& options,
              const std::vector<OptionId>& targets) {
    std::visit(
        [&](auto& kind) {
            if constexpr (requires { kind.options; }) {
                reorder(kind.options, options);
            }
            if constexpr (requires { kind.targets; }) {
                reorder(kind.targets, targets);
            }
        },
        item.body);
    return item;
}

Digest item_revision(const Item& item) {
    Encoder encoder;
    encoder.field("asah/item-revision/1");
    encoder.field(item.id.value)
        .u8(static_cast<std::uint8_t>(item.kind()))
        .field(item.competency.value)
        .u8(static_cast<std::uint8_t>(item.level))
        .field(item.indicator.value)
        .field(item.stem.id)
        .field(item.stem.en);
    std::visit([&](const auto& kind) { kind.encode(encoder); }, item.body);
    return sha256(encoder.bytes());
}

std::vector<const Item*> due_for_review(const Bank& bank, Date today) {
    std::vector<const Item*> due;
    for (const auto& item : bank.items) {
        if (item.review_before && *item.review_before <= today) {
            due.push_back(&item);
        }
    }
    return due;
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
        return !is_scored(item) || item.pool == Pool::Practice ||
               find_key(bank, item.id) != nullptr;
    });
}

}  // namespace asah::items
