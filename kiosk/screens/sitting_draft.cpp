#include "kiosk/screens/sitting_draft.h"

#include "kiosk/core/items/edit.h"

namespace asah::screens {

namespace {

const items::Item& item_of(const SittingState& state) {
    return state.data.items[static_cast<std::size_t>(state.position)];
}

items::Response& draft_of(SittingState& state) {
    return state.drafts[static_cast<std::size_t>(state.position)];
}

}  // namespace

bool is_withdrawn(const SittingState& state) {
    return state.data.sitting.answers[static_cast<std::size_t>(state.position)].is_withdrawn;
}

bool choose(SittingState& state, const OptionId& id) {
    if (is_withdrawn(state)) {
        return false;
    }
    const auto scale = assessment::rating_scale(*state.framework);
    const items::Response before = draft_of(state);
    if (!items::touch(item_of(state), scale, id, draft_of(state), state.match_from)) {
        return false;
    }
    // A touched reading of a number changes what was typed.
    state.is_text_dirty = state.is_text_dirty || !items::is_same_text(draft_of(state), before);
    return true;
}

bool pair_up(SittingState& state, const OptionId& target) {
    return !is_withdrawn(state) &&
           items::touch_target(item_of(state), target, draft_of(state), state.match_from);
}

void type(SittingState& state, const std::string& text) {
    if (!is_withdrawn(state) && items::type(item_of(state), text, draft_of(state))) {
        state.is_text_dirty = true;
        state.typed_at = state.now;
    }
}

}  // namespace asah::screens
