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
    std::string_view timer;  // empty: no limit, or hidden
    bool has_timer = false;
    TimerState timer_state = TimerState::Running;
    std::string_view map_label;  // empty: no map button
    bool is_map_open = false;
};
/// Title, timer and tools; with large text the position and the map instead of the strip.
Hit draw_sitting_top(Ui& ui, const Frame& frame, const SittingTop& top,
                     const std::vector<Tool>& tools);
Hit draw_sitting_strip(Ui& ui, const Frame& frame, const SittingTop& top,
                       const std::vector<Segment>& segments);

struct NumberEntry {
    Field field;
    std::string_view unit;     // outside at the right; empty: none
    std::string_view reading;  // how the number is read, or that it is not; empty: none
    bool is_unclear = false;
    std::vector<OptionRow> choices;  // the readings of a number that has two
    Mark mark = Mark::None;
    std::string_view mark_text = {};
    std::string_view keypad_prefix;
    std::string_view minus;
    std::string_view erase;
};
struct NumberEntryResult {
    bool was_field_hit = false;
    float bottom = 0;
    std::string keys;                        // signs of ASCII and '\b', as touched or typed
    std::optional<std::string_view> choice;  // id of a touched reading
};
/// The number field with its keypad; lays out within the answers' half.
NumberEntryResult draw_number_entry(Ui& ui, const Rect& area, const NumberEntry& entry);

struct SittingItem {
    std::string_view kicker;
    std::string_view stem;
    std::string_view hint;
    bool is_statement = false;
    std::string_view count;  // "3 dipilih"; empty: one answer
    std::vector<OptionRow> options;
    std::vector<OptionRow> outside;  // answers outside the scale, side by side
    std::optional<NoteField> note = std::nullopt;
    std::string_view note_hint = {};
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
    std::string_view skip_short;
    std::string_view next;
    std::string_view next_note = {};  // beside the button: saved, or what is missing
    bool is_saved = false;
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
    bool is_long = false;  // in smaller letters
};
struct BeforeStart {
    std::string_view kicker;
    std::string_view title;
    std::vector<std::pair<Icon, std::string_view>> facts;
    std::string_view consent_lead = {};
    std::string_view consent = {};
    std::string_view problem = {};
    std::string_view heading;
    std::vector<Promise> promises;
};
/// Facts left, promises right; on a narrow screen one below the other, scrolling.
void draw_before_start(Ui& ui, const Rect& body, const BeforeStart& words);

// Question map and finish ----------------------------------------------------------------------
struct LookAgainRow {
    std::string_view id;
    std::string_view number;
    SegmentState state = SegmentState::Empty;
    std::string_view lead;
    std::string_view stem;
};
struct MapGrid {
    std::vector<std::pair<std::string_view, Tone>> chips;
    std::vector<MapCell> cells;
    std::string_view hint;
    std::string_view heading;
    std::string_view sentence;
    std::vector<LookAgainRow> rows;
    std::string_view saved;  // empty: something is on its way
};
/// The grid left, what is worth another look right; on a narrow screen one below the other.
Hit draw_map_grid(Ui& ui, const Rect& body, const MapGrid& grid);

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
    std::string_view staff_note = {};
    Icon sign = Icon::None;   // on a tile before the question
    bool is_problem = false;  // a large sign of warning instead
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
    /// The first field as boxes too, as for a new PIN.
    bool is_number_boxes = false;
    bool is_number_active = false;
    bool is_number_complete = false;
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
    std::string_view keyboard_note = {};
    Button forgot = {};  // no id: none
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

/// One finished sitting in home's side card.
struct ResultCard {
    std::string_view title;
    std::string_view caption;
    std::string_view receipt;
    Button action;
};
OfferList draw_result_cards(Ui& ui, const Rect& area, const std::vector<ResultCard>& cards,
                            std::string_view empty_note);

struct CompetencyRow {
    std::string_view name;
    LevelBar bar;
    std::string_view status;
    Icon status_icon = Icon::None;
    Colour status_colour = Colour::Ok;
    std::string_view note;    // under the bar, such as "baru 3 dari 6 butir"
    std::string_view levels;  // the bar in words, where there is room
};
enum class LegendSign : std::uint8_t { Level, Standard, Range, SelfRated };
struct LevelChart {
    std::string_view title;
    std::vector<std::string_view> level_names;  // five
    std::vector<CompetencyRow> rows;
    std::vector<std::pair<LegendSign, std::string_view>> legend;
    std::string_view limit;
};
/// Returns the lower edge of what was drawn.
float draw_level_chart(Ui& ui, const Rect& area, const LevelChart& chart);

struct ResultWords {
    std::string_view kicker;
    std::string_view headline;
    std::string_view lead;  // empty: none
    std::string_view strong_title;
    std::vector<std::string_view> strong;
    std::string_view grow_title;
    std::vector<std::string_view> grow;
};
/// Words left, chart right; on a narrow screen one below the other. Page keys scroll.
void draw_result_body(Ui& ui, const Rect& body, const ResultWords& words, const LevelChart& chart);

// READY ----------------------------------------------------------------------------------------
struct CheckRow {
    bool is_good = true;
    std::string_view name;
    std::string_view finding;
    std::string_view remedy = {};
};
float draw_checks(Ui& ui, const Rect& area, const std::vector<CheckRow>& rows);

struct ReadyWords {
    std::string_view brand;
    std::string_view title;
    std::string_view sentence;
    std::string_view place;
    bool is_ready = false;
};
/// The deep green panel that says SIAP or BELUM SIAP; returns its width with the band.
float draw_ready_panel(Ui& ui, const ReadyWords& words);
float ready_panel_px(const Ui& ui);

}  // namespace asah::ui
