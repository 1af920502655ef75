#include "sync/hq/web/session.h"

#include <array>

namespace asah::hq {

namespace {

constexpr DurationMs kSessionLength{8LL * 3600 * 1000};

}  // namespace

std::string Sessions::random_token() {
    std::array<std::uint8_t, 32> bytes{};
    m_random.fill(bytes);
    return to_hex(bytes);
}

std::string Sessions::begin(const Staff& staff, UtcMs now) {
    std::erase_if(m_sessions, [&](const auto& one) { return one.second.expires < now; });
    auto token = random_token();
    m_sessions[token] = {.login = staff.login,
                         .name = staff.name,
                         .role = staff.role,
                         .generation = staff.generation,
                         .csrf = random_token(),
                         .expires = now + kSessionLength};
    return token;
}

std::optional<Session> Sessions::find(const std::string& token, UtcMs now) {
    const auto found = m_sessions.find(token);
    if (found == m_sessions.end() || found->second.expires < now) {
        return std::nullopt;
    }
    return found->second;
}

void Sessions::end(const std::string& token) { m_sessions.erase(token); }

}  // namespace asah::hq
