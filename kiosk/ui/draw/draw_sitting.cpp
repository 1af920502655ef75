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
            return SegmentState::Empty;
        case screens::CellState::Answered:
            return SegmentState::Answered;
        case screens::CellState::Unsure:
            return SegmentState::Unsure;
    }
    return SegmentState::Empty;
}

SittingItem to_item(const SittingView& view) {
    SittingItem item{.kicker = view.kicker, .stem = view.stem, .hint = view.hint, .options = {}};
    const bool is_many = view.kind == assessment::ItemKind::MultipleResponse;
    for (const auto* list : {&view.options, &view.targets}) {
        for (const screens::OptionView& option : *list) {
            item.options.push_back({.id = option.id,
                                    .letter = option.letter,
                                    .text = option.text,
                                    .shape = is_many ? RowShape::Square : RowShape::Disc,
                                    .is_selected = option.is_selected,
                                    .mark = to_mark(option.mark),
                                    .mark_text = option.mark_text});
        }
    }
    if (view.has_text_field && view.options.empty()) {
        item.number = NumberEntry{.field = {.id = "quiz.text",
                                            .label = view.text_label,
                                            .shown = view.text,
                                            .state = FieldState::Active,
                                            .length = view.text.size()},
                                  .unit = view.text_unit,
                                  .problem = {},
                                  .mark = to_mark(view.text_mark),
                                  .mark_text = view.text_mark_text,
                                  .keypad_prefix = "quiz.key.",
                                  .minus = "-",
                                  .erase = {}};
    }
    return item;
}

Hit draw_map(Ui& ui, const Frame& frame, const SittingView& view) {
    Hit hit;
    MapGrid grid{.chips = {}, .cells = {}, .hint = view.map_hint};
    constexpr std::array kTones{Tone::Ok, Tone::Unsure, Tone::Plain};
    for (std::size_t i = 0; i < view.map_counts.size(); ++i) {
        grid.chips.emplace_back(view.map_counts[i], kTones[std::min<std::size_t>(i, 2)]);
    }
    for (const screens::CellView& cell : view.cells) {
        grid.cells.push_back(
            {.id = cell.id, .number = cell.label, .word = {}, .state = to_state(cell.state)});
    }
    keep(hit, draw_map_grid(ui, frame.body.inset(ui.metrics().margin, 0), grid));
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.left(to_button(view.close_map, ButtonKind::Secondary, Icon::ArrowBack))) {
        hit = view.close_map.id;
    }
    if (shelf.right(to_button(view.finish, ButtonKind::Primary))) {
        hit = view.finish.id;
    }
    return hit;
}

Hit draw_question(Ui& ui, const Frame& frame, const SittingView& view, Drawn& drawn) {
    Hit hit;
    const SittingItem item = to_item(view);
    if (Hit typed = draw_sitting_item(ui, frame.body, item)) {
        constexpr std::string_view kTyped = "quiz.type.";
        if (typed->starts_with(kTyped)) {
            drawn.key = static_cast<char32_t>(typed->back());
        } else {
            hit = std::move(typed);
        }
    }
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (view.back.is_enabled &&
        shelf.left(to_button(view.back, ButtonKind::Secondary, Icon::ArrowBack))) {
        hit = view.back.id;
    }
    if (shelf.left(to_button(view.unsure, ButtonKind::Quiet,
                             view.is_unsure ? Icon::Flag : Icon::OutlinedFlag))) {
        hit = view.unsure.id;
    }
    const Button next = to_button(view.next, ButtonKind::Primary);
    if (shelf.free() >
            ui.button_width(next) + ui.button_width(to_button(view.skip, ButtonKind::Quiet)) &&
        shelf.left(to_button(view.skip, ButtonKind::Quiet))) {
        hit = view.skip.id;
    }
    if (shelf.right(next) || (view.next.is_enabled && ui.was_pressed(Key::Enter))) {
        hit = view.next.id;
    }
    return hit;
}

Hit draw_question_dialog(Ui& ui, const screens::DialogView& view) {
    Dialog dialog{.id = "sitting.dialog",
                  .question = view.question,
                  .sentence = view.sentence,
                  .facts = {},
                  .safe = to_button(view.safe, ButtonKind::Primary),
                  .other = {}};
    for (const std::string& fact : view.facts) {
        dialog.facts.push_back({Icon::CheckCircle, Colour::Ok, fact});
    }
    if (!view.staff_note.empty()) {
        dialog.facts.push_back({Icon::SupportAgent, Colour::Ink, view.staff_note});
    }
    if (view.other) {
        dialog.other = to_button(*view.other, ButtonKind::Secondary);
    }
    return draw_dialog(ui, dialog);
}

}  // namespace

Drawn draw_sitting(Ui& ui, const screens::AppView& app, const SittingView& view) {
    Drawn drawn;
    const std::string_view first = view.options.empty() ? "quiz.text" : view.options.front().id;
    ui.begin(view.is_map_open ? "map" : "quiz", view.is_map_open ? "map" : view.position,
             view.is_map_open ? view.close_map.id : first);
    if (view.dialog) {
        ui.cover();
    }
    const Frame frame = make_frame(ui, {.strip = view.is_map_open ? Has::No : Has::Yes});
    draw_grounds(ui, frame);
    if (view.is_map_open) {
        keep(drawn.hit, draw_map(ui, frame, view));
    } else {
        keep(drawn.hit, draw_question(ui, frame, view, drawn));
    }
    const SittingTop top{.title = view.title,
                         .position = view.position,
                         .timer_label = view.timer_label,
                         .timer = view.timer,
                         .timer_state = view.is_timer_paused  ? TimerState::Paused
                                        : view.banner.empty() ? TimerState::Running
                                                              : TimerState::Warning,
                         .map_label = view.is_map_open ? std::string_view{} : view.map.label,
                         .tool_label = app.text_size.label,
                         .tool_id = app.text_size.id,
                         .tool_icon = Icon::FormatSize};
    std::vector<Segment> segments;
    for (const screens::CellView& cell : view.cells) {
        segments.push_back({to_state(cell.state), cell.is_current});
    }
    if (!view.is_map_open) {
        keep(drawn.hit, draw_sitting_strip(ui, frame, top, segments));
    }
    keep(drawn.hit, draw_sitting_top(ui, frame, top));
    if (view.dialog) {
        keep(drawn.hit, draw_question_dialog(ui, *view.dialog));
    }
    ui.end();
    return drawn;
}

}  // namespace asah::ui
