// The pages of the gallery, made of the screens' regions with sample words. Each draws one whole
// frame and returns what was hit in it.
#pragma once

#include <array>

#include "kiosk/ui/regions.h"

namespace asah::gallery {

/// Every widget in its states, as in the look's page of components.
ui::Hit draw_components(ui::Ui& ui);
ui::Hit draw_sign_in(ui::Ui& ui);
ui::Hit draw_quiz(ui::Ui& ui);
ui::Hit draw_map(ui::Ui& ui);
ui::Hit draw_finish(ui::Ui& ui);
ui::Hit draw_home(ui::Ui& ui);
ui::Hit draw_result(ui::Ui& ui);
ui::Hit draw_ready(ui::Ui& ui);
ui::Hit draw_start(ui::Ui& ui);
ui::Hit draw_number(ui::Ui& ui);
ui::Hit draw_short_text(ui::Ui& ui);

struct Page {
    const char* name;
    ui::Hit (*draw)(ui::Ui&);
};
inline constexpr std::array kPages{Page{"components", draw_components},
                                   Page{"sign_in", draw_sign_in},
                                   Page{"home", draw_home},
                                   Page{"quiz", draw_quiz},
                                   Page{"map", draw_map},
                                   Page{"start", draw_start},
                                   Page{"number", draw_number},
                                   Page{"short_text", draw_short_text},
                                   Page{"finish", draw_finish},
                                   Page{"result", draw_result},
                                   Page{"ready", draw_ready}};

}  // namespace asah::gallery
