// The join port: whoever has no certificate yet may fetch the root, leave a join request and look
// for its reply; nothing else. What is left lies in intake/ for the reader, which alone can tell
// whether the code's secret proves it and removes what is answered, unproven or expired.
// Invariants: a request is at most 64 KiB and names an open code; at most kJoinsPerCode of a code
// and kJoinsWaitingMax together wait. A new one is never refused for want of room: the oldest of
// its code goes, or the oldest of the address that left most. So nobody without a code stores
// anything, and nobody with one is in the way of another's.   Thread: one at a time.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/time.h"
#include "sync/hq/http/listener.h"
#include "sync/hq/receiver/orders.h"

namespace asah::hq {

inline constexpr std::size_t kJoinRequestBytesMax = 64U << 10U;
inline constexpr std::size_t kJoinsWaitingMax = 1000;
inline constexpr std::size_t kJoinsPerCode = 4;
/// New requests of one address that are written to the disk in a minute.
inline constexpr int kJoinsPerMinute = 300;

class JoinDesk {
   public:
    /// Requests that an earlier run left are the oldest.
    JoinDesk(Files& files, Clock& clock, SharedFolder intake, Orders& orders);

    http::Response handle(const http::Request& request);

   private:
    struct Waiting {
        Digest digest{};
        std::string code;
        std::string address;
    };
    http::Response root();
    http::Response take(const http::Request& request);
    http::Response reply(std::string_view digest_hex);
    Result<void> keep(ByteView document, const std::string& address);
    [[nodiscard]] bool is_open(const std::string& code) const;
    bool is_over_rate(const std::string& address);
    Result<void> make_room(const std::string& code);
    Result<void> drop(std::deque<Waiting>::iterator oldest);
    void forget_taken();
    [[nodiscard]] FilePath path_of(const Digest& digest) const;

    Files* m_files;
    Clock* m_clock;
    SharedFolder m_intake;
    Orders* m_orders;
    std::deque<Waiting> m_waiting;  // oldest first
    BootMs m_minute_began;
    std::map<std::string, int> m_taken;  // in this minute, by address
};

}  // namespace asah::hq
