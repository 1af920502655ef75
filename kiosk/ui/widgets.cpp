// Buttons, rows, chips and the sitting's furniture. States: assets/look_terminal.json.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

constexpr float kPadding = 26;
constexpr float kQuietPadding = 18;

struct ToneColours {
    Colour ink;
    Colour soft;
};

ToneColours colours_of(Tone tone) {
    switch (tone) {
        case Tone::Ok:
            return {Colour::Ok, Colour::OkSoft};
        case Tone::Unsure:
            return {Colour::Unsure, Colour::UnsureSoft};
        case Tone::Problem:
            return {Colour::Problem, Colour::ProblemSoft};
        case Tone::Info:
            return {Colour::Info, Colour::InfoSoft};
        case Tone::Accent:
            return {Colour::Accent, Colour::AccentSoft};
        case Tone::Plain:
            break;
    }
    return {Colour::InkSoft, Colour::Sunken};
}

}  // namespace

float Ui::button_width(const Button& button) const {
    const TextStyle style{button.step, Weight::Bold};
    const float padding = px(button.kind == ButtonKind::Quiet ? kQuietPadding : kPadding);
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
    } else {
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

void Ui::mark(float right, float cy, Mark kind, std::string_view words) {
    const Colour ink = kind == Mark::Failed ? Colour::Problem : Colour::Primary;
    const Icon shape = kind == Mark::Saving  ? Icon::MoreHoriz
                       : kind == Mark::Saved ? Icon::CheckCircle
                                             : Icon::Error;
    const TextStyle style{Step::Caption, Weight::Bold, ink, Align::Left};
    const float width = std::ceil(text_width(words, style));
    const Rect area{right - width, cy - line_px(Step::Caption) / 2, width + 1,
                    line_px(Step::Caption)};
    text(area, words, style);
    icon(area.x - px(6) - icon_px(true) / 2, cy, shape, ink, true);
}

namespace {

float mark_width(const Ui& ui, const OptionRow& row) {
    if (row.mark == Mark::None) {
        return 0;
    }
    return std::ceil(ui.text_width(row.mark_text, {Step::Caption, Weight::Bold})) +
           ui.icon_px(true) + ui.px(18);
}

float disc_px(const Ui& ui) { return ui.px(40) * (1 + (ui.metrics().text - 1) / 2); }

// A long text keeps the same width with and without a mark, so that saving never moves words.
float option_text_width(const Ui& ui, const OptionRow& row, float width) {
    const float reserved =
        row.is_selected || row.mark != Mark::None ? mark_width(ui, row) : ui.px(0);
    return width - ui.px(16) - disc_px(ui) - ui.px(16) - ui.px(20) - reserved;
}

}  // namespace

float Ui::option_height(const OptionRow& row, float width) const {
    const float height =
        text_height(row.text, {Step::Option}, option_text_width(*this, row, width));
    return std::max(m_metrics.row_min, height + px(m_metrics.is_compact ? 20 : 28));
}

bool Ui::option(const Rect& rect, const OptionRow& row) {
    const float radius = px(14);
    std::string_view state = row.is_selected ? "selected" : "";
    if (row.mark == Mark::Saving) {
        state = "saving";
    } else if (row.mark == Mark::Saved) {
        state = "saved";
    } else if (row.mark == Mark::Failed) {
        state = "not_saved";
    }
    const Touch hit = touch({.id = row.id,
                             .rect = rect,
                             .role = row.shape == RowShape::Disc ? Role::Option : Role::Tick,
                             .text = row.text,
                             .enabled = row.enabled,
                             .enter = EnterActivates::No,
                             .state = state,
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
    if (row.mark != Mark::None) {
        mark(rect.right() - px(20), rect.middle(), row.mark, row.mark_text);
    }
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

float Ui::chip_width(std::string_view words) const {
    return std::ceil(text_width(words, {Step::Caption, Weight::Bold})) + icon_px(true) + px(28);
}

void Ui::chip(float x, float y, std::string_view words, Icon shape, Tone tone) {
    const ToneColours c = colours_of(tone);
    Rect rect{x, y, chip_width(words), chip_px()};
    fill(rect, c.soft, rect.h / 2);
    if (m_look.theme == Theme::HighContrast) {
        border(rect, c.ink, px(2), rect.h / 2);
    }
    rect = rect.inset(px(11), 0);
    const Rect place = rect.cut_left(icon_px(true), px(6));
    icon(place.centre(), place.middle(), shape, c.ink, true);
    label(rect, words, {Step::Caption, Weight::Bold, c.ink, Align::Left});
}

void Ui::tile(const Rect& rect, Icon shape, Colour fill_colour, Colour icon_colour) {
    fill(rect, fill_colour, px(14));
    icon(rect.centre(), rect.middle(), shape, icon_colour);
}

void Ui::strip(const Rect& rect, const std::vector<Segment>& segments) {
    if (segments.empty()) {
        return;
    }
    const float count = static_cast<float>(segments.size());
    const float gap = count > 30 ? px(3) : px(5);
    const float width = (rect.w - gap * (count - 1)) / count;
    float x = rect.x;
    for (const Segment& segment : segments) {
        const float height = px(segment.is_current ? 24 : 14);
        const Rect bar{x, rect.middle() - height / 2, width, height};
        const float radius = std::min(px(7), width / 2);
        if (segment.state == SegmentState::Answered) {
            fill(bar, Colour::Primary, radius);
        } else if (segment.state == SegmentState::Unsure) {
            fill(bar, Colour::UnsureSoft, radius);
            border(bar, Colour::UnsureMark, px(3), radius);
            const float tip = bar.y - px(1);
            m_list->AddTriangleFilled({bar.centre() - px(5), tip - px(7)},
                                      {bar.centre() + px(5), tip - px(7)}, {bar.centre(), tip},
                                      abgr(Colour::UnsureMark));
        } else {
            fill(bar, Colour::Sheet, radius);
            border(bar, Colour::LineStrong, px(2), radius);
        }
        if (segment.is_current) {
            border(bar, Colour::Ink, px(3), radius);
        }
        x += width + gap;
    }
}

bool Ui::map_cell(const Rect& rect, const MapCell& cell) {
    const float radius = px(16);
    const std::string_view state = cell.state == SegmentState::Answered ? "answered"
                                   : cell.state == SegmentState::Unsure ? "unsure"
                                                                        : "empty";
    const Touch hit = touch({.id = cell.id,
                             .rect = rect,
                             .role = Role::Cell,
                             .text = cell.number,
                             .state = state,
                             .radius = radius});
    Colour ink = Colour::Ink;
    if (cell.state == SegmentState::Answered) {
        fill(rect, hit.is_pressed ? Colour::PrimaryPressed : Colour::Primary, radius);
        ink = Colour::OnPrimary;
    } else if (cell.state == SegmentState::Unsure) {
        fill(rect, Colour::UnsureSoft, radius);
        border(rect, Colour::UnsureMark, px(3), radius);
        ink = Colour::Unsure;
    } else {
        fill(rect, hit.is_pressed ? Colour::Sunken : Colour::Sheet, radius);
        dashed(rect, Colour::LineStrong, px(2), radius);
    }
    const float number = line_px(Step::Option);
    const float below = std::max(line_px(Step::Caption), icon_px(true));
    Rect inner = rect.centred(number + below);
    label(inner.cut_top(number), cell.number, {Step::Option, Weight::Bold, ink, Align::Centre});
    if (cell.state == SegmentState::Empty) {
        label(inner, cell.word, {Step::Caption, Weight::Regular, ink, Align::Centre});
    } else {
        icon(inner.centre(), inner.middle(),
             cell.state == SegmentState::Answered ? Icon::Check : Icon::Flag, ink, true);
    }
    return hit.was_activated;
}

float Ui::timer_width(std::string_view words, std::string_view digits) const {
    const float word = words.empty() ? 0 : std::ceil(text_width(words, {Step::Caption})) + px(10);
    return px(16) + icon_px() + px(10) + word +
           std::ceil(text_width(digits, {Step::Option, Weight::Bold})) + px(18);
}

bool Ui::timer(const Rect& rect, std::string_view id, std::string_view words,
               std::string_view digits, TimerState state) {
    const float radius = rect.h / 2;
    const Touch hit = touch({.id = id,
                             .rect = rect,
                             .role = Role::Button,
                             .text = digits,
                             .state = state == TimerState::Paused    ? "paused"
                                      : state == TimerState::Warning ? "warning"
                                                                     : "running",
                             .radius = radius});
    Colour ink = Colour::Ink;
    if (state == TimerState::Warning) {
        fill(rect, Colour::UnsureSoft, radius);
        border(rect, Colour::UnsureMark, px(2), radius);
        ink = Colour::Unsure;
    } else if (state == TimerState::Paused) {
        fill(rect, Colour::Sheet, radius);
        border(rect, Colour::LineStrong, px(2), radius);
    } else {
        fill(rect, hit.is_pressed ? Colour::Line : Colour::Sunken, radius);
    }
    Rect inner = rect;
    inner.cut_left(px(16));
    const Rect place = inner.cut_left(icon_px(), px(10));
    icon(place.centre(), place.middle(), state == TimerState::Paused ? Icon::Pause : Icon::Schedule,
         ink);
    inner.cut_right(px(16));
    const float digits_width = std::ceil(text_width(digits, {Step::Option, Weight::Bold})) + 1;
    const Rect right = inner.cut_right(digits_width, px(8));
    label(right, digits, {Step::Option, Weight::Bold, ink, Align::Right});
    if (!words.empty()) {
        label(inner, words, {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left});
    }
    return hit.was_activated;
}

float Ui::banner(const Rect& rect, Icon shape, std::string_view bold, std::string_view words,
                 Tone tone) {
    const ToneColours c = colours_of(tone);
    const float x = px(24) + icon_px() + px(14);
    const float width = rect.w - x - px(24);
    const float head = text_height(bold, {Step::Body, Weight::Bold}, width);
    const float body = text_height(words, {Step::Caption}, width);
    const float height = std::max(px(72), head + body + px(20));
    const Rect all{rect.x, rect.y, rect.w, height};
    fill(all, c.soft);
    rule(all.x, all.right(), all.bottom() - px(1), c.ink);
    icon(all.x + px(24) + icon_px() / 2, all.middle(), shape, c.ink);
    const float y = all.middle() - (head + body) / 2;
    text({all.x + x, y, width, head}, bold, {Step::Body, Weight::Bold, Colour::Ink, Align::Left});
    text({all.x + x, y + head, width, body}, words,
         {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left});
    return height;
}

}  // namespace asah::ui
