#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

Icon chip_icon(Tone tone) {
    return tone == Tone::Ok       ? Icon::Check
           : tone == Tone::Unsure ? Icon::Flag
                                  : Icon::RadioButtonUnchecked;
}

float fact_height(const Ui& ui, const DialogFact& fact, float width) {
    return ui.text_height(fact.words, {Step::Body}, width - ui.icon_px() - ui.px(14)) + ui.px(14);
}

}  // namespace

Hit draw_map_grid(Ui& ui, const Rect& area, const MapGrid& grid) {
    Hit hit;
    Rect inner = ui.begin_scroll("map.grid", area);
    float y = inner.y + ui.px(24);
    float x = inner.x;
    for (const auto& [words, tone] : grid.chips) {
        const float width = ui.chip_width(words);
        if (x > inner.x && x + width > inner.right()) {
            x = inner.x;
            y += ui.chip_px() + ui.px(8);
        }
        ui.chip(x, y, words, chip_icon(tone), tone);
        x += width + ui.px(12);
    }
    y += ui.chip_px() + ui.px(20);
    const float gap = ui.px(14);
    const float cell_width = std::max(ui.px(108), ui.tx(92));
    const float cell_height = std::max(ui.px(ui.metrics().is_compact ? 72 : 88), ui.tx(72));
    const auto columns =
        static_cast<std::size_t>(std::max(1.F, std::floor((inner.w + gap) / (cell_width + gap))));
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        const Rect cell{inner.x + static_cast<float>(i % columns) * (cell_width + gap),
                        y + static_cast<float>(i / columns) * (cell_height + gap), cell_width,
                        cell_height};
        if (ui.map_cell(cell, grid.cells[i])) {
            hit = std::string(grid.cells[i].id);
        }
    }
    const std::size_t rows = (grid.cells.size() + columns - 1) / columns;
    y += static_cast<float>(rows) * (cell_height + gap) + ui.px(6);
    y += ui.text({inner.x, y, inner.w, 0}, grid.hint,
                 {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left});
    ui.end_scroll(y + ui.px(12));
    return hit;
}

Hit draw_dialog(Ui& ui, const Dialog& dialog) {
    Hit hit;
    const float width =
        std::min(ui.px(ui.metrics().is_large_text ? 1000 : 700), ui.screen().w - ui.px(48));
    const float inner_width = width - ui.px(80);
    const TextStyle question{Step::Heading, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle sentence{Step::Option, Weight::Regular, Colour::Ink, Align::Left};
    float height = ui.text_height(dialog.question, question, inner_width) + ui.px(12) +
                   ui.text_height(dialog.sentence, sentence, inner_width) + ui.px(16);
    for (const DialogFact& fact : dialog.facts) {
        height += fact_height(ui, fact, inner_width);
    }
    const float safe_width = ui.button_width(dialog.safe);
    const float other_width = ui.button_width(dialog.other);
    const bool is_stacked = safe_width + other_width + ui.px(14) > inner_width;
    const float button = ui.metrics().button;
    height += ui.px(10) + (is_stacked ? 2 * button + ui.px(12) : button);

    Rect inside = ui.begin_dialog(dialog.id, width, height + ui.px(80), dialog.safe.id);
    inside.cut_top(ui.text(inside, dialog.question, question), ui.px(12));
    inside.cut_top(ui.text(inside, dialog.sentence, sentence), ui.px(16));
    for (const DialogFact& fact : dialog.facts) {
        draw_note(ui, inside, fact.icon, fact.words, fact.colour,
                  {Step::Body, Weight::Regular, Colour::Ink, Align::Left});
        inside.cut_top(fact_height(ui, fact, inner_width));
    }
    inside.cut_top(ui.px(10));
    Rect row = inside.cut_top(button, ui.px(12));
    Rect safe = row.cut_left(safe_width, ui.px(14));
    Rect other = is_stacked ? inside : row;
    other.w = other_width;
    other.h = button;
    Button careful = dialog.other;
    careful.enter = EnterActivates::No;
    if (ui.button(safe, dialog.safe) || ui.was_pressed(Key::Escape)) {
        hit = std::string(dialog.safe.id);
    }
    if (!dialog.other.id.empty() && ui.button(other, careful)) {
        hit = std::string(dialog.other.id);
    }
    return hit;
}

}  // namespace asah::ui
