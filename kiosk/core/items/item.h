// Items and their keys. An item never holds its key: keys are a member of the package of their own.
// What is special to a kind lies in kinds/<kind>.h and .cpp and nowhere else; the list of kinds is
// `ItemBody`, and the compiler names every visitor that lacks a new kind.
// Invariants: option ids are unique within an item and stay over re-import; key.item == item.id.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/items/kinds/matching.h"
#include "kiosk/core/items/kinds/multiple_response.h"
#include "kiosk/core/items/kinds/numeric.h"
#include "kiosk/core/items/kinds/ordering.h"
#include "kiosk/core/items/kinds/short_text.h"
#include "kiosk/core/items/kinds/single_choice.h"
#include "kiosk/core/items/kinds/situational.h"
#include "kiosk/core/items/kinds/statement.h"
#include "kiosk/core/items/kinds/true_false.h"

namespace asah::items {

/// The kinds, in the order of ItemKind.
using ItemBody = std::variant<SingleChoice, MultipleResponse, TrueFalse, Situational, Numeric,
                              ShortText, Ordering, Matching, Statement>;
template <class Bodies>
struct KeysOf;
template <class... Kinds>
struct KeysOf<std::variant<Kinds...>> {
    using Type = std::variant<typename Kinds::Key...>;
};
/// The key of each kind, in the same order.
using KeyBody = KeysOf<ItemBody>::Type;

/// A kind's number, for blueprints and tables; the place in ItemBody.
enum class ItemKind {
    SingleChoice,
    MultipleResponse,
    TrueFalse,
    Situational,
    Numeric,
    ShortText,
    Ordering,
    Matching,
    Statement,
};
inline constexpr std::size_t kKindCount = std::variant_size_v<ItemBody>;
static_assert(static_cast<std::size_t>(ItemKind::Statement) + 1 == kKindCount);

/// The number of a kind.
template <class Kind>
ItemKind kind_of() {
    return static_cast<ItemKind>(ItemBody(Kind{}).index());
}

/// Practice items never measure.
enum class Pool { Measuring, Practice };

/// Which set of a bank an item belongs to: A and B make two parallel forms, Any stands in both; C
/// is kept for second looks and stands in neither.
enum class Variant { Any, A, B, C };

/// What items of every kind have.
struct ItemHead {
    ItemId id;
    CompetencyCode competency;
    int level = 0;  // 1..4 (a statement: the level it stands for)
    IndicatorCode indicator;
    LocalText stem;
    int time_s = 0;  // expected seconds
    Pool pool = Pool::Measuring;
    Variant variant = Variant::Any;
    std::string legal_source;
    std::optional<Date> review_before;
    std::string author;
    std::vector<ItemId> enemies;  // near twins, also of other banks: never in one form with it
    bool operator==(const ItemHead&) const = default;
};

struct Item : ItemHead {
    ItemBody body;

    [[nodiscard]] ItemKind kind() const { return static_cast<ItemKind>(body.index()); }
    bool operator==(const Item&) const = default;
};

struct ItemKey {
    ItemId item;
    KeyBody body;
    LocalText rationale;  // pembahasan

    [[nodiscard]] ItemKind kind() const { return static_cast<ItemKind>(body.index()); }
    bool operator==(const ItemKey&) const = default;
};

/// The empty body of a kind.
ItemBody body_of(ItemKind kind);

/// What is shown to choose from, in the item's order; empty where nothing is.
const std::vector<Option>& options_of(const Item& item);
/// The right side of a matching item.
const std::vector<Option>& targets_of(const Item& item);
/// False for what is only rated. Such items have no key.
bool is_scored(ItemKind kind);
bool is_scored(const Item& item);
/// How many options, from the first, a form may show in another order. 0 where the kind keeps its
/// order or an option names others by letter; options that mean all above stay last.
std::size_t movable_options(const Item& item);
/// The item with options and targets in the order of a form; ids that the order lacks come last.
Item in_order(Item item, const std::vector<OptionId>& options,
              const std::vector<OptionId>& targets);

/// What an item asks and measures, in all its languages: SHA-256 over a binary encoding
/// (base/encode.h) of id, kind, competency, level, indicator, stem and the kind's own members.
/// Pool, variant, seconds, source, author, enemies and review date steer use and are pinned by the
/// digest of the items member.
Digest item_revision(const Item& item);

}  // namespace asah::items
