// Items, their keys, banks. An item never holds its key: keys are a part of the package of their
// own (development class: at the terminal; guarded class: only at HQ).
// Invariants: option ids are unique within an item and stay over re-import; key.item == item.id.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/items/decimal.h"

namespace asah::assessment {

enum class ItemKind {
    SingleChoice,
    MultipleResponse,
    TrueFalse,
    Situational,
    Numeric,
    ShortText,
    Ordering,
    Matching,
    Statement,  // of a self-assessment: rated, never scored
};

/// Practice items never measure.
enum class Pool { Measuring, Practice };

/// Which of two parallel forms an item belongs to; Any = both.
enum class Variant { Any, A, B };

struct Option {
    OptionId id;  // "a".."e"
    LocalText text;
};

struct Item {
    ItemId id;
    ItemKind kind = ItemKind::SingleChoice;
    CompetencyCode competency;
    int level = 0;  // 1..4 (a statement: the level it stands for)
    IndicatorCode indicator;
    LocalText stem;
    std::vector<Option> options;  // choices, ordering steps, left side of matching
    std::vector<Option> targets;  // right side of matching: "1".."9", one more than options
    LocalText unit;               // numeric: shown beside the field
    LocalText evidence_prompt;    // statement: what the note may hold
    int time_s = 0;               // expected seconds
    Pool pool = Pool::Measuring;
    Variant variant = Variant::Any;
    std::string legal_source;
    std::optional<Date> review_before;
    std::string author;
    bool operator==(const Item&) const;
};

struct ItemKey {
    ItemId item;
    std::vector<OptionId> correct;                     // choices; ordering: in the right order
    std::vector<std::pair<OptionId, OptionId>> pairs;  // matching: option, target
    std::vector<int> weights;                          // situational: 1..5 a option, one 5
    items::Decimal value;                              // numeric
    items::Decimal tolerance;                          // numeric: |x - value| <= tolerance
    std::vector<std::string> accepted;                 // short text, as written
    LocalText rationale;                               // pembahasan
    bool operator==(const ItemKey&) const;
};

/// A published collection of items. Identity of content: digest of the encoded items member
/// (content/bank_json.h) and of the keys member.
struct Bank {
    BankId id;
    int version = 0;
    LocalText title;
    std::vector<Item> items;
    /// In the items' order; none for statements. Guarded here: those of practice items at most.
    std::vector<ItemKey> keys;
};

const Item* find_item(const Bank& bank, const ItemId& id);
const ItemKey* find_key(const Bank& bank, const ItemId& id);
/// Whether every item that measures can be scored here.
bool has_measuring_keys(const Bank& bank);

/// What a person answered. Only the fields of the item's kind are filled.
struct Response {
    std::vector<OptionId> chosen;                      // choices (sorted); ordering: in order
    std::vector<std::pair<OptionId, OptionId>> pairs;  // matching, sorted by option
    std::string text;                                  // numeric and short text, as typed
    int rating = 0;                                    // statement: 1..5, 0 = none
    std::string outside;                               // statement: code outside the scale
    std::string note;                                  // statement: evidence note
    bool operator==(const Response&) const;
    [[nodiscard]] bool is_empty() const;  // nothing chosen, typed or rated
};

}  // namespace asah::assessment
