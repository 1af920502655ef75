#include "sync/hq/web/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace asah::hq {

namespace {

constexpr int kFreePair = 2;
constexpr int kFreeAddress = 10;
constexpr DurationMs kLongestPair{300'000};
constexpr DurationMs kLongestAddress{30'000};
constexpr DurationMs kForgotten{3'600'000};
constexpr const char* kAllLogins = "\n";

}  // namespace

std::string place_of(const std::string& address) {
    std::array<std::uint8_t, sizeof(in6_addr)> bytes{};
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) {
        return address;
    }
    constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    const bool is_mapped = std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_mapped) {
        ::inet_ntop(AF_INET, bytes.data() + kMapped.size(), text.data(), text.size());
        return text.data();
    }
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    ::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return std::string(text.data()) + "/64";
}

DurationMs Throttle::wait(const Key& key, BootMs now) const {
    const auto found = m_counts.find(key);
    if (found == m_counts.end()) {
        return {0};
    }
    const auto left = found->second.delay.value - (now - found->second.last).value;
    return {std::max<std::int64_t>(0, left)};
}

DurationMs Throttle::wait(const Trying& who, BootMs now) const {
    const auto own = wait(Key{who.address, who.login}, now);
    return who.is_known_browser ? own : std::max(own, wait(Key{who.address, kAllLogins}, now));
}

void Throttle::add(const Key& key, int free_tries, DurationMs longest, BootMs now) {
    auto& count = m_counts[key];
    if (now - count.last > kForgotten) {
        count.wrong = 0;
    }
    count.last = now;
    ++count.wrong;
    constexpr std::int64_t kSecond = 1000;
    constexpr int kDoublingsMax = 20;
    const int doublings = std::min(count.wrong - free_tries - 1, kDoublingsMax);
    count.delay =
        doublings < 0 ? DurationMs{0} : std::min(longest, DurationMs{kSecond << doublings});
}

void Throttle::note_try(const Trying& who, BootMs now) {
    add({who.address, who.login}, kFreePair, kLongestPair, now);
    if (!who.is_known_browser) {
        add({who.address, kAllLogins}, kFreeAddress, kLongestAddress, now);
    }
    if (m_counts.size() <= kCountsMax) {
        return;
    }
    std::erase_if(m_counts, [&](const auto& one) { return now - one.second.last > kForgotten; });
    while (m_counts.size() > kCountsMax) {
        m_counts.erase(std::min_element(
            m_counts.begin(), m_counts.end(),
            [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
    }
}

void Throttle::subtract(const Key& key) {
    if (const auto found = m_counts.find(key); found != m_counts.end()) {
        found->second.wrong = std::max(0, found->second.wrong - 1);
        found->second.delay = {0};
    }
}

void Throttle::note_right(const Trying& who) {
    m_counts.erase({who.address, who.login});
    subtract({who.address, kAllLogins});
}

void Throttle::take_back(const Trying& who) {
    subtract({who.address, who.login});
    subtract({who.address, kAllLogins});
}

void Throttle::forget_login(const std::string& login) {
    std::erase_if(m_counts, [&](const auto& one) { return one.first.second == login; });
}

}  // namespace asah::hq
