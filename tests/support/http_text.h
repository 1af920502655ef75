// One plain HTTP exchange over a socket, as raw text, for tests of listeners on loopback.
#pragma once

#include <cstdint>
#include <string>

namespace asah::support {

/// Sends `text` to 127.0.0.1:port and returns everything until the peer closes; empty when there is
/// no connection.
std::string http_exchange(std::uint16_t port, const std::string& text);

}  // namespace asah::support
