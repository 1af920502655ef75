// Scoring rules, item by item. Points are integer thousandths of one point (0..1000), so that every
// machine computes the same sum.
#pragma once

#include "kiosk/core/assessment/item.h"

namespace asah::assessment {

inline constexpr int kPointsMax = 1000;  // thousandths

/// Scores one response. 0 for an empty response and for statements.
/// - single choice, true/false: 1000 if the chosen option is the key.
/// - multiple response: max(0, right - wrong chosen) / number of right options, rounded half up
///   (partial credit with correction for guessing; Muckle, Becker & Wu 2011, "PS2" family).
/// - situational: weight / 5; blank 0 (framework level_inference.situational_scoring; BKN TKP).
/// - numeric: 1000 if |x - value| <= tolerance; a text without exactly one reading 0
///   (items/decimal.h).
/// - short text: 1000 if it folds to the same as an accepted form (items/fold.h).
/// - ordering: max(0, 2p - 1), p = share of step pairs in the right relative order (Kendall's tau
///   clipped at 0; framework level_inference.ordering_scoring).
/// - matching: right pairs / number of options.
/// Pre: key.item == item.id.  Returns thousandths, 0..1000.
int score_response(const Item& item, const ItemKey& key, const Response& response);

/// Whether a response is well formed for an item (known ids, no duplicates, count in range, text no
/// longer than 500 bytes). Both the terminal and HQ's reader check before they score or keep.
/// Errors: InvalidArgument.
Result<void> check_response(const Item& item, const Response& response);

}  // namespace asah::assessment
