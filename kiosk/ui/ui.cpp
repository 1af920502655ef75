// Frame, input, focus, the dialog and the record; drawing is in paint.cpp and widgets*.cpp.
#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kiosk/core/base/assert.h"

namespace asah::ui {

namespace {

struct KeyPair {
    Key key;
    ImGuiKey code;
};
constexpr KeyPair kKeyCodes[] = {
    {Key::Enter, ImGuiKey_Enter},
    {Key::Enter, ImGuiKey_KeypadEnter},
    {Key::Space, ImGuiKey_Space},
    {Key::Escape, ImGuiKey_Escape},
    {Key::Tab, ImGuiKey_Tab},
    {Key::Up, ImGuiKey_UpArrow},
    {Key::Down, ImGuiKey_DownArrow},
    {Key::Left, ImGuiKey_LeftArrow},
    {Key::Right, ImGuiKey_RightArrow},
    {Key::PageUp, ImGuiKey_PageUp},
    {Key::PageDown, ImGuiKey_PageDown},
    {Key::Home, ImGuiKey_Home},
    {Key::End, ImGuiKey_End},
    {Key::Backspace, ImGuiKey_Backspace},
    {Key::F1, ImGuiKey_F1},
    {Key::F2, ImGuiKey_F2},
    {Key::F6, ImGuiKey_F6},
    {Key::F9, ImGuiKey_F9},
    {Key::F10, ImGuiKey_F10},
};

std::uint32_t bit(Key key) { return std::uint32_t{1} << static_cast<unsigned>(key); }

}  // namespace

Ui::Ui() = default;
Ui::~Ui() = default;

Result<bool> Ui::apply_look(const Look& look) {
    const Metrics metrics = make_metrics(look);
    const bool must_bake =
        !m_has_fonts || metrics.text != m_metrics.text || metrics.scale != m_metrics.scale;
    if (must_bake) {
        ASAH_TRY(m_fonts, bake_fonts(look));
        m_has_fonts = true;
    }
    if (look != m_look) {
        m_scrolls.clear();
        m_needs_frame = true;
    }
    m_look = look;
    m_metrics = metrics;
    return must_bake;
}

Rect Ui::screen() const {
    return {0, 0, static_cast<float>(m_look.width), static_cast<float>(m_look.height)};
}

void Ui::read_input() {
    const ImGuiIO& io = ImGui::GetIO();
    m_mouse_x = io.MousePos.x;
    m_mouse_y = io.MousePos.y;
    m_is_down = io.MouseDown[0];
    m_went_down = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    m_went_up = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    m_is_shift = io.KeyShift;
    m_keys = 0;
    for (const KeyPair& pair : kKeyCodes) {
        if (ImGui::IsKeyPressed(pair.code)) {
            m_keys |= bit(pair.key);
        }
    }
    if (io.KeyCtrl) {
        if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) {
            m_keys |= bit(Key::Larger);
        }
        if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract)) {
            m_keys |= bit(Key::Smaller);
        }
    }
    m_typed.clear();
    if (!io.KeyCtrl && !io.KeyAlt) {
        for (const ImWchar c : io.InputQueueCharacters) {
            m_typed += static_cast<char32_t>(c);
        }
    }
    const bool has_key = m_keys != 0 || !m_typed.empty();
    m_was_touched = m_went_down || has_key;
    m_had_ring = m_is_ring_shown;  // the first key shows the ring where the focus is
    m_is_ring_shown = m_is_ring_shown || has_key;
    if (m_went_down) {
        m_is_ring_shown = false;
        m_is_dragging = false;
        m_drag_y = m_mouse_y;
    }
}

void Ui::begin(std::string_view screen, std::string_view focus_key, std::string_view first_focus) {
    ASAH_ASSERT(m_has_fonts);
    m_list = ImGui::GetBackgroundDrawList();
    m_needs_frame = false;
    m_layer = 0;
    m_stops.clear();
    m_record.clear();
    m_dialog_seen.clear();
    m_clip = this->screen();
    read_input();
    if (m_screen != screen || m_focus_key != focus_key) {
        m_screen = screen;
        m_focus_key = focus_key;
        m_focus = first_focus;
        m_pressed.clear();
        m_dialog.clear();  // it went with its screen: no focus to give back
        m_live_layer = 0;
        m_scrolls.clear();
        m_needs_frame = true;
    }
    fill(this->screen(), Colour::Paper);
}

void Ui::cover() { m_live_layer = 1; }

void Ui::end() {
    if (m_went_up || !m_is_down) {
        m_pressed.clear();
        m_is_dragging = false;
    }
    if (m_dialog != m_dialog_seen) {  // a dialog closed: focus returns
        m_dialog = m_dialog_seen;
        m_focus = m_focus_before_dialog;
        m_needs_frame = true;
    }
    m_live_layer = m_dialog.empty() ? 0 : 1;
    move_focus();
    if (m_is_ring_shown) {
        draw_ring();
    }
}

bool Ui::was_pressed(Key key) {
    const bool was = (m_keys & bit(key)) != 0 && is_live();
    if (was) {
        m_keys &= ~bit(key);
    }
    return was;
}

std::u32string Ui::take_typed(std::u32string_view left) {
    std::u32string taken;
    if (is_live()) {
        const auto is_left = [&](char32_t sign) { return left.find(sign) != left.npos; };
        std::copy_if(m_typed.begin(), m_typed.end(), std::back_inserter(taken),
                     [&](char32_t sign) { return !is_left(sign); });
        std::erase_if(m_typed, [&](char32_t sign) { return !is_left(sign); });
    }
    return taken;
}

