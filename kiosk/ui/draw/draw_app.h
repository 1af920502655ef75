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
    std::optional<std::string> text;  // of the answer's field, as it is now
    bool was_touched = false;         // any touch or key in this frame
};
Drawn draw_app(Ui& ui, const screens::AppView& view);

Drawn draw_sign_in(Ui& ui, const screens::AppView& app, const screens::SignInView& view);
Drawn draw_choose_pin(Ui& ui, const screens::AppView& app, const screens::ChoosePinView& view);
Drawn draw_home(Ui& ui, const screens::AppView& app, const screens::HomeView& view);
Drawn draw_start(Ui& ui, const screens::AppView& app, const screens::StartView& view);
Drawn draw_sitting(Ui& ui, const screens::AppView& app, const screens::SittingView& view);
Drawn draw_result(Ui& ui, const screens::AppView& app, const screens::ResultView& view);
Drawn draw_ready(Ui& ui, const screens::AppView& app, const screens::ReadyView& view);
Drawn draw_stopped(Ui& ui, const screens::AppView& app, const screens::StoppedView& view);
Drawn draw_out_of_use(Ui& ui, const screens::AppView& app, const screens::OutOfUseView& view);

/// Around every screen. end_page draws the help dialog and takes the keys that work everywhere.
void begin_page(Ui& ui, const screens::AppView& app, std::string_view screen,
                std::string_view focus_key, std::string_view first_focus);
void end_page(Ui& ui, const screens::AppView& app, Drawn& drawn);

/// The warning that the screen closes soon; nothing while the person is there.
std::optional<Banner> idle_banner(const screens::AppView& app);
/// Sign-out, help, contrast, text size, language: from the right edge of a bar on.
std::vector<Tool> page_tools(const screens::AppView& app);
Dialog to_dialog(std::string_view id, const screens::DialogView& view);
Button to_button(const screens::Action& action, ButtonKind kind, Icon icon = Icon::None);
/// A key of a keypad as the id of its widget, whether it was touched or typed.
Hit to_hit(const DigitEntryResult& result, std::string_view key_prefix);
void keep(Hit& hit, Hit other);

}  // namespace asah::ui
