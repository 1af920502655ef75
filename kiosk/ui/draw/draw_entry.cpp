// Sign-in, the choice of an own PIN, READY, and the kiosk that is stopped or out of use.
#include <cmath>

#include "kiosk/ui/draw/draw_app.h"

namespace asah::ui {

namespace {

PanelWords to_panel(const screens::PanelView& view) {
    PanelWords words{.brand = view.brand,
                     .welcome = view.welcome,
                     .promise = view.promise,
                     .notes = {},
                     .place = view.place};
    constexpr std::array kSigns{Icon::Lock, Icon::Save};
    for (std::size_t i = 0; i < view.notes.size(); ++i) {
        words.notes.emplace_back(kSigns[std::min(i, kSigns.size() - 1)], view.notes[i]);
    }
    return words;
}

// Both languages as tabs at the left; the other tools at the right.
void draw_entry_bar(Ui& ui, Rect bar, const screens::AppView& app, Hit& hit) {
    bar.cut_left(ui.px(28));
    const float height = tool_px(ui);
    const bool is_english = app.language == Language::English;
    float width = 0;
    for (const std::string& name : app.language_names) {
        width += ui.text_width(name, {Step::Body, Weight::Bold}) + ui.px(32) + ui.px(8);
    }
    width += ui.icon_px() + ui.px(10);
    std::vector<Tool> tools{{app.help.id, Icon::SupportAgent, app.help.label, Has::No, 2},
                            {app.contrast.id, Icon::Contrast, app.contrast.label, Has::Yes, 1},
                            {app.text_size.id, Icon::FormatSize, app.text_size.label, Has::Yes, 0}};
    if (bar.w - width < 3 * (height + ui.px(8)) + ui.px(16)) {
        draw_tools(ui, bar, page_tools(app), 0, hit);
        return;
    }
    draw_tools(ui, bar, tools, width, hit);
    for (std::size_t i = 0; i < app.language_names.size(); ++i) {
        const bool is_now = (i == 1) == is_english;
        const std::string& name = app.language_names[i];
        const float sign = is_now ? ui.icon_px() + ui.px(10) : 0;
        const float w = std::ceil(ui.text_width(name, {Step::Body, Weight::Bold})) + ui.px(34);
        const Rect place = bar.cut_left(w + sign, ui.px(6)).centred(height);
        const std::string id = is_now ? app.language_switch.id + ".now" : app.language_switch.id;
        if (ui.tab(place, id, name, is_now ? Icon::Language : Icon::None, is_now)) {
            hit = id;
        }
    }
}

// Panel left, bar on top of the rest; returns where the fields go.
Rect draw_entry_frame(Ui& ui, const screens::AppView& app, const screens::PanelView& panel,
                      Rect& bar) {
    Rect rest = draw_welcome_panel(ui, to_panel(panel));
    bar = rest.cut_top(ui.metrics().top_bar);
    if (const auto idle = idle_banner(app)) {
        ui.banner(rest.cut_top(ui.banner_height(rest.w, *idle)), *idle);
    }
    const bool is_wide = ui.metrics().grid == Grid::Wide;
    rest = rest.inset(ui.px(is_wide ? 48 : 24), 0);
    const float room = rest.h - ui.px(600);
    rest.cut_top(ui.metrics().is_compact ? ui.px(16) : std::clamp(room / 2, ui.px(12), ui.px(90)));
    rest.cut_bottom(ui.px(12));
    return rest;
}

}  // namespace

Drawn draw_sign_in(Ui& ui, const screens::AppView& app, const screens::SignInView& view) {
    Drawn drawn;
    begin_page(ui, app, "sign_in", "sign_in", "signin.number");
    Rect bar;
    const Rect area = draw_entry_frame(ui, app, view.panel, bar);
    const bool is_number = view.field == screens::SignInField::Number;
    const Button forgot{.id = "signin.forgot",
                        .label = view.forgot,
                        .kind = ButtonKind::Quiet,
                        .icon = Icon::SupportAgent};
    const auto result =
        draw_digit_entry(ui, area,
                         {.title = view.title,
                          .number = {.id = "signin.number",
                                     .label = view.number_label,
                                     .shown = view.number,
                                     .state = is_number ? FieldState::Active : FieldState::Rest,
                                     .length = view.number.size()},
                          .is_number_active = is_number,
                          .is_number_complete = view.is_number_complete,
                          .number_note = view.number_note,
                          .number_tone = view.is_number_complete ? Tone::Ok : Tone::Plain,
                          .pin_id = "signin.pin",
                          .pin_label = view.pin_label,
                          .pin_length = view.pin_length,
                          .is_pin_active = !is_number,
                          .pin_note = view.pin_note,
                          .problem = view.problem,
                          .submit = to_button(view.submit, ButtonKind::Primary),
                          .keypad_prefix = "signin.key.",
                          .keypad = {.clear = view.clear, .erase = view.erase},
                          .keyboard_note = view.keyboard_note,
                          .forgot = forgot});
    drawn.hit = to_hit(result, "signin.key.");
    draw_entry_bar(ui, bar, app, drawn.hit);
    end_page(ui, app, drawn);
    return drawn;
}

Drawn draw_choose_pin(Ui& ui, const screens::AppView& app, const screens::ChoosePinView& view) {
    Drawn drawn;
    begin_page(ui, app, "choose_pin", "choose_pin", "pin.new");
    Rect bar;
    const Rect area = draw_entry_frame(ui, app, view.panel, bar);
    const bool is_first = view.field == screens::SignInField::Number;
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    const auto result =
        draw_digit_entry(ui, area,
                         {.title = view.title,
                          .number = {.id = "pin.new",
                                     .label = view.pin_label,
                                     .shown = {},
                                     .length = static_cast<std::size_t>(view.pin_length)},
                          .is_number_boxes = true,
                          .is_number_active = is_first,
                          .is_number_complete = view.submit.is_enabled,
                          .number_note = is_narrow ? std::string_view(view.note) : "",
                          .pin_id = "pin.again",
                          .pin_label = view.again_label,
                          .pin_length = view.again_length,
                          .is_pin_active = !is_first,
                          .pin_note = {},
                          .problem = view.problem,
                          .submit = to_button(view.submit, ButtonKind::Primary),
                          .keypad_prefix = "pin.key.",
                          .keypad = {.clear = view.clear, .erase = view.erase},
                          .keyboard_note = view.keyboard_note});
    drawn.hit = to_hit(result, "pin.key.");
    draw_entry_bar(ui, bar, app, drawn.hit);
    end_page(ui, app, drawn);
    return drawn;
}

namespace {

std::vector<CheckRow> to_checks(const std::vector<screens::CheckView>& checks) {
    std::vector<CheckRow> rows;
    for (const screens::CheckView& check : checks) {
        rows.push_back({check.is_good, check.name, check.finding, check.remedy});
    }
    return rows;
}

}  // namespace

Drawn draw_ready(Ui& ui, const screens::AppView& app, const screens::ReadyView& view) {
    Drawn drawn;
    begin_page(ui, app, "ready", "ready", view.sign_in.id);
    const float left = draw_ready_panel(ui, {.brand = view.brand,
                                             .title = view.title,
                                             .sentence = view.sentence,
                                             .place = view.place,
                                             .is_ready = view.is_ready});
    const Frame frame = make_frame(ui, {.left = left});
    const bool is_narrow = left <= 0;
    Rect footer = frame.footer;
    ui.fill(footer, Colour::Sheet);
    ui.rule(footer.x, footer.right(), footer.y);
    const float margin = ui.px(ui.metrics().grid == Grid::Wide ? 48 : 24);
    Rect inner = ui.begin_scroll("ready.body", frame.body.inset(margin, 0), margin);
    inner.cut_top(ui.px(8));
    if (is_narrow) {
        const Colour ink = view.is_ready ? Colour::Ok : Colour::Unsure;
        inner.cut_top(ui.text(inner, view.title, {Step::Title, Weight::Bold, ink}), ui.px(8));
        inner.cut_top(ui.text(inner, view.sentence, {Step::Option}), ui.px(8));
        inner.cut_top(ui.text(inner, view.place, {Step::Caption, Weight::Regular, Colour::InkSoft}),
                      ui.px(20));
    }
    const float chip = ui.chip_width(view.count);
    const float heading = ui.text(inner, view.heading, {Step::Heading, Weight::Bold, Colour::Ink});
    ui.chip(inner.right() - chip, inner.y + (heading - ui.chip_px()) / 2, view.count,
            view.is_ready ? Icon::Check : Icon::Warning, view.is_ready ? Tone::Ok : Tone::Unsure);
    inner.cut_top(heading, ui.px(12));
    inner.y = draw_checks(ui, inner, to_checks(view.checks));
    ui.end_scroll(inner.y + ui.px(12));
    Shelf shelf(ui, footer, ui.px(24));
    Button sign_in = to_button(view.sign_in, ButtonKind::Primary);
    sign_in.trailing = Icon::ArrowForward;
    if (shelf.right(sign_in)) {
        drawn.hit = view.sign_in.id;
    }
    draw_tools(ui, frame.top, page_tools(app), 0, drawn.hit);
    end_page(ui, app, drawn);
    return drawn;
}

Drawn draw_stopped(Ui& ui, const screens::AppView& app, const screens::StoppedView& view) {
    Drawn drawn;
    begin_page(ui, app, "stopped", "stopped", app.language_switch.id);
    const Frame frame = make_frame(ui, {.footer = Has::No});
    draw_grounds(ui, frame);
    const Rect bar = draw_tools(ui, frame.top, page_tools(app), ui.px(180), drawn.hit);
    draw_brand(ui, bar, app.brand, 0);
    Rect inner = ui.begin_scroll("stopped.body", frame.body.inset(ui.metrics().margin, 0));
    inner.w = std::min(inner.w, ui.tx(760));
    inner.cut_top(ui.px(48));
    const float side = ui.px(68);
    ui.tile({inner.x, inner.y, side, side}, Icon::Warning, Colour::UnsureSoft, Colour::Unsure);
    inner.cut_top(side, ui.px(24));
    inner.cut_top(ui.text(inner, view.title, {Step::Title, Weight::Bold, Colour::Ink}), ui.px(8));
    inner.cut_top(ui.text(inner, view.what, {Step::Option}), ui.px(24));
    inner.cut_top(draw_note(ui, inner, Icon::VerifiedUser, view.safe, Colour::Ok, {Step::Option}),
                  ui.px(14));
    inner.cut_top(draw_note(ui, inner, Icon::ArrowForward, view.next, Colour::Ink,
                            {Step::Option, Weight::Bold}),
                  ui.px(14));
    ui.end_scroll(inner.y);
    end_page(ui, app, drawn);
    return drawn;
}

namespace {

struct FactLook {
    Icon icon;
    Colour ground;
    Colour ink;
};

FactLook look_of(screens::EndFactKind kind) {
    switch (kind) {
        case screens::EndFactKind::Erased:
        case screens::EndFactKind::Carried:
            return {Icon::CheckCircle, Colour::OkSoft, Colour::Ok};
        case screens::EndFactKind::Waiting:
            return {Icon::HourglassEmpty, Colour::UnsureSoft, Colour::Unsure};
        case screens::EndFactKind::Pin:
            return {Icon::Lock, Colour::PrimarySoft, Colour::Primary};
    }
    return {Icon::None, Colour::Sheet, Colour::Ink};
}

/// For people: that this place is closed, and that their answers are safe. Returns its end.
float draw_closed(Ui& ui, Rect area, const screens::OutOfUseView& view) {
    const TextStyle quiet{Step::Caption, Weight::Regular, Colour::InkSoft};
    const float side = ui.px(ui.metrics().is_compact ? 68 : 96);
    ui.tile({area.x, area.y, side, side}, Icon::PowerSettingsNew, Colour::Sunken, Colour::InkSoft);
    area.cut_top(side, ui.px(28));
    area.cut_top(ui.text(area, view.title, {Step::Title, Weight::Bold, Colour::Ink}), ui.px(8));
    area.cut_top(ui.text(area, view.sentence, {Step::Option, Weight::Regular, Colour::InkSoft}),
                 ui.px(28));
    area.cut_top(ui.text(area, view.place, quiet), ui.px(4));
    area.cut_top(ui.text(area, view.since, quiet));
    return area.y;
}

/// For staff: what has become of people, content and answers. Returns its end.
float draw_end_facts(Ui& ui, Rect area, const screens::OutOfUseView& view) {
    const TextStyle words{Step::Body, Weight::Regular, Colour::InkSoft};
    area.cut_top(ui.text(area, view.heading, {Step::Heading, Weight::Bold, Colour::Ink}), ui.px(4));
    area.cut_top(ui.text(area, view.reason, words), ui.px(22));
    for (const screens::EndFactView& fact : view.facts) {
        const FactLook look = look_of(fact.kind);
        const float side = ui.px(48);
        Rect row = area;
        ui.tile({row.x, row.y, side, side}, look.icon, look.ground, look.ink);
        row.cut_left(side, ui.px(18));
        row.cut_top(ui.text(row, fact.title, {Step::Option, Weight::Bold, Colour::Ink}));
        row.cut_top(ui.text(row, fact.sentence, words));
        area.cut_top(std::max(side, row.y - area.y), ui.px(22));
    }
    ui.rule(area.x, area.right(), area.y);
    area.cut_top(ui.px(18));
    area.cut_top(draw_note(ui, area, Icon::SupportAgent, view.call, Colour::InkSoft, {Step::Body}));
    return area.y;
}

}  // namespace

Drawn draw_out_of_use(Ui& ui, const screens::AppView& app, const screens::OutOfUseView& view) {
    Drawn drawn;
    begin_page(ui, app, "out_of_use", "out_of_use", app.language_switch.id);
    const Frame frame = make_frame(ui, {.footer = Has::No});
    draw_grounds(ui, frame);
    const Rect bar = draw_tools(ui, frame.top, page_tools(app), ui.px(180), drawn.hit);
    draw_brand(ui, bar, app.brand, 0);
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    Rect inner = ui.begin_scroll("out_of_use.body", frame.body.inset(ui.metrics().margin, 0),
                                 ui.metrics().margin);
    inner.cut_top(ui.px(ui.metrics().is_compact ? 20 : 48));
    Rect right = inner;
    const Rect left = is_narrow ? inner : right.cut_left(std::round(inner.w * 0.36F), ui.px(40));
    const float end = draw_closed(ui, left, view);
    if (is_narrow) {
        right.y = end + ui.px(32);
    }
    ui.end_scroll(std::max(end, draw_end_facts(ui, right, view)) + ui.px(20));
    ui.scroll_by_pages("out_of_use.body");
    end_page(ui, app, drawn);
    return drawn;
}

}  // namespace asah::ui
