// The few widgets that the terminal has, over ImGui's input queue and draw list. A draw function
// calls them in focus order; each has a stable id, never its visible text. ImGui does not show
// here. Invariants: the record holds no typed text; a widget under a dialog takes no input. Thread:
// the window's. Look: assets/look_terminal.json.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/record.h"
#include "kiosk/ui/theme.h"

struct ImDrawList;

namespace asah::ui {

#ifdef ASAH_TEST_HOOKS
constexpr bool kKeepsRecord = true;
#else
constexpr bool kKeepsRecord = false;
#endif

enum class Align : std::uint8_t { Left, Centre, Right };
enum class Key : std::uint8_t {
    Enter,
    Space,
    Escape,
    Tab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Backspace,
    F1,
    F2,
    F6,
    F9,
    F10,
    Larger,
    Smaller
};

struct TextStyle {
    Step step = Step::Body;
    Weight weight = Weight::Regular;
    Colour colour = Colour::Ink;
    Align align = Align::Left;
    std::string_view id = {};  // for the record, where tests read this text
};

enum class Enabled : std::uint8_t { No, Yes };
/// Whether Enter activates a focused widget as Space does. No where Enter is the screen's own key
/// (answers: save and go on) and where a slip must not end something.
enum class EnterActivates : std::uint8_t { No, Yes };

struct Target {
    std::string_view id;
    Rect rect;
    Role role = Role::Button;
    std::string_view text = {};
    Enabled enabled = Enabled::Yes;
    EnterActivates enter = EnterActivates::Yes;
    std::string_view state = {};
    float radius = 14;
};
struct Touch {
    bool is_pressed = false;  // finger or key is down on it
    bool was_activated = false;
    bool is_focused = false;
};

enum class ButtonKind : std::uint8_t { Primary, Secondary, Quiet, OnPanel, Warning, Tool };
struct Button {
    std::string_view id;
    std::string_view label;
    ButtonKind kind = ButtonKind::Secondary;
    Icon icon = Icon::None;      // before the label
    Icon trailing = Icon::None;  // after the label
    Enabled enabled = Enabled::Yes;
    EnterActivates enter = EnterActivates::Yes;
    Step step = Step::Option;
};

enum class Mark : std::uint8_t { None, Saving, Saved, Failed };
enum class RowShape : std::uint8_t { Disc, Square };
struct OptionRow {
    std::string_view id;
    std::string_view letter;
    std::string_view text = {};
    RowShape shape = RowShape::Disc;
    bool is_selected = false;
    Mark mark = Mark::None;
    std::string_view mark_text = {};  // "Tersimpan"
    Enabled enabled = Enabled::Yes;
    int strength = 0;     // so many of five bars at the right; 0 = no bars
    bool is_low = false;  // the compact height, where many rows stand
};

enum class Tone : std::uint8_t { Ok, Unsure, Problem, Info, Plain, Accent };
enum class SegmentState : std::uint8_t { Empty, Incomplete, Answered, Unsure };
struct Segment {
    SegmentState state = SegmentState::Empty;
    bool is_current = false;
};
struct MapCell {
    std::string_view id;
    std::string_view number;
    std::string_view word = {};  // under an empty or incomplete one
    SegmentState state = SegmentState::Empty;
};
enum class FieldState : std::uint8_t { Rest, Active, Error };
struct Field {
    std::string_view id;
    std::string_view label;  // for the record
    std::string_view shown;  // what is drawn: may be grouped
    FieldState state = FieldState::Rest;
    std::size_t length = 0;  // of the value, for the record
    Step step = Step::Stem;
    std::string_view suffix = {};
};
struct LevelBar {
    int level = 0;     // 0..5, achieved
    int required = 0;  // 0 = no standard
    float low = 0;     // range in levels; low == high: no line
    float high = 0;
    std::optional<int> self_level = std::nullopt;
    bool is_stated = true;
};
/// A field of several lines for a real keyboard: it takes what is typed while it has focus.
struct NoteField {
    std::string_view id;
    std::string_view label;  // for the record
    std::string_view text;   // drawn, never recorded
    Mark mark = Mark::None;
    std::string_view mark_text = {};
};
struct NoteResult {
    bool was_hit = false;
    std::optional<std::string> text;  // as it is after what was typed
};
struct Banner {
    Icon icon = Icon::Schedule;
    std::string_view bold;
    std::string_view words;
    Tone tone = Tone::Unsure;
    Button button = {};  // no id: none
};
enum class Ground : std::uint8_t { Sheet, Panel };
enum class TimerState : std::uint8_t { Running, Warning, Paused };

class Ui {
   public:
    Ui();
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    /// Bakes fonts when the look's text or display scale changed. Call before ImGui::NewFrame.
    /// Post: true when the atlas changed, so that the shell uploads it. Errors: FileMissing.
    Result<bool> apply_look(const Look& look);
    [[nodiscard]] const Look& look() const { return m_look; }
    [[nodiscard]] const Metrics& metrics() const { return m_metrics; }
    /// A length of the tokens in window pixels.
    [[nodiscard]] float px(float logical) const { return logical * m_metrics.scale; }
    /// The same, growing with text.
    [[nodiscard]] float tx(float logical) const {
        return logical * m_metrics.scale * m_metrics.text;
    }

