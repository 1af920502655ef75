// The join port: whoever has no certificate yet may fetch the root, leave a join request and look
// for its reply; nothing else. What is left lies in intake/ for the reader.
// Invariants: a request is at most 64 KiB, at most kJoinsWaitingMax wait, at most kJoinsPerMinute
// are taken in a minute.   Thread: one at a time.
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/time.h"
#include "sync/hq/http/listener.h"
#include "sync/hq/receiver/orders.h"

namespace asah::hq {

inline constexpr std::size_t kJoinRequestBytesMax = 64U << 10U;
inline constexpr std::size_t kJoinsWaitingMax = 200;
inline constexpr int kJoinsPerMinute = 60;

class JoinDesk {
   public:
    JoinDesk(Files& files, Clock& clock, std::string intake, Orders& orders)
        : m_files(&files), m_clock(&clock), m_intake(std::move(intake)), m_orders(&orders) {}

    http::Response handle(const http::Request& request);

   private:
    http::Response root();
    http::Response take(const std::string& body);
    http::Response reply(std::string_view digest_hex);
    Result<void> keep(ByteView document);
    bool is_over_rate();

    Files* m_files;
    Clock* m_clock;
    std::string m_intake;
    Orders* m_orders;
    BootMs m_minute_began;
    int m_taken_count = 0;
};

}  // namespace asah::hq
