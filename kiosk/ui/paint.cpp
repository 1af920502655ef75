// Shapes and text: the only file that turns our colours and rectangles into ImGui's vertices.
#include <imgui.h>

#include <cmath>
#include <numbers>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

constexpr float kDashOn = 6;
constexpr float kDashOff = 5;
constexpr float kWeavePitch = 24;

ImVec2 at(float x, float y) { return {x, y}; }

// How many steps of that pitch begin within a length.
std::size_t repeats(float length, float pitch) {
    return static_cast<std::size_t>(std::ceil(std::max(0.F, length) / pitch));
}

void append_utf8(std::string& out, unsigned point) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    out += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (point & 0x3FU));
}

}  // namespace

std::uint32_t Ui::abgr(Colour colour, float alpha) const {
    const std::uint32_t value = rgb(colour, m_look.theme);
    const auto a = static_cast<std::uint32_t>(std::lround(alpha * 255));
    return IM_COL32((value >> 16U) & 0xFFU, (value >> 8U) & 0xFFU, value & 0xFFU, a);
}

void Ui::fill(const Rect& rect, Colour colour, float radius) { fill(rect, colour, radius, 1); }

void Ui::fill(const Rect& rect, Colour colour, float radius, float alpha) {
    m_list->AddRectFilled(at(rect.x, rect.y), at(rect.right(), rect.bottom()), abgr(colour, alpha),
                          radius);
}

void Ui::border(const Rect& rect, Colour colour, float thickness, float radius) {
    const float width =
        m_look.theme == Theme::HighContrast ? std::max(thickness, px(2)) : thickness;
    const Rect path = rect.inset(width / 2);
    m_list->AddRect(at(path.x, path.y), at(path.right(), path.bottom()), abgr(colour),
                    std::max(0.F, radius - width / 2), 0, width);
}

// Walks the rounded outline once and strokes every other stretch of it.
void Ui::dashed(const Rect& rect, Colour colour, float thickness, float radius) {
    const Rect path = rect.inset(thickness / 2);
    const float r = std::max(0.F, radius - thickness / 2);
    m_list->PathClear();
    m_list->PathRect(at(path.x, path.y), at(path.right(), path.bottom()), r);
    std::vector<ImVec2> points(m_list->_Path.begin(), m_list->_Path.end());
    m_list->PathClear();
    points.push_back(points.front());
    const std::uint32_t ink = abgr(colour);
    float left = px(kDashOn);
    bool is_on = true;
    for (std::size_t i = 1; i < points.size(); ++i) {
        ImVec2 from = points[i - 1];
        const ImVec2 to = points[i];
        float length = std::hypot(to.x - from.x, to.y - from.y);
        while (length > 0) {
            const float part = std::min(left, length);
            const ImVec2 next = at(from.x + (to.x - from.x) * part / length,
                                   from.y + (to.y - from.y) * part / length);
            if (is_on) {
                m_list->AddLine(from, next, ink, thickness);
            }
            from = next;
            length -= part;
            left -= part;
            if (left <= 0) {
                is_on = !is_on;
                left = px(is_on ? kDashOn : kDashOff);
            }
        }
    }
}

void Ui::rule(float x0, float x1, float y, Colour colour) {
    const float width = m_look.theme == Theme::HighContrast ? px(2) : px(1);
    m_list->AddRectFilled(at(x0, y), at(x1, y + width), abgr(colour));
}

void Ui::column_rule(float x, float y0, float y1, Colour colour) {
    const float width = m_look.theme == Theme::HighContrast ? px(2) : px(1);
    m_list->AddRectFilled(at(x, y0), at(x + width, y1), abgr(colour));
}

void Ui::stroke(float x0, float y0, float x1, float y1, Colour colour, float thickness) {
    m_list->AddLine(at(x0, y0), at(x1, y1), abgr(colour), thickness);
}

void Ui::disc(float cx, float cy, float radius, Colour colour) {
    m_list->AddCircleFilled(at(cx, cy), radius, abgr(colour));
}

void Ui::ring(float cx, float cy, float radius, Colour colour, float thickness) {
    m_list->AddCircle(at(cx, cy), radius - thickness / 2, abgr(colour), 0, thickness);
}

