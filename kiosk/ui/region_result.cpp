// A result: words first, then the bars with the standard and the range, and what the signs mean.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr TextStyle kName{Step::Caption, Weight::Regular, Colour::Ink, Align::Left};
constexpr TextStyle kNote{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};

struct Columns {
    float name = 0;
    float bar_x = 0;
    float bar = 0;
    float status_x = 0;
    float status = 0;  // width of the status' words; 0 = a sign alone
};

Columns columns_of(const Ui& ui, const Rect& area) {
    const bool is_wide = ui.metrics().grid == Grid::Wide;
    const float gap = ui.px(14);
    Columns columns;
    columns.name = std::round(area.w * (is_wide ? 0.235F : 0.27F));
    columns.status = std::round(area.w * (is_wide ? 0.195F : 0.25F));
    columns.bar_x = area.x + columns.name + gap;
    columns.status_x = area.right() - columns.status;
    columns.bar = columns.status_x - gap - columns.bar_x;
    return columns;
}

void draw_status(Ui& ui, const Rect& area, const CompetencyRow& row) {
    const TextStyle style{Step::Caption, Weight::Bold, row.status_colour, Align::Left};
    Rect rest = area;
    const Rect sign = rest.cut_left(ui.icon_px(true), ui.px(8));
    ui.icon(sign.centre(), area.middle(), row.status_icon, row.status_colour, true);
    ui.label(rest, row.status, style);
}

// Names of the levels over their blocks where they fit, numbers elsewhere.
float draw_level_names(Ui& ui, const Rect& bar, const std::vector<std::string_view>& names) {
    const TextStyle style{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Centre};
    const float column = bar.w / static_cast<float>(std::max<std::size_t>(names.size(), 1));
    const bool has_room = std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return ui.text_width(name, style) < column;
    });
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        ui.text({bar.x + column * static_cast<float>(i), bar.y, column, 0},
                has_room ? names[i] : std::string_view(number), style);
    }
    return ui.line_px(Step::Caption);
}

float draw_row(Ui& ui, const Rect& area, const CompetencyRow& row) {
    const Columns columns = columns_of(ui, area);
    const float name = ui.text_height(row.name, kName, columns.name);
    const float note = ui.text_height(row.note, kNote, columns.bar);
    const float status = ui.text_height(row.status, {Step::Caption, Weight::Bold},
                                        columns.status - ui.icon_px(true) - ui.px(8));
    const float bar = ui.px(44);
    const float height =
        std::max({name, status, bar + note, ui.px(52)}) + ui.px(ui.metrics().is_compact ? 4 : 12);
    const Rect line{area.x, area.y, area.w, height};
    ui.label({line.x, line.y, columns.name, line.h}, row.name, kName);
    const Rect block = Rect{columns.bar_x, line.y, columns.bar, line.h}.centred(bar + note);
    ui.level_bar({block.x, block.y, block.w, bar}, row.bar);
    ui.text({block.x, block.y + bar - ui.px(4), block.w, note}, row.note, kNote);
    draw_status(ui, {columns.status_x, line.y, columns.status, line.h}, row);
    return line.bottom();
}

// One competency a block, with the bar in words.
float draw_block(Ui& ui, const Rect& area, const CompetencyRow& row) {
    Rect rest = area;
    rest.cut_top(ui.text(rest, row.name, {Step::Option, Weight::Bold, Colour::Ink, Align::Left}),
                 ui.px(10));
    Rect line = rest.cut_top(std::max(ui.px(48), ui.line_px(Step::Caption) * 2), ui.px(8));
    const Rect bar = line.cut_left(std::round(area.w * 0.52F), ui.px(24));
    ui.level_bar(bar.centred(ui.px(44)), row.bar);
    draw_status(ui, line, row);
    rest.cut_top(ui.text(rest, row.levels, kNote));
    rest.cut_top(ui.text(rest, row.note, kNote), ui.px(14));
    ui.rule(area.x, area.right(), rest.y);
    return rest.y + ui.px(18);
}

void draw_sign(Ui& ui, const Rect& place, LegendSign sign) {
    const float y = place.middle();
    switch (sign) {
        case LegendSign::Level:
            ui.fill(place.centred(ui.px(18)), Colour::ChartAchieved, ui.px(5));
            break;
        case LegendSign::Standard:
            ui.rhombus(place.centre(), y, ui.px(9), Colour::Ink);
            break;
        case LegendSign::Range:
            ui.range(place.x, place.right(), y);
            break;
        case LegendSign::SelfRated:
            ui.self_mark(place.centre(), y);
            break;
    }
}

float sign_px(const Ui& ui, LegendSign sign) {
    switch (sign) {
        case LegendSign::Range:
            return ui.px(36);
        case LegendSign::Level:
            return ui.px(26);
        case LegendSign::Standard:
        case LegendSign::SelfRated:
            break;
    }
    return ui.px(18);
}

