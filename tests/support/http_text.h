// One plain HTTP exchange over a socket, as raw text, for tests of listeners on loopback.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace asah::support {

/// Sends `text` to 127.0.0.1:port and returns everything until the peer closes; empty when there is
/// no connection.
std::string http_exchange(std::uint16_t port, const std::string& text);

/// Connections that say nothing, open for as long as it lives.
class SilentCrowd {
   public:
    SilentCrowd(std::uint16_t port, int count);
    SilentCrowd(const SilentCrowd&) = delete;
    SilentCrowd& operator=(const SilentCrowd&) = delete;
    ~SilentCrowd();
    /// How many the listener has not closed.
    [[nodiscard]] int open_count() const;

   private:
    std::vector<int> m_sockets;
};

}  // namespace asah::support