bool Ui::was_typed(char32_t letter) {
    if (!is_live()) {
        return false;
    }
    const char32_t lower = letter >= U'A' && letter <= U'Z' ? letter + 32 : letter;
    const char32_t upper = letter >= U'a' && letter <= U'z' ? letter - 32 : letter;
    for (std::size_t i = 0; i < m_typed.size(); ++i) {
        if (m_typed[i] == lower || m_typed[i] == upper) {
            m_typed.erase(i, 1);
            return true;
        }
    }
    return false;
}

void Ui::note(Widget widget) {
    if constexpr (kKeepsRecord) {
        const Rect seen = intersection(widget.rect, m_clip);
        if (seen.w <= 0 || seen.h <= 0) {
            return;
        }
        m_record.push_back(std::move(widget));
    }
}

Touch Ui::touch(const Target& target) {
    Touch result;
    const bool is_live_now = is_live() && target.enabled == Enabled::Yes;
    const Rect seen = intersection(target.rect, m_clip);
    const bool is_under = seen.contains(m_mouse_x, m_mouse_y);
    if (is_live_now) {
        if (m_went_down && is_under) {
            m_pressed = target.id;
            m_focus = target.id;
        }
        result.is_focused = m_focus == target.id;
        result.is_pressed = m_pressed == target.id && m_is_down && is_under && !m_is_dragging;
        if (m_went_up && m_pressed == target.id && is_under && !m_is_dragging) {
            result.was_activated = true;
        }
        if (result.is_focused) {
            const bool by_enter = target.enter == EnterActivates::Yes && was_pressed(Key::Enter);
            const bool by_space = target.role != Role::Field && was_pressed(Key::Space);
            if (by_space) {
                was_typed(U' ');
            }
            if (by_enter || by_space) {
                result.was_activated = true;
            }
        }
        m_stops.push_back(
            {std::string(target.id), target.rect, m_clip, target.radius, m_scroll_id, m_layer});
    }
    if constexpr (kKeepsRecord) {
        Widget widget;
        widget.id = target.id;
        widget.role = target.role;
        widget.text = target.text;
        widget.rect = target.rect;
        widget.is_enabled = target.enabled == Enabled::Yes && is_live();
        widget.focus_order = is_live_now ? static_cast<int>(m_stops.size()) - 1 : -1;
        widget.state = target.state;
        widget.is_focused = result.is_focused;
        note(std::move(widget));
    }
    return result;
}

void Ui::move_focus() {
    const int top = m_live_layer;
    std::vector<const Stop*> stops;
    for (const Stop& stop : m_stops) {
        if (stop.layer >= top) {
            stops.push_back(&stop);
        }
    }
    if (stops.empty()) {
        return;
    }
    const std::size_t count = stops.size();
    std::size_t at = count;
    for (std::size_t i = 0; i < count; ++i) {
        if (stops[i]->id == m_focus) {
            at = i;
        }
    }
    const bool is_back = ((m_keys & bit(Key::Tab)) != 0 && m_is_shift) ||
                         (m_keys & (bit(Key::Up) | bit(Key::Left))) != 0;
    const bool is_forward = ((m_keys & bit(Key::Tab)) != 0 && !m_is_shift) ||
                            (m_keys & (bit(Key::Down) | bit(Key::Right))) != 0;
    if (!is_back && !is_forward) {
        if (at == count && m_is_ring_shown) {
            m_focus = stops.front()->id;
            m_needs_frame = true;
        }
        return;
    }
    if (m_had_ring && at < count) {
        at = is_forward ? (at + 1) % count : (at + count - 1) % count;
    } else if (at == count) {
        at = 0;
    }
    m_is_ring_shown = true;
    m_focus = stops[at]->id;
    show_in_scroll(*stops[at]);
    m_needs_frame = true;
}

void Ui::draw_ring() {
    for (const Stop& stop : m_stops) {
        if (stop.id != m_focus || stop.layer < m_live_layer) {
            continue;
        }
        ImDrawList* list = ImGui::GetForegroundDrawList();
        const float reach = px(5);
        list->PushClipRect({stop.clip.x - reach, stop.clip.y - reach},
                           {stop.clip.right() + reach, stop.clip.bottom() + reach});
        const Rect outer = stop.rect.inset(-reach);
        const float radius = stop.radius + reach;
        list->AddRect({outer.x, outer.y}, {outer.right(), outer.bottom()}, abgr(Colour::FocusGap),
                      radius, 0, px(7));
        list->AddRect({outer.x, outer.y}, {outer.right(), outer.bottom()}, abgr(Colour::Focus),
                      radius, 0, px(4));
        list->PopClipRect();
    }
}

Rect Ui::begin_dialog(std::string_view id, float width, float height, float padding,
                      std::string_view safe_id) {
    m_layer = 1;
    m_dialog_seen = id;
    if (m_dialog != id) {
        m_dialog = id;
        m_focus_before_dialog = m_focus;
        m_focus = safe_id;
        m_is_ring_shown = true;
        m_needs_frame = true;
        m_keys = 0;
        m_typed.clear();
    }
    fill(screen(), Colour::Scrim, 0, 0.56F);
    const Rect all = screen();
    const Rect sheet{std::round(all.centre() - width / 2), std::round(all.middle() - height / 2),
                     width, height};
    if (m_look.theme == Theme::Light) {
        fill(sheet.inset(-px(10)).moved(0, px(8)), Colour::Scrim, px(34), 0.03F);
        fill(sheet.inset(-px(6)).moved(0, px(4)), Colour::Scrim, px(30), 0.04F);
        fill(sheet.inset(-px(2)).moved(0, px(2)), Colour::Scrim, px(26), 0.05F);
    }
    fill(sheet, Colour::Sheet, px(24));
    if (m_look.theme == Theme::HighContrast) {
        border(sheet, Colour::LineStrong, px(2), px(24));
    }
    return sheet.inset(padding);
}

}  // namespace asah::ui
