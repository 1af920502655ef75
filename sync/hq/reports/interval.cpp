#include "sync/hq/reports/interval.h"

#include <algorithm>
#include <cmath>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

Interval wilson_interval(int met, int counted) {
    ASAH_ASSERT(counted > 0 && met >= 0 && met <= counted);
    constexpr double kZ = 1.959963984540054;  // 97.5th percentile of the normal distribution
    const double n = counted;
    const double p = met / n;
    const double z2 = kZ * kZ;
    const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = kZ / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    // With none or all the bound is exactly 0 or 1; rounding would leave a trace of 1e-17.
    return {.low = met == 0 ? 0.0 : std::max(0.0, centre - half),
            .high = met == counted ? 1.0 : std::min(1.0, centre + half)};
}

}  // namespace asah::hq
