// The interval of a share. Source: Wilson, E. B. (1927), Probable inference, the law of succession,
// and statistical inference, JASA 22:209-212.
#pragma once

namespace asah::hq {

struct Interval {
    double low = 0;
    double high = 1;
};
/// 95 %, without continuity correction. Pre: 0 <= met <= counted, counted > 0.
Interval wilson_interval(int met, int counted);

}  // namespace asah::hq
