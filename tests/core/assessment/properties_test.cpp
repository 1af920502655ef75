// What must hold for any responses. Each case prints the seed of the run that broke it.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/assessment/scoring.h"
#include "kiosk/core/base/random.h"
#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

constexpr std::uint64_t kRuns = 3000;
constexpr std::int64_t kOneWhole = 1'000'000;  // 1 in millionths

int below(SeededGenerator& generator, int bound) {
    return static_cast<int>(generator.below(static_cast<std::uint64_t>(bound)));
}

std::string some_letters(SeededGenerator& generator, const std::string& letters, int count) {
    std::vector<char> all(letters.begin(), letters.end());
    shuffle(all, generator);
    return {all.begin(), all.begin() + count};
}

struct Asked {
    Item item;
    ItemKey key;
    Response response;
};

/// An item of any scored kind with a key and a well-formed response.
Asked any_item(SeededGenerator& generator) {
    constexpr std::array kKinds{ItemKind::SingleChoice, ItemKind::MultipleResponse,
                                ItemKind::TrueFalse,    ItemKind::Situational,
                                ItemKind::Numeric,      ItemKind::ShortText,
                                ItemKind::Ordering,     ItemKind::Matching};
    Asked asked;
    asked.item = an_item("i", 1, "x", kKinds[generator.below(kKinds.size())]);
    const int count = 2 + below(generator, 4);
    const auto letters = std::string("abcde").substr(0, static_cast<std::size_t>(count));
    asked.item.options = options(letters);
    const auto targets = std::string("123456").substr(0, letters.size() + 1);
    asked.item.targets = options(targets);
    switch (asked.item.kind) {
        case ItemKind::MultipleResponse:
            asked.key.correct = ids(some_letters(generator, letters, 1 + below(generator, count)));
            asked.response = chosen(some_letters(generator, letters, below(generator, count + 1)));
            break;
        case ItemKind::Ordering:
            asked.key.correct = ids(some_letters(generator, letters, count));
            asked.response = chosen(some_letters(generator, letters, count));
            break;
        case ItemKind::Matching: {
            const auto right = some_letters(generator, targets, count);
            const auto matched = some_letters(generator, targets, below(generator, count + 1));
            for (std::size_t i = 0; i < letters.size(); ++i) {
                asked.key.pairs.push_back(pairs(letters.substr(i, 1) + right[i]).front());
                if (i < matched.size()) {
                    asked.response.pairs.push_back(
                        pairs(letters.substr(i, 1) + matched[i]).front());
                }
            }
            break;
        }
        case ItemKind::Numeric:
            asked.key.value = {kOneWhole * below(generator, 5)};
            asked.key.tolerance = {kOneWhole * below(generator, 2)};
            asked.response = typed(std::to_string(below(generator, 7)));
            break;
        case ItemKind::ShortText:
            asked.key.accepted = {some_letters(generator, letters, 1)};
            asked.response = typed(some_letters(generator, letters, 1));
            break;
        default:
            asked.key.correct = ids(some_letters(generator, letters, 1));
            asked.response = chosen(some_letters(generator, letters, below(generator, 2)));
    }
    for (int i = 0; i < count; ++i) {
        asked.key.weights.push_back(1 + below(generator, 5));
    }
    return asked;
}

std::vector<Evidence> any_evidence(SeededGenerator& generator) {
    std::vector<Evidence> evidence;
    const int count = below(generator, 20);
    for (int i = 0; i < count; ++i) {
        Evidence one;
        one.item = ItemId("i" + std::to_string(i));
        one.competency = CompetencyCode("T.01");
        one.level = 1 + below(generator, 4);
        one.kind = below(generator, 4) == 0 ? ItemKind::TrueFalse : ItemKind::SingleChoice;
        one.points = below(generator, 3) == 0 ? below(generator, 1001) : 1000;
        one.was_answered = true;
        evidence.push_back(one);
    }
    return evidence;
}

CompetencyResult inferred(const std::vector<Evidence>& evidence, int required) {
    Framework framework;
    framework.competencies.emplace_back().code = CompetencyCode("T.01");
    Standard standard;
    standard.required[CompetencyCode("T.01")] = required;
    return infer_profile(framework, standard, evidence, {}).competencies.front();
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/properties");

TEST_CASE("a score is between 0 and 1000 and the key itself scores 1000") {
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        const auto asked = any_item(generator);
        REQUIRE(check_response(asked.item, asked.response).has_value());
        const int points = score_response(asked.item, asked.key, asked.response);
        CHECK(points >= 0);
        CHECK(points <= 1000);
        Response right = chosen("");
        right.chosen = asked.key.correct;
        right.pairs = asked.key.pairs;
        if (asked.item.kind != ItemKind::Situational && asked.item.kind != ItemKind::Numeric &&
            asked.item.kind != ItemKind::ShortText) {
            CHECK(score_response(asked.item, asked.key, right) == 1000);
        }
    }
}

TEST_CASE("the order in which options stand never changes a score") {
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        auto asked = any_item(generator);
        const int points = score_response(asked.item, asked.key, asked.response);
        std::vector<std::pair<Option, int>> weighted;
        for (std::size_t i = 0; i < asked.item.options.size(); ++i) {
            weighted.emplace_back(asked.item.options[i], asked.key.weights[i]);
        }
        shuffle(weighted, generator);
        for (std::size_t i = 0; i < weighted.size(); ++i) {
            asked.item.options[i] = weighted[i].first;
            asked.key.weights[i] = weighted[i].second;
        }
        shuffle(asked.item.targets, generator);
        shuffle(asked.key.pairs, generator);
        if (asked.item.kind == ItemKind::MultipleResponse) {
            shuffle(asked.response.chosen, generator);
            shuffle(asked.key.correct, generator);
        }
        CHECK(score_response(asked.item, asked.key, asked.response) == points);
    }
}

TEST_CASE("a better response never lowers a level, nor takes away that it is stated") {
    int raised = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        auto evidence = any_evidence(generator);
        if (evidence.empty()) {
            continue;
        }
        const int required = below(generator, 5);
        const auto before = inferred(evidence, required);
        auto& better = evidence[generator.below(evidence.size())];
        better.points += below(generator, 1001 - better.points);
        const auto after = inferred(evidence, required);
        raised += after.level > before.level ? 1 : 0;
        CHECK(after.level >= before.level);
        CHECK(static_cast<int>(after.is_met()) >= static_cast<int>(before.is_met()));
    }
    CHECK(raised > 10);
}

TEST_CASE("a stated level lies in its range, on six items, never on true and false alone") {
    int stated = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        const auto evidence = any_evidence(generator);
        const auto result = inferred(evidence, below(generator, 5));
        CHECK(result.item_count == static_cast<int>(evidence.size()));
        if (result.status != LevelStatus::Stated) {
            CHECK(result.items_needed > result.item_count);
            continue;
        }
        ++stated;
        CHECK(result.level_low <= result.level);
        CHECK(result.level <= result.level_high);
        const auto counts = [&](const Evidence& one) {
            return result.level == 0 || one.level <= result.level;
        };
        const auto pooled = std::count_if(evidence.begin(), evidence.end(), counts);
        const auto true_false = std::count_if(
            evidence.begin(), evidence.end(),
            [&](const Evidence& one) { return counts(one) && one.kind == ItemKind::TrueFalse; });
        CHECK(pooled >= 6);
        if (result.level > 0) {
            CHECK(true_false * 100 <= 34 * pooled);
        }
    }
    CHECK(stated > 500);
}

TEST_SUITE_END();
