// Randomness as a port (Random), and our own seeded generator and shuffle, because the drawn form
// must be reproducible everywhere and the standard library's distributions differ between
// implementations. Vectors: tests/core/base/random_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace asah {

/// Port: unpredictable bytes for ids, keys, nonces and seeds.
class Random {
   public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// The operating system's generator (getrandom). Aborts if it is absent: nothing may go on then.
class SystemRandom final : public Random {
   public:
    void fill(std::span<std::uint8_t> out) override;
};

/// xoshiro256**, seeded by splitmix64. Source: Blackman & Vigna (2018), prng.di.unimi.it.
/// Never for secrets.
class SeededGenerator {
   public:
    explicit SeededGenerator(std::uint64_t seed);
    std::uint64_t next();
    /// Uniform in [0, bound), without bias (rejection below 2^64 mod bound). Pre: bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [0, 1) with 53 bits.
    double unit();

   private:
    std::array<std::uint64_t, 4> m_state;
};

/// A Random for tests and for the fleet: every byte follows from the seed.
class SeededRandom final : public Random {
   public:
    explicit SeededRandom(std::uint64_t seed) : m_generator(seed) {}
    void fill(std::span<std::uint8_t> out) override;

   private:
    SeededGenerator m_generator;
};

/// Draws a 64-bit seed from a Random (big endian).
std::uint64_t draw_seed(Random& random);

/// Fisher-Yates from the end (Durstenfeld 1964): one `below` a step, so a seed gives one order.
/// Only the first `count` values move. Pre: count <= values.size().
template <class T>
void shuffle_first(std::vector<T>& values, std::size_t count, SeededGenerator& generator) {
    for (std::size_t i = count; i > 1; --i) {
        const std::size_t j = generator.below(i);
        std::swap(values[i - 1], values[j]);
    }
}

template <class T>
void shuffle(std::vector<T>& values, SeededGenerator& generator) {
    shuffle_first(values, values.size(), generator);
}

}  // namespace asah
