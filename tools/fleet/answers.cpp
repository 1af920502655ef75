#include "tools/fleet/answers.h"

#include <algorithm>
#include <cmath>

#include "tools/fleet/ability.h"

namespace asah::fleet {

using assessment::Item;
using assessment::ItemKey;
using assessment::ItemKind;
using assessment::Response;

namespace {

bool is_right(const ItemKey& key, const OptionId& option) {
    return std::find(key.correct.begin(), key.correct.end(), option) != key.correct.end();
}

std::vector<OptionId> wrong_options(const Item& item, const ItemKey& key) {
    std::vector<OptionId> wrong;
    for (const auto& option : item.options) {
        if (!is_right(key, option.id)) {
            wrong.push_back(option.id);
        }
    }
    return wrong;
}

std::vector<OptionId> one_of(const std::vector<OptionId>& options, SeededGenerator& generator) {
    return options.empty() ? options
                           : std::vector<OptionId>{options[generator.below(options.size())]};
}

// One right option is exchanged for a wrong one.
std::vector<OptionId> half_right(const Item& item, const ItemKey& key, SeededGenerator& generator) {
    auto chosen = key.correct;
    const auto other = one_of(wrong_options(item, key), generator);
    if (!chosen.empty()) {
        chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(generator.below(chosen.size())));
    }
    chosen.insert(chosen.end(), other.begin(), other.end());
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

// The best option weighs 5; of the others the heavier is the likelier.
OptionId situational(const Item& item, const ItemKey& key, Knows knows,
                     SeededGenerator& generator) {
    constexpr int kBest = 5;
    std::uint64_t total = 0;
    for (const int weight : key.weights) {
        total += weight == kBest ? 0U : static_cast<std::uint64_t>(weight);
    }
    std::uint64_t left = total > 0 ? generator.below(total) : 0;
    for (std::size_t i = 0; i < item.options.size() && i < key.weights.size(); ++i) {
        const int weight = key.weights[i];
        if (weight == kBest) {
            if (knows == Knows::Yes) {
                return item.options[i].id;
            }
            continue;
        }
        if (knows == Knows::No) {
            if (left < static_cast<std::uint64_t>(weight)) {
                return item.options[i].id;
            }
            left -= static_cast<std::uint64_t>(weight);
        }
    }
    return item.options.front().id;
}

}  // namespace

Response make_response(const Item& item, const ItemKey& key, Knows knows,
                       SeededGenerator& generator) {
    Response response;
    const bool is_known = knows == Knows::Yes;
    switch (item.kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
            response.chosen = is_known ? key.correct : one_of(wrong_options(item, key), generator);
            break;
        case ItemKind::MultipleResponse:
            response.chosen = is_known ? key.correct : half_right(item, key, generator);
            break;
        case ItemKind::Situational:
            response.chosen = {situational(item, key, knows, generator)};
            break;
        case ItemKind::Numeric:
            response.text = to_text(items::Decimal{
                key.value.millionths + (is_known ? 0 : key.tolerance.millionths + 1'000'000)});
            break;
        case ItemKind::ShortText:
            response.text = is_known && !key.accepted.empty() ? key.accepted.front() : "?";
            break;
        case ItemKind::Ordering:
            response.chosen = key.correct;
            if (!is_known) {
                std::rotate(response.chosen.begin(), response.chosen.begin() + 1,
                            response.chosen.end());
            }
            break;
        case ItemKind::Matching:
            response.pairs = key.pairs;
            if (!is_known && response.pairs.size() > 1) {
                std::swap(response.pairs.front().second, response.pairs.back().second);
            }
            break;
        case ItemKind::Statement:
            break;
    }
    return response;
}

Response make_rating(const Item& item, double theta, SeededGenerator& generator) {
    constexpr double kNoise = 0.6;
    const double sure = knows_probability(theta + kNoise * draw_normal(generator), item.level);
    Response response;
    response.rating = std::clamp(1 + static_cast<int>(std::floor(sure * 5.0)), 1, 5);
    return response;
}

}  // namespace asah::fleet
