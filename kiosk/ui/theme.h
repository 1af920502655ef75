// What the look's tokens say for one display: sizes of text, the grid's class, bars. The tokens
// themselves are generated from assets/look_terminal.json. Values.
#pragma once

#include <cstdint>

#include "look_tokens.h"

namespace asah::ui {

enum class Theme { Light, HighContrast };
enum class Grid { Wide, Medium, Narrow };

struct Look {
    int width = 1280;        // window, pixels
    int height = 800;        // window, pixels
    int text_percent = 100;  // 100, 125, 150 or 200
    Theme theme = Theme::Light;
    bool operator==(const Look&) const = default;
};

/// Sizes derived from a look; lengths in window pixels.
struct Metrics {
    float scale = 1;  // display scale: 1.25 from 1680 pixels on
    float text = 1;   // text scale: 1 to 2
    Grid grid = Grid::Wide;
    bool is_compact = false;  // below 700 logical pixels of height
    bool is_large_text = false;
    float top_bar = 72;
    float strip = 60;
    float footer = 92;
    float margin = 48;
    float button = 60;
    float row_min = 68;
    float row_gap = 12;
};

Metrics make_metrics(const Look& look);

/// Height of an em in window pixels.
float em_px(Step step, const Look& look);

/// 0xRRGGBB.
std::uint32_t rgb(Colour colour, Theme theme);

}  // namespace asah::ui
