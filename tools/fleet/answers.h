// What a simulated person answers: the key when they know it, a real option of the item otherwise.
#pragma once

#include "kiosk/core/assessment/item.h"
#include "kiosk/core/base/random.h"

namespace asah::fleet {

enum class Knows { Yes, No };

/// A right response when `knows`, else a plausible wrong one. Pre: key.item == item.id.
assessment::Response make_response(const assessment::Item& item, const assessment::ItemKey& key,
                                   Knows knows, SeededGenerator& generator);

/// A rating 1..5 of a statement: higher for the able, lower for higher levels.
assessment::Response make_rating(const assessment::Item& item, double theta,
                                 SeededGenerator& generator);

}  // namespace asah::fleet
