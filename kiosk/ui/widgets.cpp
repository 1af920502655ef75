// What is touched: buttons, tabs, options, rows. States: assets/look_terminal.json.
#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

constexpr float kPadding = 26;
constexpr float kQuietPadding = 18;
constexpr float kToolPadding = 12;

float padding_of(const Ui& ui, ButtonKind kind) {
    switch (kind) {
        case ButtonKind::Quiet:
        case ButtonKind::Warning:
            return ui.px(kQuietPadding);
        case ButtonKind::Tool:
            return ui.px(kToolPadding);
        case ButtonKind::Primary:
        case ButtonKind::Secondary:
        case ButtonKind::OnPanel:
            break;
    }
    return ui.px(kPadding);
}

}  // namespace

float Ui::button_width(const Button& button) const {
    const TextStyle style{button.step, Weight::Bold};
    const float padding = padding_of(*this, button.kind);
    float width = 2 * padding + std::ceil(text_width(button.label, style));
    for (const Icon icon : {button.icon, button.trailing}) {
        if (icon != Icon::None) {
            width += icon_px() + px(button.label.empty() ? 0 : 12);
        }
    }
    return width;
}

bool Ui::button(const Rect& rect, const Button& button) {
    const float radius = px(14);
    const Touch hit = touch({.id = button.id,
                             .rect = rect,
                             .role = Role::Button,
                             .text = button.label,
                             .enabled = button.enabled,
                             .enter = button.enter,
                             .radius = radius});
    const bool is_enabled = button.enabled == Enabled::Yes;

    Colour ink = Colour::Primary;
    Rect face = rect;
    if (!is_enabled) {
        fill(rect, Colour::DisabledFill, radius);
        ink = Colour::DisabledInk;
    } else if (button.kind == ButtonKind::Primary) {
        ink = Colour::OnPrimary;
        fill(rect, Colour::PrimaryPressed, radius);
        if (!hit.is_pressed) {
            face.h -= px(4);
            fill(face, Colour::Primary, radius);
        } else {
            face.y += px(2);
        }
    } else if (button.kind == ButtonKind::OnPanel) {
        fill(rect, hit.is_pressed ? Colour::OnPanelSoft : Colour::OnPanel, radius);
        ink = m_look.theme == Theme::Light ? Colour::Panel : Colour::OnPrimary;
    } else if (button.kind == ButtonKind::Warning) {
        ink = Colour::Unsure;
        fill(rect, hit.is_pressed ? Colour::UnsureSoft : Colour::Sheet, radius);
        border(rect, Colour::UnsureMark, px(2), radius);
    } else {
        ink = button.kind == ButtonKind::Tool ? Colour::InkSoft : Colour::Primary;
        if (button.kind == ButtonKind::Secondary) {
            fill(rect, hit.is_pressed ? Colour::PrimarySoft : Colour::Sheet, radius);
            border(rect, Colour::Primary, px(2), radius);
        } else if (hit.is_pressed) {
            fill(rect, Colour::PrimarySoft, radius);
        }
    }
    const TextStyle style{button.step, Weight::Bold, ink, Align::Left};
    const float gap = px(12);
    float inner = std::ceil(text_width(button.label, style));
    const float icons = (button.icon != Icon::None ? icon_px() + gap : 0) +
                        (button.trailing != Icon::None ? icon_px() + gap : 0);
    const float most = rect.w - icons - px(16);
    inner = std::min(inner, most);
    float x = face.centre() - (inner + icons) / 2;
    if (button.label.empty()) {
        icon(face.centre(), face.middle(), button.icon, ink);
        return hit.was_activated;
    }
    if (button.icon != Icon::None) {
        icon(x + icon_px() / 2, face.middle(), button.icon, ink);
        x += icon_px() + gap;
    }
    label({x, face.y, inner + 1, face.h}, button.label, style);
    if (button.trailing != Icon::None) {
        icon(x + inner + gap + icon_px() / 2, face.middle(), button.trailing, ink);
    }

    return hit.was_activated;
}

bool Ui::icon_button(const Rect& rect, std::string_view id, Icon shape, std::string_view name) {
    const Touch hit =
        touch({.id = id, .rect = rect, .role = Role::Button, .text = name, .radius = px(14)});
    if (hit.is_pressed) {
        fill(rect, Colour::PrimarySoft, px(14));
    }
    icon(rect.centre(), rect.middle(), shape, Colour::InkSoft);
    return hit.was_activated;
}

bool Ui::tab(const Rect& rect, std::string_view id, std::string_view words, Icon shape,
             bool is_selected) {
    const float radius = px(12);
    const Touch hit = touch({.id = id,
                             .rect = rect,
                             .role = Role::Tab,
                             .text = words,
                             .state = is_selected ? "selected" : "",
                             .radius = radius});
    if (is_selected) {
        fill(rect, Colour::Primary, radius);
        fill({rect.x, rect.y, rect.w, rect.h - px(3)}, Colour::PrimarySoft, radius);
    } else if (hit.is_pressed) {
        fill(rect, Colour::PrimarySoft, radius);
    }
    const Colour ink = is_selected ? Colour::Primary : Colour::InkSoft;
    Rect inner = rect.inset(px(16), 0);
    if (shape != Icon::None) {
        const Rect place = inner.cut_left(icon_px(), px(10));
        icon(place.centre(), place.middle(), shape, ink);
    }
    label(inner, words,
          {Step::Body, Weight::Bold, ink, shape == Icon::None ? Align::Centre : Align::Left});
    return hit.was_activated;
}

