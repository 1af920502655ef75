// Home and what stands before the start.
#include <cmath>

#include "kiosk/ui/draw/draw_app.h"

namespace asah::ui {

namespace {

// Greeting and post at the left, the promise of privacy at the right.
float draw_greeting(Ui& ui, const Rect& area, const screens::HomeView& view, float side) {
    const TextStyle title{Step::Title, Weight::Bold, Colour::Ink};
    const TextStyle post{Step::Option, Weight::Regular, Colour::InkSoft};
    const TextStyle quiet{Step::Caption, Weight::Bold, Colour::Ok};
    Rect left = area;
    // Beside the greeting where both fit on their lines, else below.
    const float natural = std::ceil(ui.text_width(view.privacy, quiet)) + ui.icon_px() + ui.px(16);
    const float greeting =
        std::max(ui.text_width(view.greeting, title), ui.text_width(view.post, post));
    const bool is_beside = side > 0 && greeting + natural + ui.px(24) < area.w;
    if (is_beside) {
        Rect right = left.cut_right(std::max(natural, side), ui.px(24));
        const float words = right.w - ui.icon_px() - ui.px(14);
        right.y += ui.text_height(view.greeting, title, left.w) / 2;
        const float height = ui.text_height(view.privacy, quiet, words);
        draw_note(ui, {right.x, right.y, right.w, height}, Icon::Lock, view.privacy, Colour::Ok,
                  quiet);
    }
    left.cut_top(ui.text(left, view.greeting, title), ui.px(2));
    left.cut_top(ui.text(left, view.post, post));
    if (!is_beside) {
        left.cut_top(ui.px(10));
        left.cut_top(draw_note(ui, left, Icon::Lock, view.privacy, Colour::Ok, quiet));
    }
    return left.y;
}

Icon offer_icon(const screens::HomeOfferView& offer) {
    return offer.is_done              ? Icon::TaskAlt
           : offer.is_self_assessment ? Icon::SelfImprovement
                                      : Icon::Description;
}

std::vector<OfferRow> to_offers(const screens::HomeView& view) {
    std::vector<OfferRow> rows;
    bool has_primary = view.go_on.has_value();
    for (const screens::HomeOfferView& offer : view.offers) {
        OfferRow row{.icon = offer_icon(offer),
                     .title = offer.title,
                     .caption = offer.caption,
                     .chip = offer.chip,
                     .chip_tone = offer.is_done ? Tone::Ok : Tone::Unsure,
                     .chip_icon = offer.is_done ? Icon::CheckCircle : Icon::HourglassEmpty,
                     .action = std::nullopt};
        if (offer.action) {
            row.action =
                to_button(*offer.action, has_primary ? ButtonKind::Secondary : ButtonKind::Primary);
            has_primary = true;  // one a screen
        }
        rows.push_back(row);
    }
    return rows;
}

float draw_offers_side(Ui& ui, Rect area, const screens::HomeView& view, Hit& hit) {
    const TextStyle heading{Step::Heading, Weight::Bold, Colour::Ink};
    if (view.go_on) {
        const auto card = draw_continue_card(
            ui, area,
            {.kicker = view.continue_kicker,
             .title = view.continue_title,
             .facts = view.continue_facts,
             .action = to_button(*view.go_on, ButtonKind::OnPanel, Icon::PlayArrow)});
        keep(hit, card.hit);
        area.cut_top(card.height, ui.px(28));
    }
    area.cut_top(ui.text(area, view.offers_title, heading), ui.px(12));
    area.cut_top(ui.text(area, view.empty_note, {Step::Body, Weight::Regular, Colour::InkSoft}));
    const OfferList list = draw_offers(ui, area, to_offers(view));
    keep(hit, list.hit);
    return area.y + list.height;
}

float draw_results_side(Ui& ui, Rect area, const screens::HomeView& view, Hit& hit) {
    area.cut_top(ui.text(area, view.results_title, {Step::Heading, Weight::Bold, Colour::Ink}),
                 ui.px(12));
    std::vector<ResultCard> cards;
    for (const screens::HomeResultView& result : view.results) {
        cards.push_back({.title = result.title,
                         .caption = result.caption,
                         .receipt = result.receipt,
                         .action = to_button(result.action, ButtonKind::Secondary)});
    }
    const OfferList list = draw_result_cards(ui, area, cards, view.no_results);
    keep(hit, list.hit);
    return area.y + list.height;
}

}  // namespace

Drawn draw_home(Ui& ui, const screens::AppView& app, const screens::HomeView& view) {
    Drawn drawn;
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    std::string first = view.go_on ? view.go_on->id : std::string();
    for (const screens::HomeOfferView& offer : view.offers) {
        first = first.empty() && offer.action ? offer.action->id : first;
    }
    begin_page(ui, app, "home", "home " + first, first);  // focus comes with the data
    const auto idle = idle_banner(app);
    const Frame frame = make_frame(ui, {.footer = Has::No, .banner = idle ? &*idle : nullptr});
    draw_grounds(ui, frame);
    if (idle) {
        ui.banner(frame.banner, *idle);
    }
    Rect inner =
        ui.begin_scroll("home.body", frame.body.inset(ui.metrics().margin, 0), ui.metrics().margin);
    inner.cut_top(ui.px(ui.metrics().is_compact ? 14 : 24));
    const float gutter = ui.px(ui.metrics().grid == Grid::Wide ? 32 : 24);
    const float side = is_narrow ? 0 : std::round((inner.w - gutter) / 3);
    inner.y = draw_greeting(ui, inner, view, side) + ui.px(22);
    if (!view.problem.empty()) {
        inner.cut_top(draw_note(ui, inner, Icon::Error, view.problem, Colour::Problem,
                                {Step::Body, Weight::Bold, Colour::Problem}),
                      ui.px(16));
    }
    Rect left = inner;
    const Rect right = is_narrow ? inner : left.cut_right(side, gutter);
    float end = draw_offers_side(ui, left, view, drawn.hit);
    const float top = is_narrow ? end + ui.px(28) : right.y;
    end = std::max(end, draw_results_side(ui, {right.x, top, right.w, 0}, view, drawn.hit));
    ui.end_scroll(end + ui.px(16));
    ui.scroll_by_pages("home.body");
    const Rect bar = draw_tools(ui, frame.top, page_tools(app), ui.tx(130), drawn.hit);
    draw_brand(ui, bar, app.brand, 0);
    end_page(ui, app, drawn);
    return drawn;
}

namespace {

Icon promise_icon(screens::PromiseKind kind) {
    switch (kind) {
        case screens::PromiseKind::Private:
            return Icon::Lock;
        case screens::PromiseKind::NoPunishment:
            return Icon::PrivacyTip;
        case screens::PromiseKind::Saved:
            return Icon::Save;
        case screens::PromiseKind::Change:
            return Icon::Undo;
        case screens::PromiseKind::Help:
            return Icon::HeadsetMic;
    }
    return Icon::None;
}

Icon fact_icon(screens::StartFactKind kind) {
    switch (kind) {
        case screens::StartFactKind::Items:
            return Icon::Description;
        case screens::StartFactKind::Time:
            return Icon::Schedule;
        case screens::StartFactKind::Language:
            return Icon::Language;
    }
    return Icon::None;
}

}  // namespace

Drawn draw_start(Ui& ui, const screens::AppView& app, const screens::StartView& view) {
    Drawn drawn;
    begin_page(ui, app, "before_start", "before_start", view.begin.id);
    const auto idle = idle_banner(app);
    const Frame frame = make_frame(ui, {.banner = idle ? &*idle : nullptr});
    draw_grounds(ui, frame);
    if (idle) {
        ui.banner(frame.banner, *idle);
    }
    BeforeStart words{.kicker = view.kicker,
                      .title = view.title,
                      .facts = {},
                      .consent_lead = view.consent_lead,
                      .consent = view.consent,
                      .problem = view.problem,
                      .heading = view.heading,
                      .promises = {}};
    for (const screens::StartFactView& fact : view.facts) {
        words.facts.emplace_back(fact_icon(fact.kind), fact.text);
    }
    for (const screens::PromiseView& promise : view.promises) {
        words.promises.push_back({.icon = promise_icon(promise.kind),
                                  .title = promise.title,
                                  .sentence = promise.sentence,
                                  .is_long = promise.kind == screens::PromiseKind::NoPunishment});
    }
    draw_before_start(ui, frame.body, words);
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.left(to_button(view.decline, ButtonKind::Quiet, Icon::ArrowBack))) {
        drawn.hit = view.decline.id;
    }
    Button begin = to_button(view.begin, ButtonKind::Primary);
    begin.trailing = Icon::ArrowForward;
    if (shelf.right(begin)) {
        drawn.hit = view.begin.id;
    }
    const Rect bar = draw_tools(ui, frame.top, page_tools(app), ui.tx(190), drawn.hit);
    draw_brand(ui, bar, view.bar_title, 0);
    end_page(ui, app, drawn);
    return drawn;
}

}  // namespace asah::ui
