#include "tools/fleet/answers.h"

#include <algorithm>
#include <cmath>

#include "kiosk/core/items/limits.h"
#include "kiosk/core/items/score.h"
#include "tools/fleet/ability.h"

namespace asah::fleet {

using items::Item;
using items::ItemKey;
using items::Response;

namespace {

std::vector<OptionId> wrong_options(const Item& item, const std::vector<OptionId>& right) {
    std::vector<OptionId> wrong;
    for (const auto& option : items::options_of(item)) {
        if (std::find(right.begin(), right.end(), option.id) == right.end()) {
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
std::vector<OptionId> half_right(const Item& item, std::vector<OptionId> chosen,
                                 SeededGenerator& generator) {
    const auto other = one_of(wrong_options(item, chosen), generator);
    chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(generator.below(chosen.size())));
    chosen.insert(chosen.end(), other.begin(), other.end());
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

// Of the options that are not best the heavier is the likelier.
OptionId by_weight(const Item& item, const std::vector<int>& weights, SeededGenerator& generator) {
    const auto lighter = [](int weight) { return weight < items::kWeightMax ? weight : 0; };
    std::uint64_t total = 0;
    for (const int weight : weights) {
        total += static_cast<std::uint64_t>(lighter(weight));
    }
    std::uint64_t left = total > 0 ? generator.below(total) : 0;
    const auto& options = items::options_of(item);
    for (std::size_t i = 0; i < options.size() && i < weights.size(); ++i) {
        const auto weight = static_cast<std::uint64_t>(lighter(weights[i]));
        if (left < weight) {
            return options[i].id;
        }
        left -= weight;
    }
    return options.front().id;
}

/// A wrong answer of the shape that the right one has.
struct Spoil {
    const Item& item;
    const ItemKey& key;
    SeededGenerator& generator;

    Response operator()(const items::Nothing& /*none*/) const { return {}; }
    Response operator()(const items::Chosen& right) const {
        if (const auto* weighted = std::get_if<items::Situational::Key>(&key.body)) {
            return items::chose({by_weight(item, weighted->weights, generator)});
        }
        if (right.options.size() == 1) {
            return items::chose(one_of(wrong_options(item, right.options), generator));
        }
        if (right.options.size() == items::options_of(item).size()) {
            auto order = right.options;
            std::rotate(order.begin(), order.begin() + 1, order.end());
            return items::chose(std::move(order));
        }
        return items::chose(half_right(item, right.options, generator));
    }
    Response operator()(const items::Paired& right) const {
        auto pairs = right.pairs;
        if (pairs.size() > 1) {
            std::swap(pairs.front().second, pairs.back().second);
        }
        return items::paired(std::move(pairs));
    }
    Response operator()(const items::Typed& /*right*/) const {
        constexpr std::int64_t kOne = 1'000'000;
        const auto* number = std::get_if<items::Numeric::Key>(&key.body);
        return items::typed(number == nullptr
                                ? std::string("?")
                                : to_text(items::Decimal{number->value.millionths +
                                                         number->tolerance.millionths + kOne}));
    }
    Response operator()(const items::Rated& /*right*/) const { return {}; }
};

}  // namespace

Response make_response(const Item& item, const ItemKey& key, Knows knows,
                       SeededGenerator& generator) {
    auto right = items::right_response(item, key);
    return knows == Knows::Yes ? right : std::visit(Spoil{item, key, generator}, right.answer());
}

Response make_rating(const Item& item, double theta, std::string note, SeededGenerator& generator) {
    constexpr double kNoise = 0.6;
    const double sure = knows_probability(theta + kNoise * draw_normal(generator), item.level);
    return items::rated(std::clamp(1 + static_cast<int>(std::floor(sure * 5.0)), 1, 5),
                        std::move(note));
}

}  // namespace asah::fleet
