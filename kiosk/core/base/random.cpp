#include "kiosk/core/base/random.h"

#include <sys/random.h>
#include <bit>

#include "kiosk/core/base/assert.h"

namespace asah {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

}  // namespace

void SystemRandom::fill(std::span<std::uint8_t> out) {
    std::size_t done = 0;
    while (done < out.size()) {
        const auto got = ::getrandom(out.data() + done, out.size() - done, 0);
        ASAH_ASSERT(got > 0);
        done += static_cast<std::size_t>(got);
    }
}

SeededGenerator::SeededGenerator(std::uint64_t seed) : m_state{} {
    for (auto& word : m_state) {
        word = splitmix64(seed);
    }
}

std::uint64_t SeededGenerator::next() {
    const std::uint64_t result = std::rotl(m_state[1] * 5U, 7) * 9U;
    const std::uint64_t t = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

std::uint64_t SeededGenerator::below(std::uint64_t bound) {
    ASAH_ASSERT(bound > 0);
    const std::uint64_t threshold = (0U - bound) % bound;
    for (;;) {
        const std::uint64_t value = next();
        if (value >= threshold) {
            return value % bound;
        }
    }
}

double SeededGenerator::unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

void SeededRandom::fill(std::span<std::uint8_t> out) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i % 8 == 0) {
            word = m_generator.next();
        }
        out[i] = static_cast<std::uint8_t>(word >> (8U * (i % 8)));
    }
}

std::uint64_t draw_seed(Random& random) {
    std::array<std::uint8_t, 8> raw{};
    random.fill(raw);
    std::uint64_t seed = 0;
    for (const auto byte : raw) {
        seed = (seed << 8U) | byte;
    }
    return seed;
}

}  // namespace asah
