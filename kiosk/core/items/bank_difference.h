// What a later version of a bank does to the items of an earlier one: what headquarters shows
// before it publishes, and what a terminal no longer serves.
#pragma once

#include <vector>

#include "kiosk/core/items/bank.h"

namespace asah::items {

/// Ids in the order of the later version; withdrawn ones in that of the earlier.
struct BankDifference {
    std::vector<ItemId> added;
    std::vector<ItemId> changed;  // anything of the item or of its key is another
    std::vector<ItemId> withdrawn;
    int same = 0;

    [[nodiscard]] bool is_withdrawal() const {
        return added.empty() && changed.empty() && !withdrawn.empty();
    }
};
BankDifference compare_banks(const Bank& before, const Bank& after);

/// Whether the later version lacks an item of the earlier one, or asks, pools or scores it
/// otherwise. Where one of the two versions has no key of the item, as a guarded bank at a
/// terminal, the question alone decides.  Pre: `before` has the item.
bool is_withdrawn(const Bank& before, const Bank& after, const ItemId& item);

/// The earlier version without the items that the later one withdrew. Cost: n log n.
Bank without_withdrawn(const Bank& before, const Bank& after);

}  // namespace asah::items
