// What a person who signed in may continue, start or has done, and the sitting that is on the
// screen. Values that a terminal's use cases return and its screens carry. Pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/assessment.h"
#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/assessment/person.h"
#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/assessment/sitting.h"

namespace asah::assessment {

/// One framework for all who read it; another version is another object.
using FrameworkPtr = std::shared_ptr<const Framework>;

struct SignedIn {
    Person person;
    bool must_change_pin = false;  // activation slip: choose an own PIN first
};

/// Where now lies to an assessment's window.
enum class OfferWindow { Open, NotYet, Over };

/// An assessment as it stands for one person.
struct Offer {
    Assessment assessment;
    OfferWindow window = OfferWindow::Open;
    bool has_english = false;  // every item has English
    int finished_count = 0;
    std::optional<SittingId> open_sitting;
    int open_answered = 0;
    int open_total = 0;
    std::optional<DurationMs> open_remaining;
    bool is_open_ended = false;  // ended by the person, not yet sealed
};

/// Not yet before it opens; over once it has closed.
OfferWindow window_at(const Assessment& assessment, UtcMs now);

/// Where the person reads the result: at this terminal, from headquarters (which alone has the
/// keys), or nowhere, as the assessment says.
enum class ResultPlace { Here, Headquarters, Nowhere };

/// A finished sitting.
struct Summary {
    SittingId sitting;
    AssessmentId assessment;
    AssessmentKind kind = AssessmentKind::PreTest;
    LocalText title;
    WallTime finished;
    std::string receipt_code;
    ResultPlace result_place = ResultPlace::Here;
    Profile profile;  // measured, as of then; or self-rated only; empty unless shown here
    Standard standard;
    bool is_filed = false;
    int item_count = 0;
    int answered_count = 0;
};

struct Home {
    std::vector<Offer> offers;
    std::vector<Summary> summaries;                      // newest first
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;  // the city's
    FrameworkPtr framework;                              // never null in a home that a station gave
};

/// A sitting that is on the screen.
struct OpenSitting {
    Sitting sitting;
    Assessment assessment;
    std::vector<Item> items;  // in form order, options and targets in shown order
};

}  // namespace asah::assessment
