#include "sync/hq/reports/interval.h"

#include <algorithm>
#include <cmath>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace {

/// `n` observations, of which the share `p` met; n may be the corrected number.
Interval wilson(double p, double n) {
    constexpr double kZ = 1.959963984540054;  // 97.5th percentile of the normal distribution
    const double z2 = kZ * kZ;
    const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = kZ / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return {.low = std::max(0.0, centre - half), .high = std::min(1.0, centre + half)};
}

}  // namespace

Interval wilson_interval(int met, int counted) { return wilson_interval(met, counted, 0); }

Interval wilson_interval(int met, int counted, int people) {
    ASAH_ASSERT(counted > 0 && met >= 0 && met <= counted);
    const double p = static_cast<double>(met) / counted;
    if (people == counted) {
        return {.low = p, .high = p};
    }
    const double n = counted;
    auto interval =
        wilson(p, people > counted ? n * (people - 1) / static_cast<double>(people - counted) : n);
    // With none or all the bound is exactly 0 or 1; rounding would leave a trace of 1e-17.
    if (met == 0) {
        interval.low = 0;
    }
    if (met == counted) {
        interval.high = 1;
    }
    return interval;
}

Interval farthest_bounds(int met, int counted, int people) {
    ASAH_ASSERT(counted <= people && people > 0);
    return {.low = static_cast<double>(met) / people,
            .high = static_cast<double>(met + people - counted) / people};
}

}  // namespace asah::hq
