#include "tests/support/http_text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>

namespace asah::support {

std::string http_exchange(std::uint16_t port, const std::string& text) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string out;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0) {
        ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
        std::array<char, 4096> buffer{};
        for (;;) {
            const auto got = ::recv(fd, buffer.data(), buffer.size(), 0);
            if (got <= 0) {
                break;
            }
            out.append(buffer.data(), static_cast<std::size_t>(got));
        }
    }
    ::close(fd);
    return out;
}

}  // namespace asah::support
