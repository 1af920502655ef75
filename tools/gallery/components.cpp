// Every widget in its states, on one page.
#include "kiosk/ui/chrome.h"
#include "tools/gallery/pages.h"

namespace asah::gallery {

using namespace ui;

namespace {

void draw_buttons(Ui& ui, float x, float y) {
    constexpr std::array kKinds{ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Quiet};
    int n = 0;
    for (const ButtonKind kind : kKinds) {
        const std::string id = "button." + std::to_string(n++);
        ui.button({x, y, 160, 60}, {.id = id, .label = "Mulai", .kind = kind});
        ui.button({x + 200, y, 160, 60},
                  {.id = id + ".off", .label = "Mulai", .kind = kind, .enabled = Enabled::No});
        y += 78;
    }
}

void draw_options(Ui& ui, float x, float y) {
    const auto row = [&](OptionRow r) {
        ui.option({x, y, 560, 68}, r);
        y += 78;
    };
    row({.id = "o.rest", .letter = "B", .text = "memakai satu kata sandi"});
    row({.id = "o.saving",
         .letter = "B",
         .text = "memakai satu kata sandi",
         .is_selected = true,
         .mark = Mark::Saving,
         .mark_text = "Menyimpan"});
    row({.id = "o.saved",
         .letter = "B",
         .text = "memakai satu kata sandi",
         .is_selected = true,
         .mark = Mark::Saved,
         .mark_text = "Tersimpan"});
    row({.id = "o.failed",
         .letter = "B",
         .text = "memakai satu kata sandi",
         .mark = Mark::Failed,
         .mark_text = "Belum tersimpan"});
    row({.id = "o.tick",
         .letter = "C",
         .text = "mencabut kabel listrik",
         .shape = RowShape::Square,
         .is_selected = true});
    row({.id = "o.off", .letter = "B", .text = "memakai sandi", .enabled = Enabled::No});
}

void draw_right(Ui& ui, float x) {
    ui.map_cell({x, 54, 86, 76}, {.id = "m3", .number = "3", .state = SegmentState::Answered});
    ui.map_cell({x + 102, 54, 86, 76}, {.id = "m4", .number = "4", .state = SegmentState::Unsure});
    ui.map_cell({x + 204, 54, 86, 76}, {.id = "m5", .number = "5", .word = "kosong"});
    float at = x;
    for (const TimerState state : {TimerState::Running, TimerState::Warning, TimerState::Paused}) {
        ui.timer({at, 184, 133, 52}, "t" + std::to_string(static_cast<int>(state)), "", "18.42",
                 state);
        at += 145;
    }
    ui.key_button({x, 288, 84, 72}, "k5", "5", Icon::None, false);
    ui.key_button({x + 96, 288, 84, 72}, "kb", "", Icon::Backspace, true);
    ui.field({x, 412, 400, 60}, {.id = "f1", .label = "Angka", .shown = "240", .length = 3});
    ui.field(
        {x, 486, 400, 60},
        {.id = "f2", .label = "Angka", .shown = "14", .state = FieldState::Active, .length = 2});
    ui.field(
        {x, 562, 400, 60},
        {.id = "f3", .label = "Angka", .shown = "14a", .state = FieldState::Error, .length = 3});
    ui.chip(x, 640, "Selesai", Icon::Check, Tone::Ok);
    ui.chip(x + 130, 640, "Ragu-ragu", Icon::Flag, Tone::Unsure);
    ui.chip(x, 682, "Belum tersimpan", Icon::Error, Tone::Problem);
    ui.chip(x + 200, 682, "Dikirim", Icon::Sync, Tone::Info);
    ui.level_bar({x, 740, 420, 44},
                 {.level = 2, .required = 3, .low = 1.4F, .high = 2.8F, .self_level = 3});
    std::vector<Segment> segments(20);
    segments[0].state = segments[1].state = SegmentState::Answered;
    segments[2].state = SegmentState::Unsure;
    segments[3].is_current = true;
    ui.strip({40, 756, 700, 40}, segments);
}

}  // namespace

void draw_components(Ui& ui) {
    ui.begin("components", "components", "o.rest");
    ui.fill(ui.screen(), Colour::Sheet);
    draw_buttons(ui, 40, 52);
    draw_options(ui, 40, 292);
    draw_right(ui, 840);
    ui.logo(480, 160, 40, Ground::Sheet);
    ui.fill({560, 60, 200, 80}, Colour::Panel, 14);
    ui.weave_row(570, 750, 120, Ground::Panel);
    ui.weave_column(740, 60, 110);
    ui.end();
}

}  // namespace asah::gallery
