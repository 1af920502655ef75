#include "tools/fleet/ability.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/sha256.h"

namespace asah::fleet {

namespace {

// Chosen so that a person at the mean reaches a required level 2 in about two of three cases.
constexpr double kMean = 0.3;
constexpr double kLiftByLevel = 0.55;
constexpr double kPersonSd = 0.6;
constexpr double kCompetencySd = 0.5;
constexpr double kUnitSd = 0.5;
constexpr double kDiscrimination = 1.3;
constexpr double kEasiest = -1.2;
constexpr double kStepByLevel = 0.9;

}  // namespace

SeededGenerator generator_of(std::uint64_t seed, std::string_view who, std::string_view topic) {
    Encoder encoder;
    encoder.u64(seed).field(who).field(topic);
    const auto digest = sha256(encoder.bytes());
    std::uint64_t own = 0;
    for (std::size_t i = 0; i < sizeof own; ++i) {
        own = own << 8U | digest[i];
    }
    return SeededGenerator(own);
}

double draw_normal(SeededGenerator& generator) {
    const double u = 1.0 - generator.unit();  // never 0
    const double v = generator.unit();
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
}

Ability ability_of(std::uint64_t seed, const assessment::Person& person,
                   const assessment::Standard& standard) {
    auto own = generator_of(seed, person.nip.digits, "person");
    const double general = kPersonSd * draw_normal(own);
    Ability ability;
    for (const auto& [competency, required] : standard.required) {
        auto special = generator_of(seed, person.nip.digits, competency.value);
        auto unit = generator_of(seed, person.post.unit.value, competency.value);
        ability[competency] = kMean + kLiftByLevel * (std::max(required, 1) - 1) + general +
                              kCompetencySd * draw_normal(special) + kUnitSd * draw_normal(unit);
    }
    return ability;
}

double knows_probability(double theta, int level) {
    const double difficulty = kEasiest + kStepByLevel * (level - 1);
    return 1.0 / (1.0 + std::exp(-kDiscrimination * (theta - difficulty)));
}

}  // namespace asah::fleet
