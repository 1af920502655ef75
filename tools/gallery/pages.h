// The pages of the gallery. Each draws one whole frame.
#pragma once

#include "kiosk/ui/ui.h"

namespace asah::gallery {

/// Every widget in its states, as in the look's page of components.
void draw_components(ui::Ui& ui);

}  // namespace asah::gallery
