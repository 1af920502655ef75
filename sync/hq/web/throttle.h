// How long somebody waits after wrong passwords. Wrong tries delay; they never close an account.
// Counted apart: each pair of address and login (so that a colleague's guesses delay nobody else),
// and each address over all logins (so that one password tried on many logins is slow too). A
// browser that has signed in before is counted by itself instead of by its address: whoever guesses
// beside it, or through the same proxy, does not delay it. Delays: a pair's first 2 wrong tries are
// free, then 1, 2, 4 ... 300 s; an address's first 10, then 1, 2, 4 ... 30 s. An hour without a
// wrong try forgets. A login that does not exist counts alike. Invariant: at most kCountsMax
// counts; the oldest goes first.   Thread: one at a time.
#pragma once

#include <map>
#include <string>

#include "kiosk/core/base/time.h"

namespace asah::hq {

/// Who tries: `address` names the peer, or a browser that has signed in before.
struct Trying {
    std::string address;
    std::string login;
    bool is_known_browser = false;
};

/// What counts as one address: of IPv6 the network of 64 bits, because one household or one server
/// has all its addresses at once; of an IPv4 address written as IPv6, the IPv4 address.
std::string place_of(const std::string& address);

class Throttle {
   public:
    static constexpr std::size_t kCountsMax = 10'000;

    /// 0 = may try now.
    [[nodiscard]] DurationMs wait(const Trying& who, BootMs now) const;
    /// Before the password is checked, as if it were wrong: of many tries at once each counts.
    void note_try(const Trying& who, BootMs now);
    /// It was right: the pair's wrong tries are forgotten.
    void note_right(const Trying& who);
    /// It was not checked after all.
    void take_back(const Trying& who);
    /// An administrator unlocked it: no pair with that login waits any more.
    void forget_login(const std::string& login);

   private:
    /// The address, then the login; a login of "\n" stands for all, since no login holds a line
    /// end.
    using Key = std::pair<std::string, std::string>;
    struct Count {
        int wrong = 0;
        BootMs last;
        DurationMs delay;
    };
    [[nodiscard]] DurationMs wait(const Key& key, BootMs now) const;
    void subtract(const Key& key);
    void add(const Key& key, int free_tries, DurationMs longest, BootMs now);
    std::map<Key, Count> m_counts;
};

}  // namespace asah::hq
