// The interval of a share. Source: Wilson, E. B. (1927), Probable inference, the law of succession,
// and statistical inference, JASA 22:209-212; with the correction for a finite population
// n' = n (N - 1) / (N - n), Cochran (1977), Sampling Techniques, ch. 2.
#pragma once

namespace asah::hq {

struct Interval {
    double low = 0;
    double high = 1;
};
/// 95 %, without continuity correction. Pre: 0 <= met <= counted, counted > 0.
Interval wilson_interval(int met, int counted);
/// The same when `counted` were drawn from `people`; a point when all of them were counted.
Interval wilson_interval(int met, int counted, int people);
/// What the share of all `people` may be: none of the others meets, or all of them do.
Interval farthest_bounds(int met, int counted, int people);

}  // namespace asah::hq
