#include "kiosk/core/items/kinds/numeric.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

namespace {

/// Findings: number_ambiguous, number_form.
Decimal number_of(const std::string& text, Field field, Findings& findings) {
    const auto reading = read_number(text);
    if (const auto* value = std::get_if<Decimal>(&reading)) {
        return *value;
    }
    if (const auto* both = std::get_if<AmbiguousNumber>(&reading)) {
        findings.add(
            {field}, "number_ambiguous",
            {{"decimal", to_text(both->as_decimal)}, {"grouped", to_text(both->as_grouped)}});
    } else {
        findings.add({field}, "number_form");
    }
    return {};
}

}  // namespace

void Numeric::take(const ItemDraft& draft, Findings& /*findings*/) { unit = draft.unit; }

Numeric::Key Numeric::make_key(const ItemDraft& draft, Findings& findings) const {
    Key key;
    if (draft.key.empty()) {
        findings.add({Field::Key}, "cell_missing");
    } else if (draft.key.size() > 1) {
        findings.add({Field::Key}, "number_form");
    } else {
        key.value = number_of(draft.key.front(), Field::Key, findings);
    }
    if (!draft.tolerance.empty()) {
        key.tolerance = number_of(draft.tolerance, Field::Tolerance, findings);
    }
    return key;
}

void Numeric::check(Findings& findings) const {
    check_text({Field::Unit}, unit, kUnitCharactersMax, findings);
}

void Numeric::check_key(const Key& key, Findings& findings) const {
    if (key.tolerance.millionths < 0) {
        findings.add({Field::Tolerance}, "tolerance_negative");
    }
}

Result<void> Numeric::check_response(const Response& response, const RatingScale& /*scale*/) const {
    return check_typed(response);
}

int Numeric::score(const Key& key, const Response& response) const {
    const auto value = parse_decimal(response.text());
    if (!value.has_value()) {
        return 0;
    }
    // In the unsigned type: a key from a file may lie at the other end of the range.
    const auto typed = static_cast<std::uint64_t>(value->millionths);
    const auto right = static_cast<std::uint64_t>(key.value.millionths);
    const auto distance = value->millionths > key.value.millionths ? typed - right : right - typed;
    return distance <= static_cast<std::uint64_t>(key.tolerance.millionths) ? kPointsMax : 0;
}

Response Numeric::right(const Key& key) const { return typed(to_text(key.value)); }

void Numeric::touch(const Touch& touch, Response& response) const {
    const auto reading = read_number(response.text());
    const auto* both = std::get_if<AmbiguousNumber>(&reading);
    if (both == nullptr) {
        return;
    }
    if (touch.option == kDecimalReading) {
        response = typed(to_text(both->as_decimal));
    } else if (touch.option == kGroupedReading) {
        response = typed(to_text(both->as_grouped));
    }
}

Progress Numeric::progress(const Response& response) const {
    return response.is_empty()                          ? Progress::Empty
           : parse_decimal(response.text()).has_value() ? Progress::Whole
                                                        : Progress::Unclear;
}

std::string Numeric::clean(std::string text) {
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

void Numeric::put(nlohmann::json& object) const {
    if (!unit.id.empty()) {
        object["unit"] = local_text_json(unit);
    }
}

void Numeric::read(const JsonNode& node) {
    const auto member = node.optional_member("unit");
    unit = member.exists() ? member.local_text(bytes_of(kUnitCharactersMax)) : LocalText{};
}

void Numeric::encode(Encoder& encoder) const { encode_members(encoder, {}, {}, unit, {}); }

void Numeric::put_key(const Key& key, nlohmann::json& object) {
    object["value"] = key.value.millionths;
    object["tolerance"] = key.tolerance.millionths;
}

Numeric::Key Numeric::read_key(const JsonNode& node) {
    return {{node.member("value").integer(INT64_MIN, INT64_MAX)},
            {node.member("tolerance").integer(0, INT64_MAX)}};
}

}  // namespace asah::items
