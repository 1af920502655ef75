// A sitting on the screen: one item, the strip, the map, the end, and what happens when an answer
// cannot be saved. Shown = saved: a row is marked only after Saved came for its newest effect.
// Working time is summed from ticks, goes with every event, and stops while saving fails.
// Nothing on the screen is left behind: the sitting is finished or left only after the station has
// stored everything that was chosen or typed; what it refuses to store is shown and sent again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/dialog.h"
#include "kiosk/screens/effect.h"
#include "kiosk/screens/words.h"

namespace asah::screens {

/// Where the sitting goes once everything on the screen is stored.
enum class Ending { None, Finish, Leave };
enum class SittingOverlay { None, Map, Finish, Unsaved, CannotSeal, Finishing };

struct SittingState {
    assessment::OpenSitting data;  // `data.sitting` is what is stored
    assessment::FrameworkPtr framework;
    std::uint64_t next_number = 1;
    std::optional<BootMs> now;
    DurationMs elapsed;       // working time until `now`
    DurationMs elapsed_sent;  // the newest that an event carried
    DurationMs touched;       // working time at the last touch or key; answers carry it
    int position = 0;
    std::vector<items::Response> drafts;      // as touched, one an item
    std::vector<bool> unsure;                 // as touched
    std::vector<std::uint64_t> awaited;       // newest choice's effect number; 0 = none
    std::vector<std::uint64_t> awaited_text;  // the same of what was typed
    std::optional<BootMs> saving_since;
    std::uint64_t last_sent = 0;   // newest event that the station has not answered; 0 = none
    bool is_text_dirty = false;    // typed, not yet sent
    bool is_choice_dirty = false;  // chosen, not yet sent: an ordering with steps left over
    std::optional<BootMs> typed_at;
    bool is_banner_closed = false;
    bool goes_on_when_saved = false;
    bool is_timer_hidden = false;
    std::optional<OptionId> match_from;  // matching: the term that waits for its meaning
    SittingOverlay overlay = SittingOverlay::None;
    Ending ending = Ending::None;
    std::optional<std::uint64_t> finishing;  // number of the FinishSitting under way
    std::optional<BootMs> retried_at;
    assessment::FinishReason finish_reason = assessment::FinishReason::Person;
    std::optional<Error> error;
};

/// Starts at the stored position with the stored answers.
SittingState begin_sitting(assessment::OpenSitting data, assessment::FrameworkPtr framework,
                           std::uint64_t next_number);

struct OptionPressed {
    OptionId option;
};  // statement: "1".."5" or a code outside the scale
struct TargetPressed {
    OptionId target;
};
struct TextChanged {
    std::string text;
};  // number, short text, or a statement's note
struct NextPressed {};
struct BackPressed {};
struct SkipPressed {};
struct UnsurePressed {};
struct TimerPressed {};
struct MapPressed {};
struct CellPressed {
    int position = 0;
};
struct FinishPressed {};    // asks
struct FinishConfirmed {};  // ends
struct DialogClosed {};
struct RetryPressed {};
struct BannerClosed {};
/// The person is gone, or the program ends: stores what is unsaved, then leaves. After a refusal it
/// tries again at most once in kRetryEvery.
struct Left {};
using SittingEvent =
    std::variant<Tick, OptionPressed, TargetPressed, TextChanged, NextPressed, BackPressed,
                 SkipPressed, UnsurePressed, TimerPressed, MapPressed, CellPressed, FinishPressed,
                 FinishConfirmed, DialogClosed, RetryPressed, BannerClosed, Left, Outcome>;

/// Typed text is saved after a pause of this length, or when the person goes on.
inline constexpr DurationMs kTypingPause{800};
/// Time between two tries of saving while nobody touches the screen.
inline constexpr DurationMs kRetryEvery{30'000};

struct SittingStep {
    SittingState state;
    std::vector<Effect> effects;
    std::optional<assessment::Summary> finished;
    bool has_left = false;  // after Left: everything is stored, the person may be signed out
};
SittingStep reduce(SittingState state, const SittingEvent& event);

/// Whether something of an answer was sent and is not stored yet.
bool is_any_on_the_way(const SittingState& state);
/// How long the picture stands still by itself: until the clock's next second, or what is typed or
/// on its way.
DurationMs next_tick(const SittingState& state);

/// Nothing when the sitting has no limit.
std::optional<DurationMs> remaining(const SittingState& state);

enum class RowMark { None, Saving, Saved, Error };
struct OptionView {
    std::string id;  // "quiz.option.<option id>"
    std::string letter;
    std::string text;
    bool is_selected = false;
    RowMark mark = RowMark::None;
    std::string mark_text;
    int strength = 0;         // statements: 1..5 of 5 bars; 0 = none
    bool is_outside = false;  // statements: an answer outside the scale
    bool operator==(const OptionView&) const = default;
};
/// How options are answered: one of them, several, or a rating scale.
enum class OptionShape { One, Several, Scale };
/// What is typed, if anything: a number by the keypad, a text, a note beside a rating.
enum class TextField { None, Number, Text, Note };
/// Incomplete: an answer that is not whole, or a number that cannot be read. Withdrawn: the bank no
/// longer has the item as it stands on the form.
enum class CellState { Empty, Incomplete, Answered, Unsure, Withdrawn };
struct CellView {
    std::string id;  // "map.cell.<number>"
    std::string label;
    CellState state = CellState::Empty;
    bool is_current = false;
    bool operator==(const CellView&) const = default;
};
struct LookAgainView {
    std::string id;  // "map.row.<number>"
    std::string number;
    CellState state = CellState::Empty;
    std::string lead;  // "Belum dijawab."
    std::string stem;  // its beginning
    bool operator==(const LookAgainView&) const = default;
};
struct SittingView {
    std::string title;
    std::string position;  // "Soal 3 dari 20"
    std::string timer_label;
    std::string timer;  // "18.42"; empty: no limit or hidden
    bool has_timer = false;
    bool is_timer_paused = false;
    std::string banner;  // five minutes left; empty: none
    std::string banner_text;
    Action banner_close;  // "quiz.banner"
    bool is_late = false;
    OptionShape shape = OptionShape::One;
    std::string kicker;
    std::string stem;
    std::string hint;
    std::string count;  // "3 dipilih", "2 dari 4"; empty: one answer
    std::vector<OptionView> options;
    std::vector<OptionView> targets;  // matching: ids "quiz.target.<id>"
    TextField text_field = TextField::None;
    std::string text_id;  // "quiz.text", statements "quiz.note"
    std::string text_label;
    std::string text_hint;         // beside the label; a number: below the field, how it is read
    bool is_text_unclear = false;  // a number that cannot be read, or in two ways
    std::string text;
    std::string text_unit;
    RowMark text_mark = RowMark::None;
    std::string text_mark_text;
    std::vector<CellView> cells;  // strip and map
    std::vector<std::string> map_counts;
    bool is_map_open = false;
    std::string map_title;
    std::string map_hint;
    std::string map_heading;
    std::string map_sentence;
    std::vector<LookAgainView> look_again;
    std::string map_saved;  // every answer is stored
    std::string map_empty_word;
    std::string map_incomplete_word;
    std::string map_withdrawn_word;
    Action back;    // "quiz.back"
    Action unsure;  // "quiz.unsure"
    bool is_unsure = false;
    Action skip;  // "quiz.skip"
    std::string skip_short;
    std::string more_below;  // on a screen where not all answers fit
    std::string next_note;   // "Jawaban tersimpan", or what is missing
    bool is_all_saved = false;
    Action next;       // "quiz.next"
    Action map;        // "quiz.map"
    Action finish;     // "map.finish"
    Action close_map;  // "map.close"
    std::optional<DialogView> dialog;
    bool operator==(const SittingView&) const = default;
};
SittingView make_view(const SittingState& state, const Catalogue& catalogue, Language language);

}  // namespace asah::screens
