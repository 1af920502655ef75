// An item as a reader of a foreign format found it: cells and parts of cells as written, no rule
// applied. `make_item` gives the cells to the kind, which alone knows what they mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/items/finding.h"
#include "kiosk/core/items/item.h"

namespace asah::items {

struct ItemDraft {
    ItemHead head;
    std::optional<ItemKind> kind;  // nothing: the file names one that is not known
    LocalText rationale;
    std::vector<LocalText> options;    // in the order of their letters; an empty one is a gap
    std::vector<LocalText> targets;    // in the order of their numbers
    std::vector<std::string> key;      // parts as written: "A" "C", "A-3" "B-1", "3,25", "PDF"
    std::vector<std::string> weights;  // "1" "5" "3"
    TrueFalseCoding coding = TrueFalseCoding::Unclear;
    std::string tolerance;
    LocalText unit;
    LocalText prompt;  // statement: what the note may hold
};

struct MadeItem {
    Item item;
    std::optional<ItemKey> key;  // none for what is not scored
    Findings findings;           // with one of them, item and key are not to be used
};

/// The item that a draft describes, checked by check_item. Without a kind only the head is checked.
MadeItem make_item(ItemDraft draft);

}  // namespace asah::items
