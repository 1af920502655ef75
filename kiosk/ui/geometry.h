// Rectangles in window pixels. Values.
#pragma once

#include <algorithm>
#include <cstddef>

namespace asah::ui {

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] float middle() const { return y + h / 2; }
    [[nodiscard]] float centre() const { return x + w / 2; }
    [[nodiscard]] bool contains(float px, float py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    [[nodiscard]] Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
    [[nodiscard]] Rect inset(float dx, float dy) const {
        return {x + dx, y + dy, w - 2 * dx, h - 2 * dy};
    }
    [[nodiscard]] Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }

    /// Cuts a piece off one side; this rectangle keeps the rest, less the gap.
    Rect cut_top(float size, float gap = 0) {
        const Rect piece{x, y, w, size};
        y += size + gap;
        h -= size + gap;
        return piece;
    }
    Rect cut_bottom(float size, float gap = 0) {
        const Rect piece{x, bottom() - size, w, size};
        h -= size + gap;
        return piece;
    }
    Rect cut_left(float size, float gap = 0) {
        const Rect piece{x, y, size, h};
        x += size + gap;
        w -= size + gap;
        return piece;
    }
    Rect cut_right(float size, float gap = 0) {
        const Rect piece{right() - size, y, size, h};
        w -= size + gap;
        return piece;
    }
    /// A piece of that height in the vertical middle.
    [[nodiscard]] Rect centred(float height) const { return {x, middle() - height / 2, w, height}; }
};

/// Cells of one size with one gap between them, row after row from the first cell's place.
struct CellGrid {
    Rect first;
    float gap = 0;
    std::size_t columns = 1;

    [[nodiscard]] Rect cell(std::size_t i) const {
        const std::size_t column = i % columns;
        const std::size_t row = i / columns;
        return first.moved(static_cast<float>(column) * (first.w + gap),
                           static_cast<float>(row) * (first.h + gap));
    }
    /// What that many cells take in height, with the gap under the last row.
    [[nodiscard]] float height(std::size_t cells) const {
        const std::size_t rows = (cells + columns - 1) / columns;
        return static_cast<float>(rows) * (first.h + gap);
    }
};

inline Rect intersection(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.F, std::min(a.right(), b.right()) - x),
            std::max(0.F, std::min(a.bottom(), b.bottom()) - y)};
}

}  // namespace asah::ui
