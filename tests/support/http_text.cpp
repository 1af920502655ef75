#include "tests/support/http_text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>

namespace asah::support {

namespace {

/// -1 when there is no connection.
int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

}  // namespace

SilentCrowd::SilentCrowd(std::uint16_t port, int count) {
    for (int i = 0; i < count; ++i) {
        m_sockets.push_back(connect_to(port));
    }
}

SilentCrowd::~SilentCrowd() {
    for (const int fd : m_sockets) {
        ::close(fd);
    }
}

int SilentCrowd::open_count() const {
    int count = 0;
    for (const int fd : m_sockets) {
        char byte = 0;
        const auto got = ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        count += got < 0 && errno == EAGAIN ? 1 : 0;
    }
    return count;
}

std::string http_exchange(std::uint16_t port, const std::string& text) {
    const int fd = connect_to(port);
    std::string out;
    if (fd >= 0) {
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
