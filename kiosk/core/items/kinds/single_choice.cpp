#include "kiosk/core/items/kinds/single_choice.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

void SingleChoice::take(const ItemDraft& draft, Findings& findings) {
    options = take_options(draft, findings);
}

SingleChoice::Key SingleChoice::make_key(const ItemDraft& draft, Findings& findings) const {
    const auto letters = key_letters(draft, options, findings);
    if (letters.size() > 1) {
        findings.add({Field::Key}, "key_one_option");
    }
    return {letters.empty() ? OptionId() : letters.front()};
}

void SingleChoice::check(Findings& findings) const {
    check_options(options, 2, kOptionsMax, findings);
}

void SingleChoice::check_key(const Key& key, Findings& findings) const {
    check_key_options({key.correct}, options, findings);
}

int SingleChoice::score(const Key& key, const Response& response) const {
    return response.chosen().front() == key.correct ? kPointsMax : 0;
}

Response SingleChoice::right(const Key& key) const { return chose({key.correct}); }

void SingleChoice::put_key(const Key& key, nlohmann::json& object) {
    object["correct"] = key.correct.value;
}

SingleChoice::Key SingleChoice::read_key(const JsonNode& node) {
    return {OptionId(node.member("correct").text(kCodeBytesMax))};
}

}  // namespace asah::items
