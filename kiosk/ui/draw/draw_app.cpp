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

Hit draw_top_tools(Ui& ui, const Rect& bar, const screens::AppView& app) {
    Hit hit;
    Rect rest = bar.inset(ui.px(16), 0);
    const float tool = std::max(ui.px(52), ui.tx(44));
    const auto place = [&] { return rest.cut_right(tool, ui.px(8)).centred(tool); };
    if (app.sign_out &&
        ui.icon_button(place(), app.sign_out->id, Icon::Logout, app.sign_out->label)) {
        hit = app.sign_out->id;
    }
    if (ui.icon_button(place(), app.contrast.id, Icon::Contrast, app.contrast.label) ||
        ui.was_pressed(Key::F9)) {
        hit = app.contrast.id;
    }
    if (ui.icon_button(place(), app.text_size.id, Icon::FormatSize, app.text_size.label) ||
        ui.was_pressed(Key::Larger)) {
        hit = app.text_size.id;
    }
    if (ui.icon_button(place(), app.language_switch.id, Icon::Language,
                       app.language_switch.label)) {
        hit = app.language_switch.id;
    }
    return hit;
}

namespace {

Drawn draw_choose_pin(Ui& ui, const screens::AppView& app, const screens::ChoosePinView& view) {
    Drawn drawn;
    ui.begin("choose_pin", "choose_pin", "pin.new");
    Rect rest = ui.screen();
    const Rect bar = rest.cut_top(ui.metrics().top_bar);
    rest = rest.inset(ui.metrics().margin, ui.px(12));
    const std::string dots(static_cast<std::size_t>(view.pin_length), '*');
    const bool is_first = view.field == screens::SignInField::Number;
    const auto result =
        draw_digit_entry(ui, rest,
                         {.title = view.title,
                          .number = {.id = "pin.new",
                                     .label = view.pin_label,
                                     .shown = dots,
                                     .state = is_first ? FieldState::Active : FieldState::Rest,
                                     .length = dots.size()},
                          .number_note = view.note,
                          .pin_id = "pin.again",
                          .pin_label = view.again_label,
                          .pin_length = view.again_length,
                          .is_pin_active = !is_first,
                          .pin_note = {},
                          .problem = view.problem,
                          .submit = to_button(view.submit, ButtonKind::Primary),
                          .keypad_prefix = "pin.key.",
                          .keypad = {.clear = view.clear, .erase = view.erase}});
    drawn.hit = to_hit(result, "pin.key.");
    keep(drawn.hit, draw_top_tools(ui, bar, app));
    ui.end();
    return drawn;
}

Drawn draw_stopped(Ui& ui, const screens::AppView& app, const screens::StoppedView& view) {
    Drawn drawn;
    ui.begin("stopped", "stopped", app.language_switch.id);
    Rect rest = ui.screen();
    const Rect bar = rest.cut_top(ui.metrics().top_bar);
    rest = rest.inset(ui.metrics().margin, ui.px(24));
    rest.cut_top(ui.text(rest, view.title, {Step::Title, Weight::Bold, Colour::Ink}), ui.px(16));
    rest.cut_top(ui.text(rest, view.safe, {Step::Option}), ui.px(12));
    ui.text(rest, view.next, {Step::Option, Weight::Bold});
    drawn.hit = draw_top_tools(ui, bar, app);
    ui.end();
    return drawn;
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
};

}  // namespace

Drawn draw_app(Ui& ui, const screens::AppView& view) {
    return std::visit(DrawScreen{ui, view}, view.screen);
}

}  // namespace asah::ui
