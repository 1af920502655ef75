#include "kiosk/core/items/review.h"

#include "kiosk/core/items/fold.h"
#include "kiosk/core/items/kinds/choices.h"
#include "kiosk/core/items/references.h"
#include "kiosk/core/items/terminal_signs.h"

namespace asah::items {

namespace {

void review_shown(Spot spot, const LocalText& text, Findings& findings) {
    for (const auto* part : {&text.id, &text.en}) {
        spot.is_english = part == &text.en;
        if (const auto signs = unshown_signs(*part); !signs.empty()) {
            findings.add(spot, "sign_unshown", {{"signs", sign_names(signs)}}, Severity::Warning);
        }
    }
}

void review_texts(const Item& item, const ItemKey* key, Findings& findings) {
    review_shown({Field::Stem}, item.stem, findings);
    const auto& options = options_of(item);
    for (std::size_t i = 0; i < options.size(); ++i) {
        review_shown({Field::Option, i}, options[i].text, findings);
    }
    const auto& targets = targets_of(item);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        review_shown({Field::Target, i}, targets[i].text, findings);
    }
    if (const auto* numeric = std::get_if<Numeric>(&item.body)) {
        review_shown({Field::Unit}, numeric->unit, findings);
    }
    if (const auto* statement = std::get_if<Statement>(&item.body)) {
        review_shown({Field::Prompt}, statement->prompt, findings);
    }
    if (key != nullptr) {
        review_shown({Field::Rationale}, key->rationale, findings);
    }
}

/// Options that speak of others, where a form may show them in another order.
void review_order(const Item& item, const ItemKey* key, Findings& findings) {
    const auto& options = options_of(item);
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto reference = reference_of(options[i]);
        if (reference != OptionReference::None) {
            findings.add({Field::Option, i},
                         reference == OptionReference::Letters || movable_options(item) == 0
                             ? "option_names_letters"
                             : "option_all_above",
                         {{"option", option_letter(i)}}, Severity::Warning);
        }
    }
    if (movable_options(item) < 2) {
        return;
    }
    const auto review = [&](Field field, const LocalText& text) {
        if (names_option_letter(text.id) || names_option_letter(text.en)) {
            findings.add({field}, "letter_named", {}, Severity::Warning);
        }
    };
    review(Field::Stem, item.stem);
    if (key != nullptr) {
        review(Field::Rationale, key->rationale);
    }
}

/// One form that can be typed is enough: then everybody can answer.
void review_accepted(const ShortText::Key& key, Findings& findings) {
    std::u32string lacking;
    for (const auto& form : key.accepted) {
        const auto signs = untypable_signs(folded(form));
        if (signs.empty()) {
            return;
        }
        lacking += signs;
    }
    if (!lacking.empty()) {
        findings.add({Field::Key}, "accepted_untypable", {{"signs", sign_names(lacking)}});
    }
}

}  // namespace

Findings review_item(const Item& item, const ItemKey* key) {
    Findings findings;
    review_texts(item, key, findings);
    if (std::visit([]<class Kind>(const Kind&) { return Kind::kMayShuffle; }, item.body)) {
        review_order(item, key, findings);
    }
    if (key != nullptr) {
        if (const auto* accepted = std::get_if<ShortText::Key>(&key->body)) {
            review_accepted(*accepted, findings);
        }
    }
    return findings;
}

}  // namespace asah::items
