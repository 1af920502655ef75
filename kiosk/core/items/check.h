// The rules for items and responses, each in one place. Every reader, the store, the station,
// headquarters and scoring itself call these.
#pragma once

#include "kiosk/core/base/result.h"
#include "kiosk/core/items/finding.h"
#include "kiosk/core/items/item.h"
#include "kiosk/core/items/rating_scale.h"
#include "kiosk/core/items/response.h"

namespace asah::items {

/// All that is wrong with an item, and with its key when there is one. No findings: it can be
/// shown, answered and, with the key, scored.
Findings check_item(const Item& item, const ItemKey* key);

/// What is wrong with what items of every kind have.
Findings check_head(const ItemHead& head);

/// Whether a response is one that this item can get: its shape, known ids without doubles, texts
/// within kAnswerCharactersMax, a rating on `scale`. An empty response and one that is not complete
/// yet are well formed.
/// Errors: InvalidArgument.
Result<void> check_response(const Item& item, const Response& response, const RatingScale& scale);

}  // namespace asah::items
