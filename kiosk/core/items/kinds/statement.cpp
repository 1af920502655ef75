#include "kiosk/core/items/kinds/statement.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

void Statement::take(const ItemDraft& draft, Findings& /*findings*/) { prompt = draft.prompt; }

Statement::Key Statement::make_key(const ItemDraft& /*draft*/, Findings& /*findings*/) const {
    return {};
}

void Statement::check(Findings& findings) const {
    check_text({Field::Prompt}, prompt, kRemarkCharactersMax, findings);
}

void Statement::check_key(const Key& /*key*/, Findings& findings) const {
    findings.add({Field::Key}, "key_unexpected");
}

Result<void> Statement::check_response(const Response& response, const RatingScale& scale) const {
    if (std::holds_alternative<Nothing>(response.answer())) {
        return {};
    }
    const auto* rated = std::get_if<Rated>(&response.answer());
    if (rated == nullptr) {
        return ill_formed("not a rating");
    }
    const auto knows = [](const auto& list, const auto& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    if (rated->rating != 0 && !knows(scale.steps, rated->rating)) {
        return ill_formed("rating outside the scale");
    }
    if (!rated->outside.empty() && !knows(scale.outside, rated->outside)) {
        return ill_formed("unknown code outside the scale");
    }
    if (rated->rating != 0 && !rated->outside.empty()) {
        return ill_formed("rated and outside the scale");
    }
    return check_answer_text(rated->note);
}

int Statement::score(const Key& /*key*/, const Response& /*response*/) const { return 0; }

Response Statement::right(const Key& /*key*/) const { return {}; }

void Statement::touch(const Touch& touch, Response& response) const {
    const auto& code = touch.option.value;
    for (const int step : touch.scale.steps) {
        if (std::to_string(step) == code) {
            response = items::rated(step, response.note());
            return;
        }
    }
    if (std::find(touch.scale.outside.begin(), touch.scale.outside.end(), code) !=
        touch.scale.outside.end()) {
        response = rated_outside(code, response.note());
    }
}

void Statement::put(nlohmann::json& object) const {
    if (!prompt.id.empty()) {
        object["evidence_prompt"] = local_text_json(prompt);
    }
}

void Statement::read(const JsonNode& node) {
    const auto member = node.optional_member("evidence_prompt");
    prompt = member.exists() ? member.local_text(bytes_of(kRemarkCharactersMax)) : LocalText{};
}

void Statement::encode(Encoder& encoder) const { encode_members(encoder, {}, {}, {}, prompt); }

Progress Statement::progress(const Response& response) const {
    return !response.is_empty()      ? Progress::Whole
           : response.note().empty() ? Progress::Empty
                                     : Progress::Incomplete;
}

void Statement::put_key(const Key& /*key*/, nlohmann::json& /*object*/) {}

Statement::Key Statement::read_key(const JsonNode& /*node*/) { return {}; }

}  // namespace asah::items
