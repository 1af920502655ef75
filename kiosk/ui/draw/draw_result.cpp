// A person's own result.
#include "kiosk/ui/draw/draw_app.h"

namespace asah::ui {

namespace {

LegendSign to_sign(screens::LegendKind kind) {
    switch (kind) {
        case screens::LegendKind::Level:
            return LegendSign::Level;
        case screens::LegendKind::Standard:
            return LegendSign::Standard;
        case screens::LegendKind::Range:
            return LegendSign::Range;
        case screens::LegendKind::SelfRated:
            return LegendSign::SelfRated;
    }
    return LegendSign::Level;
}

CompetencyRow to_row(const screens::CompetencyView& view) {
    return {.name = view.name,
            .bar = {.level = view.level,
                    .required = view.required,
                    .low = static_cast<float>(view.level_low),
                    .high = static_cast<float>(view.level_high),
                    .self_level = view.self_level,
                    .is_stated = view.is_stated},
            .status = view.status,
            .status_icon = view.is_self_only ? Icon::SelfImprovement
                           : !view.is_stated ? Icon::HourglassEmpty
                           : view.is_above   ? Icon::KeyboardArrowUp
                           : view.is_met     ? Icon::Check
                                             : Icon::Explore,
            .status_colour = !view.is_stated ? Colour::InkSoft
                             : view.is_met   ? Colour::Ok
                                             : Colour::Accent,
            .note = view.note,
            .levels = view.levels};
}

// Who sees this, and the record's code, beside a lock.
void draw_receipt(Ui& ui, Rect rest, const screens::ResultView& view) {
    const TextStyle quiet{Step::Caption, Weight::Regular, Colour::InkSoft};
    const TextStyle code{Step::Caption, Weight::Bold, Colour::InkSoft, Align::Left,
                         "result.receipt"};
    const Rect sign = rest.cut_left(ui.icon_px(), ui.px(12));
    const bool has_room = rest.w > ui.text_width(view.privacy, quiet);
    const float line = ui.line_px(Step::Caption);
    ui.icon(sign.centre(), rest.middle(), Icon::Lock, Colour::InkSoft);
    if (!has_room) {
        ui.label(rest, view.receipt, code);
        return;
    }
    const Rect block = rest.centred(2 * line);
    ui.text({block.x, block.y, block.w, line}, view.privacy, quiet);
    ui.text({block.x, block.y + line, block.w, line}, view.receipt, code);
}

}  // namespace

Drawn draw_result(Ui& ui, const screens::AppView& app, const screens::ResultView& view) {
    Drawn drawn;
    begin_page(ui, app, "result", "result", view.home.id);
    const auto idle = idle_banner(app);
    const Frame frame = make_frame(ui, {.banner = idle ? &*idle : nullptr});
    draw_grounds(ui, frame);
    if (idle) {
        ui.banner(frame.banner, *idle);
    }
    ResultWords words{.kicker = view.kicker,
                      .headline = view.headline,
                      .lead = view.lead,
                      .strong_title = view.strong_title,
                      .strong = {view.strong.begin(), view.strong.end()},
                      .grow_title = view.grow_title,
                      .grow = {view.grow.begin(), view.grow.end()}};
    LevelChart chart{.title = view.chart_title,
                     .level_names = {view.level_names.begin(), view.level_names.end()},
                     .rows = {},
                     .legend = {},
                     .limit = view.limit_note};
    for (const screens::CompetencyView& row : view.competencies) {
        chart.rows.push_back(to_row(row));
    }
    for (const screens::LegendView& legend : view.legend) {
        chart.legend.emplace_back(to_sign(legend.kind), legend.text);
    }
    draw_result_body(ui, frame.body, words, chart);
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.right(to_button(view.home, ButtonKind::Primary, Icon::Home))) {
        drawn.hit = view.home.id;
    }
    draw_receipt(ui, shelf.rest(), view);
    const Rect bar = draw_tools(ui, frame.top, page_tools(app), ui.tx(190), drawn.hit);
    draw_brand(ui, bar, view.bar_title, 0);
    end_page(ui, app, drawn);
    return drawn;
}

}  // namespace asah::ui
