// The level bar: five blocks, the standard's rhombus, the range that the evidence allows.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

constexpr int kLevelCount = 5;
constexpr int kMeasuredCount = 4;  // level 5 is not measured by a quiz

}  // namespace

void Ui::range(float x0, float x1, float y) {
    const float cap = px(6);
    for (const bool is_halo : {true, false}) {
        const Colour ink = is_halo ? Colour::Sheet : Colour::ChartSelfRating;
        const float line = px(is_halo ? 7 : 3);
        const float more = is_halo ? px(2) : 0;
        stroke(x0 - more, y, x1 + more, y, ink, line);
        stroke(x0, y - cap - more, x0, y + cap + more, ink, line);
        stroke(x1, y - cap - more, x1, y + cap + more, ink, line);
    }
}

void Ui::self_mark(float x, float y) {
    const Rect halo{x - px(10), y - px(10), px(20), px(20)};
    const Rect box = halo.inset(px(2));
    fill(halo, Colour::Sheet, px(3));
    border(box, Colour::ChartSelfRating, px(3), px(2));
}

void Ui::level_bar(const Rect& rect, const LevelBar& bar) {
    const float gap = px(4);
    const float width = (rect.w - gap * (kLevelCount - 1)) / kLevelCount;
    const float height = px(26);
    const float y = rect.middle() - height / 2;
    const auto x_of = [&](float level) { return rect.x + level * (width + gap) - gap / 2; };
    // A range and a self-rating stand in the middle of their level's block: clear of the standard.
    const auto middle_of = [&](float level) {
        return std::max(rect.x + px(6), rect.x + (level - 0.5F) * (width + gap) - gap / 2);
    };
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
        range(middle_of(bar.low), middle_of(bar.high), rect.middle());
    }
    if (bar.self_level) {
        self_mark(middle_of(static_cast<float>(*bar.self_level)), rect.middle());
    }
    if (bar.required > 0) {
        const float x = x_of(static_cast<float>(bar.required));
        stroke(x, y - px(4), x, y + height + px(5), Colour::Ink, px(3));
        rhombus(x, y - px(5), px(9), Colour::Ink);
    }
}

}  // namespace asah::ui