namespace {

// Five bars of 9 with 4 between.
float strength_width(const Ui& ui, const OptionRow& row) {
    return row.strength > 0 ? ui.px(5 * 9 + 4 * 4 + 16) : 0;
}

// A saved choice among several is a tick alone; the footer says the word once.
bool is_tick_alone(const OptionRow& row) {
    return row.shape == RowShape::Square && row.mark == Mark::Saved;
}

float mark_width(const Ui& ui, const OptionRow& row) {
    if (row.mark == Mark::None) {
        return 0;
    }
    if (is_tick_alone(row)) {
        return ui.icon_px(true) + ui.px(12);
    }
    return std::ceil(ui.text_width(row.mark_text, {Step::Caption, Weight::Bold})) +
           ui.icon_px(true) + ui.px(18);
}

float disc_px(const Ui& ui) { return ui.px(40) * (1 + (ui.metrics().text - 1) / 2); }

// A long text keeps the same width with and without a mark, so that saving never moves words.
float option_text_width(const Ui& ui, const OptionRow& row, float width) {
    const float reserved =
        row.is_selected || row.mark != Mark::None ? mark_width(ui, row) : ui.px(0);
    return width - ui.px(16) - disc_px(ui) - ui.px(16) - ui.px(20) - reserved -
           strength_width(ui, row);
}

std::string_view option_state(const OptionRow& row) {
    switch (row.mark) {
        case Mark::Saving:
            return "saving";
        case Mark::Saved:
            return "saved";
        case Mark::Failed:
            return "not_saved";
        case Mark::None:
            break;
    }
    return row.is_selected ? "selected" : "";
}

// Five rising bars at the row's right end, as many filled as the strength says; none for a row
// without one.
void draw_strength(Ui& ui, const Rect& rect, int strength) {
    for (int i = 0; i < (strength > 0 ? 5 : 0); ++i) {
        const float height = ui.px(10 + 5 * static_cast<float>(i));
        const float bar_x =
            rect.right() - ui.px(20) - ui.px(61) + ui.px(13) * static_cast<float>(i);
        ui.fill({bar_x, rect.middle() + ui.px(15) - height, ui.px(9), height},
                i < strength ? Colour::ChartAchieved : Colour::ChartRest, ui.px(2.5F));
    }
}

}  // namespace

float Ui::option_height(const OptionRow& row, float width) const {
    const float height =
        text_height(row.text, {Step::Option}, option_text_width(*this, row, width));
    const bool is_low = m_metrics.is_compact || row.is_low;
    return std::max(is_low ? px(58) : m_metrics.row_min, height + px(is_low ? 20 : 28));
}

bool Ui::option(const Rect& rect, const OptionRow& row) {
    const float radius = px(14);
    const Touch hit = touch({.id = row.id,
                             .rect = rect,
                             .role = row.shape == RowShape::Disc ? Role::Option : Role::Tick,
                             .text = row.text,
                             .enabled = row.enabled,
                             .enter = EnterActivates::No,
                             .state = option_state(row),
                             .radius = radius});
    const bool is_enabled = row.enabled == Enabled::Yes;
    const bool is_failed = row.mark == Mark::Failed;
    Colour edge = Colour::LineStrong;
    Colour ground = Colour::Sheet;
    Colour ink = Colour::Ink;
    if (!is_enabled) {
        ground = Colour::DisabledFill;
        edge = Colour::Line;
        ink = Colour::DisabledInk;
    } else if (is_failed) {
        ground = Colour::ProblemSoft;
        edge = Colour::Problem;
    } else if (row.is_selected) {
        ground = Colour::PrimarySoft;
        edge = Colour::Primary;
    } else if (hit.is_pressed) {
        ground = Colour::Sunken;
    }
    fill(rect, ground, radius);
    border(rect, edge, px(row.is_selected || is_failed ? 3 : 2), radius);

    const float size = disc_px(*this);
    const Rect badge{rect.x + px(16), rect.middle() - size / 2, size, size};
    const bool is_filled = row.is_selected && !is_failed && is_enabled;
    const float corner = row.shape == RowShape::Disc ? size / 2 : px(10);
    fill(badge, is_filled ? Colour::Primary : Colour::Sheet, corner);
    if (!is_filled) {
        border(badge, is_failed ? Colour::Problem : Colour::LineStrong, px(2), corner);
    }
    const Colour letter = is_filled   ? Colour::OnPrimary
                          : is_failed ? Colour::Problem
                                      : Colour::InkSoft;
    if (row.shape == RowShape::Square && row.is_selected && row.letter.empty()) {
        icon(badge.centre(), badge.middle(), Icon::Check, letter);
    } else {
        label(badge, row.letter, {Step::Body, Weight::Bold, letter, Align::Centre});
    }
    const float x = badge.right() + px(16);
    label({x, rect.y, option_text_width(*this, row, rect.w), rect.h}, row.text,
          {Step::Option, Weight::Regular, ink, Align::Left});
    const float right = rect.right() - px(20) - strength_width(*this, row);
    if (is_tick_alone(row)) {
        icon(right - icon_px(true) / 2, rect.middle(), Icon::Check, Colour::Primary, true);
    } else if (row.mark != Mark::None) {
        mark(right, rect.middle(), row.mark, row.mark_text);
    }
    draw_strength(*this, rect, row.strength);
    return hit.was_activated;
}

bool Ui::list_row(const Rect& rect, std::string_view id, std::string_view name) {
    const Touch hit =
        touch({.id = id, .rect = rect, .role = Role::Button, .text = name, .radius = px(8)});
    if (hit.is_pressed) {
        fill(rect, Colour::Sunken, px(8));
    }
    return hit.was_activated;
}

void Ui::tile(const Rect& rect, Icon shape, Colour fill_colour, Colour icon_colour) {
    fill(rect, fill_colour, px(14));
    icon(rect.centre(), rect.middle(), shape, icon_colour);
}

}  // namespace asah::ui