void Ui::warning_sign(float cx, float cy, float radius, Colour colour) {
    constexpr int kSides = 8;
    const float thickness = radius * 0.12F;
    m_list->PathClear();
    for (int i = 0; i < kSides; ++i) {
        const float angle = (static_cast<float>(i) + 0.5F) * 2 * std::numbers::pi_v<float> / kSides;
        m_list->PathLineTo(at(cx + (radius - thickness) * std::cos(angle),
                              cy + (radius - thickness) * std::sin(angle)));
    }
    m_list->PathStroke(abgr(colour), ImDrawFlags_Closed, thickness);
    stroke(cx, cy - radius * 0.46F, cx, cy + radius * 0.12F, colour, radius * 0.17F);
    disc(cx, cy + radius * 0.42F, radius * 0.115F, colour);
}

void Ui::rhombus(float cx, float cy, float half, Colour colour) {
    m_list->AddQuadFilled(at(cx, cy - half), at(cx + half, cy), at(cx, cy + half),
                          at(cx - half, cy), abgr(colour));
}

// The mark: a ground rhombus of four facets.
void Ui::logo(float cx, float cy, float half_height, Ground ground) {
    const float w = half_height * 0.8F;
    const float h = half_height;
    const Colour top_left = ground == Ground::Panel ? Colour::OnPanel : Colour::Primary;
    m_list->AddTriangleFilled(at(cx, cy - h), at(cx, cy), at(cx - w, cy), abgr(top_left));
    m_list->AddTriangleFilled(at(cx, cy - h), at(cx + w, cy), at(cx, cy), abgr(Colour::WeaveC));
    m_list->AddTriangleFilled(at(cx - w, cy), at(cx, cy), at(cx, cy + h), abgr(Colour::WeaveB));
    m_list->AddTriangleFilled(at(cx, cy), at(cx + w, cy), at(cx, cy + h), abgr(Colour::WeaveA));
}

void Ui::weave_column(float x, float y0, float y1) {
    constexpr std::array kBand{Colour::WeaveA, Colour::WeaveB, Colour::WeaveC};
    const float pitch = px(kWeavePitch);
    const std::size_t diamonds = repeats(y1 + pitch - (y0 + px(8)), pitch);
    m_list->PushClipRect(at(x - px(8), y0), at(x + px(8), y1), true);
    for (std::size_t i = 0; i < diamonds; ++i) {
        const float y = y0 + px(8) + static_cast<float>(i) * pitch;
        const float half = px(8);
        const float w = px(6);
        m_list->AddQuadFilled(at(x, y - half), at(x + w, y), at(x, y + half), at(x - w, y),
                              abgr(kBand[i % kBand.size()]));
        m_list->AddQuadFilled(at(x, y - px(3.5F)), at(x + px(2.5F), y), at(x, y + px(3.5F)),
                              at(x - px(2.5F), y), abgr(Colour::Panel));
    }
    m_list->PopClipRect();
}

void Ui::weave_row(float x0, float x1, float y, Ground ground) {
    constexpr std::array kBand{Colour::WeaveA, Colour::WeaveB, Colour::WeaveC, Colour::WeaveB};
    const float pitch = px(16);
    const std::size_t diamonds = repeats(x1 + pitch - (x0 + px(8)), pitch);
    const Colour hole = ground == Ground::Panel ? Colour::Panel : Colour::Paper;
    m_list->PushClipRect(at(x0, y - px(8)), at(x1, y + px(8)), true);
    for (std::size_t i = 0; i < diamonds; ++i) {
        const float x = x0 + px(8) + static_cast<float>(i) * pitch;
        m_list->AddQuadFilled(at(x - px(8), y), at(x, y - px(6)), at(x + px(8), y),
                              at(x, y + px(6)), abgr(kBand[i % kBand.size()]));
        m_list->AddQuadFilled(at(x - px(3.5F), y), at(x, y - px(2.5F)), at(x + px(3.5F), y),
                              at(x, y + px(2.5F)), abgr(hole));
    }
    m_list->PopClipRect();
}

ImFont* Ui::font(const TextStyle& style) const {
    return m_fonts
        .text[static_cast<std::size_t>(style.step)][static_cast<std::size_t>(style.weight)];
}

