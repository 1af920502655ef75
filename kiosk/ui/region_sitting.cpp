#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr std::size_t kShortStem = 90;
constexpr float kLeftWide = 0.42F;
constexpr float kLeftMedium = 0.37F;

float tool_px(const Ui& ui) { return std::max(ui.px(52), ui.tx(44)); }

float draw_stem(Ui& ui, const Rect& area, const SittingItem& item) {
    float y = area.y;
    const TextStyle kicker{Step::Caption, Weight::Bold, Colour::Accent, Align::Left};
    y += ui.text({area.x, y, area.w, 0}, item.kicker, kicker) + ui.px(8);
    const Step step = item.stem.size() <= kShortStem ? Step::StemShort : Step::Stem;
    const TextStyle stem{step, Weight::Regular, Colour::Ink, Align::Left, "quiz.stem"};
    y += ui.text({area.x, y, area.w, 0}, item.stem, stem) + ui.px(14);
    const TextStyle hint{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    return y + ui.text({area.x, y, area.w, 0}, item.hint, hint);
}

float draw_options(Ui& ui, const Rect& area, const SittingItem& item, Hit& hit) {
    if (item.number) {
        const NumberEntryResult typed = draw_number_entry(ui, area, *item.number);
        if (typed.was_field_hit) {
            hit = std::string(item.number->field.id);
        }
        if (typed.key) {
            hit = "quiz.type." + std::string(1, static_cast<char>(*typed.key));
        }
        return typed.bottom;
    }
    float y = area.y;
    for (const OptionRow& row : item.options) {
        const float height = ui.option_height(row, area.w);
        if (ui.option({area.x, y, area.w, height}, row)) {
            hit = std::string(row.id);
        }
        y += height + ui.metrics().row_gap;
    }
    return y;
}

// A-E and 1-5 choose an answer wherever the focus is.
void choose_by_letter(Ui& ui, const SittingItem& item, Hit& hit) {
    for (std::size_t i = 0; i < item.options.size() && i < 9; ++i) {
        const auto n = static_cast<char32_t>(i);
        if (ui.was_typed(U'A' + n) || ui.was_typed(U'1' + n)) {
            hit = std::string(item.options[i].id);
        }
    }
}

}  // namespace

Hit draw_sitting_top(Ui& ui, const Frame& frame, const SittingTop& top) {
    Hit hit;
    const bool is_large = ui.metrics().is_large_text;
    const float tool = tool_px(ui);
    Rect bar = frame.top.inset(ui.px(16), 0);
    const Rect help = bar.cut_right(tool, ui.px(8)).centred(tool);
    const Rect map =
        is_large && !top.map_label.empty() ? bar.cut_right(tool, ui.px(8)).centred(tool) : Rect{};
    const std::string_view words = ui.metrics().grid == Grid::Wide ? top.timer_label : "";
    const float pill_width = top.timer.empty() ? 0 : ui.timer_width(words, top.timer);
    const Rect pill = bar.cut_right(pill_width, ui.px(16)).centred(tool);
    if (is_large) {
        ui.label(bar.inset(ui.px(8), 0), top.position,
                 {Step::Heading, Weight::Bold, Colour::Ink, Align::Left, "quiz.position"});
    } else {
        Rect brand = frame.top;
        brand.w = bar.right() - frame.top.x;
        draw_brand(ui, brand, top.title, ui.px(16));
    }
    if (map.w > 0 && ui.icon_button(map, "quiz.map", Icon::Apps, top.map_label)) {
        hit = "quiz.map";
    }
    if (pill_width > 0 && ui.timer(pill, "quiz.timer", words, top.timer, top.timer_state)) {
        hit = "quiz.timer";
    }
    if (ui.icon_button(help, top.tool_id, top.tool_icon, top.tool_label)) {
        hit = std::string(top.tool_id);
    }
    if (ui.was_pressed(Key::F2)) {
        hit = "quiz.map";
    }
    if (ui.was_pressed(Key::F1)) {
        hit = std::string(top.tool_id);
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
    ui.strip(bar, segments);
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
        Rect inner = ui.begin_scroll("quiz.read", left);
        inner.y += top;
        ui.end_scroll(draw_stem(ui, inner, item) + ui.px(16));
        Rect right = split.right;
        right.cut_left(gap);
        right.cut_right(m.margin);
        inner = ui.begin_scroll("quiz.answers", right);
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
        if (!button.id.empty() && shelf.free() >= need && shelf.left(button)) {
            hit = std::string(button.id);
        }
    };
    if (!words.previous.empty()) {
        left({.id = "quiz.previous",
              .label = is_large ? std::string_view{} : words.previous,
              .kind = ButtonKind::Secondary,
              .icon = Icon::ArrowBack});
    }
    left({.id = "quiz.unsure",
          .label = words.unsure,
          .kind = ButtonKind::Quiet,
          .icon = words.is_unsure ? Icon::Flag : Icon::OutlinedFlag});
    if (!words.skip.empty() && (is_wide || !is_large)) {
        left({.id = "quiz.skip", .label = words.skip, .kind = ButtonKind::Quiet});
    }
    const bool can = words.can_go_on == Enabled::Yes;
    if (shelf.right(next) || (can && ui.was_pressed(Key::Enter)) ||
        (can && ui.was_pressed(Key::PageDown))) {
        hit = "quiz.next";
    }
    if (!words.previous.empty() && ui.was_pressed(Key::PageUp)) {
        hit = "quiz.previous";
    }
    if (ui.was_typed(U'R')) {
        hit = "quiz.unsure";
    }
    if (!words.skip.empty() && ui.was_typed(U'L')) {
        hit = "quiz.skip";
    }
    return hit;
}

}  // namespace asah::ui
