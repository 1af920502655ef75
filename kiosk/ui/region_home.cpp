// Home: the sitting to go on with, what is offered, earlier results.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

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

OfferList draw_result_cards(Ui& ui, const Rect& area, const std::vector<ResultCard>& cards,
                            std::string_view empty_note) {
    const TextStyle title{Step::Option, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle caption{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
    const float padding = ui.px(24);
    const float width = area.w - 2 * padding;
    const float button = std::max(ui.px(52), ui.tx(48));
    const auto height_of = [&](const ResultCard& card) {
        return ui.text_height(card.title, title, width) +
               ui.text_height(card.caption, caption, width) +
               ui.text_height(card.receipt, caption, width) + ui.px(14) + button + 2 * padding;
    };
    OfferList list;
    for (const ResultCard& card : cards) {
        list.height += height_of(card);
    }
    if (cards.empty()) {
        list.height = ui.text_height(empty_note, caption, width) + 2 * padding;
    }
    draw_card(ui, {area.x, area.y, area.w, list.height});
    ui.text({area.x + padding, area.y + padding, width, 0}, cards.empty() ? empty_note : "",
            caption);
    float y = area.y;
    for (const ResultCard& card : cards) {
        if (y > area.y) {
            ui.rule(area.x, area.right(), y);
        }
        Rect rest{area.x + padding, y + padding, width, height_of(card)};
        rest.cut_top(ui.text(rest, card.title, title));
        rest.cut_top(ui.text(rest, card.caption, caption));
        rest.cut_top(ui.text(rest, card.receipt, caption), ui.px(14));
        Rect place = rest.cut_top(button);
        place.w = ui.button_width(card.action);
        if (ui.button(place, card.action)) {
            list.hit = std::string(card.action.id);
        }
        y += height_of(card);
    }
    return list;
}

}  // namespace asah::ui
