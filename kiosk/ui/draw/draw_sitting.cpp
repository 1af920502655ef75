// A sitting's view as regions: the question or its map, bars and dialogs.
#include <utility>

#include "kiosk/ui/draw/draw_app.h"

namespace asah::ui {

namespace {

using screens::SittingView;

Mark to_mark(screens::RowMark mark) {
    switch (mark) {
        case screens::RowMark::None:
            return Mark::None;
        case screens::RowMark::Saving:
            return Mark::Saving;
        case screens::RowMark::Saved:
            return Mark::Saved;
        case screens::RowMark::Error:
            return Mark::Failed;
    }
    return Mark::None;
}

SegmentState to_state(screens::CellState state) {
    switch (state) {
        case screens::CellState::Empty:
        case screens::CellState::Withdrawn:
            return SegmentState::Empty;
        case screens::CellState::Incomplete:
            return SegmentState::Incomplete;
        case screens::CellState::Answered:
            return SegmentState::Answered;
        case screens::CellState::Unsure:
            return SegmentState::Unsure;
    }
    return SegmentState::Empty;
}

OptionRow to_option(const screens::OptionView& option, const SittingView& view) {
    const bool is_many = view.shape == screens::OptionShape::Several;
    return {.id = option.id,
            .letter = option.letter,
            .text = option.text,
            .shape = is_many ? RowShape::Square : RowShape::Disc,
            .is_selected = option.is_selected,
            .mark = to_mark(option.mark),
            .mark_text = option.mark_text,
            .strength = option.strength,
            .is_low = view.shape == screens::OptionShape::Scale};
}

void add_field(SittingItem& item, const SittingView& view) {
    if (view.text_field == screens::TextField::Number) {
        item.number = NumberEntry{.field = {.id = view.text_id,
                                            .label = view.text_label,
                                            .shown = view.text,
                                            .state = FieldState::Active,
                                            .length = view.text.size()},
                                  .unit = view.text_unit,
                                  .reading = view.text_hint,
                                  .is_unclear = view.is_text_unclear,
                                  .choices = std::exchange(item.options, {}),
                                  .mark = to_mark(view.text_mark),
                                  .mark_text = view.text_mark_text,
                                  .keypad_prefix = "quiz.key.",
                                  .minus = "\u2212",
                                  .erase = {}};
        return;
    }
    item.note = NoteField{.id = view.text_id,
                          .label = view.text_label,
                          .text = view.text,
                          .mark = to_mark(view.text_mark),
                          .mark_text = view.text_mark_text};
    item.note_hint = view.text_hint;
}

SittingItem to_item(const SittingView& view) {
    SittingItem item{.kicker = view.kicker,
                     .stem = view.stem,
                     .hint = view.hint,
                     .is_statement = view.shape == screens::OptionShape::Scale,
                     .count = view.count,
                     .options = {},
                     .outside = {},
                     .more_below = view.more_below};
    for (const auto* list : {&view.options, &view.targets}) {
        for (const screens::OptionView& option : *list) {
            (option.is_outside ? item.outside : item.options).push_back(to_option(option, view));
        }
    }
    if (view.text_field != screens::TextField::None) {
        add_field(item, view);
    }
    return item;
}

SittingFooter to_footer(const SittingView& view) {
    return {.previous = view.back.is_enabled ? std::string_view(view.back.label) : "",
            .unsure = view.unsure.label,
            .is_unsure = view.is_unsure,
            .skip = view.skip.label,
            .skip_short = view.skip_short,
            .next = view.next.label,
            .next_note = view.next_note,
            .is_saved = view.is_all_saved,
            .can_go_on = view.next.is_enabled ? Enabled::Yes : Enabled::No};
}

SittingTop to_top(const SittingView& view) {
    return {.title = view.is_map_open ? std::string_view(view.map_title) : view.title,
            .position = view.is_map_open ? std::string_view(view.map_title) : view.position,
            .timer_label = view.timer_label,
            .timer = view.timer,
            .has_timer = view.has_timer,
            .timer_state = view.is_timer_paused ? TimerState::Paused
                           : view.is_late       ? TimerState::Warning
                                                : TimerState::Running,
            .map_label = view.is_map_open ? std::string_view{} : view.map.label,
            .is_map_open = view.is_map_open};
}

std::string_view word_of(screens::CellState state, const SittingView& view) {
    return state == screens::CellState::Incomplete  ? view.map_incomplete_word
           : state == screens::CellState::Withdrawn ? view.map_withdrawn_word
                                                    : view.map_empty_word;
}

Hit draw_map(Ui& ui, const Frame& frame, const SittingView& view) {
    Hit hit;
    MapGrid grid{.chips = {},
                 .cells = {},
                 .hint = view.map_hint,
                 .heading = view.map_heading,
                 .sentence = view.map_sentence,
                 .rows = {},
                 .saved = view.map_saved};
    constexpr std::array kTones{Tone::Ok, Tone::Unsure, Tone::Plain};
    for (std::size_t i = 0; i < view.map_counts.size(); ++i) {
        grid.chips.emplace_back(view.map_counts[i], kTones[std::min<std::size_t>(i, 2)]);
    }
    for (const screens::CellView& cell : view.cells) {
        grid.cells.push_back({.id = cell.id,
                              .number = cell.label,
                              .word = word_of(cell.state, view),
                              .state = to_state(cell.state)});
    }
    for (const screens::LookAgainView& row : view.look_again) {
        grid.rows.push_back({.id = row.id,
                             .number = row.number,
                             .state = to_state(row.state),
                             .lead = row.lead,
                             .stem = row.stem});
    }
    keep(hit, draw_map_grid(ui, frame.body, grid));
    Shelf shelf(ui, frame.footer, ui.px(24));
    Button close = to_button(view.close_map, ButtonKind::Secondary, Icon::ArrowBack);
    Button finish = to_button(view.finish, ButtonKind::Primary);
    finish.trailing = Icon::ArrowForward;
    if (ui.button_width(close) + ui.button_width(finish) + ui.px(14) > shelf.free()) {
        close.label = {};
    }
    if (shelf.left(close)) {
        hit = view.close_map.id;
    }
    if (shelf.right(finish)) {
        hit = view.finish.id;
    }
    return hit;
}

Hit draw_question(Ui& ui, const Frame& frame, const SittingView& view, Drawn& drawn) {
    constexpr std::string_view kKey = "quiz.type.";
    constexpr std::string_view kTyped = "quiz.typed.";
    Hit hit = draw_sitting_item(ui, frame.body, to_item(view));
    if (hit && hit->starts_with(kTyped)) {
        drawn.text = hit->substr(kTyped.size());
        hit.reset();
    } else if (hit && hit->starts_with(kKey)) {
        drawn.text = view.text;
        for (const char key : hit->substr(kKey.size())) {
            if (key != '\b') {
                drawn.text->push_back(key);
            } else if (!drawn.text->empty()) {
                drawn.text->pop_back();
            }
        }
        hit.reset();
    }
    keep(hit, draw_sitting_footer(ui, frame.footer, to_footer(view)));
    return hit;
}

// A new item puts focus on the first answer, or on the chosen one.
std::string_view first_focus(const SittingView& view) {
    if (view.is_map_open) {
        for (const screens::CellView& cell : view.cells) {
            if (cell.is_current) {
                return cell.id;
            }
        }
    }
    for (const screens::OptionView& option : view.options) {
        if (option.is_selected) {
            return option.id;
        }
    }
    return view.options.empty() ? std::string_view(view.text_id) : view.options.front().id;
}

std::optional<Banner> banner_of(const screens::AppView& app, const SittingView& view) {
    if (auto idle = idle_banner(app)) {
        return idle;
    }
    if (view.banner.empty() || view.is_map_open) {
        return std::nullopt;
    }
    Button close = to_button(view.banner_close, ButtonKind::Warning);
    close.step = Step::Body;
    return Banner{
        .icon = Icon::Schedule, .bold = view.banner, .words = view.banner_text, .button = close};
}

std::vector<Tool> sitting_tools(const screens::AppView& app) {
    std::vector<Tool> tools = page_tools(app);
    if (app.sign_out) {
        tools.erase(tools.begin());  // a sitting is left by its own ways
    }
    return tools;
}

void draw_furniture(Ui& ui, const screens::AppView& app, const Frame& frame,
                    const SittingView& view, Drawn& drawn) {
    const SittingTop top = to_top(view);
    std::vector<Segment> segments;
    for (const screens::CellView& cell : view.cells) {
        segments.push_back({to_state(cell.state), cell.is_current});
    }
    if (!view.is_map_open) {
        keep(drawn.hit, draw_sitting_strip(ui, frame, top, segments));
    }
    keep(drawn.hit, draw_sitting_top(ui, frame, top, sitting_tools(app)));
}

}  // namespace

Drawn draw_sitting(Ui& ui, const screens::AppView& app, const SittingView& view) {
    Drawn drawn;
    begin_page(ui, app, view.is_map_open ? "map" : "quiz",
               view.is_map_open ? std::string_view("map") : view.position, first_focus(view));
    if (view.dialog) {
        ui.cover();
    }
    const auto banner = banner_of(app, view);
    const Frame frame = make_frame(ui, {.strip = view.is_map_open ? Has::No : Has::Yes,
                                        .banner = banner ? &*banner : nullptr});
    draw_grounds(ui, frame);
    if (view.is_map_open) {
        keep(drawn.hit, draw_map(ui, frame, view));
    } else {
        keep(drawn.hit, draw_question(ui, frame, view, drawn));
    }
    if (banner && ui.banner(frame.banner, *banner)) {
        drawn.hit = view.banner_close.id;
    }
    draw_furniture(ui, app, frame, view, drawn);
    if (view.dialog && !app.help_dialog) {
        keep(drawn.hit, draw_dialog(ui, to_dialog("sitting.dialog", *view.dialog)));
    }
    end_page(ui, app, drawn);
    return drawn;
}

}  // namespace asah::ui
