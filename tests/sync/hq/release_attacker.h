// An observer who keeps every export, knows who of the own office sat when, moved or left, and the
// own result; and who subtracts sets of people that contain one another. Counts whose result
// follows with certainty.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/hq/reports/release.h"

namespace asah::hq_test {

/// One figure of one export as the observer reads it: the people are known to colleagues, how many
/// of them met lies between the bounds.
struct Seen {
    hq::CellKey key;
    UtcMs made;
    std::vector<hq::Share> shares;  // is_met is the truth; the observer reads only one's own
    int low = 0;
    int high = 0;
};

using Exposed = std::set<std::pair<PersonId, CompetencyCode>>;

/// Everybody whose result somebody of the same office can state with certainty from `seen`.
Exposed find_exposed(const std::vector<Seen>& seen);

}  // namespace asah::hq_test
