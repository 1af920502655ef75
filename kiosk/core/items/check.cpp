#include "kiosk/core/items/check.h"

#include <algorithm>
#include <functional>

#include "kiosk/core/items/kinds/choices.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

namespace {

bool has_id_form(const std::string& text) {
    return !text.empty() && text.size() <= kIdCharactersMax &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '-' || c == '.' || c == '_';
           });
}

void check_number(Field field, int number, int low, int high, Findings& findings) {
    if (number < low || number > high) {
        findings.add({field}, "number_range",
                     {{"min", std::to_string(low)}, {"max", std::to_string(high)}});
    }
}

/// Sorted and each once, so that one list has one spelling.
void check_enemies(const ItemHead& head, Findings& findings) {
    const auto& enemies = head.enemies;
    const bool is_ordered =
        std::adjacent_find(enemies.begin(), enemies.end(), std::greater_equal<>()) == enemies.end();
    const bool has_form = std::all_of(enemies.begin(), enemies.end(), [&](const ItemId& enemy) {
        return has_id_form(enemy.value) && enemy != head.id;
    });
    if (enemies.size() > kEnemiesMax || !is_ordered || !has_form) {
        findings.add({Field::Enemies}, "enemies_form", {{"max", std::to_string(kEnemiesMax)}});
    }
}

void check_rationale(const LocalText& rationale, Findings& findings) {
    if (rationale.id.empty()) {
        findings.add({Field::Rationale}, "cell_missing");
    }
    check_text({Field::Rationale}, rationale, kRationaleCharactersMax, findings);
}

template <class Kind>
void check_body(const Kind& kind, const Item& item, const ItemKey* key, Findings& findings) {
    kind.check(findings);
    if (Kind::kIsScored) {
        check_number(Field::Time, item.time_s, kTimeSecondsMin, kTimeSecondsMax, findings);
    }
    if (key == nullptr) {
        return;
    }
    check_rationale(key->rationale, findings);
    const auto* own = std::get_if<typename Kind::Key>(&key->body);
    if (own == nullptr || key->item != item.id) {
        findings.add({Field::Key}, "key_foreign");
    } else if (!findings.has(Field::Option) && !findings.has(Field::Target)) {
        kind.check_key(*own, findings);
    }
}

}  // namespace

Findings check_head(const ItemHead& head) {
    Findings findings;
    if (!has_id_form(head.id.value)) {
        findings.add({Field::Id}, "id_form", {{"max", std::to_string(kIdCharactersMax)}});
    }
    if (head.competency.empty()) {
        findings.add({Field::Competency}, "cell_missing");
    }
    check_number(Field::Level, head.level, 1, kItemLevelMax, findings);
    if (head.indicator.empty()) {
        findings.add({Field::Indicator}, "cell_missing");
    }
    if (head.stem.id.empty()) {
        findings.add({Field::Stem}, "cell_missing");
    }
    check_text({Field::Stem}, head.stem, kStemCharactersMax, findings);
    check_text({Field::LegalSource}, {head.legal_source, {}}, kRemarkCharactersMax, findings);
    check_text({Field::Author}, {head.author, {}}, kRemarkCharactersMax, findings);
    check_enemies(head, findings);
    if (head.legal_source.empty() == head.review_before.has_value()) {
        findings.add({head.legal_source.empty() ? Field::LegalSource : Field::ReviewBefore},
                     "legal_source_pair");
    }
    return findings;
}

Findings check_item(const Item& item, const ItemKey* key) {
    Findings findings = check_head(item);
    std::visit([&](const auto& kind) { check_body(kind, item, key, findings); }, item.body);
    return findings;
}

Result<void> check_response(const Item& item, const Response& response, const RatingScale& scale) {
    return std::visit([&](const auto& kind) { return kind.check_response(response, scale); },
                      item.body);
}

}  // namespace asah::items
