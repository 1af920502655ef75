// Draws the kiosk's view: one draw_<screen> a screen, each from the View alone. What a person did
// comes back as the id of the widget (screens::event_for turns it into an event) or as typed text.
// Invariant: no literal word, no formatting, no decision; flags of the View only.
#pragma once

#include <optional>
#include <string>

#include "kiosk/screens/app.h"
#include "kiosk/ui/regions.h"

namespace asah::ui {

struct Drawn {
    Hit hit;
    /// A key for the text of an answer: a character or U'\b'.
    std::optional<char32_t> key;
};
Drawn draw_app(Ui& ui, const screens::AppView& view);

Drawn draw_sign_in(Ui& ui, const screens::AppView& app, const screens::SignInView& view);
Drawn draw_home(Ui& ui, const screens::AppView& app, const screens::HomeView& view);
Drawn draw_start(Ui& ui, const screens::AppView& app, const screens::StartView& view);
Drawn draw_sitting(Ui& ui, const screens::AppView& app, const screens::SittingView& view);
Drawn draw_result(Ui& ui, const screens::AppView& app, const screens::ResultView& view);
Drawn draw_ready(Ui& ui, const screens::AppView& app, const screens::ReadyView& view);

/// Language, text size, contrast and sign-out at the right of a bar; returns what was hit.
Hit draw_top_tools(Ui& ui, const Rect& bar, const screens::AppView& app);
Button to_button(const screens::Action& action, ButtonKind kind, Icon icon = Icon::None);
/// A key of a keypad as the id of its widget, whether it was touched or typed.
Hit to_hit(const DigitEntryResult& result, std::string_view key_prefix);
void keep(Hit& hit, Hit other);

}  // namespace asah::ui
