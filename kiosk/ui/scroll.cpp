// Scrolled areas: by the rail's buttons, a finger, the wheel, pages, and whatever has the focus.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

constexpr float kDragDeadZonePx = 8;
constexpr float kRailStep = 0.8F;
constexpr float kRailPx = 56;  // beside a column; a narrow screen's own is 96

}  // namespace

Rect Ui::begin_scroll(std::string_view id, const Rect& area, float spare) {
    Scroll& scroll = m_scrolls.try_emplace(std::string(id)).first->second;
    scroll.view = area.h;
    Rect inner = area;
    if (scroll.content > area.h + 1) {
        const float rail_width = px(m_metrics.grid == Grid::Narrow ? 96 : kRailPx);
        inner.w += spare;
        const Rect rail = inner.cut_right(rail_width, px(10));
        inner.w = std::min(inner.w, area.w);
        drag_scroll(scroll, inner);
        draw_rail(rail, id, scroll);
    }
    scroll.offset = std::clamp(scroll.offset, 0.F, std::max(0.F, scroll.content - area.h));
    m_scroll_id = id;
    m_scroll_area = area;
    // Rings and selected borders reach a little over the content.
    m_clip = intersection(area.inset(-px(8), 0), m_clip);
    m_list->PushClipRect({m_clip.x, m_clip.y}, {m_clip.right(), m_clip.bottom()});
    m_scroll_top = inner.y - std::round(scroll.offset);
    return {inner.x, m_scroll_top, inner.w, inner.h};
}

void Ui::end_scroll(float content_bottom) {
    Scroll& scroll = m_scrolls[m_scroll_id];
    const float content = content_bottom - m_scroll_top;
    const bool had_rail = scroll.content > scroll.view + 1;
    const bool has_rail = content > scroll.view + 1;
    if (std::abs(content - scroll.content) > 0.5F) {
        scroll.content = content;
        m_needs_frame = m_needs_frame || had_rail != has_rail;
    }
    m_list->PopClipRect();
    m_clip = screen();
    m_scroll_id.clear();
}

void Ui::name_scrolls(std::string_view up, std::string_view down) {
    m_scroll_up_name = up;
    m_scroll_down_name = down;
}

void Ui::scroll_by_pages(std::string_view id) {
    const auto found = m_scrolls.find(id);
    if (found == m_scrolls.end()) {
        return;
    }
    Scroll& scroll = found->second;
    const float most = std::max(0.F, scroll.content - scroll.view);
    const float before = scroll.offset;
    if (was_pressed(Key::PageDown)) {
        scroll.offset = std::min(most, scroll.offset + kRailStep * scroll.view);
    }
    if (was_pressed(Key::PageUp)) {
        scroll.offset = std::max(0.F, scroll.offset - kRailStep * scroll.view);
    }
    m_needs_frame = m_needs_frame || scroll.offset != before;
}

bool Ui::is_at_end(std::string_view id) const {
    const auto found = m_scrolls.find(id);
    return found == m_scrolls.end() ||
           found->second.offset + found->second.view + 1 >= found->second.content;
}

void Ui::drag_scroll(Scroll& scroll, const Rect& area) {
    if (!is_live()) {
        return;
    }
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel != 0 && area.contains(m_mouse_x, m_mouse_y)) {
        scroll.offset -= wheel * px(60);
        m_needs_frame = true;
    }
    if (!m_is_down || m_went_down || !area.contains(m_mouse_x, m_mouse_y)) {
        return;
    }
    if (!m_is_dragging && std::abs(m_mouse_y - m_drag_y) > px(kDragDeadZonePx)) {
        m_is_dragging = true;
        m_pressed.clear();
        m_drag_y = m_mouse_y;
    }
    if (m_is_dragging) {
        scroll.offset -= m_mouse_y - m_drag_y;
        m_drag_y = m_mouse_y;
        m_needs_frame = true;
    }
}

void Ui::draw_rail(const Rect& rail, std::string_view id, Scroll& scroll) {
    fill(rail, Colour::Sunken);
    const float side = std::min(px(72), rail.w - px(8));
    const float x = rail.centre() - side / 2;
    const float most = std::max(0.F, scroll.content - scroll.view);
    const Rect up{x, rail.y + px(8), side, side};
    const Rect down{x, rail.bottom() - px(8) - side, side, side};
    const std::string base(id);
    if (icon_button(up, base + ".up", Icon::KeyboardArrowUp, m_scroll_up_name)) {
        scroll.offset = std::max(0.F, scroll.offset - kRailStep * scroll.view);
        m_needs_frame = true;
    }
    if (icon_button(down, base + ".down", Icon::KeyboardArrowDown, m_scroll_down_name)) {
        scroll.offset = std::min(most, scroll.offset + kRailStep * scroll.view);
        m_needs_frame = true;
    }
    Rect track{rail.centre() - px(9), up.bottom() + px(12), px(18), down.y - up.bottom() - px(24)};
    if (track.h < px(30)) {
        return;
    }
    fill(track, Colour::Line, px(9));
    const float share = std::min(1.F, scroll.view / std::max(1.F, scroll.content));
    const float at = most > 0 ? scroll.offset / most : 0;
    const float thumb = std::max(px(24), track.h * share);
    fill({track.x, track.y + (track.h - thumb) * at, track.w, thumb}, Colour::Primary, px(9));
}

void Ui::show_in_scroll(const Stop& stop) {
    const auto found = m_scrolls.find(stop.scroll);
    if (stop.scroll.empty() || found == m_scrolls.end()) {
        return;
    }
    const float slack = px(12);
    if (stop.rect.bottom() + slack > stop.clip.bottom()) {
        found->second.offset += stop.rect.bottom() + slack - stop.clip.bottom();
    } else if (stop.rect.y - slack < stop.clip.y) {
        found->second.offset -= stop.clip.y - (stop.rect.y - slack);
    }
}

}  // namespace asah::ui