float Ui::line_px(Step step) const {
    return std::round(em_px(step, m_look) * kLineHeights[static_cast<std::size_t>(step)]);
}

// Breaks at spaces, and inside a word only when it alone is wider than the line.
std::vector<std::string_view> Ui::lines(std::string_view words, const TextStyle& style,
                                        float width) const {
    std::vector<std::string_view> result;
    const ImFont* face = font(style);
    const char* from = words.data();
    const char* const end = from + words.size();
    while (from < end) {
        const char* newline = from;
        while (newline < end && *newline != '\n') {
            ++newline;
        }
        const char* stop = face->CalcWordWrapPositionA(1, from, newline, width + 0.5F);
        if (stop == from && stop < newline) {
            ++stop;
        }
        result.emplace_back(from, static_cast<std::size_t>(stop - from));
        from = stop;
        while (from < end && *from == ' ') {
            ++from;
        }
        if (from == newline && from < end) {
            ++from;
        }
    }
    return result;
}

float Ui::text_width(std::string_view words, const TextStyle& style) const {
    if (words.empty()) {
        return 0;  // ImGui takes a missing end for a C string
    }
    const ImFont* face = font(style);
    return face->CalcTextSizeA(face->FontSize, 1e6F, 0, words.data(), words.data() + words.size())
        .x;
}

float Ui::text_height(std::string_view words, const TextStyle& style, float width) const {
    return static_cast<float>(lines(words, style, width).size()) * line_px(style.step);
}

float Ui::text(const Rect& area, std::string_view words, const TextStyle& style) {
    if (words.empty()) {
        return 0;
    }
    const ImFont* face = font(style);
    const float line = line_px(style.step);
    const auto rows = lines(words, style, area.w);
    const std::uint32_t ink = abgr(style.colour);
    float y = std::round(area.y + (line - face->FontSize) / 2);
    float widest = 0;
    float left = area.right();
    for (const std::string_view row : rows) {
        const float width = text_width(row, style);
        widest = std::max(widest, width);
        float x = area.x;
        if (style.align == Align::Centre) {
            x = area.centre() - width / 2;
        } else if (style.align == Align::Right) {
            x = area.right() - width;
        }
        left = std::min(left, x);
        m_list->AddText(face, face->FontSize, at(std::round(x), y), ink, row.data(),
                        row.data() + row.size());
        y += line;
    }
    const float height = static_cast<float>(rows.size()) * line;
    if constexpr (kKeepsRecord) {
        // A word that is broken inside counts as clipped.
        bool is_broken = false;
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
            const char* end = rows[i].data() + rows[i].size();
            is_broken = is_broken || (end == rows[i + 1].data() && *end != ' ' && end[-1] != ' ' &&
                                      end[-1] != '-');
        }
        Widget widget;
        widget.id = style.id;
        widget.text = words;
        widget.rect = {left, area.y, widest, height};
        widget.is_enabled = is_live();
        const Rect all = screen();
        widget.is_clipped = is_broken || widest > area.w + 1 || left < all.x - 1 ||
                            left + widest > all.right() + 1 ||
                            (m_scroll_id.empty() && area.y + height > all.bottom() + 1);
        note(std::move(widget));
    }
    return height;
}

void Ui::label(const Rect& area, std::string_view words, const TextStyle& style) {
    const float height = text_height(words, style, area.w);
    text({area.x, area.middle() - height / 2, area.w, height}, words, style);
}

float Ui::icon_px(bool is_small) const {
    return (is_small ? m_fonts.icon_small : m_fonts.icon)->FontSize;
}

void Ui::icon(float cx, float cy, Icon icon, Colour colour, bool is_small) {
    if (icon == Icon::None) {
        return;
    }
    const ImFont* face = is_small ? m_fonts.icon_small : m_fonts.icon;
    std::string glyph;
    append_utf8(glyph, kIconPoints[static_cast<std::size_t>(icon)]);
    const float half = face->FontSize / 2;
    m_list->AddText(face, face->FontSize, at(std::round(cx - half), std::round(cy - half)),
                    abgr(colour), glyph.data(), glyph.data() + glyph.size());
}

}  // namespace asah::ui
