#include "kiosk/core/items/kinds/situational.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

namespace {

std::vector<int> weights_of(const ItemDraft& draft, Findings& findings) {
    if (draft.weights.empty()) {
        findings.add({Field::Weights}, "cell_missing");
    }
    std::vector<int> weights;
    for (const auto& part : draft.weights) {
        const bool is_weight = part.size() == 1 && part[0] >= '1' && part[0] <= '0' + kWeightMax;
        if (!is_weight) {
            findings.add({Field::Weights}, "weight_range");
            return {};
        }
        weights.push_back(part[0] - '0');
    }
    return weights;
}

}  // namespace

void Situational::take(const ItemDraft& draft, Findings& findings) {
    options = take_options(draft, findings);
}

/// The key letter says the best option a second time, so that a slip in the weights is found.
Situational::Key Situational::make_key(const ItemDraft& draft, Findings& findings) const {
    const auto letters = key_letters(draft, options, findings);
    if (letters.size() > 1) {
        findings.add({Field::Key}, "key_one_option");
    }
    Key key{weights_of(draft, findings)};
    check_key(key, findings);
    if (!findings.has(Field::Weights) && !findings.has(Field::Key)) {
        const auto best = std::find(key.weights.begin(), key.weights.end(), kWeightMax);
        const auto index = static_cast<std::size_t>(best - key.weights.begin());
        if (options[index].id != letters.front()) {
            findings.add({Field::Weights}, "weight_best_not_key");
        }
    }
    return key;
}

void Situational::check(Findings& findings) const {
    check_options(options, 2, kOptionsMax, findings);
}

void Situational::check_key(const Key& key, Findings& findings) const {
    if (key.weights.size() != options.size()) {
        findings.add({Field::Weights}, "weight_count",
                     {{"count", std::to_string(key.weights.size())},
                      {"options", std::to_string(options.size())}});
    } else if (std::any_of(key.weights.begin(), key.weights.end(),
                           [](int weight) { return weight < 1 || weight > kWeightMax; })) {
        findings.add({Field::Weights}, "weight_range");
    } else if (std::count(key.weights.begin(), key.weights.end(), kWeightMax) != 1) {
        findings.add({Field::Weights}, "weight_best");
    }
}

int Situational::score(const Key& key, const Response& response) const {
    const auto [worst, best] = std::minmax_element(key.weights.begin(), key.weights.end());
    for (std::size_t i = 0; i < options.size() && i < key.weights.size(); ++i) {
        if (options[i].id == response.chosen().front()) {
            return share(static_cast<std::size_t>(key.weights[i] - *worst),
                         static_cast<std::size_t>(*best - *worst));
        }
    }
    return 0;
}

Response Situational::right(const Key& key) const {
    const auto best = std::max_element(key.weights.begin(), key.weights.end());
    return chose({options[static_cast<std::size_t>(best - key.weights.begin())].id});
}

void Situational::put_key(const Key& key, nlohmann::json& object) {
    object["weights"] = key.weights;
}

Situational::Key Situational::read_key(const JsonNode& node) {
    Key key;
    for (const auto& child : node.member("weights").elements(kOptionsMax)) {
        key.weights.push_back(child.number(1, kWeightMax));
    }
    return key;
}

}  // namespace asah::items
