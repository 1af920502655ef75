#include "kiosk/core/items/kinds/true_false.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/fold.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

void TrueFalse::take(const ItemDraft& draft, Findings& findings) {
    options = take_options(draft, findings);
    if (options.empty()) {
        options = {{OptionId("a"), {"Benar", "True"}}, {OptionId("b"), {"Salah", "False"}}};
    }
}

TrueFalseCoding true_false_coding(const std::vector<std::string>& keys) {
    bool has_letter = false;
    bool has_initial = false;
    for (const auto& key : keys) {
        has_letter = has_letter || folded(key) == "a";
        has_initial = has_initial || folded(key) == "s";
    }
    if (has_letter == has_initial) {
        return TrueFalseCoding::Unclear;
    }
    return has_initial ? TrueFalseCoding::Initials : TrueFalseCoding::Letters;
}

namespace {

/// The option of which a text is the word, in either language.
std::optional<OptionId> option_by_word(const std::vector<Option>& options,
                                       const std::string& word) {
    for (const auto& option : options) {
        if (folded(option.text.id) == word || (word == folded(option.text.en))) {
            return option.id;
        }
    }
    return {};
}

}  // namespace

TrueFalse::Key TrueFalse::make_key(const ItemDraft& draft, Findings& findings) const {
    if (draft.key.size() == 1) {
        const auto key = folded(draft.key.front());
        if (const auto by_word = option_by_word(options, key)) {
            return {*by_word};
        }
        const auto is_true = option_by_word(options, "benar");
        const auto is_false = option_by_word(options, "salah");
        if (is_true && is_false && key == "s") {
            return {*is_false};
        }
        if (is_true && is_false && key == "b") {
            const bool has_own_options =
                std::any_of(draft.options.begin(), draft.options.end(),
                            [](const LocalText& text) { return !text.id.empty(); });
            if (draft.coding == TrueFalseCoding::Initials) {
                return {*is_true};
            }
            if (draft.coding == TrueFalseCoding::Unclear && !has_own_options) {
                findings.add({Field::Key}, "true_false_unclear");
                return {};
            }
        }
    }
    const auto letters = key_letters(draft, options, findings);
    if (letters.size() > 1) {
        findings.add({Field::Key}, "key_one_option");
    }
    return {letters.empty() ? OptionId() : letters.front()};
}

void TrueFalse::check(Findings& findings) const { check_options(options, 2, 2, findings); }

void TrueFalse::check_key(const Key& key, Findings& findings) const {
    check_key_options({key.correct}, options, findings);
}

int TrueFalse::score(const Key& key, const Response& response) const {
    return response.chosen().front() == key.correct ? kPointsMax : 0;
}

Response TrueFalse::right(const Key& key) const { return chose({key.correct}); }

void TrueFalse::put_key(const Key& key, nlohmann::json& object) {
    object["correct"] = key.correct.value;
}

TrueFalse::Key TrueFalse::read_key(const JsonNode& node) {
    return {OptionId(node.member("correct").text(kCodeBytesMax))};
}

}  // namespace asah::items
