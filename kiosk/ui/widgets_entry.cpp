// Keys, fields and PIN boxes. What is typed lives in the screen's state; here it is only drawn.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

void append_utf8(std::string& out, char32_t point) {
    const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0U | (point >> 6U));
        byte(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        byte(0xE0U | (point >> 12U));
        byte(0x80U | ((point >> 6U) & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    } else {
        byte(0xF0U | (point >> 18U));
        byte(0x80U | ((point >> 12U) & 0x3FU));
        byte(0x80U | ((point >> 6U) & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    }
}

}  // namespace

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

namespace {

/// A long number is drawn smaller before its beginning is hidden.
Step step_that_fits(const Ui& ui, const Field& field, float room) {
    for (const Step step : {field.step, Step::Option}) {
        if (ui.text_width(field.shown, {step}) <= room) {
            return step;
        }
    }
    return Step::Body;
}

}  // namespace

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
    const float room = rect.w - px(36);
    const TextStyle style{step_that_fits(*this, field, room), Weight::Regular, Colour::Ink,
                          Align::Left};
    const ImFont* face = font(style);
    const float x = rect.x + px(18);
    const float y = std::round(rect.middle() - face->FontSize / 2);
    const float width = text_width(field.shown, style);
    const float overflow = std::max(0.F, width - room);
    m_list->PushClipRect({rect.x + px(8), rect.y}, {rect.right() - px(8), rect.bottom()}, true);
    if (!field.shown.empty()) {
        m_list->AddText(face, face->FontSize, {std::round(x - overflow), y}, abgr(Colour::Ink),
                        field.shown.data(), field.shown.data() + field.shown.size());
    }
    if (is_active) {
        const float caret = std::round(x - overflow + width) + px(1);
        const float half = em_px(style.step, m_look) * 0.58F;
        stroke(caret, rect.middle() - half, caret, rect.middle() + half, Colour::Primary, px(3));
    }
    m_list->PopClipRect();
    if (is_error) {
        icon(rect.right() - px(18) - icon_px() / 2, rect.middle(), Icon::Error, Colour::Problem);
    }
    return hit.was_activated;
}

std::optional<std::string> Ui::typed_into(std::string_view id, std::string_view words) {
    if (m_focus != id || !is_live()) {
        return std::nullopt;
    }
    std::string text(words);
    for (const char32_t typed : take_typed()) {
        if (typed >= U' ' && typed != 0x7F) {
            append_utf8(text, typed);
        }
    }
    if (was_pressed(Key::Backspace)) {
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
            text.pop_back();
        }
        if (!text.empty()) {
            text.pop_back();
        }
    }
    was_pressed(Key::Space);  // it was typed
    was_pressed(Key::Left);
    was_pressed(Key::Right);
    return text == words ? std::nullopt : std::optional(text);
}

namespace {

constexpr TextStyle kNoteText{Step::Option, Weight::Regular, Colour::Ink, Align::Left};

float note_text_width(const Ui& ui, float width) {
    return width - ui.px(20) - ui.px(20) - ui.icon_px() - ui.px(10);
}

}  // namespace

float Ui::note_height(const NoteField& field, float width) const {
    const float words = text_height(field.text, kNoteText, note_text_width(*this, width));
    return std::max(2 * line_px(Step::Option), words) + px(m_metrics.is_compact ? 22 : 28);
}

NoteResult Ui::note_field(const Rect& rect, const NoteField& field) {
    NoteResult result;
    result.text = typed_into(field.id, field.text);
    const float radius = px(14);
    const std::string_view mark_state = field.mark == Mark::Saving   ? " saving"
                                        : field.mark == Mark::Saved  ? " saved"
                                        : field.mark == Mark::Failed ? " not_saved"
                                                                     : "";
    const std::string state =
        "length " + std::to_string(field.text.size()) + std::string(mark_state);
    const Touch hit = touch({.id = field.id,
                             .rect = rect,
                             .role = Role::Field,
                             .text = field.label,
                             .enter = EnterActivates::No,
                             .state = state,
                             .radius = radius});
    result.was_hit = hit.was_activated;
    const bool is_failed = field.mark == Mark::Failed;
    fill(rect, Colour::Sheet, radius);
    border(rect,
           is_failed        ? Colour::Problem
           : hit.is_focused ? Colour::Primary
                            : Colour::LineStrong,
           px(is_failed || hit.is_focused ? 3 : 2), radius);
    const ImFont* face = font(kNoteText);
    const float width = note_text_width(*this, rect.w);
    const float x = rect.x + px(20);
    const float line = line_px(Step::Option);
    const auto rows = lines(field.text, kNoteText, width);
    float y = rect.y + px(m_metrics.is_compact ? 11 : 14);
    float end = x;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        y += i > 0 ? line : 0;
        m_list->AddText(face, face->FontSize,
                        {std::round(x), std::round(y + (line - face->FontSize) / 2)},
                        abgr(Colour::Ink), rows[i].data(), rows[i].data() + rows[i].size());
        end = x + text_width(
                      {rows[i].data(), static_cast<std::size_t>(
                                           field.text.data() + field.text.size() - rows[i].data())},
                      kNoteText);
    }
    if (hit.is_focused) {
        const float caret = std::min(std::round(end) + px(1), rect.right() - px(10));
        stroke(caret, y + px(2), caret, y + line - px(2), Colour::Primary, px(3));
    }
    icon(rect.right() - px(20) - icon_px() / 2, rect.y + px(14) + icon_px() / 2, Icon::Edit,
         Colour::Ink);
    return result;
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
