#include "sync/hq/http/listener.h"

#include <doctest/doctest.h>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "tests/support/http_text.h"

using namespace asah;

TEST_SUITE_BEGIN("sync/hq/http/listener");

namespace {

/// A plain listener that serves on its own thread until the end of the scope.
class Serving {
   public:
    explicit Serving(http::Handler handler, http::Settings settings = {})
        : m_listener(http::Listener::open(std::move(settings), std::move(handler)).value()),
          m_thread([this] { m_listener.run(); }) {}
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;
    ~Serving() {
        m_listener.stop();
        m_thread.join();
    }
    [[nodiscard]] std::uint16_t port() const { return m_listener.port(); }

   private:
    http::Listener m_listener;
    std::thread m_thread;
};

http::Response echo(const http::Request& request) {
    http::Response response;
    response.headers = {{"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}};
    response.body = request.method + " " + request.target + " " +
                    std::string(http::header(request, "x-asah")) + " " + request.body;
    return response;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a request reaches the handler whole, and its response goes out with all headers") {
    const Serving serving(echo);
    const auto reply = support::http_exchange(
        serving.port(),
        "POST /peta?unit=A HTTP/1.1\r\nHost: x\r\nX-Asah: yes\r\nContent-Length: 5\r\n"
        "Connection: close\r\n\r\nhello");
    CHECK(has(reply, "HTTP/1.1 200 OK"));
    CHECK(has(reply, "Set-Cookie: a=1\r\n"));
    CHECK(has(reply, "Set-Cookie: b=2\r\n"));
    CHECK(has(reply, "POST /peta?unit=A yes hello"));
}

TEST_CASE("two requests share one connection") {
    const Serving serving(echo);
    const auto reply =
        support::http_exchange(serving.port(),
                               "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
                               "GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(has(reply, "GET /a"));
    CHECK(has(reply, "GET /b"));
}

TEST_CASE("a body over the limit is refused before the handler sees it") {
    bool was_called = false;
    http::Settings settings;
    settings.body_bytes_max = 4;
    const Serving serving(
        [&](const http::Request& request) {
            was_called = true;
            return echo(request);
        },
        settings);
    const auto reply = support::http_exchange(
        serving.port(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    CHECK(has(reply, "HTTP/1.1 413"));
    CHECK_FALSE(was_called);
}

TEST_CASE("what is no HTTP gets 400 and a closed connection") {
    const Serving serving(echo);
    CHECK(has(support::http_exchange(serving.port(), "\x16\x03\x01 no request\r\n\r\n"),
              "HTTP/1.1 400"));
}

TEST_CASE("a handler that throws gives 500 without its words, and the listener goes on") {
    const Serving serving([](const http::Request& request) -> http::Response {
        if (request.target == "/bad") {
            throw std::runtime_error("secret words");
        }
        return echo(request);
    });
    const auto bad = support::http_exchange(
        serving.port(), "GET /bad HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(has(bad, "HTTP/1.1 500"));
    CHECK_FALSE(has(bad, "secret"));
    CHECK(has(support::http_exchange(serving.port(),
                                     "GET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
              "GET /good"));
}

TEST_CASE("a silent connection is closed when its time is up") {
    http::Settings settings;
    settings.idle_timeout_s = 1;
    const Serving serving(echo, settings);
    CHECK(support::http_exchange(serving.port(), "GET / HTT").empty());
}

TEST_CASE("connections over the limit are closed at once") {
    http::Settings settings;
    settings.connection_count_max = 0;
    const Serving serving(echo, settings);
    CHECK(support::http_exchange(serving.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n").empty());
}

TEST_CASE("hundreds of silent connections shut nobody out: those silent longest give way") {
    http::Settings settings;
    settings.connection_count_max = 50;
    const Serving serving(echo, settings);
    const support::SilentCrowd crowd(serving.port(), 900);
    for (int i = 0; i < 3; ++i) {
        CHECK(has(support::http_exchange(
                      serving.port(), "GET /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                  "GET /in"));
    }
    CHECK(crowd.open_count() <= 50);
    CHECK(crowd.open_count() >= 46);
}

TEST_CASE("a head that comes byte by byte has one time as a whole") {
    http::Settings settings;
    settings.head_timeout_s = 1;
    settings.idle_timeout_s = 60;
    const Serving serving(echo, settings);
    CHECK(support::http_exchange(serving.port(), "GET / HTT").empty());
}

TEST_CASE("a HEAD is answered as a GET, with its length and without its body") {
    const Serving serving(echo);
    const auto reply = support::http_exchange(serving.port(),
                                              "HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b "
                                              "HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(has(reply, "Content-Length: 8\r\n"));
    CHECK_FALSE(has(reply, "GET /a"));
    CHECK(has(reply, "GET /b"));
}

TEST_CASE("a target that a browser takes for another host is refused before the handler") {
    bool was_called = false;
    const Serving serving([&](const http::Request& request) {
        was_called = true;
        return echo(request);
    });
    for (const auto* target : {"//evil.example/peta", "/\\evil.example", "http://evil.example/",
                               "evil.example", "/peta\\..", "*"}) {
        CAPTURE(target);
        CHECK(has(support::http_exchange(serving.port(), std::string("GET ") + target +
                                                             " HTTP/1.1\r\nHost: x\r\n\r\n"),
                  "HTTP/1.1 400"));
    }
    CHECK_FALSE(was_called);
}

TEST_CASE("with workers slow requests do not wait for one another") {
    http::Settings settings;
    settings.worker_count = 4;
    std::atomic<int> inside{0};
    const Serving serving(
        [&](const http::Request& request) {
            ++inside;
            const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
            while (inside < 4 && std::chrono::steady_clock::now() < until) {
                std::this_thread::yield();
            }
            return echo(request);
        },
        settings);
    std::vector<std::thread> peers;
    for (int i = 0; i < 4; ++i) {
        peers.emplace_back([&] {
            CHECK(has(
                support::http_exchange(
                    serving.port(), "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                "GET /slow"));
        });
    }
    for (auto& peer : peers) {
        peer.join();
    }
    CHECK(inside == 4);
}

TEST_CASE("without TLS nothing but loopback is bound") {
    http::Settings settings;
    settings.address = "0.0.0.0";
    CHECK(http::Listener::open(settings, echo).error().code == ErrorCode::InvalidArgument);
    settings.address = "nowhere";
    CHECK(http::Listener::open(settings, echo).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("a key that is none is a refusal, not an exception") {
    http::Settings settings;
    settings.tls =
        http::TlsSettings{.certificate_chain_pem = "no", .key_pem = "no", .configure = {}};
    CHECK(http::Listener::open(settings, echo).error().code == ErrorCode::CertificateInvalid);
}

TEST_SUITE_END();
