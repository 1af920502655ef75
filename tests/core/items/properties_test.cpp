// What must hold for any items, keys and responses. Each case prints the seed of the run that broke
// it.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/core/base/random.h"
#include "kiosk/core/items/check.h"
#include "kiosk/core/items/score.h"
#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

constexpr std::uint64_t kRuns = 3000;
constexpr std::int64_t kOneWhole = 1'000'000;  // 1 in millionths
constexpr int kScoredKinds = 8;

int below(SeededGenerator& generator, int bound) {
    return static_cast<int>(generator.below(static_cast<std::uint64_t>(bound)));
}

std::string some_letters(SeededGenerator& generator, const std::string& letters, int count) {
    std::vector<char> all(letters.begin(), letters.end());
    shuffle(all, generator);
    return {all.begin(), all.begin() + count};
}

struct Asked {
    ItemBody body;
    KeyBody key;
    Response response;
};

Asked any_matching(SeededGenerator& generator, const std::string& letters) {
    const int count = static_cast<int>(letters.size());
    const auto targets = std::string("123456").substr(0, letters.size() + 1);
    const auto right = some_letters(generator, targets, count);
    const auto matched = some_letters(generator, targets, below(generator, count + 1));
    std::string key;
    std::string response;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        key += letters.substr(i, 1) + right[i];
        response += i < matched.size() ? letters.substr(i, 1) + matched[i] : "";
    }
    return {matching(letters, targets), Matching::Key{pairs(key)}, paired(pairs(response))};
}

Asked any_weights(SeededGenerator& generator, const std::string& letters) {
    std::vector<int> weights;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        weights.push_back(1 + below(generator, 4));
    }
    weights[generator.below(weights.size())] = 5;
    return {with_options<Situational>(letters), Situational::Key{std::move(weights)},
            chosen(some_letters(generator, letters, below(generator, 2)))};
}

/// An item of any scored kind with a key and a well-formed response.
Asked any_asked(SeededGenerator& generator) {
    const int count = 3 + below(generator, 3);
    const auto letters = std::string("abcde").substr(0, static_cast<std::size_t>(count));
    const auto one = [&] { return some_letters(generator, letters, 1); };
    const auto up_to_one = [&] {
        return chosen(some_letters(generator, letters, below(generator, 2)));
    };
    switch (below(generator, kScoredKinds)) {
        case 0:
            return {with_options<SingleChoice>(letters), SingleChoice::Key{ids(one()).front()},
                    up_to_one()};
        case 1: {
            auto right = ids(some_letters(generator, letters, 2 + below(generator, count - 2)));
            std::sort(right.begin(), right.end());
            return {with_options<MultipleResponse>(letters), MultipleResponse::Key{right},
                    chosen(some_letters(generator, letters, below(generator, count + 1)))};
        }
        case 2:
            return {with_options<TrueFalse>("ab"), TrueFalse::Key{OptionId("a")},
                    chosen(some_letters(generator, "ab", below(generator, 2)))};
        case 3:
            return any_weights(generator, letters);
        case 4:
            return {
                Numeric{},
                Numeric::Key{{kOneWhole * below(generator, 5)}, {kOneWhole * below(generator, 2)}},
                typed(std::to_string(below(generator, 7)))};
        case 5:
            return {ShortText{}, ShortText::Key{{one()}}, typed(one())};
        case 6:
            return {with_options<Ordering>(letters),
                    Ordering::Key{ids(some_letters(generator, letters, count))},
                    chosen(some_letters(generator, letters, count))};
        default:
            return any_matching(generator, letters);
    }
}

ItemKey key_of(const Asked& asked) {
    ItemKey key;
    key.item = ItemId("i");
    key.rationale = {"Sebab.", ""};
    key.body = asked.key;
    return key;
}

}  // namespace

TEST_SUITE_BEGIN("core/items/properties");

TEST_CASE("a score is between 0 and 1000 and the right response scores 1000") {
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        const auto asked = any_asked(generator);
        const auto item = an_item("i", 1, "x", asked.body);
        const auto key = key_of(asked);
        REQUIRE_FALSE(check_item(item, &key).has_errors());
        REQUIRE(check_response(item, asked.response, {}).has_value());
        const int points = score_response(item, key, asked.response);
        CHECK(points >= 0);
        CHECK(points <= 1000);
        CHECK(score_response(item, key, right_response(item, key)) == 1000);
    }
}

TEST_CASE("the order in which options stand never changes a score") {
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        const auto asked = any_asked(generator);
        const auto item = an_item("i", 1, "x", asked.body);
        auto key = key_of(asked);
        const int points = score_response(item, key, asked.response);
        auto order = options_of(item);
        shuffle(order, generator);
        std::vector<OptionId> order_ids;
        for (const auto& option : order) {
            order_ids.push_back(option.id);
        }
        // Weights stand in the order of the options; everything else goes by ids.
        if (auto* weighted = std::get_if<Situational::Key>(&key.body)) {
            std::vector<int> weights;
            for (const auto& id : order_ids) {
                weights.push_back(
                    weighted->weights[static_cast<std::size_t>(id.value.front() - 'a')]);
            }
            weighted->weights = std::move(weights);
        }
        const auto shown = in_order(item, order_ids, ids("654321"));
        CHECK(options_of(shown) == order);
        CHECK(score_response(shown, key, asked.response) == points);
    }
}

TEST_SUITE_END();
