#include "kiosk/core/items/kinds/matching.h"

#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/base/text.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

using nlohmann::json;

namespace {

/// The pair that "A-3" names.
std::pair<OptionId, OptionId> pair_of(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) {
        return {};
    }
    return {OptionId(lower_ascii(trimmed(text.substr(0, dash)))),
            OptionId(std::string(trimmed(text.substr(dash + 1))))};
}

}  // namespace

void Matching::take(const ItemDraft& draft, Findings& findings) {
    options = take_options(draft, findings);
    for (std::size_t i = 0; i < draft.targets.size(); ++i) {
        targets.push_back({OptionId(std::to_string(i + 1)), draft.targets[i]});
    }
    if (targets.empty()) {
        findings.add({Field::Target}, "cell_missing");
    }
}

Matching::Key Matching::make_key(const ItemDraft& draft, Findings& findings) const {
    if (draft.key.empty()) {
        findings.add({Field::Key}, "cell_missing");
    }
    Key key;
    for (const auto& part : draft.key) {
        key.pairs.push_back(pair_of(part));
        if (!has_option(options, key.pairs.back().first) ||
            !has_option(targets, key.pairs.back().second)) {
            findings.add({Field::Key}, "pair_form", {{"pair", shortened(part)}});
        }
    }
    std::sort(key.pairs.begin(), key.pairs.end());
    return key;
}

void Matching::check(Findings& findings) const {
    check_options(options, 2, kOptionsMax, findings);
    if (targets.size() < options.size() || targets.size() > kTargetsMax) {
        findings.add({Field::Target}, "target_count",
                     {{"count", std::to_string(targets.size())},
                      {"min", std::to_string(options.size())},
                      {"max", std::to_string(kTargetsMax)}});
    }
    std::set<OptionId> ids;
    for (const auto& target : targets) {
        check_text({Field::Target}, target.text, kOptionCharactersMax, findings);
        if (target.text.id.empty() || !ids.insert(target.id).second) {
            findings.add({Field::Target}, "target_form", {{"number", target.id.value}});
        }
    }
}

void Matching::check_key(const Key& key, Findings& findings) const {
    std::set<OptionId> lefts;
    std::set<OptionId> rights;
    for (const auto& [left, right] : key.pairs) {
        if (!has_option(options, left) || !has_option(targets, right) ||
            !lefts.insert(left).second || !rights.insert(right).second) {
            findings.add({Field::Key}, "pair_form",
                         {{"pair", shortened(left.value + "-" + right.value)}});
        }
    }
    if (key.pairs.size() != options.size()) {
        findings.add({Field::Key}, "pair_count", {{"count", std::to_string(options.size())}});
    }
}

Result<void> Matching::check_response(const Response& response,
                                      const RatingScale& /*scale*/) const {
    if (std::holds_alternative<Nothing>(response.answer())) {
        return {};
    }
    const auto* paired = std::get_if<Paired>(&response.answer());
    if (paired == nullptr) {
        return ill_formed("not pairs");
    }
    std::set<OptionId> lefts;
    std::set<OptionId> rights;
    for (const auto& [left, right] : paired->pairs) {
        if (!has_option(options, left) || !has_option(targets, right)) {
            return ill_formed("unknown option");
        }
        if (!lefts.insert(left).second || !rights.insert(right).second) {
            return ill_formed("option twice");
        }
    }
    return {};
}

int Matching::score(const Key& key, const Response& response) const {
    const auto& pairs = response.pairs();
    const auto right = std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) {
        return std::find(key.pairs.begin(), key.pairs.end(), pair) != key.pairs.end();
    });
    return share(static_cast<std::size_t>(right), options.size());
}

Response Matching::right(const Key& key) const { return paired(key.pairs); }

void Matching::touch(const Touch& touch, Response& /*response*/) const {
    if (has_option(options, touch.option)) {
        touch.waiting = touch.option;
    }
}

void Matching::touch_target(const OptionId& target, Response& response,
                            std::optional<OptionId>& waiting) const {
    if (!waiting || !has_option(targets, target)) {
        return;
    }
    auto pairs = response.pairs();
    std::erase_if(
        pairs, [&](const auto& pair) { return pair.first == *waiting || pair.second == target; });
    pairs.emplace_back(*waiting, target);
    std::sort(pairs.begin(), pairs.end());
    waiting.reset();
    response = paired(std::move(pairs));
}

void Matching::put(json& object) const {
    object["options"] = options_json(options);
    object["targets"] = options_json(targets);
}

void Matching::read(const JsonNode& node) {
    options = read_options(node.member("options"), kOptionsMax);
    targets = read_options(node.member("targets"), kTargetsMax);
}

void Matching::encode(Encoder& encoder) const { encode_members(encoder, options, targets, {}, {}); }

Progress Matching::progress(const Response& response) const {
    const auto count = response.pairs().size();
    return count == 0                ? Progress::Empty
           : count == options.size() ? Progress::Whole
                                     : Progress::Incomplete;
}

void Matching::put_key(const Key& key, json& object) {
    json pairs = json::array();
    for (const auto& [left, right] : key.pairs) {
        pairs.push_back(json::array({left.value, right.value}));
    }
    object["pairs"] = std::move(pairs);
}

Matching::Key Matching::read_key(const JsonNode& node) {
    Key key;
    for (const auto& child : node.member("pairs").elements(kOptionsMax)) {
        const auto both = read_ids(child, 2);
        if (both.size() == 2) {
            key.pairs.emplace_back(both[0], both[1]);
        } else {
            child.add("json_missing");
        }
    }
    return key;
}

}  // namespace asah::items
