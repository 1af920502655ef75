// Keys, fields and PIN boxes. What is typed lives in the screen's state; here it is only drawn.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

bool Ui::key_button(const Rect& rect, std::string_view id, std::string_view words, Icon shape,
                    bool is_function) {
    const float radius = px(14);
    const Touch hit =
        touch({.id = id, .rect = rect, .role = Role::Key, .text = words, .radius = radius});
    Rect face = rect;
    if (hit.is_pressed) {
        fill(rect, Colour::PrimarySoft, radius);
        border(rect, Colour::Primary, px(2), radius);
        face.y += px(2);
    } else {
        fill(rect, Colour::LineStrong, radius);
        face.h -= px(3);
        fill(face, is_function ? Colour::Sunken : Colour::Sheet, radius);
        border(face, Colour::LineStrong, px(2), radius);
    }
    if (shape != Icon::None) {
        icon(face.centre(), face.middle(), shape, Colour::Ink);
    } else {
        label(face.inset(px(3), 0), words,
              {is_function ? Step::Caption : Step::Heading, Weight::Bold, Colour::Ink,
               Align::Centre});
    }
    return hit.was_activated;
}

bool Ui::field(const Rect& rect, const Field& field) {
    const float radius = px(14);
    const std::string state = "length " + std::to_string(field.length);
    const Touch hit = touch({.id = field.id,
                             .rect = rect,
                             .role = Role::Field,
                             .text = field.label,
                             .enter = EnterActivates::No,
                             .state = state,
                             .radius = radius});
    const bool is_error = field.state == FieldState::Error;
    const bool is_active = field.state == FieldState::Active;
    fill(rect, Colour::Sheet, radius);
    border(rect,
           is_error    ? Colour::Problem
           : is_active ? Colour::Primary
                       : Colour::LineStrong,
           px(is_error || is_active ? 3 : 2), radius);
    // Drawn without a note: the record never holds what was typed.
    const TextStyle style{field.step, Weight::Regular, Colour::Ink, Align::Left};
    const ImFont* face = font(style);
    const float x = rect.x + px(18);
    const float y = std::round(rect.middle() - face->FontSize / 2);
    const float width = text_width(field.shown, style);
    const float overflow = std::max(0.F, width - (rect.w - px(36)));
    m_list->PushClipRect({rect.x + px(8), rect.y}, {rect.right() - px(8), rect.bottom()}, true);
    if (!field.shown.empty()) {
        m_list->AddText(face, face->FontSize, {std::round(x - overflow), y}, abgr(Colour::Ink),
                        field.shown.data(), field.shown.data() + field.shown.size());
    }
    if (is_active) {
        const float caret = std::round(x - overflow + width) + px(1);
        const float half = em_px(field.step, m_look) * 0.58F;
        stroke(caret, rect.middle() - half, caret, rect.middle() + half, Colour::Primary, px(3));
    }
    m_list->PopClipRect();
    if (is_error) {
        icon(rect.right() - px(18) - icon_px() / 2, rect.middle(), Icon::Error, Colour::Problem);
    }
    return hit.was_activated;
}

bool Ui::pin_boxes(const Rect& rect, std::string_view id, std::string_view name, int count,
                   int length, bool is_active) {
    const std::string state = "length " + std::to_string(length);
    const Touch hit = touch({.id = id,
                             .rect = rect,
                             .role = Role::Field,
                             .text = name,
                             .enter = EnterActivates::No,
                             .state = state,
                             .radius = px(12)});
    const float gap = px(12);
    const float width = (rect.w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    for (int i = 0; i < count; ++i) {
        const Rect box{rect.x + static_cast<float>(i) * (width + gap), rect.y, width, rect.h};
        const bool is_next = is_active && i == length;
        fill(box, Colour::Sheet, px(12));
        border(box, is_next ? Colour::Primary : Colour::LineStrong, px(is_next ? 3 : 2), px(12));
        if (i < length) {
            disc(box.centre(), box.middle(), px(8), Colour::Ink);
        } else if (is_next) {
            stroke(box.centre(), box.middle() - px(14), box.centre(), box.middle() + px(14),
                   Colour::Primary, px(3));
        }
    }
    return hit.was_activated;
}

}  // namespace asah::ui
