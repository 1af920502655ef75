#include "kiosk/screens/sitting_draft.h"

#include <algorithm>

namespace asah::screens {

namespace {

using assessment::ItemKind;
using assessment::Response;

constexpr std::size_t kTextMax = 500;

const assessment::Item& item_of(const SittingState& state) {
    return state.data.items[static_cast<std::size_t>(state.position)];
}

Response& draft_of(SittingState& state) {
    return state.drafts[static_cast<std::size_t>(state.position)];
}

void toggle(std::vector<OptionId>& chosen, const OptionId& id) {
    const auto found = std::find(chosen.begin(), chosen.end(), id);
    if (found != chosen.end()) {
        chosen.erase(found);
    } else {
        chosen.push_back(id);
    }
}

bool has_option(const SittingState& state, const OptionId& id) {
    const assessment::Item& item = item_of(state);
    if (item.kind == ItemKind::Statement) {
        const auto& rule = state.framework->self_assessment;
        const auto is_code = [&](const auto& outside) { return outside.code == id.value; };
        return (id.value.size() == 1 && id.value[0] >= '1' && id.value[0] <= '5') ||
               std::any_of(rule.outside_scale.begin(), rule.outside_scale.end(), is_code);
    }
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const auto& option) { return option.id == id; });
}

/// A field for numbers has one decimal mark: the point of a numeric keypad is shown, stored and
/// scored as a comma. Everything else stays as typed, also what is no number.
std::string with_commas(std::string text) {
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

/// At most kTextMax bytes, never a part of a character.
std::string shortened(std::string text) {
    std::size_t size = std::min(text.size(), kTextMax);
    while (size < text.size() && size > 0 &&
           (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    text.resize(size);
    return text;
}

}  // namespace

bool choose(SittingState& state, const OptionId& id) {
    if (!has_option(state, id)) {
        return false;
    }
    Response& draft = draft_of(state);
    const Response before = draft;
    switch (item_of(state).kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
        case ItemKind::Situational:
            draft.chosen = {id};
            break;
        case ItemKind::MultipleResponse:
            toggle(draft.chosen, id);
            std::sort(draft.chosen.begin(), draft.chosen.end());
            break;
        case ItemKind::Ordering:
            toggle(draft.chosen, id);
            break;
        case ItemKind::Matching:
            state.match_from = id;
            break;
        case ItemKind::Statement: {
            const bool is_step = id.value.size() == 1 && id.value[0] >= '1' && id.value[0] <= '5';
            draft.rating = is_step ? id.value[0] - '0' : 0;
            draft.outside = is_step ? std::string() : id.value;
            break;
        }
        case ItemKind::Numeric:
        case ItemKind::ShortText:
            break;
    }
    return draft != before;
}

bool pair_up(SittingState& state, const OptionId& target) {
    const auto& targets = item_of(state).targets;
    const bool is_known = std::any_of(targets.begin(), targets.end(),
                                      [&](const auto& option) { return option.id == target; });
    if (!state.match_from || !is_known) {
        return false;
    }
    auto& pairs = draft_of(state).pairs;
    std::erase_if(pairs, [&](const auto& pair) {
        return pair.first == *state.match_from || pair.second == target;
    });
    pairs.emplace_back(*state.match_from, target);
    std::sort(pairs.begin(), pairs.end());
    state.match_from.reset();
    return true;
}

void type(SittingState& state, const std::string& text) {
    const ItemKind kind = item_of(state).kind;
    Response& draft = draft_of(state);
    std::string& field = kind == ItemKind::Statement ? draft.note : draft.text;
    std::string next = shortened(kind == ItemKind::Numeric ? with_commas(text) : text);
    if (next == field) {
        return;
    }
    field = std::move(next);
    state.is_text_dirty = true;
    state.typed_at = state.now;
}

bool can_store(const SittingState& state) {
    const assessment::Item& item = item_of(state);
    const std::size_t count = state.drafts[static_cast<std::size_t>(state.position)].chosen.size();
    return item.kind != ItemKind::Ordering || count == 0 || count == item.options.size();
}

bool is_same_choice(const Response& a, const Response& b) {
    return a.chosen == b.chosen && a.pairs == b.pairs && a.rating == b.rating &&
           a.outside == b.outside;
}

bool is_same_text(const Response& a, const Response& b) {
    return a.text == b.text && a.note == b.note;
}

}  // namespace asah::screens
