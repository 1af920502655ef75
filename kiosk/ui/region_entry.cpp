// Entry of digits: the number and PIN fields with their keypad, and a number as an answer.
#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr int kPinDigits = 6;

struct Places {
    Rect fields;
    Rect keypad;
};

// Keypad beside the fields, its keys wide enough for the longest word on them.
Places make_places(const Ui& ui, const Rect& area, const KeypadWords& words) {
    const bool is_compact = ui.metrics().is_compact || ui.metrics().grid != Grid::Wide;
    const float gap = ui.px(12);
    const float clear = std::ceil(ui.text_width(words.clear, {Step::Caption, Weight::Bold}));
    const float key_width = std::max(ui.px(is_compact ? 84 : 100), clear + ui.px(10));
    const float key_height = ui.px(is_compact ? 72 : 84);
    const float width = 3 * key_width + 2 * gap;
    const float height = 4 * key_height + 3 * gap;
    Places places;
    places.fields = area;
    places.keypad = places.fields.cut_right(width, ui.px(is_compact ? 24 : 48));
    places.keypad.h = std::min(height, area.h);
    return places;
}

// Letters that mean something on every item: mark as unsure, skip (draw_sitting_footer).
constexpr std::u32string_view kShortcuts = U"RrLl";

std::optional<char32_t> typed_key(Ui& ui) {
    if (ui.was_pressed(Key::Backspace)) {
        return U'\b';
    }
    for (char32_t digit = U'0'; digit <= U'9'; ++digit) {
        if (ui.was_typed(digit)) {
            return digit;
        }
    }
    return std::nullopt;
}

}  // namespace

Rect draw_welcome_panel(Ui& ui, const PanelWords& words) {
    const bool is_wide = ui.metrics().grid == Grid::Wide;
    Rect rest = ui.screen();
    if (ui.metrics().grid == Grid::Narrow) {
        return rest;
    }
    Rect panel = draw_panel(ui, std::round(rest.w * (is_wide ? 0.35F : 0.30F)));
    rest.cut_left(panel.w + ui.px(16));
    panel = panel.inset(ui.px(is_wide ? 48 : 24), ui.px(ui.metrics().is_compact ? 24 : 44));
    const Rect brand = panel.cut_top(ui.px(56));
    ui.logo(brand.x + ui.px(24), brand.middle(), ui.px(22), Ground::Panel);
    ui.label({brand.x + ui.px(62), brand.y, brand.w - ui.px(62), brand.h}, words.brand,
             {Step::Title, Weight::Bold, Colour::OnPanel, Align::Left});
    const TextStyle place{Step::Caption, Weight::Regular, Colour::OnPanelSoft, Align::Left};
    const Rect foot = panel.cut_bottom(ui.text_height(words.place, place, panel.w), ui.px(16));
    ui.text(foot, words.place, place);
    const TextStyle welcome{Step::Title, Weight::Bold, Colour::OnPanel, Align::Left};
    const TextStyle promise{Step::Option, Weight::Regular, Colour::OnPanelSoft, Align::Left};
    const TextStyle note{Step::Body, Weight::Regular, Colour::OnPanel, Align::Left};
    const float note_width = panel.w - ui.icon_px() - ui.px(14);
    float height = ui.text_height(words.welcome, welcome, panel.w) + ui.px(36) +
                   ui.text_height(words.promise, promise, panel.w);
    for (const auto& [icon, text] : words.notes) {
        height += ui.text_height(text, note, note_width) + ui.px(16);
    }
    float y = panel.y + std::max(ui.px(8), (panel.h - height) / 2);
    y += ui.text({panel.x, y, panel.w, 0}, words.welcome, welcome) + ui.px(12);
    y += ui.text({panel.x, y, panel.w, 0}, words.promise, promise) + ui.px(24);
    for (const auto& [icon, text] : words.notes) {
        if (y + ui.text_height(text, note, note_width) > panel.bottom()) {
            break;  // small and large-text screens: the promise alone
        }
        y += draw_note(ui, {panel.x, y, panel.w, 0}, icon, text, Colour::OnPanel, note) + ui.px(16);
    }
    return rest;
}

