// The answer that a person is making: what a touch or a typed text does to it, by the item's kind.
// Nothing is saved from here.
#pragma once

#include <optional>
#include <string>

#include "kiosk/core/items/item.h"
#include "kiosk/core/items/rating_scale.h"
#include "kiosk/core/items/response.h"

namespace asah::items {

/// An option is touched (a statement: a step of the scale "1".."5", or a code outside it). One that
/// the item lacks changes nothing. `waiting` is the term of a matching item that waits for its
/// target.  Returns whether the response changed.
bool touch(const Item& item, const RatingScale& scale, const OptionId& option, Response& response,
           std::optional<OptionId>& waiting);

/// The waiting term of a matching item gets its target. Returns whether the response changed.
bool touch_target(const Item& item, const OptionId& target, Response& response,
                  std::optional<OptionId>& waiting);

/// The field's new text, cut at kAnswerCharactersMax characters; in a number a point becomes a
/// comma.  Returns whether the response changed.
bool type(const Item& item, const std::string& text, Response& response);

/// How far an answer to an item is.
Progress progress_of(const Item& item, const Response& response);

}  // namespace asah::items
