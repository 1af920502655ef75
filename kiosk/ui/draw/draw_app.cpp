#include "kiosk/ui/draw/draw_app.h"

#include <variant>

namespace asah::ui {

void keep(Hit& hit, Hit other) {
    if (other) {
        hit = std::move(other);
    }
}

Button to_button(const screens::Action& action, ButtonKind kind, Icon icon) {
    return {.id = action.id,
            .label = action.label,
            .kind = kind,
            .icon = icon,
            .enabled = action.is_enabled ? Enabled::Yes : Enabled::No};
}

Hit to_hit(const DigitEntryResult& result, std::string_view key_prefix) {
    if (!result.key) {
        return result.hit;
    }
    const std::string prefix(key_prefix);
    if (*result.key == U'\b') {
        return prefix + "erase";
    }
    if (*result.key == U'\x7f') {
        return prefix + "clear";
    }
    return prefix + static_cast<char>(*result.key);
}

std::vector<Tool> page_tools(const screens::AppView& app) {
    std::vector<Tool> tools;
    if (app.sign_out) {
        tools.push_back({app.sign_out->id, Icon::Logout, app.sign_out->label, Has::Yes, 0});
    }
    tools.push_back({app.help.id, Icon::SupportAgent, app.help.label, Has::Yes, 1});
    tools.push_back({app.contrast.id, Icon::Contrast, app.contrast.label, Has::No, 3});
    tools.push_back({app.text_size.id, Icon::FormatSize, app.text_size.label, Has::No, 2});
    tools.push_back(
        {app.language_switch.id, Icon::Language, app.language_switch.label, Has::No, 4});
    return tools;
}

std::optional<Banner> idle_banner(const screens::AppView& app) {
    if (app.idle_warning.empty()) {
        return std::nullopt;
    }
    return Banner{.icon = Icon::TouchApp, .bold = app.idle_warning, .words = app.idle_text};
}

namespace {

struct FactSign {
    Icon icon;
    Colour colour;
};

FactSign sign_of(screens::FactKind kind) {
    switch (kind) {
        case screens::FactKind::Done:
            return {Icon::CheckCircle, Colour::Ok};
        case screens::FactKind::Empty:
            return {Icon::RadioButtonUnchecked, Colour::Ink};
        case screens::FactKind::Time:
            return {Icon::Schedule, Colour::Ink};
        case screens::FactKind::Paused:
            return {Icon::Pause, Colour::Ok};
        case screens::FactKind::Waiting:
            return {Icon::Error, Colour::Problem};
        case screens::FactKind::Staff:
            return {Icon::SupportAgent, Colour::Ink};
        case screens::FactKind::Place:
            return {Icon::PanTool, Colour::Primary};
        case screens::FactKind::Keys:
            return {Icon::TouchApp, Colour::InkSoft};
    }
    return {Icon::None, Colour::Ink};
}

struct DrawScreen {
    Ui& ui;
    const screens::AppView& app;
    Drawn operator()(const screens::ReadyView& view) const { return draw_ready(ui, app, view); }
    Drawn operator()(const screens::StoppedView& view) const { return draw_stopped(ui, app, view); }
    Drawn operator()(const screens::SignInView& view) const { return draw_sign_in(ui, app, view); }
    Drawn operator()(const screens::ChoosePinView& view) const {
        return draw_choose_pin(ui, app, view);
    }
    Drawn operator()(const screens::HomeView& view) const { return draw_home(ui, app, view); }
    Drawn operator()(const screens::StartView& view) const { return draw_start(ui, app, view); }
    Drawn operator()(const screens::SittingView& view) const { return draw_sitting(ui, app, view); }
    Drawn operator()(const screens::ResultView& view) const { return draw_result(ui, app, view); }
    Drawn operator()(const screens::OutOfUseView& view) const {
        return draw_out_of_use(ui, app, view);
    }
};

}  // namespace

Dialog to_dialog(std::string_view id, const screens::DialogView& view) {
    Dialog dialog{.id = id,
                  .question = view.question,
                  .sentence = view.sentence,
                  .facts = {},
                  .safe = to_button(view.safe, ButtonKind::Primary),
                  .other = {},
                  .staff_note = view.staff_note};
    for (const screens::FactView& fact : view.facts) {
        const FactSign sign = sign_of(fact.kind);
        dialog.facts.push_back({sign.icon, sign.colour, fact.text});
    }
    if (view.other) {
        dialog.other = to_button(*view.other, ButtonKind::Secondary,
                                 view.is_problem ? Icon::SupportAgent : Icon::None);
    }
    if (view.is_problem) {
        dialog.is_problem = true;
        dialog.safe.icon = Icon::Refresh;
    } else if (view.is_call) {
        dialog.sign = Icon::SupportAgent;
    }
    return dialog;
}

void begin_page(Ui& ui, const screens::AppView& app, std::string_view screen,
                std::string_view focus_key, std::string_view first_focus) {
    ui.name_scrolls(app.scroll_up, app.scroll_down);
    ui.begin(screen, focus_key, first_focus);
    if (app.help_dialog) {
        ui.cover();
    }
}

void end_page(Ui& ui, const screens::AppView& app, Drawn& drawn) {
    if (app.help_dialog) {
        keep(drawn.hit, draw_dialog(ui, to_dialog("help.dialog", *app.help_dialog)));
    }
    struct Shortcut {
        Key key;
        std::string_view id;
    };
    for (const Shortcut& shortcut :
         {Shortcut{Key::F1, app.help.id}, Shortcut{Key::F9, app.contrast.id},
          Shortcut{Key::Larger, "top.larger"}, Shortcut{Key::Smaller, "top.smaller"}}) {
        if (ui.was_pressed(shortcut.key)) {
            drawn.hit = std::string(shortcut.id);
        }
    }
    drawn.was_touched = ui.was_touched();
    ui.end();
}

Drawn draw_app(Ui& ui, const screens::AppView& view) {
    return std::visit(DrawScreen{ui, view}, view.screen);
}

}  // namespace asah::ui
