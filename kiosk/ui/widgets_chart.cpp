// The level bar: five blocks, the standard's rhombus, the range that the evidence allows.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

constexpr int kLevelCount = 5;
constexpr int kMeasuredCount = 4;  // level 5 is not measured by a quiz

}  // namespace

void Ui::level_bar(const Rect& rect, const LevelBar& bar) {
    const float gap = px(4);
    const float width = (rect.w - gap * (kLevelCount - 1)) / kLevelCount;
    const float height = px(26);
    const float y = rect.middle() - height / 2;
    const auto x_of = [&](float level) { return rect.x + level * (width + gap) - gap / 2; };
    for (int i = 0; i < kLevelCount; ++i) {
        const Rect block{rect.x + static_cast<float>(i) * (width + gap), y, width, height};
        if (bar.is_stated && i < bar.level) {
            fill(block, Colour::ChartAchieved, px(7));
        } else if (i >= kMeasuredCount) {
            dashed(block, Colour::LineStrong, px(1.5F), px(7));
        } else {
            fill(block, Colour::Sunken, px(7));
            border(block, Colour::LineStrong, px(1), px(7));
        }
    }
    if (bar.is_stated && bar.high > bar.low) {
        const float x0 = std::max(rect.x + px(4), x_of(bar.low));
        const float x1 = x_of(bar.high);
        const float cy = rect.middle();
        const float cap = px(7);
        for (const bool is_halo : {true, false}) {
            const Colour ink = is_halo ? Colour::Sheet : Colour::ChartSelfRating;
            const float line = px(is_halo ? 7 : 3);
            stroke(x0, cy, x1, cy, ink, line);
            stroke(x0, cy - cap, x0, cy + cap, ink, line);
            stroke(x1, cy - cap, x1, cy + cap, ink, line);
        }
    }
    if (bar.self_level) {
        const float x = x_of(static_cast<float>(*bar.self_level));
        const float side = px(6);
        const Rect box{x - side, rect.middle() - side, 2 * side, 2 * side};
        fill(box, Colour::Sheet);
        border(box, Colour::ChartSelfRating, px(3));
    }
    if (bar.required > 0) {
        const float x = x_of(static_cast<float>(bar.required));
        stroke(x, y - px(4), x, y + height + px(5), Colour::Ink, px(3));
        rhombus(x, y - px(5), px(9), Colour::Ink);
    }
}

}  // namespace asah::ui
