// An item with its answers, the bars above and below it.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr std::size_t kShortStem = 90;
constexpr float kLeftWide = 0.42F;
constexpr float kLeftMedium = 0.37F;

float draw_stem(Ui& ui, const Rect& area, const SittingItem& item) {
    float y = area.y;
    const TextStyle kicker{Step::Caption, Weight::Bold, Colour::Accent, Align::Left};
    y += ui.text({area.x, y, area.w, 0}, item.kicker, kicker) + ui.px(8);
    const Step step = item.stem.size() <= kShortStem ? Step::StemShort : Step::Stem;
    const TextStyle stem{item.is_statement ? Step::Heading : step,
                         item.is_statement ? Weight::Bold : Weight::Regular, Colour::Ink,
                         Align::Left, "quiz.stem"};
    y += ui.text({area.x, y, area.w, 0}, item.stem, stem) + ui.px(14);
    const TextStyle hint{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    return y + ui.text({area.x, y, area.w, 0}, item.hint, hint);
}

// Answers outside the scale stand side by side under it; on a narrow screen one a line.
float draw_outside(Ui& ui, const Rect& area, const SittingItem& item, Hit& hit) {
    if (item.outside.empty()) {
        return area.y;
    }
    const float gap = ui.px(9);
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    const std::size_t columns = is_narrow ? 1 : item.outside.size();
    const auto count = static_cast<float>(columns);
    const float width = (area.w - gap * (count - 1)) / count;
    float height = 0;
    for (const OptionRow& row : item.outside) {
        height = std::max(height, ui.option_height(row, width));
    }
    const CellGrid places{{area.x, area.y, width, height}, gap, columns};
    for (std::size_t i = 0; i < item.outside.size(); ++i) {
        if (ui.option(places.cell(i), item.outside[i])) {
            hit = std::string(item.outside[i].id);
        }
    }
    return area.y + places.height(item.outside.size());
}

float draw_note_field(Ui& ui, const Rect& area, const SittingItem& item, Hit& hit) {
    if (!item.note) {
        return area.y;
    }
    const TextStyle bold{Step::Caption, Weight::Bold, Colour::InkSoft, Align::Left};
    const TextStyle quiet{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    Rect rest = area;
    rest.cut_top(ui.px(6));
    Rect line = rest;
    if (item.note->mark != Mark::None) {
        const float width = ui.text_width(item.note->mark_text, bold) + ui.icon_px(true);
        const Rect place = line.cut_right(width + ui.px(10), ui.px(16));
        ui.mark(place.right(), line.y + ui.line_px(Step::Caption) / 2, item.note->mark,
                item.note->mark_text);
    }
    const float label = std::ceil(ui.text_width(item.note->label, bold)) + ui.px(7);
    ui.text(line, item.note->label, bold);
    line.cut_left(label);
    rest.cut_top(std::max(ui.line_px(Step::Caption), ui.text(line, item.note_hint, quiet)),
                 ui.px(6));
    const Rect field = rest.cut_top(ui.note_height(*item.note, area.w), ui.px(6));
    const NoteResult result = ui.note_field(field, *item.note);
    if (result.text) {
        hit = "quiz.typed." + *result.text;
    } else if (result.was_hit) {
        hit = std::string(item.note->id);
    }
    return rest.y;
}

float draw_options(Ui& ui, const Rect& area, const SittingItem& item, Hit& hit) {
    if (item.number) {
        const NumberEntryResult typed = draw_number_entry(ui, area, *item.number);
        if (typed.was_field_hit) {
            hit = std::string(item.number->field.id);
        }
        if (typed.choice) {
            hit = std::string(*typed.choice);
        }
        if (!typed.keys.empty()) {
            hit = "quiz.type." + typed.keys;
        }
        return typed.bottom;
    }
    float y = area.y;
    if (!item.count.empty()) {
        const TextStyle count{Step::Caption, Weight::Bold, Colour::Ink, Align::Left};
        y += ui.text({area.x, y, area.w, 0}, item.count, count) + ui.px(10);
    }
    for (const OptionRow& row : item.options) {
        const float height = ui.option_height(row, area.w);
        if (ui.option({area.x, y, area.w, height}, row)) {
            hit = std::string(row.id);
        }
        y += height + (row.is_low ? ui.px(9) : ui.metrics().row_gap);
    }
    y = draw_outside(ui, {area.x, y, area.w, 0}, item, hit);
    return draw_note_field(ui, {area.x, y, area.w, 0}, item, hit);
}

void draw_next_note(Ui& ui, Rect rest, const SittingFooter& words) {
    const Colour ink = words.is_saved ? Colour::Ok : Colour::InkSoft;
    const TextStyle style{Step::Caption, words.is_saved ? Weight::Bold : Weight::Regular, ink,
                          Align::Left, "quiz.next_note"};
    const float width = std::ceil(ui.text_width(words.next_note, style)) + 2;
    const float sign = words.is_saved ? ui.icon_px(true) + ui.px(8) : 0;
    if (words.next_note.empty() || width + sign > rest.w) {
        return;  // the row's own mark says it
    }
    Rect place = rest.cut_right(width + sign);
    if (words.is_saved) {
        const Rect icon = place.cut_left(ui.icon_px(true), ui.px(8));
        ui.icon(icon.centre(), icon.middle(), Icon::CheckCircle, ink, true);
    }
    ui.label(place, words.next_note, style);
}

// A-E and 1-5 choose an answer wherever the focus is.
void choose_by_letter(Ui& ui, const SittingItem& item, Hit& hit) {
    if (hit) {
        return;
    }
    for (std::size_t i = 0; i < item.options.size() && i < 9; ++i) {
        const auto n = static_cast<char32_t>(i);
        if (ui.was_typed(U'A' + n) || ui.was_typed(U'1' + n)) {
            hit = std::string(item.options[i].id);
            ui.set_focus(item.options[i].id);
        }
    }
}

}  // namespace

Hit draw_sitting_top(Ui& ui, const Frame& frame, const SittingTop& top,
                     const std::vector<Tool>& tools) {
    Hit hit;
    const bool is_large = ui.metrics().is_large_text;
    const std::string_view words = ui.metrics().grid == Grid::Wide ? top.timer_label : "";
    const TextStyle position{Step::Heading, Weight::Bold, Colour::Ink, Align::Left,
                             "quiz.position"};
    const float tool = tool_px(ui);
    const float pill_width = top.has_timer ? ui.timer_width(words, top.timer) : 0;
    const bool has_map = is_large && !top.map_label.empty();
    const float title = is_large ? ui.text_width(top.position, position) : ui.px(330);
    const float keep = ui.px(24) + title + pill_width + ui.px(24) + (has_map ? tool + ui.px(8) : 0);
    Rect bar = draw_tools(ui, frame.top, tools, keep, hit);
    const Rect map = has_map ? bar.cut_right(tool, ui.px(8)).centred(tool) : Rect{};
    const Rect pill = bar.cut_right(pill_width, ui.px(16)).centred(tool);
    if (is_large) {
        bar.cut_left(ui.px(24));
        ui.label(bar, top.position, position);
    } else {
        draw_brand(ui, bar, top.title, ui.px(4));
    }
    if (has_map && ui.icon_button(map, "quiz.map", Icon::Apps, top.map_label)) {
        hit = "quiz.map";
    }
    if (top.has_timer && ui.timer(pill, "quiz.timer", words, top.timer, top.timer_state)) {
        hit = "quiz.timer";
    }
    if (!top.map_label.empty() && ui.was_pressed(Key::F2)) {
        hit = "quiz.map";
    }
    return hit;
}

Hit draw_sitting_strip(Ui& ui, const Frame& frame, const SittingTop& top,
                       const std::vector<Segment>& segments) {
    Hit hit;
    if (frame.strip.h <= 0) {
        return hit;
    }
    Rect bar = frame.strip.inset(ui.px(24), 0);
    if (!top.has_timer) {
        const TextStyle quiet{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Right};
        const float width = std::ceil(ui.text_width(top.timer_label, quiet)) + 2;
        ui.label(bar.cut_right(width, ui.px(16)), top.timer_label, quiet);
    }
    const Button map{.id = "quiz.map",
                     .label = top.map_label,
                     .kind = ButtonKind::Quiet,
                     .icon = Icon::Apps,
                     .step = Step::Caption};
    Rect place;
    if (!top.map_label.empty()) {
        place =
            bar.cut_right(ui.button_width(map), ui.px(16)).centred(ui.px(48)).moved(ui.px(12), 0);
    }
    const TextStyle style{Step::Body, Weight::Bold, Colour::Ink, Align::Left, "quiz.position"};
    const float width = std::ceil(ui.text_width(top.position, style)) + 2;
    ui.label(bar.cut_left(width, ui.px(18)), top.position, style);
    // Few items: short segments, not bars across the screen.
    Rect strip = bar;
    strip.w = std::min(strip.w, static_cast<float>(segments.size()) * ui.px(82));
    ui.strip(strip, segments);
    if (place.w > 0 && ui.button(place, map)) {
        hit = "quiz.map";
    }
    return hit;
}

Hit draw_sitting_item(Ui& ui, const Rect& body, const SittingItem& item) {
    Hit hit;
    const Metrics& m = ui.metrics();
    const float top = ui.px(m.is_compact ? 18 : 32);
    if (m.grid == Grid::Narrow) {
        ui.fill(body, Colour::Sheet);
        Rect area = body.inset(m.margin, 0);
        area.w = body.right() - area.x;
        const bool has_band = !item.more_below.empty() && !ui.is_at_end("quiz.item");
        if (has_band) {
            const Rect band = area.cut_bottom(ui.tx(32));
            const Rect whole{body.x, band.y, body.w, band.h};
            ui.fill(whole, Colour::UnsureSoft);
            ui.rule(whole.x, whole.right(), whole.y, Colour::UnsureMark);
            ui.icon(band.x + ui.icon_px(true) / 2, band.middle(), Icon::KeyboardArrowDown,
                    Colour::Unsure, true);
            ui.label({band.x + ui.icon_px(true) + ui.px(14), band.y,
                      band.w - ui.icon_px(true) - ui.px(28), band.h},
                     item.more_below, {Step::Caption, Weight::Bold, Colour::Ink, Align::Left});
        }
        Rect inner = ui.begin_scroll("quiz.item", area);
        inner.w -= m.margin;
        inner.y += top;
        const float y = draw_stem(ui, inner, item) + ui.px(16);
        const float end = draw_options(ui, {inner.x, y, inner.w, 0}, item, hit);
        ui.end_scroll(end + ui.px(8));
    } else {
        const bool is_wide = m.grid == Grid::Wide;
        const Split split = draw_split(ui, body, is_wide ? kLeftWide : kLeftMedium);
        const float gap = ui.px(is_wide ? 40 : 24);
        Rect left = split.left.inset(m.margin, 0);
        Rect inner = ui.begin_scroll("quiz.read", left, m.margin);
        inner.y += top;
        ui.end_scroll(draw_stem(ui, inner, item) + ui.px(16));
        Rect right = split.right;
        right.cut_left(gap);
        right.cut_right(m.margin);
        inner = ui.begin_scroll("quiz.answers", right, m.margin);
        inner.y += top;
        ui.end_scroll(draw_options(ui, inner, item, hit) + ui.px(8));
    }
    choose_by_letter(ui, item, hit);
    return hit;
}

Hit draw_sitting_footer(Ui& ui, const Rect& footer, const SittingFooter& words) {
    Hit hit;
    Shelf shelf(ui, footer, ui.px(24));
    const bool is_large = ui.metrics().is_large_text;
    const bool is_wide = ui.metrics().grid == Grid::Wide;
    const Button next{.id = "quiz.next",
                      .label = words.next,
                      .kind = ButtonKind::Primary,
                      .trailing = is_large ? Icon::None : Icon::ArrowForward,
                      .enabled = words.can_go_on};
    const auto left = [&](const Button& button) {
        const float need = ui.button_width(button) + ui.button_width(next) + ui.px(28);
        if (shelf.free() >= need && shelf.left(button)) {
            hit = std::string(button.id);
        }
    };
    if (!words.previous.empty()) {
        left({.id = "quiz.back",
              .label = is_large ? std::string_view{} : words.previous,
              .kind = ButtonKind::Secondary,
              .icon = Icon::ArrowBack});
    }
    left({.id = "quiz.unsure",
          .label = words.unsure,
          .kind = words.is_unsure ? ButtonKind::Warning : ButtonKind::Quiet,
          .icon = words.is_unsure ? Icon::Flag : Icon::OutlinedFlag});
    left({.id = "quiz.skip",
          .label = is_wide ? words.skip : words.skip_short,
          .kind = ButtonKind::Quiet});
    const bool can = words.can_go_on == Enabled::Yes;
    if (shelf.right(next) || (can && ui.was_pressed(Key::Enter)) ||
        (can && ui.was_pressed(Key::PageDown))) {
        hit = "quiz.next";
    }
    draw_next_note(ui, shelf.rest(), words);
    if (!words.previous.empty() && ui.was_pressed(Key::PageUp)) {
        hit = "quiz.back";
    }
    if (ui.was_typed(U'R')) {
        hit = "quiz.unsure";
    }
    if (ui.was_typed(U'L')) {
        hit = "quiz.skip";
    }
    return hit;
}

}  // namespace asah::ui
