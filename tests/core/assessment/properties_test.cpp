// What must hold for any evidence. Each case prints the seed of the run that broke it.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/base/random.h"
#include "tests/core/assessment/an_item.h"

using namespace asah;
using namespace asah::assessment;

namespace {

constexpr std::uint64_t kRuns = 3000;
int below(SeededGenerator& generator, int bound) {
    return static_cast<int>(generator.below(static_cast<std::uint64_t>(bound)));
}

std::vector<Evidence> any_evidence(SeededGenerator& generator) {
    std::vector<Evidence> evidence;
    const int count = below(generator, 40);
    for (int i = 0; i < count; ++i) {
        Evidence one;
        one.item = ItemId("i" + std::to_string(i));
        one.competency = CompetencyCode("T.01");
        one.level = 1 + below(generator, 4);
        one.kind = below(generator, 4) == 0 ? ItemKind::TrueFalse : ItemKind::SingleChoice;
        one.points = below(generator, 3) == 0 ? below(generator, 1001) : 1000;
        one.chance = 100'000'000 + below(generator, 400) * 1'000'000;
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
    return profile_of(framework, standard, evidence, LocalTime{}).competencies.front();
}

}  // namespace

TEST_SUITE_BEGIN("core/assessment/properties");

TEST_CASE("a better response never lowers a level, nor the range") {
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
        CHECK(after.level_low >= before.level_low);
        CHECK(after.level_high >= before.level_high);
        CHECK(static_cast<int>(after.is_met()) >= static_cast<int>(before.is_met()));
    }
    CHECK(raised > 10);
}

TEST_CASE("a stated level lies in its range, on five items of its own") {
    int stated = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        CAPTURE(seed);
        SeededGenerator generator(seed);
        const auto evidence = any_evidence(generator);
        const auto result = inferred(evidence, below(generator, 5));
        CHECK(result.item_count == static_cast<int>(evidence.size()));
        if (!result.has_level()) {
            CHECK(result.items_needed > result.item_count);
            continue;
        }
        ++stated;
        CHECK(result.level_low <= result.level);
        CHECK(result.level <= result.level_high);
        const int level = std::max(1, result.level);
        const auto at_level = [&](const Evidence& one) { return one.level == level; };
        CHECK(std::count_if(evidence.begin(), evidence.end(), at_level) >= 5);
        CHECK(std::any_of(result.sources.begin(), result.sources.end(),
                          [&](const auto& source) { return source.level == level; }));
    }
    CHECK(stated > 500);
}

TEST_SUITE_END();
