// Options and keys of one row of a bank sheet: what each kind of item needs in its cells.
#pragma once

#include "kiosk/core/assessment/item.h"
#include "kiosk/core/content/sheet.h"

namespace asah::content {

/// Fills options, targets and unit of an item whose kind is known, and its key. Adds a problem for
/// each cell that does not fit the kind.
void read_item_cells(SheetRow& row, assessment::Item& item, assessment::ItemKey& key);

}  // namespace asah::content
