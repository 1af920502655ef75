// Inside of the sitting's view, shared by the files that make its parts. Not for other folders.
#pragma once

#include "kiosk/screens/sitting.h"

namespace asah::screens {

struct SittingWords {
    const SittingState& state;
    const Catalogue& catalogue;
    Language language;
    [[nodiscard]] const items::Item& item() const {
        return state.data.items[static_cast<std::size_t>(state.position)];
    }
    [[nodiscard]] const items::Response& draft() const {
        return state.drafts[static_cast<std::size_t>(state.position)];
    }
    [[nodiscard]] std::string text(std::string_view key) const { return catalogue.text(key); }
    [[nodiscard]] std::string text(std::string_view key, const Values& values) const {
        return catalogue.text(key, values);
    }
};

void add_map(SittingView& view, const SittingWords& words);
std::optional<DialogView> dialog_of(const SittingWords& words);

}  // namespace asah::screens
