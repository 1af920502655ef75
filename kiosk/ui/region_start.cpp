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
                 ui.px(24));
    const TextStyle fact{Step::Option, Weight::Regular, Colour::Ink, Align::Left};
    for (const auto& [icon, text] : words.facts) {
        rest.cut_top(draw_note(ui, rest, icon, text, Colour::Ink, fact), ui.px(14));
    }
    rest.cut_top(ui.px(16));
    ui.weave_row(rest.x, rest.right(), rest.y, Ground::Sheet);
    rest.cut_top(ui.px(28));
    rest.cut_top(ui.text(rest, words.purpose, fact));
    return rest.y;
}

float draw_promises(Ui& ui, const Rect& area, const BeforeStart& words) {
    Rect rest = area;
    rest.cut_top(
        ui.text(rest, words.heading, {Step::Heading, Weight::Bold, Colour::Ink, Align::Left}),
        ui.px(20));
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
        const float height = head + ui.text(row, promise.sentence, sentence);
        rest.cut_top(std::max(tile, height), ui.px(18));
    }
    return rest.y;
}

}  // namespace

void draw_before_start(Ui& ui, const Rect& body, const BeforeStart& words) {
    const Metrics& m = ui.metrics();
    const float top = ui.px(m.is_compact ? 18 : 44);
    if (m.grid == Grid::Narrow) {
        ui.fill(body, Colour::Sheet);
        Rect inner = ui.begin_scroll("start.body", body.inset(m.margin, 0));
        inner.y += ui.px(20);
        inner.y = draw_facts(ui, inner, words) + ui.px(28);
        ui.end_scroll(draw_promises(ui, inner, words));
        return;
    }
    const Split split = draw_split(ui, body, kLeftShare);
    Rect inner = ui.begin_scroll("start.facts", split.left.inset(m.margin, 0));
    inner.y += top;
    ui.end_scroll(draw_facts(ui, inner, words) + ui.px(12));
    inner = ui.begin_scroll("start.promises", split.right.inset(m.margin, 0));
    inner.y += top;
    ui.end_scroll(draw_promises(ui, inner, words));
}

}  // namespace asah::ui
