// The map of a sitting's items, and dialogs.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr float kGridShare = 0.535F;
constexpr float kColumnsMax = 5;

Icon chip_icon(Tone tone) {
    return tone == Tone::Ok       ? Icon::Check
           : tone == Tone::Unsure ? Icon::Flag
                                  : Icon::RadioButtonUnchecked;
}

float fact_height(const Ui& ui, const DialogFact& fact, float width) {
    return ui.text_height(fact.words, {Step::Body}, width - ui.icon_px() - ui.px(14)) + ui.px(14);
}

// Chips, cells and the hint; returns the lower edge.
float draw_cells(Ui& ui, const Rect& inner, const MapGrid& grid, Hit& hit) {
    float y = inner.y;
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
    const float gap = ui.px(ui.metrics().is_compact ? 10 : 14);
    const float least = std::max(ui.px(ui.metrics().is_compact ? 80 : 96), ui.tx(80));
    const float cell_height = std::max(ui.px(ui.metrics().is_compact ? 64 : 88),
                                       ui.tx(ui.metrics().is_compact ? 62 : 72));
    const auto columns = static_cast<std::size_t>(
        std::clamp(std::floor((inner.w + gap) / (least + gap)), 1.F, kColumnsMax));
    const auto count = static_cast<float>(columns);
    const float cell_width =
        std::min(std::max(ui.px(108), ui.tx(92)), (inner.w - gap * (count - 1)) / count);
    const CellGrid places{{inner.x, y, cell_width, cell_height}, gap, columns};
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        if (ui.map_cell(places.cell(i), grid.cells[i])) {
            hit = std::string(grid.cells[i].id);
        }
    }
    y += places.height(grid.cells.size()) + ui.px(6);
    return y + ui.text({inner.x, y, inner.w, 0}, grid.hint,
                       {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left});
}