    /// Around all drawing of one frame, between ImGui::NewFrame and ImGui::Render. When `focus_key`
    /// differs from the last frame's (another screen, another item), focus goes to `first_focus`.
    void begin(std::string_view screen, std::string_view focus_key, std::string_view first_focus);
    void end();
    [[nodiscard]] Rect screen() const;
    [[nodiscard]] bool needs_frame() const { return m_needs_frame; }
    [[nodiscard]] const std::string& screen_name() const { return m_screen; }
    [[nodiscard]] const std::vector<Widget>& record() const { return m_record; }
    [[nodiscard]] const std::string& focus() const { return m_focus; }
    [[nodiscard]] bool is_ring_shown() const { return m_is_ring_shown; }
    /// Moves the focus, as when Enter leads to the next field.
    void set_focus(std::string_view id) { m_focus = id; }
    /// Whether a finger or key went down in this frame: the person is there.
    [[nodiscard]] bool was_touched() const { return m_was_touched; }
    /// Names of the scroll rails' arrows, for reading aloud.
    void name_scrolls(std::string_view up, std::string_view down);
    /// Page Up and Page Down move this scroll, where they are not the screen's own keys.
    void scroll_by_pages(std::string_view id);

    // Keys that no focused widget took. Typed characters go to whoever asks first.
    bool was_pressed(Key key);
    /// All signs in the order in which they were typed, but for those that are left to others.
    [[nodiscard]] std::u32string take_typed(std::u32string_view left = {});
    /// Whether a letter or digit was typed (upper or lower case); takes it.
    bool was_typed(char32_t letter);

    /// Under a dialog: the widgets that follow take no input, until the dialog begins.
    void cover();
    Rect begin_dialog(std::string_view id, float width, float height, float padding,
                      std::string_view safe_id);

    // Shapes and text.
    void fill(const Rect& rect, Colour colour, float radius = 0);
    void fill(const Rect& rect, Colour colour, float radius, float alpha);
    void border(const Rect& rect, Colour colour, float thickness, float radius = 0);
    void dashed(const Rect& rect, Colour colour, float thickness, float radius);
    void rule(float x0, float x1, float y, Colour colour = Colour::Line);
    void column_rule(float x, float y0, float y1, Colour colour = Colour::Line);
    void stroke(float x0, float y0, float x1, float y1, Colour colour, float thickness);
    void disc(float cx, float cy, float radius, Colour colour);
    void ring(float cx, float cy, float radius, Colour colour, float thickness);
    /// An exclamation mark in an octagon.
    void warning_sign(float cx, float cy, float radius, Colour colour);
    void rhombus(float cx, float cy, float half, Colour colour);
    void logo(float cx, float cy, float half_height, Ground ground);
    void weave_column(float x, float y0, float y1);
    void weave_row(float x0, float x1, float y, Ground ground);
    /// Draws wrapped text from the top of the rectangle; returns its height.
    float text(const Rect& area, std::string_view words, const TextStyle& style);
    /// One line (wrapped if it must be) in the vertical middle.
    void label(const Rect& area, std::string_view words, const TextStyle& style);
    float text_height(std::string_view words, const TextStyle& style, float width) const;
    float text_width(std::string_view words, const TextStyle& style) const;
    float line_px(Step step) const;
    void icon(float cx, float cy, Icon icon, Colour colour, bool is_small = false);
    [[nodiscard]] float icon_px(bool is_small = false) const;

    // Scrolling: what does not fit in the middle.
    /// `spare`: free width at the right of the area that the rail may use.
    Rect begin_scroll(std::string_view id, const Rect& area, float spare = 0);
    void end_scroll(float content_bottom);
    [[nodiscard]] bool is_at_end(std::string_view id) const;

