// The regions of which screens are made, with plain words as input, so that a draw_<screen> only
// maps its View to them and the id that was hit to its Event. Words arrive finished, in the
// person's language; nothing here formats or decides. Focus order is the order of the calls: item,
// answers, footer, top bar.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/chrome.h"

namespace asah::ui {

/// The id of the widget that was activated in this frame.
using Hit = std::optional<std::string>;

// Sitting ------------------------------------------------------------------------------------
struct SittingTop {
    std::string_view title;
    std::string_view position;  // "Soal 7 dari 20"
    std::string_view timer_label;
    std::string_view timer;  // empty: no limit
    TimerState timer_state = TimerState::Running;
    std::string_view map_label;   // empty: no map button
    std::string_view tool_label;  // the one tool at the right edge
    std::string_view tool_id = "quiz.help";
    Icon tool_icon = Icon::SupportAgent;
};
Hit draw_sitting_top(Ui& ui, const Frame& frame, const SittingTop& top);
Hit draw_sitting_strip(Ui& ui, const Frame& frame, const SittingTop& top,
                       const std::vector<Segment>& segments);

struct NumberEntry {
    Field field;
    std::string_view unit;     // outside at the right; empty: none
    std::string_view problem;  // with an example; empty: none
    Mark mark = Mark::None;
    std::string_view mark_text = {};
    std::string_view keypad_prefix;
    std::string_view minus;
    std::string_view erase;
};
struct NumberEntryResult {
    bool was_field_hit = false;
    float bottom = 0;
    std::optional<char32_t> key;  // digit, U',', U'-', U'\b'; keypad or keyboard
};
/// The number field with its keypad; lays out within the answers' half.
NumberEntryResult draw_number_entry(Ui& ui, const Rect& area, const NumberEntry& entry);

struct SittingItem {
    std::string_view kicker;
    std::string_view stem;
    std::string_view hint;
    std::vector<OptionRow> options;
    std::optional<NumberEntry> number = std::nullopt;  // instead of options
    std::string_view more_below = {};  // band of a narrow screen while the end was not shown
};
/// Stem left and answers right; on a narrow screen one below the other, scrolling. A key of a
/// number comes as "quiz.type." and the character.
Hit draw_sitting_item(Ui& ui, const Rect& body, const SittingItem& item);

struct SittingFooter {
    std::string_view previous;  // empty: first item
    std::string_view unsure;
    bool is_unsure = false;
    std::string_view skip;
    std::string_view next;
    Enabled can_go_on = Enabled::Yes;
};
Hit draw_sitting_footer(Ui& ui, const Rect& footer, const SittingFooter& words);

enum class Case : std::uint8_t { Lower, Upper };
struct KeyboardWords {
    std::string_view shift;
    std::string_view space;
    std::string_view erase;
    std::string_view fold;
};
constexpr char32_t kKeyShift = 0xE000;  // private use: never typed
constexpr char32_t kKeyFold = 0xE001;
/// Height of the keyboard on this display.
float keyboard_px(const Ui& ui);
/// The keyboard on the screen, over the full width above the footer; returns the character, U'\b',
/// kKeyShift or kKeyFold.
std::optional<char32_t> draw_keyboard(Ui& ui, const Rect& area, Case letters,
                                      const KeyboardWords& words);

// Before the start -------------------------------------------------------------------------------
struct Promise {
    Icon icon = Icon::Lock;
    std::string_view title;
    std::string_view sentence;
};
struct BeforeStart {
    std::string_view kicker;
    std::string_view title;
    std::vector<std::pair<Icon, std::string_view>> facts;
    std::string_view purpose;
    std::string_view heading;
    std::vector<Promise> promises;
};
/// Facts left, promises right; on a narrow screen one below the other, scrolling.
void draw_before_start(Ui& ui, const Rect& body, const BeforeStart& words);

// Question map and finish ----------------------------------------------------------------------
struct MapGrid {
    std::vector<std::pair<std::string_view, Tone>> chips;
    std::vector<MapCell> cells;
    std::string_view hint;
};
Hit draw_map_grid(Ui& ui, const Rect& area, const MapGrid& grid);

struct DialogFact {
    Icon icon = Icon::None;
    Colour colour = Colour::Ink;
    std::string_view words;
};
struct Dialog {
    std::string_view id;
    std::string_view question;
    std::string_view sentence;
    std::vector<DialogFact> facts;
    Button safe;   // focused at first; Escape is the same
    Button other;  // never by Enter
};
Hit draw_dialog(Ui& ui, const Dialog& dialog);

// Sign-in --------------------------------------------------------------------------------------
struct PanelWords {
    std::string_view brand;
    std::string_view welcome;
    std::string_view promise;
    std::vector<std::pair<Icon, std::string_view>> notes;
    std::string_view place;
};
/// The deep green promise at the left; returns the rest of the screen.
Rect draw_welcome_panel(Ui& ui, const PanelWords& words);

struct DigitEntry {
    std::string_view title;
    Field number;
    std::string_view number_note;
    Tone number_tone = Tone::Plain;
    std::string_view pin_id;
    std::string_view pin_label;
    int pin_length = 0;
    bool is_pin_active = false;
    std::string_view pin_note;
    std::string_view problem;  // one sentence, empty: none
    Button submit;
    std::string_view keypad_prefix;
    KeypadWords keypad;
};
struct DigitEntryResult {
    Hit hit;
    std::optional<char32_t> key;  // digit, U'\b' erase, U'\x7f' clear; keypad or keyboard
};
DigitEntryResult draw_digit_entry(Ui& ui, const Rect& area, const DigitEntry& entry);

// Home and results -----------------------------------------------------------------------------
struct OfferRow {
    Icon icon = Icon::Description;
    std::string_view title;
    std::string_view caption;
    std::string_view chip;  // empty: none
    Tone chip_tone = Tone::Plain;
    Icon chip_icon = Icon::None;
    std::optional<Button> action;
};
/// A white sheet of rows; returns what was hit and the height that was used.
struct OfferList {
    Hit hit;
    float height = 0;
};
OfferList draw_offers(Ui& ui, const Rect& area, const std::vector<OfferRow>& rows);

struct ContinueCard {
    std::string_view kicker;
    std::string_view title;
    std::string_view facts;  // two short lines
    Button action;
};
/// Home's deep green card: the one thing to go on with. Returns what was hit and its height.
OfferList draw_continue_card(Ui& ui, const Rect& area, const ContinueCard& card);

struct CompetencyRow {
    std::string_view name;
    LevelBar bar;
    std::string_view status;
    Icon status_icon = Icon::None;
    Colour status_colour = Colour::Ok;
    std::string_view note;  // under the bar, such as "baru 3 dari 6 butir"
};
struct LevelChart {
    std::vector<std::string_view> level_names;  // five
    std::vector<CompetencyRow> rows;
};
/// Returns the lower edge of what was drawn.
float draw_level_chart(Ui& ui, const Rect& area, const LevelChart& chart);

struct CheckRow {
    bool is_good = true;
    std::string_view name;
    std::string_view finding;
};
float draw_checks(Ui& ui, const Rect& area, const std::vector<CheckRow>& rows);

}  // namespace asah::ui
