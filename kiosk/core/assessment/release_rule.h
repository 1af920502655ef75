// By which rule headquarters releases figures to roles without the right to names (framework's
// `release`).
// Source of the numbers: NCES 2011-603; Eurostat Handbook on Statistical Disclosure Control, ch. 5.
#pragma once

namespace asah::assessment {

struct ReleaseRule {
    int minimum = 10;                // people in a cell
    int round_to = 5;                // odd, so that nothing lies half-way
    int replace_after_changed = 10;  // people of a cell that must differ
    int replace_after_days = 7;
    int dimensions_max = 2;   // 2: also unit x tier
    int percent_from_n = 20;  // smaller rounded groups are told in words
};

}  // namespace asah::assessment
