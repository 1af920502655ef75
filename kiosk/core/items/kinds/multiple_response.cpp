#include "kiosk/core/items/kinds/multiple_response.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

void MultipleResponse::take(const ItemDraft& draft, Findings& findings) {
    options = take_options(draft, findings);
}

MultipleResponse::Key MultipleResponse::make_key(const ItemDraft& draft, Findings& findings) const {
    Key key{key_letters(draft, options, findings)};
    std::sort(key.correct.begin(), key.correct.end());
    return key;
}

void MultipleResponse::check(Findings& findings) const {
    check_options(options, 3, kOptionsMax, findings);
}

void MultipleResponse::check_key(const Key& key, Findings& findings) const {
    check_key_options(key.correct, options, findings);
    if (key.correct.size() < 2 || key.correct.size() >= options.size()) {
        findings.add({Field::Key}, "key_several_options");
    }
}

Result<void> MultipleResponse::check_response(const Response& response,
                                              const RatingScale& /*scale*/) const {
    return check_chosen(options, response, options.size());
}

int MultipleResponse::score(const Key& key, const Response& response) const {
    const auto is_right = [&](const OptionId& id) {
        return std::find(key.correct.begin(), key.correct.end(), id) != key.correct.end();
    };
    const auto& chosen = response.chosen();
    const auto right =
        static_cast<std::size_t>(std::count_if(chosen.begin(), chosen.end(), is_right));
    const std::size_t wrong = chosen.size() - right;
    const std::size_t right_all = key.correct.size();
    const std::size_t wrong_all = options.size() - right_all;
    const std::size_t gained = right * wrong_all;
    const std::size_t lost = wrong * right_all;
    return gained > lost ? share(gained - lost, right_all * wrong_all) : 0;
}

Response MultipleResponse::right(const Key& key) const { return chose(key.correct); }

void MultipleResponse::touch(const Touch& touch, Response& response) const {
    if (has_option(options, touch.option)) {
        auto chosen = toggled(response.chosen(), touch.option);
        std::sort(chosen.begin(), chosen.end());
        response = chose(std::move(chosen));
    }
}

void MultipleResponse::put_key(const Key& key, nlohmann::json& object) {
    object["correct"] = ids_json(key.correct);
}

MultipleResponse::Key MultipleResponse::read_key(const JsonNode& node) {
    return {read_ids(node.member("correct"), kOptionsMax)};
}

}  // namespace asah::items
