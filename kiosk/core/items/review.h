// What a trainer should look at in an item that can be used: texts that the terminal cannot draw,
// accepted answers that its keyboard cannot type, options and explanations that name other options.
// Called where drafts become items, so that every format is reviewed alike.
// What the terminal can draw and type: terminal_signs.h.
#pragma once

#include "kiosk/core/items/finding.h"
#include "kiosk/core/items/item.h"

namespace asah::items {

/// Warnings: sign_unshown, option_all_above, option_names_letters, letter_named.
/// Error: accepted_untypable, when no accepted form can be typed. `key` may be null.
Findings review_item(const Item& item, const ItemKey* key);

}  // namespace asah::items