    // Widgets.
    Touch touch(const Target& target);
    float button_width(const Button& button) const;
    bool button(const Rect& rect, const Button& button);
    bool icon_button(const Rect& rect, std::string_view id, Icon icon, std::string_view name);
    bool tab(const Rect& rect, std::string_view id, std::string_view label, Icon icon,
             bool is_selected);
    float option_height(const OptionRow& row, float width) const;
    bool option(const Rect& rect, const OptionRow& row);
    bool list_row(const Rect& rect, std::string_view id, std::string_view name);
    void chip(float x, float y, std::string_view words, Icon icon, Tone tone);
    float chip_width(std::string_view words) const;
    float chip_px() const { return tx(34); }
    void tile(const Rect& rect, Icon icon, Colour fill_colour, Colour icon_colour);
    void strip(const Rect& rect, const std::vector<Segment>& segments);
    bool map_cell(const Rect& rect, const MapCell& cell);
    float timer_width(std::string_view words, std::string_view digits) const;
    bool timer(const Rect& rect, std::string_view id, std::string_view words,
               std::string_view digits, TimerState state);
    void level_bar(const Rect& rect, const LevelBar& bar);
    /// The line with caps that says how wide the evidence leaves a level.
    void range(float x0, float x1, float y);
    /// The open square of a self-rating.
    void self_mark(float x, float y);
    void mark(float right, float cy, Mark mark, std::string_view words);
    float banner_height(float width, const Banner& banner) const;
    bool banner(const Rect& rect, const Banner& banner);

    // Entry.
    bool key_button(const Rect& rect, std::string_view id, std::string_view label, Icon icon,
                    bool is_function);
    bool field(const Rect& rect, const Field& field);
    float note_height(const NoteField& field, float width) const;
    NoteResult note_field(const Rect& rect, const NoteField& field);
    /// The text after this frame's typing into the focused field `id`; nothing when unchanged.
    std::optional<std::string> typed_into(std::string_view id, std::string_view text);
    bool pin_boxes(const Rect& rect, std::string_view id, std::string_view label, int count,
                   int length, bool is_active);

   private:
    struct Scroll {
        float offset = 0;
        float content = 0;
        float view = 0;
    };
    struct Stop {
        std::string id;
        Rect rect;
        Rect clip;
        float radius = 0;
        std::string scroll;
        int layer = 0;
    };
    [[nodiscard]] std::uint32_t abgr(Colour colour, float alpha = 1) const;
    [[nodiscard]] ImFont* font(const TextStyle& style) const;
    std::vector<std::string_view> lines(std::string_view words, const TextStyle& style,
                                        float width) const;
    void note(Widget widget);
    void read_input();
    void move_focus();
    void draw_ring();
    void drag_scroll(Scroll& scroll, const Rect& area);
    void draw_rail(const Rect& rail, std::string_view id, Scroll& scroll);
    void show_in_scroll(const Stop& stop);
    [[nodiscard]] bool is_live() const { return m_layer >= m_live_layer; }

    Look m_look;
    Metrics m_metrics;
    Fonts m_fonts;
    bool m_has_fonts = false;

    ImDrawList* m_list = nullptr;
    std::string m_screen;
    std::string m_focus_key;
    std::string m_focus;
    std::string m_focus_before_dialog;
    std::string m_dialog;       // id of the dialog that is open
    std::string m_dialog_seen;  // in this frame
    bool m_is_ring_shown = false;
    bool m_needs_frame = false;
    int m_layer = 0;
    int m_live_layer = 0;
    std::vector<Stop> m_stops;
    std::vector<Widget> m_record;
    Rect m_clip;
    std::string m_scroll_id;
    Rect m_scroll_area;
    float m_scroll_top = 0;
    std::map<std::string, Scroll, std::less<>> m_scrolls;

    float m_mouse_x = -1;
    float m_mouse_y = -1;
    bool m_is_down = false;
    bool m_went_down = false;
    bool m_went_up = false;
    std::string m_pressed;
    float m_drag_y = 0;
    bool m_is_dragging = false;
    std::uint32_t m_keys = 0;  // bit per Key, pressed in this frame and not taken
    bool m_is_shift = false;
    std::u32string m_typed;
    bool m_was_touched = false;
    bool m_had_ring = false;
    std::string m_scroll_up_name;
    std::string m_scroll_down_name;
};

}  // namespace asah::ui
