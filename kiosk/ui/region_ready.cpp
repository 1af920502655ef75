// READY: yes or no in one look, then the checks, what is wrong first with its remedy.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/regions.h"

namespace asah::ui {

float ready_panel_px(const Ui& ui) {
    const Grid grid = ui.metrics().grid;
    if (grid == Grid::Narrow) {
        return 0;
    }
    return std::round(ui.screen().w * (grid == Grid::Wide ? 0.357F : 0.32F));
}

float draw_ready_panel(Ui& ui, const ReadyWords& words) {
    const float width = ready_panel_px(ui);
    if (width <= 0) {
        return 0;
    }
    const bool is_wide = ui.metrics().grid == Grid::Wide;
    Rect panel = draw_panel(ui, width);
    panel = panel.inset(ui.px(is_wide ? 48 : 24), ui.px(ui.metrics().is_compact ? 24 : 40));
    const Rect brand = panel.cut_top(ui.px(56));
    ui.logo(brand.x + ui.px(24), brand.middle(), ui.px(22), Ground::Panel);
    ui.label({brand.x + ui.px(62), brand.y, brand.w - ui.px(62), brand.h}, words.brand,
             {Step::Title, Weight::Bold, Colour::OnPanel, Align::Left});
    const TextStyle place{Step::Caption, Weight::Regular, Colour::OnPanelSoft, Align::Left};
    const Rect foot = panel.cut_bottom(ui.text_height(words.place, place, panel.w), ui.px(12));
    ui.text(foot, words.place, place);
    const TextStyle title{words.is_ready ? Step::Display : Step::Title, Weight::Bold,
                          Colour::OnPanel, Align::Left};
    const TextStyle sentence{Step::Option, Weight::Regular, Colour::OnPanelSoft, Align::Left};
    const float side = ui.px(ui.metrics().is_compact ? 80 : 112);
    const float height = side + ui.px(20) + ui.text_height(words.title, title, panel.w) + ui.px(8) +
                         ui.text_height(words.sentence, sentence, panel.w);
    Rect block = panel.centred(std::min(height, panel.h));
    const Rect sign = block.cut_top(side, ui.px(20));
    const float x = sign.x + side / 2;
    if (words.is_ready) {
        ui.ring(x, sign.middle(), side / 2, Colour::WeaveC, ui.px(5));
        const float step = side * 0.2F;
        const float y = sign.middle() + step * 0.2F;
        ui.stroke(x - 1.35F * step, y, x - 0.3F * step, y + step, Colour::OnPanel, ui.px(9));
        ui.stroke(x - 0.3F * step, y + step, x + 1.4F * step, y - 0.9F * step, Colour::OnPanel,
                  ui.px(9));
        ui.disc(x - 0.3F * step, y + step, ui.px(4.5F), Colour::OnPanel);
    } else {
        ui.warning_sign(x, sign.middle(), side / 2, Colour::WeaveA);
    }
    block.cut_top(ui.text(block, words.title, title), ui.px(8));
    ui.text(block, words.sentence, sentence);
    return width;
}

float draw_checks(Ui& ui, const Rect& area, const std::vector<CheckRow>& rows) {
    const TextStyle name{Step::Body, Weight::Bold, Colour::Ink, Align::Left};
    const TextStyle words{Step::Body, Weight::Regular, Colour::Ink, Align::Left};
    const bool is_narrow = ui.metrics().grid == Grid::Narrow;
    const float least = ui.px(ui.metrics().is_compact ? 48 : 58);
    float y = area.y;
    for (const CheckRow& row : rows) {
        Rect line{area.x, y, area.w, 0};
        const Rect sign = line.cut_left(ui.icon_px(), ui.px(18));
        Rect left = line;
        Rect right = line;
        if (!is_narrow) {
            left = right.cut_left(std::round(area.w * 0.29F), ui.px(12));
        }
        const float head = ui.text_height(row.name, name, left.w);
        const float body = ui.text_height(row.finding, words, right.w);
        const float remedy = ui.text_height(row.remedy, name, right.w);
        const float tail = body + remedy;
        const float height = is_narrow ? head + tail : std::max(head, tail);
        const float whole = std::max(least, height + ui.px(20));
        const float top = y + (whole - height) / 2;
        ui.icon(sign.centre(), top + ui.line_px(Step::Body) / 2,
                row.is_good ? Icon::CheckCircle : Icon::Warning,
                row.is_good ? Colour::Ok : Colour::Unsure);
        ui.text({left.x, top, left.w, head}, row.name, name);
        const float right_top = is_narrow ? top + head : top;
        ui.text({right.x, right_top, right.w, body}, row.finding, words);
        ui.text({right.x, right_top + body, right.w, remedy}, row.remedy, name);
        y += whole;
        ui.rule(area.x, area.right(), y);
        y += ui.px(1);
    }
    return y;
}

}  // namespace asah::ui
