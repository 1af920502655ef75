// What a simulated person can do: one number a competency, in logits, from the seed and the NIP
// alone, so that a run repeats.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "kiosk/core/assessment/person.h"
#include "kiosk/core/base/random.h"

namespace asah::fleet {

using Ability = std::map<CompetencyCode, double>;

/// A generator of its own for each purpose: SHA-256 over seed, NIP and topic.
SeededGenerator generator_of(std::uint64_t seed, std::string_view who, std::string_view topic);

/// Standard normal. Source: Box & Muller (1958).
double draw_normal(SeededGenerator& generator);

/// Person, competency and unit each add a normal part; the required level lifts the mean.
Ability ability_of(std::uint64_t seed, const assessment::Person& person,
                   const assessment::Standard& standard);

/// Probability of knowing the answer: two-parameter logistic (Birnbaum 1968), difficulty by level.
double knows_probability(double theta, int level);

}  // namespace asah::fleet
