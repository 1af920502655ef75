#include "kiosk/core/items/draft.h"

#include "kiosk/core/items/check.h"
#include "kiosk/core/items/review.h"
#include "kiosk/core/items/words.h"

namespace asah::items {

namespace {

bool is_filled(const LocalText& text) { return !text.id.empty() || !text.en.empty(); }

/// Cells of other kinds must be empty: whoever filled them meant another kind.
void refuse_unused(const ItemDraft& draft, const DraftUse& use, Findings& findings) {
    const auto refuse = [&](Spot spot) {
        findings.add(spot, "cell_unexpected", {{"kind", std::string(sheet_word(*draft.kind))}});
    };
    if (!use.weights && !draft.weights.empty()) {
        refuse({Field::Weights});
    }
    if (!use.targets && !draft.targets.empty()) {
        refuse({Field::Target});
    }
    if (!use.tolerance && !draft.tolerance.empty()) {
        refuse({Field::Tolerance});
    }
    if (!use.unit && is_filled(draft.unit)) {
        refuse({Field::Unit});
    }
    for (std::size_t i = 0; !use.options && i < draft.options.size(); ++i) {
        if (is_filled(draft.options[i])) {
            refuse({Field::Option, i});
        }
    }
}

/// The key is made only from whole options: against others every letter would be blamed too.
template <class Kind>
void make_body(const ItemDraft& draft, Kind& kind, MadeItem& made) {
    refuse_unused(draft, Kind::kUse, made.findings);
    kind.take(draft, made.findings);
    Findings of_body = made.findings;
    kind.check(of_body);
    if (!Kind::kIsScored || of_body.has(Field::Option) || of_body.has(Field::Target)) {
        return;
    }
    made.key = ItemKey{draft.head.id, kind.make_key(draft, made.findings), draft.rationale};
}

}  // namespace

MadeItem make_item(ItemDraft draft) {
    MadeItem made;
    if (!draft.kind) {
        made.findings = check_head(draft.head);
        return made;
    }
    made.item.body = body_of(*draft.kind);
    std::visit([&](auto& kind) { make_body(draft, kind, made); }, made.item.body);
    static_cast<ItemHead&>(made.item) = std::move(draft.head);
    const auto* key = made.key ? &*made.key : nullptr;
    made.findings.add(check_item(made.item, key));
    made.findings.add(review_item(made.item, key));
    return made;
}

}  // namespace asah::items
