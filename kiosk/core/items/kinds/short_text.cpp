#include "kiosk/core/items/kinds/short_text.h"

#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/base/text.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/fold.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

void ShortText::take(const ItemDraft& /*draft*/, Findings& /*findings*/) {}

ShortText::Key ShortText::make_key(const ItemDraft& draft, Findings& findings) const {
    if (draft.key.empty()) {
        findings.add({Field::Key}, "cell_missing");
    }
    Key key;
    for (const auto& written : draft.key) {
        auto form = without_invisible(written);
        if (form != written) {
            findings.add({Field::Key}, "invisible_dropped", {{"form", shortened(form)}},
                         Severity::Warning);
        }
        key.accepted.push_back(std::move(form));
    }
    return key;
}

void ShortText::check(Findings& /*findings*/) const {}

void ShortText::check_key(const Key& key, Findings& findings) const {
    if (key.accepted.empty() || key.accepted.size() > kAcceptedMax) {
        findings.add({Field::Key}, "accepted_form",
                     {{"max", std::to_string(kAcceptedCharactersMax)},
                      {"count", std::to_string(kAcceptedMax)}});
    }
    std::set<std::string> seen;
    for (const auto& form : key.accepted) {
        if (form.empty() || character_count(form) > kAcceptedCharactersMax) {
            findings.add({Field::Key}, "accepted_form",
                         {{"max", std::to_string(kAcceptedCharactersMax)},
                          {"count", std::to_string(kAcceptedMax)}});
        } else if (!seen.insert(folded(form)).second) {
            findings.add({Field::Key}, "accepted_doubled", {{"form", shortened(form)}});
        }
    }
}

Result<void> ShortText::check_response(const Response& response,
                                       const RatingScale& /*scale*/) const {
    return check_typed(response);
}

int ShortText::score(const Key& key, const Response& response) const {
    const auto typed = folded(response.text());
    const bool is_accepted =
        !typed.empty() && std::any_of(key.accepted.begin(), key.accepted.end(),
                                      [&](const auto& form) { return folded(form) == typed; });
    return is_accepted ? kPointsMax : 0;
}

Response ShortText::right(const Key& key) const { return typed(key.accepted.front()); }

void ShortText::touch(const Touch& /*touch*/, Response& /*response*/) const {}

void ShortText::put(nlohmann::json& /*object*/) const {}

void ShortText::read(const JsonNode& /*node*/) {}

void ShortText::encode(Encoder& encoder) const { encode_members(encoder, {}, {}, {}, {}); }

void ShortText::put_key(const Key& key, nlohmann::json& object) {
    object["accepted"] = key.accepted;
}

ShortText::Key ShortText::read_key(const JsonNode& node) {
    Key key;
    for (const auto& child : node.member("accepted").elements(kAcceptedMax)) {
        key.accepted.push_back(child.text(bytes_of(kAcceptedCharactersMax)));
    }
    return key;
}

}  // namespace asah::items
