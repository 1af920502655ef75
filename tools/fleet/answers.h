// What a simulated person answers: the key when they know it, a real option of the item otherwise.
#pragma once

#include "kiosk/core/base/random.h"
#include "kiosk/core/items/item.h"
#include "kiosk/core/items/response.h"

namespace asah::fleet {

enum class Knows { Yes, No };

/// A right response when `knows`, else a plausible wrong one. Pre: key.item == item.id.
items::Response make_response(const items::Item& item, const items::ItemKey& key, Knows knows,
                              SeededGenerator& generator);

/// A rating 1..5 of a statement: higher for the able, lower for higher levels.
items::Response make_rating(const items::Item& item, double theta, std::string note,
                            SeededGenerator& generator);

}  // namespace asah::fleet
