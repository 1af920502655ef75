// One item and one key as JSON. Members that a kind does not use are not written. Layout:
// core/content/FORMAT.md.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/bank.h"

namespace asah::items {

nlohmann::json item_json(const Item& item);
nlohmann::json key_json(const ItemKey& key);

/// Lists what cannot be read, and what check_item finds, as problems of the node's document.
Item read_item(const JsonNode& node);
/// The key of `item`; adds its problems as read_item does. A key that names another item gets
/// the problem json_other_item.
ItemKey read_key(const JsonNode& node, const Item& item);

}  // namespace asah::items