// A small cell, what is open about it, the beginning of its stem; the whole row is the target.
float draw_again_row(Ui& ui, const Rect& area, const LookAgainRow& row, Hit& hit) {
    const float side = std::max(ui.px(52), ui.tx(44));
    const TextStyle lead{Step::Body, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle stem{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    Rect line = area;
    line.cut_left(ui.px(4));
    const Rect place = line.cut_left(side, ui.px(16));
    const Rect arrow = line.cut_right(ui.icon_px(), ui.px(12));
    const float head = ui.text_height(row.lead, lead, line.w);
    const float body = ui.text_height(row.stem, stem, line.w);
    const Rect all{area.x, area.y, area.w, std::max(side, head + body) + ui.px(22)};
    if (ui.list_row(all, row.id, row.lead)) {
        hit = std::string(row.id);
    }
    Rect cell = place;
    cell.y = all.middle() - side / 2;
    cell.h = side;
    const bool is_unsure = row.state == SegmentState::Unsure;
    if (is_unsure) {
        ui.fill(cell, Colour::UnsureSoft, ui.px(12));
        ui.border(cell, Colour::UnsureMark, ui.px(3), ui.px(12));
    } else if (row.state == SegmentState::Incomplete) {
        ui.border(cell, Colour::Primary, ui.px(3), ui.px(12));
    } else {
        ui.dashed(cell, Colour::LineStrong, ui.px(2), ui.px(12));
    }
    ui.label(cell, row.number,
             {Step::Body, Weight::Bold, is_unsure ? Colour::Unsure : Colour::Ink, Align::Centre});
    const float y = all.middle() - (head + body) / 2;
    ui.text({line.x, y, line.w, head}, row.lead, lead);
    ui.text({line.x, y + head, line.w, body}, row.stem, stem);
    ui.icon(arrow.centre(), all.middle(), Icon::KeyboardArrowRight, Colour::InkSoft);
    ui.rule(area.x, area.right(), all.bottom());
    return all.bottom() + ui.px(1);
}

float draw_look_again(Ui& ui, const Rect& area, const MapGrid& grid, Hit& hit) {
    Rect rest = area;
    const TextStyle heading{Step::Heading, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle quiet{Step::Body, Weight::Regular, Colour::InkSoft, Align::Left};
    rest.cut_top(ui.text(rest, grid.heading, heading), ui.px(8));
    if (!grid.sentence.empty()) {
        rest.cut_top(ui.text(rest, grid.sentence, quiet), ui.px(12));
    }
    for (const LookAgainRow& row : grid.rows) {
        rest.cut_top(draw_again_row(ui, rest, row, hit) - rest.y);
    }
    if (!grid.saved.empty()) {
        rest.cut_top(ui.px(20));
        rest.cut_top(draw_note(ui, rest, Icon::CheckCircle, grid.saved, Colour::Ok,
                               {Step::Body, Weight::Regular, Colour::Ink, Align::Left}));
    }
    return rest.y;
}

}  // namespace

Hit draw_map_grid(Ui& ui, const Rect& body, const MapGrid& grid) {
    Hit hit;
    const Metrics& m = ui.metrics();
    const float top = ui.px(m.is_compact ? 18 : 32);
    if (m.grid == Grid::Narrow) {
        ui.fill(body, Colour::Sheet);
        Rect inner = ui.begin_scroll("map.grid", body.inset(m.margin, 0), m.margin);
        inner.cut_top(top);
        inner.cut_top(draw_cells(ui, inner, grid, hit) - inner.y, ui.px(28));
        ui.end_scroll(draw_look_again(ui, inner, grid, hit) + ui.px(12));
        return hit;
    }
    const Split split = draw_split(ui, body, kGridShare);
    Rect inner = ui.begin_scroll("map.grid", split.left.inset(m.margin, 0), m.margin);
    inner.cut_top(top);
    ui.end_scroll(draw_cells(ui, inner, grid, hit) + ui.px(12));
    Rect right = split.right;
    right.cut_left(ui.px(m.grid == Grid::Wide ? 40 : 24));
    right.cut_right(m.margin);
    inner = ui.begin_scroll("map.again", right, m.margin);
    inner.cut_top(top);
    ui.end_scroll(draw_look_again(ui, inner, grid, hit) + ui.px(12));
    return hit;
}

namespace {

constexpr TextStyle kQuestion{Step::Heading, Weight::Bold, Colour::Ink, Align::Left};
constexpr TextStyle kSentence{Step::Option, Weight::Regular, Colour::Ink, Align::Left};
constexpr TextStyle kStaff{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};

struct DialogSizes {
    float width = 0;
    float padding = 0;
    float sign = 0;   // column of the large sign; 0 = none
    float inner = 0;  // width of the words
    float words = 0;  // height of the words
    float buttons = 0;
    bool is_stacked = false;
};

float sign_px(const Ui& ui, const Dialog& dialog) {
    return dialog.is_problem ? ui.px(64) : std::max(ui.px(52), ui.tx(44));
}

DialogSizes measure(const Ui& ui, const Dialog& dialog) {
    DialogSizes sizes;
    sizes.width =
        std::min(ui.px(ui.metrics().is_large_text ? 1080 : 760), ui.screen().w - ui.px(48));
    sizes.padding = ui.px(ui.metrics().is_compact || ui.metrics().is_large_text ? 28 : 40);
    const bool has_sign = dialog.sign != Icon::None || dialog.is_problem;
    sizes.sign = has_sign ? sign_px(ui, dialog) + ui.px(24) : 0;
    sizes.inner = sizes.width - 2 * sizes.padding - sizes.sign;
    sizes.words = ui.text_height(dialog.question, kQuestion, sizes.inner) + ui.px(12) +
                  ui.text_height(dialog.sentence, kSentence, sizes.inner) + ui.px(16);
    for (const DialogFact& fact : dialog.facts) {
        sizes.words += fact_height(ui, fact, sizes.inner);
    }
    if (!dialog.staff_note.empty()) {
        sizes.words += ui.text_height(dialog.staff_note, kStaff, sizes.inner) + ui.px(8);
    }
    const float other = dialog.other.id.empty() ? 0 : ui.button_width(dialog.other) + ui.px(14);
    sizes.is_stacked = ui.button_width(dialog.safe) + other > sizes.inner;
    const float button = ui.metrics().button;
    sizes.buttons = sizes.is_stacked && other > 0 ? 2 * button + ui.px(12) : button;
    return sizes;
}

void draw_dialog_words(Ui& ui, Rect inside, const Dialog& dialog, const DialogSizes& sizes) {
    inside.cut_top(ui.text(inside, dialog.question, kQuestion), ui.px(12));
    inside.cut_top(ui.text(inside, dialog.sentence, kSentence), ui.px(16));
    for (const DialogFact& fact : dialog.facts) {
        draw_note(ui, inside, fact.icon, fact.words, fact.colour,
                  {Step::Body, Weight::Regular, Colour::Ink, Align::Left});
        inside.cut_top(fact_height(ui, fact, sizes.inner));
    }
    ui.text(inside, dialog.staff_note, kStaff);
}

}  // namespace

Hit draw_dialog(Ui& ui, const Dialog& dialog) {
    Hit hit;
    const DialogSizes sizes = measure(ui, dialog);
    const float button = ui.metrics().button;
    const float gap = ui.px(14);
    // What does not fit scrolls; the buttons always stand.
    const float most = ui.screen().h - ui.px(32) - 2 * sizes.padding - sizes.buttons - gap;
    const float words = std::min(sizes.words, most);
    const float height = words + gap + sizes.buttons + 2 * sizes.padding;
    Rect inside = ui.begin_dialog(dialog.id, sizes.width, height, sizes.padding, dialog.safe.id);
    Rect buttons = inside.cut_bottom(sizes.buttons, gap);
    if (sizes.sign > 0) {
        const float side = sign_px(ui, dialog);
        const Rect sign = inside.cut_left(side, ui.px(24));
        if (dialog.is_problem) {
            ui.warning_sign(sign.centre(), sign.y + side / 2, side / 2, Colour::Problem);
        } else {
            ui.tile({sign.x, sign.y, side, side}, dialog.sign, Colour::PrimarySoft,
                    Colour::Primary);
        }
        buttons.cut_left(sizes.sign);
    }
    const Rect scroll = ui.begin_scroll("dialog.words", inside);
    draw_dialog_words(ui, scroll, dialog, sizes);
    ui.end_scroll(scroll.y + sizes.words);
    Rect safe = buttons;
    safe.w = ui.button_width(dialog.safe);
    safe.h = button;
    Rect other =
        sizes.is_stacked ? buttons.moved(0, button + ui.px(12)) : buttons.moved(safe.w + gap, 0);
    other.w = ui.button_width(dialog.other);
    other.h = button;
    Button careful = dialog.other;
    careful.enter = EnterActivates::No;
    const bool can_leave = dialog.safe.enabled == Enabled::Yes;
    if (ui.button(safe, dialog.safe) || (can_leave && ui.was_pressed(Key::Escape))) {
        hit = std::string(dialog.safe.id);
    }
    if (!dialog.other.id.empty() && ui.button(other, careful)) {
        hit = std::string(dialog.other.id);
    }
    return hit;
}

}  // namespace asah::ui
