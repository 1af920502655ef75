// Which items fill the rows of a blueprint: every item at most once, enemies never together.
// Not for other folders. Pure.
#pragma once

#include <vector>

#include "kiosk/core/assessment/assessment.h"

namespace asah::assessment {

struct Candidate {
    const Bank* bank = nullptr;
    const Item* item = nullptr;
};

/// A row of a blueprint: how many items it needs, and which may be taken, the preferred first.
struct AllotmentRow {
    int count = 0;
    std::vector<Candidate> candidates;
};

/// Whether two of the rows' candidates are enemies.
bool has_enemies(const std::vector<AllotmentRow>& rows);

/// Each row's items, in the order of its candidates; a row that cannot be filled has fewer.
/// `priority` holds the candidates of all rows: of two enemies the earlier one is tried first.
/// Without enemies every blueprint is filled that can be filled. With enemies a search of bounded
/// length follows; the same rows, order and priority always give the same items.
std::vector<std::vector<Candidate>> allot(const std::vector<AllotmentRow>& rows,
                                          const std::vector<Candidate>& priority);

/// The candidates of all rows, each once, in the order of the rows.
std::vector<Candidate> all_candidates(const std::vector<AllotmentRow>& rows);

}  // namespace asah::assessment