namespace {

// The first field with its label and note; returns what is left below it.
Rect draw_number_field(Ui& ui, Rect left, const DigitEntry& entry, Hit& hit) {
    const bool is_compact = ui.metrics().is_compact;
    const TextStyle caption{Step::Caption, Weight::Bold, Colour::InkSoft, Align::Left};
    left.cut_top(ui.text(left, entry.number.label, caption), ui.px(8));
    bool was_hit = false;
    if (entry.is_number_boxes) {
        Rect boxes = left.cut_top(ui.px(56), ui.px(8));
        boxes.w = std::min(boxes.w, ui.px(372));
        was_hit = ui.pin_boxes(boxes, entry.number.id, entry.number.label, kPinDigits,
                               static_cast<int>(entry.number.length), entry.is_number_active);
    } else {
        const float height = std::max(ui.px(is_compact ? 56 : 68), ui.tx(56));
        was_hit = ui.field(left.cut_top(height, ui.px(8)), entry.number);
    }
    if (was_hit) {
        hit = std::string(entry.number.id);
    }
    const bool is_ok = entry.number_tone == Tone::Ok;
    const Colour ink = is_ok                                ? Colour::Ok
                       : entry.number_tone == Tone::Problem ? Colour::Problem
                                                            : Colour::InkSoft;
    const TextStyle note{Step::Caption, is_ok ? Weight::Bold : Weight::Regular, ink, Align::Left};
    if (is_ok) {
        const Rect place = left.cut_top(ui.line_px(Step::Caption));
        ui.icon(place.x + ui.icon_px(true) / 2, place.middle(), Icon::CheckCircle, ink, true);
        Rect words = place;
        words.cut_left(ui.icon_px(true) + ui.px(8));
        ui.text(words, entry.number_note, note);
    } else {
        left.cut_top(ui.text(left, entry.number_note, note));
    }
    left.cut_top(ui.px(is_compact ? 10 : 22));
    return left;
}

Rect draw_pin_field(Ui& ui, Rect left, const DigitEntry& entry, Hit& hit) {
    const TextStyle caption{Step::Caption, Weight::Bold, Colour::InkSoft, Align::Left};
    const TextStyle quiet{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    left.cut_top(ui.text(left, entry.pin_label, caption), ui.px(8));
    Rect boxes = left.cut_top(ui.px(56), ui.px(8));
    boxes.w = std::min(boxes.w, ui.px(372));
    if (ui.pin_boxes(boxes, entry.pin_id, entry.pin_label, kPinDigits, entry.pin_length,
                     entry.is_pin_active)) {
        hit = std::string(entry.pin_id);
    }
    const bool has_problem = !entry.problem.empty();
    left.cut_top(has_problem ? 0 : ui.text(left, entry.pin_note, quiet),
                 ui.px(ui.metrics().is_compact ? 10 : 20));
    if (has_problem) {
        const TextStyle problem{Step::Body, Weight::Bold, Colour::Problem, Align::Left};
        left.cut_top(draw_note(ui, left, Icon::Error, entry.problem, Colour::Problem, problem),
                     ui.px(16));
    }
    return left;
}

// Enter goes to the next field until everything is there; the field with focus takes the digits.
void follow_keys(Ui& ui, const DigitEntry& entry, Hit& hit) {
    if (hit) {
        return;
    }
    if (ui.was_pressed(Key::Enter)) {
        hit = std::string(entry.submit.id);
        if (entry.is_number_active && entry.is_number_complete) {
            ui.set_focus(entry.pin_id);
        }
    } else if (ui.focus() == entry.pin_id && !entry.is_pin_active) {
        hit = std::string(entry.pin_id);
    } else if (ui.focus() == entry.number.id && entry.is_pin_active) {
        hit = std::string(entry.number.id);
    }
}

}  // namespace

DigitEntryResult draw_digit_entry(Ui& ui, const Rect& area, const DigitEntry& entry) {
    DigitEntryResult result;
    const Places places = make_places(ui, area, entry.keypad);
    const bool is_compact = ui.metrics().is_compact;
    const std::string scroll_id = std::string(entry.keypad_prefix) + "fields";
    Rect left = ui.begin_scroll(scroll_id, places.fields);
    left.cut_top(ui.text(left, entry.title, {Step::Title, Weight::Bold, Colour::Ink, Align::Left}),
                 ui.px(is_compact ? 10 : 28));
    const float keypad_top = left.y;
    left = draw_number_field(ui, left, entry, result.hit);
    left = draw_pin_field(ui, left, entry, result.hit);
    const Rect submit = left.cut_top(ui.metrics().button, ui.px(is_compact ? 8 : 16));
    if (ui.button(submit, entry.submit)) {
        result.hit = std::string(entry.submit.id);
    }
    float end = submit.bottom();
    if (!entry.forgot.id.empty()) {
        Rect forgot = left.cut_top(std::max(ui.px(48), ui.tx(44)));
        forgot.x -= ui.px(18);
        forgot.w = std::min(ui.button_width(entry.forgot), left.w + ui.px(36));
        if (ui.button(forgot, entry.forgot)) {
            result.hit = std::string(entry.forgot.id);
        }
        end = forgot.bottom();
    }
    ui.end_scroll(end + ui.px(8));
    Rect keypad = places.keypad;
    if (!is_compact && ui.metrics().grid == Grid::Wide) {
        keypad.y = keypad_top;
    }
    result.key = draw_keypad(ui, keypad, entry.keypad_prefix, entry.keypad);
    if (keypad.bottom() + ui.px(14) + ui.line_px(Step::Caption) < area.bottom()) {
        ui.text({keypad.x, keypad.bottom() + ui.px(14), keypad.w, 0}, entry.keyboard_note,
                {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Centre});
    }
    if (!result.key) {
        result.key = typed_key(ui);
    }
    follow_keys(ui, entry, result.hit);
    return result;
}

NumberEntryResult draw_number_entry(Ui& ui, const Rect& area, const NumberEntry& entry) {
    NumberEntryResult result;
    Rect rest = area;
    Rect line = rest.cut_top(std::max(ui.px(68), ui.tx(60)), ui.px(18));
    const TextStyle unit{Step::Option, Weight::Regular, Colour::Ink, Align::Left};
    const float mark_width = entry.mark == Mark::None
                                 ? 0
                                 : ui.text_width(entry.mark_text, {Step::Caption, Weight::Bold}) +
                                       ui.icon_px(true) + ui.px(24);
    if (entry.mark != Mark::None) {
        const Rect place = line.cut_right(mark_width);
        ui.mark(place.right(), line.middle(), entry.mark, entry.mark_text);
    }
    if (!entry.unit.empty()) {
        const float width = std::min(std::ceil(ui.text_width(entry.unit, unit)) + 2, line.w / 2);
        ui.label(line.cut_right(width, ui.px(14)), entry.unit, unit);
    }
    result.was_field_hit = ui.field(line, entry.field);
    // The line keeps its place when it is empty, so that the keypad stays where it is.
    const TextStyle reading{Step::Caption, Weight::Bold,
                            entry.is_unclear ? Colour::Problem : Colour::InkSoft, Align::Left};
    rest.cut_top(std::max(ui.line_px(Step::Caption), ui.text(rest, entry.reading, reading)),
                 ui.px(8));
    for (const OptionRow& row : entry.choices) {
        const Rect place = rest.cut_top(ui.option_height(row, rest.w), ui.px(8));
        if (ui.option(place, row)) {
            result.choice = row.id;
        }
    }
    constexpr std::array<std::string_view, 12> kKeys{"1", "2", "3", "4", "5", "6",
                                                     "7", "8", "9", ",", "0", "minus"};
    const float gap = ui.px(ui.metrics().is_compact ? 9 : 12);
    const float width = std::min(ui.px(124), (area.w - 2 * gap) / 3);
    const float height = ui.px(ui.metrics().is_compact ? 56 : 76);
    const CellGrid keys{{rest.x, rest.y, width, height}, gap, 3};
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
        const std::string id = std::string(entry.keypad_prefix) + std::string(kKeys[i]);
        const bool is_minus = kKeys[i] == "minus";
        if (ui.key_button(keys.cell(i), id, is_minus ? entry.minus : kKeys[i], Icon::None, false)) {
            result.keys = is_minus ? '-' : kKeys[i].front();
        }
    }
    Rect erase = keys.cell(12);
    erase.w = 3 * width + 2 * gap;
    result.bottom = erase.bottom();
    if (ui.key_button(erase, std::string(entry.keypad_prefix) + "erase", entry.erase,
                      Icon::Backspace, true) ||
        ui.was_pressed(Key::Backspace)) {
        result.keys += '\b';
    }
    for (const char32_t sign : ui.take_typed(kShortcuts)) {
        if (sign > U' ' && sign < 0x7F) {
            result.keys += static_cast<char>(sign);
        }
    }
    return result;
}

}  // namespace asah::ui
