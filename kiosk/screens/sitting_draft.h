// The answer that a person is making at the position: what touches and typed text do to it, by the
// item's kind. Nothing is sent from here. Not for other folders.
#pragma once

#include "kiosk/screens/sitting.h"

namespace asah::screens {

/// Whether the item on the screen was withdrawn meanwhile. A touch or a key that was on its way
/// then changes nothing.
bool is_withdrawn(const SittingState& state);

/// An option is touched. Whether the answer changed; an option that the item lacks changes nothing.
bool choose(SittingState& state, const OptionId& id);

/// The chosen option of a matching gets its target. Whether it did.
bool pair_up(SittingState& state, const OptionId& target);

/// The field's new text; in a number a point becomes a comma.
void type(SittingState& state, const std::string& text);

}  // namespace asah::screens
