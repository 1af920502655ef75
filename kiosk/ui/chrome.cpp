#include "kiosk/ui/chrome.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

namespace asah::ui {

Frame make_frame(const Ui& ui, FrameParts parts) {
    Frame frame;
    Rect rest = ui.screen();
    rest.cut_left(parts.left);
    frame.top = rest.cut_top(ui.metrics().top_bar);
    if (parts.strip == Has::Yes && !ui.metrics().is_large_text) {
        frame.strip = rest.cut_top(ui.metrics().strip);
    } else {
        frame.strip = {rest.x, rest.y, rest.w, 0};
    }
    if (parts.footer == Has::Yes) {
        frame.footer = rest.cut_bottom(ui.metrics().footer);
    } else {
        frame.footer = {rest.x, rest.bottom(), rest.w, 0};
    }
    frame.banner = {rest.x, rest.y, rest.w, 0};
    if (parts.banner != nullptr) {
        frame.banner = rest.cut_top(ui.banner_height(rest.w, *parts.banner));
    }
    frame.body = rest;
    return frame;
}

void draw_grounds(Ui& ui, const Frame& frame) {
    ui.fill(frame.top, Colour::Sheet);
    ui.rule(frame.top.x, frame.top.right(), frame.top.bottom() - ui.px(1));
    if (frame.strip.h > 0) {
        ui.fill(frame.strip, Colour::Sheet);
        ui.rule(frame.strip.x, frame.strip.right(), frame.strip.bottom() - ui.px(1));
    }
    if (frame.footer.h > 0) {
        ui.fill(frame.footer, Colour::Sheet);
        ui.rule(frame.footer.x, frame.footer.right(), frame.footer.y);
    }
}

Split draw_split(Ui& ui, const Rect& body, float left_share) {
    Rect rest = body;
    Split split;
    split.left = rest.cut_left(std::round(body.w * left_share));
    split.right = rest;
    ui.fill(split.left, Colour::Paper);
    ui.fill(split.right, Colour::Sheet);
    ui.column_rule(split.right.x, body.y, body.bottom());
    return split;
}

Rect draw_brand(Ui& ui, Rect bar, std::string_view title, float space_right) {
    bar.cut_left(ui.px(24));
    const Rect mark = bar.cut_left(ui.px(36), ui.px(14));
    ui.logo(mark.centre(), mark.middle(), ui.px(17), Ground::Sheet);
    Rect words = bar;
    words.w = std::max(0.F, words.w - space_right);
    ui.label(words, title, {Step::Body, Weight::Bold, Colour::Ink, Align::Left});
    return bar;
}

float tool_px(const Ui& ui) { return std::max(ui.px(52), ui.tx(44)); }

namespace {

Button tool_button(const Tool& tool) {
    return {.id = tool.id,
            .label = tool.label,
            .kind = ButtonKind::Tool,
            .icon = tool.icon,
            .step = Step::Caption};
}

bool has_words(const Ui& ui, const Tool& tool) {
    return tool.words == Has::Yes && ui.metrics().grid == Grid::Wide;
}

float tool_width(const Ui& ui, const Tool& tool) {
    return has_words(ui, tool) ? ui.button_width(tool_button(tool)) : tool_px(ui);
}

/// The tools that have room, by rank.
std::vector<bool> fitting(const Ui& ui, const std::vector<Tool>& tools, float room) {
    std::vector<std::size_t> order(tools.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return tools[a].rank < tools[b].rank; });
    std::vector<bool> fits(tools.size());
    for (const std::size_t i : order) {
        const float width = tool_width(ui, tools[i]) + ui.px(8);
        fits[i] = width <= room;
        room -= fits[i] ? width : 0;
    }
    return fits;
}

}  // namespace

Rect draw_tools(Ui& ui, Rect bar, const std::vector<Tool>& tools, float keep,
                std::optional<std::string>& hit) {
    bar.cut_right(ui.px(16));
    const auto fits = fitting(ui, tools, bar.w - keep);
    for (std::size_t i = 0; i < tools.size(); ++i) {
        const Tool& tool = tools[i];
        if (!fits[i]) {
            continue;
        }
        const Rect place = bar.cut_right(tool_width(ui, tool), ui.px(8)).centred(tool_px(ui));
        const bool was_hit = has_words(ui, tool)
                                 ? ui.button(place, tool_button(tool))
                                 : ui.icon_button(place, tool.id, tool.icon, tool.label);
        if (was_hit) {
            hit = std::string(tool.id);
        }
    }
    return bar;
}

Shelf::Shelf(Ui& ui, const Rect& bar, float margin) : m_ui(ui), m_rest(bar.inset(margin, 0)) {}

Rect Shelf::place(const Rect& slot) const { return slot.centred(m_ui.metrics().button); }

bool Shelf::left(const Button& button) {
    const float width = m_ui.button_width(button);
    return m_ui.button(place(m_rest.cut_left(width, m_ui.px(14))), button);
}

bool Shelf::right(const Button& button) {
    const float width = m_ui.button_width(button);
    return m_ui.button(place(m_rest.cut_right(width, m_ui.px(14))), button);
}

Rect draw_panel(Ui& ui, float width) {
    Rect panel = ui.screen();
    panel.w = width;
    ui.fill(panel, Colour::Panel);
    ui.weave_column(panel.right() - ui.px(8), panel.y, panel.bottom());
    if (ui.look().theme == Theme::HighContrast) {
        ui.column_rule(panel.right() + ui.px(4), panel.y, panel.bottom(), Colour::LineStrong);
    }
    panel.w -= ui.px(16);
    return panel;
}

float draw_note(Ui& ui, const Rect& area, Icon icon, std::string_view words, Colour icon_colour,
                const TextStyle& style) {
    Rect rest = area;
    const Rect place = rest.cut_left(ui.icon_px(), ui.px(14));
    const float line = ui.line_px(style.step);
    ui.icon(place.centre(), area.y + line / 2, icon, icon_colour);
    return std::max(line, ui.text(rest, words, style));
}

void draw_card(Ui& ui, const Rect& rect) {
    ui.fill(rect, Colour::Sheet, ui.px(18));
    ui.border(rect, Colour::Line, ui.px(1), ui.px(18));
}

std::optional<char32_t> draw_keypad(Ui& ui, const Rect& area, std::string_view prefix,
                                    const KeypadWords& words) {
    constexpr std::array<std::string_view, 12> kNames{"1", "2", "3", "4",     "5", "6",
                                                      "7", "8", "9", "clear", "0", "erase"};
    const float gap = ui.px(12);
    const float width = (area.w - 2 * gap) / 3;
    const float height = (area.h - 3 * gap) / 4;
    const CellGrid keys{{area.x, area.y, width, height}, gap, 3};
    std::optional<char32_t> result;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        const Rect key = keys.cell(i);
        const std::string id = std::string(prefix) + std::string(kNames[i]);
        if (kNames[i] == "clear") {
            if (ui.key_button(key, id, words.clear, Icon::None, true)) {
                result = U'\x7f';
            }
        } else if (kNames[i] == "erase") {
            if (ui.key_button(key, id, words.erase, Icon::Backspace, true)) {
                result = U'\b';
            }
        } else if (ui.key_button(key, id, kNames[i], Icon::None, false)) {
            result = static_cast<char32_t>(kNames[i].front());
        }
    }
    return result;
}

}  // namespace asah::ui
