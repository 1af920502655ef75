// Staff sessions, in memory: a restart signs everybody out. Tokens are 256 random bits.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/core/base/random.h"
#include "sync/hq/data/reader_staff.h"

namespace asah::hq {

struct Session {
    std::string login;
    std::string name;
    StaffRole role = StaffRole::Viewer;
    std::int64_t generation = 0;  // of the account; another one ends the session
    std::string csrf;
    UtcMs expires;
};

class Sessions {
   public:
    explicit Sessions(Random& random) : m_random(random) {}
    /// Returns the token for the cookie.
    std::string begin(const Staff& staff, UtcMs now);
    /// Nothing when unknown or over.
    std::optional<Session> find(const std::string& token, UtcMs now);
    void end(const std::string& token);
    std::string random_token();

   private:
    Random& m_random;
    std::map<std::string, Session> m_sessions;
};

}  // namespace asah::hq
