#include "kiosk/ui/theme.h"

#include <cmath>
#include <cstddef>

namespace asah::ui {

namespace {

constexpr int kLargeFromWidth = 1680;
constexpr float kLargeScale = 1.25F;
constexpr float kWideFrom = 1200;
constexpr float kMediumFrom = 960;
constexpr float kCompactBelow = 700;

float display_scale(const Look& look) { return look.width >= kLargeFromWidth ? kLargeScale : 1.F; }

std::size_t row_of(int text_percent) {
    if (text_percent >= 200) {
        return 3;
    }
    if (text_percent >= 150) {
        return 2;
    }
    return text_percent >= 125 ? 1 : 0;
}

}  // namespace

Metrics make_metrics(const Look& look) {
    Metrics m;
    m.scale = display_scale(look);
    m.text = static_cast<float>(look.text_percent) / 100.F;
    const float effective = static_cast<float>(look.width) / m.scale / m.text;
    m.grid = effective >= kWideFrom     ? Grid::Wide
             : effective >= kMediumFrom ? Grid::Medium
                                        : Grid::Narrow;
    m.is_compact = static_cast<float>(look.height) / m.scale < kCompactBelow;
    m.is_large_text = look.text_percent >= 150;
    const auto pick = [&](float normal, float compact) {
        return (m.is_compact ? compact : normal) * m.scale;
    };
    m.top_bar = m.is_large_text ? 112 * m.scale : pick(72, 56);
    m.strip = pick(60, 50);
    m.footer = m.is_large_text ? pick(128, 112) : pick(92, 72);
    m.margin = (m.grid == Grid::Wide ? 48.F : m.grid == Grid::Medium ? 28.F : 24.F) * m.scale;
    m.button = (m.is_large_text ? 88.F : m.is_compact ? 52.F : 60.F) * m.scale;
    m.row_min = pick(68, 58);
    m.row_gap = pick(12, 9);
    return m;
}

float em_px(Step step, const Look& look) {
    const int pixels = kStepPixels[row_of(look.text_percent)][static_cast<std::size_t>(step)];
    return std::round(static_cast<float>(pixels) * display_scale(look));
}

std::uint32_t rgb(Colour colour, Theme theme) {
    const auto index = static_cast<std::size_t>(colour);
    const int value = theme == Theme::Light ? kLightColours[index] : kContrastColours[index];
    return static_cast<std::uint32_t>(value);
}

}  // namespace asah::ui