float draw_legend(Ui& ui, const Rect& area, const LevelChart& chart) {
    const float line = std::max(ui.line_px(Step::Caption), ui.px(26));
    float x = area.x;
    float y = area.y;
    for (const auto& [sign, words] : chart.legend) {
        const float mark = sign_px(ui, sign);
        const float width = mark + ui.px(8) + std::ceil(ui.text_width(words, kNote)) + 2;
        if (x > area.x && x + width > area.right()) {
            x = area.x;
            y += line + ui.px(4);
        }
        draw_sign(ui, {x, y, mark, line}, sign);
        ui.label({x + mark + ui.px(8), y, width - mark - ui.px(8), line}, words, kNote);
        x += width + ui.px(24);
    }
    y += chart.legend.empty() ? 0 : line + ui.px(4);
    return y + ui.text({area.x, y, area.w, 0}, chart.limit, kNote);
}

float draw_sentences(Ui& ui, Rect rest, Icon icon, Colour colour, std::string_view title,
                     const std::vector<std::string_view>& sentences) {
    if (sentences.empty()) {
        return rest.y;
    }
    const TextStyle head{Step::Body, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle body{Step::Body, Weight::Regular, Colour::Ink, Align::Left};
    const Rect sign = rest.cut_left(ui.icon_px(), ui.px(16));
    ui.icon(sign.centre(), rest.y + ui.line_px(Step::Body) / 2, icon, colour);
    rest.cut_top(ui.text(rest, title, head), ui.px(2));
    for (const std::string_view sentence : sentences) {
        rest.cut_top(ui.text(rest, sentence, body), ui.px(6));
    }
    return rest.y + ui.px(16);
}

float draw_words(Ui& ui, const Rect& area, const ResultWords& words) {
    const bool is_small = ui.metrics().grid == Grid::Medium && ui.metrics().is_compact;
    Rect rest = area;
    rest.cut_top(
        ui.text(rest, words.kicker, {Step::Caption, Weight::Bold, Colour::Accent, Align::Left}),
        ui.px(8));
    rest.cut_top(
        ui.text(rest, words.headline,
                {is_small ? Step::Option : Step::Heading, Weight::Bold, Colour::Ink, Align::Left}),
        ui.px(is_small ? 14 : 24));
    if (!words.lead.empty()) {
        rest.cut_top(ui.text(rest, words.lead, {Step::Body, Weight::Regular, Colour::Ink}),
                     ui.px(16));
    }
    rest.y =
        draw_sentences(ui, rest, Icon::TrendingUp, Colour::Ok, words.strong_title, words.strong);
    return draw_sentences(ui, rest, Icon::Explore, Colour::Accent, words.grow_title, words.grow);
}

}  // namespace

float draw_level_chart(Ui& ui, const Rect& area, const LevelChart& chart) {
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    Rect rest = area;
    rest.cut_top(ui.text(rest, chart.title, {Step::Option, Weight::Bold, Colour::Ink, Align::Left}),
                 ui.px(ui.metrics().is_compact ? 6 : 14));
    if (!is_narrow) {
        const Columns columns = columns_of(ui, rest);
        rest.cut_top(
            draw_level_names(ui, {columns.bar_x, rest.y, columns.bar, 0}, chart.level_names),
            ui.px(4));
    }
    for (const CompetencyRow& row : chart.rows) {
        rest.y = is_narrow ? draw_block(ui, rest, row) : draw_row(ui, rest, row);
    }
    rest.cut_top(ui.px(8));
    return draw_legend(ui, rest, chart);
}

void draw_result_body(Ui& ui, const Rect& body, const ResultWords& words, const LevelChart& chart) {
    const Metrics& m = ui.metrics();
    const float top = ui.px(m.is_compact ? 16 : 32);
    if (m.grid == Grid::Narrow) {
        ui.fill(body, Colour::Sheet);
        Rect inner = ui.begin_scroll("result.body", body.inset(m.margin, 0), m.margin);
        inner.cut_top(top);
        inner.y = draw_words(ui, inner, words) + ui.px(12);
        ui.end_scroll(draw_level_chart(ui, inner, chart) + ui.px(12));
        ui.scroll_by_pages("result.body");
        return;
    }
    const bool is_wide = m.grid == Grid::Wide;
    const Split split = draw_split(ui, body, ui.px(is_wide ? 416 : 352) / std::max(1.F, body.w));
    const float edge = ui.px(is_wide ? 40 : 24);
    Rect inner = ui.begin_scroll("result.words", split.left.inset(edge, 0), edge);
    inner.cut_top(top);
    ui.end_scroll(draw_words(ui, inner, words) + ui.px(8));
    Rect right = split.right;
    right.cut_left(ui.px(is_wide ? 32 : 24));
    right.cut_right(ui.px(is_wide ? 32 : 20));
    inner = ui.begin_scroll("result.body", right, ui.px(is_wide ? 32 : 20));
    inner.cut_top(top);
    ui.end_scroll(draw_level_chart(ui, inner, chart) + ui.px(12));
    ui.scroll_by_pages("result.body");
}

}  // namespace asah::ui
