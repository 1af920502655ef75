// What surrounds every screen's middle: top bar, strip, footer, the deep green panel, and rows of
// buttons. Nothing here knows a screen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/ui.h"

namespace asah::ui {

/// The screen cut into its bars; bars that a screen lacks have no height.
struct Frame {
    Rect top;
    Rect strip;
    Rect banner;  // no height: none
    Rect body;
    Rect footer;
};
enum class Has : std::uint8_t { No, Yes };
struct FrameParts {
    Has strip = Has::No;
    Has footer = Has::Yes;
    float left = 0;  // where a panel stands
    const Banner* banner = nullptr;
};
Frame make_frame(const Ui& ui, FrameParts parts);

/// Grounds and hairlines of the bars.
void draw_grounds(Ui& ui, const Frame& frame);
/// Body split at a share of its width: paper at the left, sheet at the right, a hairline between.
struct Split {
    Rect left;
    Rect right;
};
Split draw_split(Ui& ui, const Rect& body, float left_share);
/// The logo and a title at the left of a bar; returns what is left of the bar.
Rect draw_brand(Ui& ui, Rect bar, std::string_view title, float space_right);

/// A tool of the top bar. With little room those of the highest rank stay away.
struct Tool {
    std::string_view id;
    Icon icon = Icon::None;
    std::string_view label;
    Has words = Has::No;  // beside the icon, on wide screens
    int rank = 0;
};
/// Height and least width of a tool.
float tool_px(const Ui& ui);
/// Draws tools from the right edge on, the first rightmost, and leaves `keep` of the bar free;
/// returns the rest of the bar.
Rect draw_tools(Ui& ui, Rect bar, const std::vector<Tool>& tools, float keep,
                std::optional<std::string>& hit);

/// Places buttons from both ends of a bar.
class Shelf {
   public:
    Shelf(Ui& ui, const Rect& bar, float margin);
    bool left(const Button& button);
    bool right(const Button& button);
    /// Width still free.
    [[nodiscard]] float free() const { return m_rest.w; }
    [[nodiscard]] const Rect& rest() const { return m_rest; }

   private:
    Rect place(const Rect& slot) const;
    Ui& m_ui;
    Rect m_rest;
};

/// Deep green panel at the left with the woven band at its right edge; returns the inside.
Rect draw_panel(Ui& ui, float width);

/// An icon beside words, as in lists of promises; returns the height.
float draw_note(Ui& ui, const Rect& area, Icon icon, std::string_view words, Colour icon_colour,
                const TextStyle& style);

/// Whole white sheet with a hairline border.
void draw_card(Ui& ui, const Rect& rect);

/// Four rows of three keys; returns the typed digit, U'\b' for erase, U'\x7f' for clear.
struct KeypadWords {
    std::string_view clear;
    std::string_view erase;
};
std::optional<char32_t> draw_keypad(Ui& ui, const Rect& area, std::string_view prefix,
                                    const KeypadWords& words);

}  // namespace asah::ui
