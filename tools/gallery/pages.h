// The pages of the gallery: the kiosk's own states with sample people and items, seen through the
// same make_app_view and draw_app as in asah-kiosk.
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/app.h"
#include "kiosk/ui/ui.h"

namespace asah::gallery {

/// Every widget in its states, as in the look's page of components.
void draw_components(ui::Ui& ui);

struct Page {
    std::string name;
    screens::AppState state;
};
/// Every screen, and every dialog and banner over one. Cost: reads the framework once.
std::vector<Page> make_pages();

/// Parts of make_pages.
std::vector<Page> make_entry_pages();
std::vector<Page> make_home_pages();
std::vector<Page> make_sitting_pages();
std::vector<Page> make_result_pages();

/// Someone signed in, a kiosk with a name, a clock.
screens::AppState a_signed_in_state();
assessment::FrameworkPtr sample_framework();
assessment::Offer an_offer(const char* id, assessment::AssessmentKind kind, LocalText title,
                           int item_count, int minutes);
assessment::Summary a_summary(assessment::AssessmentKind kind, LocalText title);

}  // namespace asah::gallery
