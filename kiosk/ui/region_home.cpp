#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr float kNameShareWide = 0.27F;
constexpr float kStatusShareWide = 0.20F;

float offer_height(const Ui& ui, const OfferRow& row, float width) {
    const float words = ui.text_height(row.title, {Step::Option, Weight::Bold}, width) +
                        ui.text_height(row.caption, {Step::Caption}, width);
    return std::max(ui.px(84), words + ui.px(24));
}

float offer_text_width(const Ui& ui, const OfferRow& row, float width) {
    float rest = width - ui.px(22 + 48 + 18 + 20);
    if (row.action) {
        rest -= ui.button_width(*row.action) + ui.px(16);
    }
    if (!row.chip.empty()) {
        rest -= ui.chip_width(row.chip) + ui.px(16);
    }
    return rest;
}

}  // namespace

OfferList draw_offers(Ui& ui, const Rect& area, const std::vector<OfferRow>& rows) {
    OfferList list;
    for (const OfferRow& row : rows) {
        list.height += offer_height(ui, row, offer_text_width(ui, row, area.w));
    }
    if (rows.empty()) {
        return list;
    }
    draw_card(ui, {area.x, area.y, area.w, list.height});
    float y = area.y;
    for (const OfferRow& row : rows) {
        const float width = offer_text_width(ui, row, area.w);
        const Rect slot{area.x, y, area.w, offer_height(ui, row, width)};
        if (y > area.y) {
            ui.rule(area.x, area.right(), y);
        }
        Rect rest = slot;
        rest.cut_left(ui.px(22));
        rest.cut_right(ui.px(20));
        const Rect tile = rest.cut_left(ui.px(48), ui.px(18)).centred(ui.px(48));
        ui.tile(tile, row.icon, Colour::Sunken, Colour::Primary);
        const TextStyle title{Step::Option, Weight::Bold, Colour::Ink, Align::Left};
        const TextStyle caption{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
        const float head = ui.text_height(row.title, title, width);
        const float body = ui.text_height(row.caption, caption, width);
        const Rect words = rest.centred(head + body);
        ui.text({words.x, words.y, width, head}, row.title, title);
        ui.text({words.x, words.y + head, width, body}, row.caption, caption);
        if (row.action) {
            const Rect place = rest.cut_right(ui.button_width(*row.action), ui.px(16));
            if (ui.button(place.centred(std::max(ui.px(52), ui.tx(48))), *row.action)) {
                list.hit = std::string(row.action->id);
            }
        }
        if (!row.chip.empty()) {
            const Rect place = rest.cut_right(ui.chip_width(row.chip), ui.px(16));
            ui.chip(place.x, place.middle() - ui.chip_px() / 2, row.chip, row.chip_icon,
                    row.chip_tone);
        }
        y = slot.bottom();
    }
    return list;
}

OfferList draw_continue_card(Ui& ui, const Rect& area, const ContinueCard& card) {
    const TextStyle kicker{Step::Body, Weight::Bold, Colour::WeaveA, Align::Left};
    const TextStyle title{Step::Heading, Weight::Bold, Colour::OnPanel, Align::Left};
    const TextStyle facts{Step::Body, Weight::Regular, Colour::OnPanelSoft, Align::Left};
    const float padding = ui.px(ui.metrics().is_compact ? 22 : 32);
    const float width = area.w - 2 * padding;
    const float button_width = ui.button_width(card.action);
    const bool is_beside = width - button_width > ui.tx(240);
    const float facts_width = is_beside ? width - button_width - ui.px(24) : width;
    const float facts_height = ui.text_height(card.facts, facts, facts_width);
    const float button = ui.metrics().button;
    OfferList result;
    result.height =
        padding + ui.text_height(card.kicker, kicker, width) + ui.px(8) +
        ui.text_height(card.title, title, width) + ui.px(18) +
        (is_beside ? std::max(button, facts_height) : button + ui.px(12) + facts_height) +
        ui.px(22) + ui.px(16);
    const Rect panel{area.x, area.y, area.w, result.height};
    ui.fill(panel, Colour::Panel, ui.px(18));
    if (ui.look().theme == Theme::HighContrast) {
        ui.border(panel, Colour::LineStrong, ui.px(2), ui.px(18));
    }
    Rect inner = panel.inset(padding, 0);
    inner.cut_top(padding);
    inner.cut_top(ui.text(inner, card.kicker, kicker), ui.px(8));
    inner.cut_top(ui.text(inner, card.title, title), ui.px(18));
    Rect row = inner;
    row.h = is_beside ? std::max(button, facts_height) : button;
    const Rect place = Rect{row.x, row.y, button_width, row.h}.centred(button);
    if (ui.button(place, card.action)) {
        result.hit = std::string(card.action.id);
    }
    if (is_beside) {
        ui.label({place.right() + ui.px(24), row.y, facts_width, row.h}, card.facts, facts);
    } else {
        ui.text({row.x, row.bottom() + ui.px(12), width, 0}, card.facts, facts);
    }
    ui.weave_row(panel.x + ui.px(18), panel.right() - ui.px(18), panel.bottom() - ui.px(9),
                 Ground::Panel);
    return result;
}

float draw_level_chart(Ui& ui, const Rect& area, const LevelChart& chart) {
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    const float name_width = is_narrow ? area.w : std::round(area.w * kNameShareWide);
    const float status_width = is_narrow ? area.w * 0.4F : std::round(area.w * kStatusShareWide);
    const float gap = ui.px(14);
    const float bar_x = is_narrow ? area.x : area.x + name_width + gap;
    const float bar_width = area.right() - bar_x - (is_narrow ? 0 : status_width + gap);
    const TextStyle name{Step::Caption, Weight::Regular, Colour::Ink, Align::Left};
    const TextStyle note{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    const TextStyle level{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Centre};
    float y = area.y;
    if (!is_narrow && !chart.level_names.empty()) {
        const float column = bar_width / static_cast<float>(chart.level_names.size());
        for (std::size_t i = 0; i < chart.level_names.size(); ++i) {
            ui.text({bar_x + column * static_cast<float>(i), y, column, 0}, chart.level_names[i],
                    level);
        }
        y += ui.line_px(Step::Caption) + ui.px(8);
    }
    for (const CompetencyRow& row : chart.rows) {
        const TextStyle status{Step::Caption, Weight::Bold, row.status_colour, Align::Left};
        const float words_width = status_width - ui.icon_px(true) - ui.px(8);
        const float name_height = ui.text_height(row.name, name, name_width);
        const float status_height = ui.text_height(row.status, status, words_width);
        const float note_height = ui.text_height(row.note, note, bar_width);
        if (is_narrow) {
            y += ui.text({area.x, y, area.w, 0}, row.name, name) + ui.px(10);
        }
        const float bar_height = ui.px(44) + note_height;
        const float height =
            is_narrow ? bar_height : std::max({name_height, status_height, bar_height}) + ui.px(12);
        const Rect line{area.x, y, area.w, height};
        ui.level_bar(Rect{bar_x, line.y, bar_width, height - note_height}.centred(ui.px(44)),
                     row.bar);
        ui.text({bar_x, line.bottom() - note_height - ui.px(is_narrow ? 0 : 6), bar_width, 0},
                row.note, note);
        if (!is_narrow) {
            ui.label({area.x, line.y, name_width, line.h}, row.name, name);
        }
        const float status_y = is_narrow ? line.bottom() : line.y;
        const float status_h = is_narrow ? ui.line_px(Step::Caption) : line.h;
        const float status_x = is_narrow ? area.x : area.right() - status_width;
        ui.icon(status_x + ui.icon_px(true) / 2, status_y + status_h / 2, row.status_icon,
                row.status_colour, true);
        ui.label({status_x + ui.icon_px(true) + ui.px(8), status_y,
                  is_narrow ? area.w - ui.icon_px(true) - ui.px(8) : words_width, status_h},
                 row.status, status);
        y = is_narrow ? line.bottom() + status_h + ui.px(24) : line.bottom();
    }
    return y;
}

float draw_checks(Ui& ui, const Rect& area, const std::vector<CheckRow>& rows) {
    const TextStyle name{Step::Body, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle finding{Step::Body, Weight::Regular, Colour::Ink, Align::Left};
    float y = area.y;
    for (const CheckRow& row : rows) {
        Rect line{area.x, y, area.w, 0};
        const Rect place = line.cut_left(ui.icon_px(), ui.px(18));
        const Rect left = line.cut_left(std::round(area.w * 0.30F), ui.px(12));
        line.h = std::max({ui.px(48), ui.text_height(row.name, name, left.w) + ui.px(20),
                           ui.text_height(row.finding, finding, line.w) + ui.px(20)});
        ui.icon(place.centre(), line.middle(), row.is_good ? Icon::CheckCircle : Icon::Warning,
                row.is_good ? Colour::Ok : Colour::Unsure);
        ui.label({left.x, line.y, left.w, line.h}, row.name, name);
        ui.label(line, row.finding, finding);
        y = line.bottom();
        ui.rule(area.x, area.right(), y);
        y += ui.px(1);
    }
    return y;
}

}  // namespace asah::ui
