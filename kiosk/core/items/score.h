// Scoring one response. Points are integer thousandths of one point (0..1000), so that every
// machine computes the same sum. The rule of each kind is in kinds/<kind>.h.
#pragma once

#include "kiosk/core/items/item.h"
#include "kiosk/core/items/limits.h"
#include "kiosk/core/items/response.h"

namespace asah::items {

/// Scores one response: thousandths, 0..1000. 0 for an empty response, for one that check_response
/// refuses (an option named twice earns nothing, whoever made the record), and for statements.
/// Pre: key.item == item.id and the key is of the item's kind.
int score_response(const Item& item, const ItemKey& key, const Response& response);

/// A response that earns full points; empty for statements.
/// Pre: as score_response, and check_item has no findings.
Response right_response(const Item& item, const ItemKey& key);

}  // namespace asah::items
