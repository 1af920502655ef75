// Calling staff: what to say to them, and the keys, in one dialog that is there on every screen.
// And the dialog for whoever closes the window.
#include "kiosk/screens/app.h"

namespace asah::screens {

DialogView make_help_view(const AppState& state, const Catalogue& catalogue) {
    DialogView dialog;
    dialog.is_call = true;
    dialog.question = catalogue.text("help.title");
    dialog.sentence = catalogue.text("help.sentence");
    const std::string place = place_text(state.place, catalogue, state.language);
    if (!place.empty()) {
        dialog.facts.push_back(
            {FactKind::Place, catalogue.text("help.place", {{"place", state.place.terminal}})});
    }
    const auto* sitting = std::get_if<SittingState>(&state.screen);
    if (sitting != nullptr) {
        dialog.facts.push_back({FactKind::Done, catalogue.text("help.saved")});
        dialog.facts.push_back({FactKind::Keys, catalogue.text("help.keys_sitting")});
        if (sitting->error) {
            dialog.staff_note = staff_code(*sitting->error, catalogue);
        }
    } else {
        dialog.facts.push_back({FactKind::Keys, catalogue.text("help.keys")});
    }
    dialog.safe = {"help.close", catalogue.text("help.close"), true};
    return dialog;
}

DialogView make_close_view(const AppState& state, const Catalogue& catalogue) {
    DialogView dialog;
    dialog.question = catalogue.text("close.title");
    dialog.sentence = catalogue.text("close.sentence");
    if (std::holds_alternative<SittingState>(state.screen)) {
        dialog.facts.push_back({FactKind::Done, catalogue.text("close.saved")});
    }
    dialog.facts.push_back({FactKind::Staff, catalogue.text("close.administrator")});
    dialog.safe = {"help.close", catalogue.text("close.back"), true};
    return dialog;
}

}  // namespace asah::screens
