// From drafts to a bank: the one way by which items of any format become items. Readers know the
// notation of their format and where each field is; the rules of items are in core/items, what
// concerns the whole bank and the framework is here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/problem.h"
#include "kiosk/core/items/bank.h"
#include "kiosk/core/items/draft.h"

namespace asah::formats {

/// A field in the file: the column of a sheet or the path of a value, and what it holds.
struct FieldPlace {
    std::string column;
    std::string found;
};

/// A draft and where it was found.
struct PlacedDraft {
    items::ItemDraft draft;
    std::string file;
    int row = 0;  // of a sheet, or the line; 0 = does not apply
    std::function<FieldPlace(const items::Spot&)> place_of;
};

/// What a reader found. `place_of` may look into what the reader read: assemble before that goes.
/// Problems are those of the notation; a field that has one is not blamed
/// again.
struct Drafts {
    std::vector<PlacedDraft> drafts;
    Problems problems;
};

/// The items and keys; id, version and title are left to the caller. Problems, by row: the
/// reader's, those of items::make_item, id_doubled, competency_unknown, indicator_unknown,
/// indicator_foreign (not of the item's level), statement_doubled (two statements of one competency
/// and level). Warnings: stem_same and stem_near (items::find_twins); equal questions become
/// enemies.
Outcome<items::Bank> assemble(Drafts drafts, const assessment::Framework& framework);

}  // namespace asah::formats
