#include "kiosk/core/assessment/home.h"

namespace asah::assessment {

OfferWindow window_at(const Assessment& assessment, UtcMs now) {
    if (assessment.opens && now < *assessment.opens) {
        return OfferWindow::NotYet;
    }
    return assessment.closes && now > *assessment.closes ? OfferWindow::Over : OfferWindow::Open;
}

}  // namespace asah::assessment
