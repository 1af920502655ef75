#include "sync/hq/web/session.h"

#include <array>

#include "kiosk/vault/pin.h"

namespace asah::hq {

namespace {

constexpr DurationMs kSessionLength{8LL * 3600 * 1000};
constexpr DurationMs kLockLength{15LL * 60 * 1000};
constexpr int kWrongMax = 5;

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

Result<SignIn> sign_in(sqlite::Database& database, const std::string& login,
                       const std::string& password, UtcMs now) {
    ASAH_TRY(auto staff, find_staff(database, login));
    if (!staff) {
        ASAH_CHECK(vault::hash_password(password));
        return SignIn::Wrong;
    }
    if (now < staff->locked_until) {
        return SignIn::Locked;
    }
    const bool is_right = vault::is_password(password, staff->password);
    if (is_right && staff->wrong_count == 0) {
        return SignIn::Done;
    }
    staff->wrong_count = is_right ? 0 : staff->wrong_count + 1;
    if (staff->wrong_count >= kWrongMax) {
        staff->wrong_count = 0;
        staff->locked_until = now + kLockLength;
    }
    auto saved = sqlite::in_transaction(
        database, [&](sqlite::Tx& tx) -> Result<void> { return save_tries(tx, *staff); });
    ASAH_CHECK(std::move(saved));
    return is_right ? SignIn::Done : SignIn::Wrong;
}

}  // namespace asah::hq
