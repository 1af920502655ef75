// Before the start: facts, promises and the consent.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr float kLeftShare = 0.345F;

float draw_facts(Ui& ui, const Rect& area, const BeforeStart& words) {
    Rect rest = area;
    rest.cut_top(
        ui.text(rest, words.kicker, {Step::Caption, Weight::Bold, Colour::Accent, Align::Left}),
        ui.px(8));
    const Step step = ui.metrics().grid == Grid::Wide ? Step::Title : Step::Heading;
    rest.cut_top(ui.text(rest, words.title, {step, Weight::Bold, Colour::Ink, Align::Left}),
                 ui.px(18));
    const TextStyle fact{Step::Option, Weight::Regular, Colour::Ink, Align::Left};
    for (const auto& [icon, text] : words.facts) {
        rest.cut_top(draw_note(ui, rest, icon, text, Colour::Ink, fact), ui.px(10));
    }
    rest.cut_top(ui.px(10));
    ui.weave_row(rest.x, rest.right(), rest.y, Ground::Sheet);
    rest.cut_top(ui.px(20));
    const TextStyle lead{Step::Body, Weight::Regular, Colour::InkSoft, Align::Left};
    rest.cut_top(ui.text(rest, words.consent_lead, lead), ui.px(4));
    rest.cut_top(ui.text(rest, words.consent, fact));
    return rest.y;
}

float draw_promises(Ui& ui, const Rect& area, const BeforeStart& words) {
    Rect rest = area;
    if (!words.problem.empty()) {
        const TextStyle problem{Step::Body, Weight::Bold, Colour::Problem, Align::Left};
        rest.cut_top(draw_note(ui, rest, Icon::Error, words.problem, Colour::Problem, problem),
                     ui.px(16));
    }
    rest.cut_top(
        ui.text(rest, words.heading, {Step::Heading, Weight::Bold, Colour::Ink, Align::Left}),
        ui.px(ui.metrics().is_compact ? 12 : 18));
    const TextStyle title{Step::Option, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle sentence{Step::Body, Weight::Regular, Colour::InkSoft, Align::Left};
    const float tile = std::max(ui.px(52), ui.tx(44));
    for (const Promise& promise : words.promises) {
        Rect row = rest;
        const Rect square = row.cut_left(tile, ui.px(18));
        ui.tile({square.x, square.y, tile, tile}, promise.icon, Colour::PrimarySoft,
                Colour::Primary);
        const float head = ui.text(row, promise.title, title);
        row.cut_top(head);
        const TextStyle small{Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left};
        const float height =
            head + ui.text(row, promise.sentence, promise.is_long ? small : sentence);
        rest.cut_top(std::max(tile, height), ui.px(ui.metrics().is_compact ? 12 : 14));
    }
    return rest.y;
}

}  // namespace

void draw_before_start(Ui& ui, const Rect& body, const BeforeStart& words) {
    const Metrics& m = ui.metrics();
    const float top = ui.px(m.is_compact ? 16 : 30);
    if (m.grid == Grid::Narrow) {
        ui.fill(body, Colour::Sheet);
        Rect inner = ui.begin_scroll("start.body", body.inset(m.margin, 0), m.margin);
        inner.y += ui.px(20);
        inner.y = draw_facts(ui, inner, words) + ui.px(28);
        ui.end_scroll(draw_promises(ui, inner, words));
        ui.scroll_by_pages("start.body");
        return;
    }
    const Split split = draw_split(ui, body, kLeftShare);
    Rect inner = ui.begin_scroll("start.facts", split.left.inset(m.margin, 0), m.margin);
    inner.y += top;
    ui.end_scroll(draw_facts(ui, inner, words) + ui.px(12));
    inner = ui.begin_scroll("start.promises", split.right.inset(m.margin, 0), m.margin);
    inner.y += top;
    ui.end_scroll(draw_promises(ui, inner, words));
    ui.scroll_by_pages("start.facts");
}

}  // namespace asah::ui
