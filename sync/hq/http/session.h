// One connection: handshake, then request and response in turn, each step within its time. Private
// to this folder; Stream is a plain or a TLS stream of Beast.
// Thread: the serving one, except for the handler, which may run on a worker.
#pragma once

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <exception>
#include <memory>

#include "kiosk/core/base/sha256.h"
#include "sync/hq/http/listener.h"
#include "sync/hq/http/places.h"

namespace asah::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using SslContext = asio::ssl::context;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

// A small buffer costs two thirds of the throughput of 16 KiB bodies; a silent connection holds
// none.
constexpr std::size_t kBufferBytes = 32U << 10U;
constexpr std::size_t kFirstReadBytes = 2048;
constexpr std::uint32_t kHeaderBytesMax = 16U << 10U;
constexpr int kDrainTimeS = 2;
constexpr int kTooLarge = 413;

/// What all sessions of a listener share. Outlives them.
struct Shared {
    Shared(Settings chosen, Handler handling)
        : settings(std::move(chosen)),
          handler(std::move(handling)),
          places(settings.connection_count_max, settings.proven_count_max) {}
    Settings settings;
    Handler handler;
    Places places;
    asio::thread_pool* workers = nullptr;  // null: the handler runs on the serving thread
};

/// A place for as long as it lives.
class HeldPlace {
   public:
    HeldPlace() = default;
    HeldPlace(const HeldPlace&) = delete;
    HeldPlace& operator=(const HeldPlace&) = delete;
    ~HeldPlace() { give_back(); }
    bool take(Places& places, PlaceKind kind, std::string owner, std::function<void()> end) {
        Places::Place place;
        if (!places.take(kind, std::move(owner), std::move(end), place)) {
            return false;
        }
        give_back();
        m_places = &places;
        m_kind = kind;
        m_place = place;
        return true;
    }
    void set_silent(bool is_silent) { m_places->set_silent(m_kind, m_place, is_silent); }
    [[nodiscard]] bool is_proven() const { return m_kind == PlaceKind::Proven; }

   private:
    void give_back() {
        if (m_places != nullptr) {
            m_places->give_back(m_kind, m_place);
        }
    }
    Places* m_places = nullptr;
    PlaceKind m_kind = PlaceKind::Unproven;
    Places::Place m_place;
};

inline std::optional<Bytes> peer_certificate(TlsStream& stream) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        SSL_get1_peer_certificate(stream.native_handle()), X509_free);
    if (!certificate) {
        return std::nullopt;
    }
    const int size = i2d_X509(certificate.get(), nullptr);
    if (size <= 0) {
        return std::nullopt;
    }
    Bytes der(static_cast<std::size_t>(size));
    unsigned char* at = der.data();
    i2d_X509(certificate.get(), &at);
    return der;
}

inline std::optional<Bytes> peer_certificate(PlainStream&) { return std::nullopt; }

inline Response plain(int status, std::string body) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

inline Response handled(const Handler& handler, const Request& request) {
    try {
        return handler(request);
    } catch (const std::exception&) {
        // The last resort: no exception of a handler ends the listener; its words may hold data.
        return plain(500, "internal\n");
    }
}

/// A path of this server: a browser takes "//other.example" and "/\other.example", where a page
/// builds a link from the request's path, for an address elsewhere.
inline bool is_own_path(std::string_view target) {
    if (!target.starts_with('/') || target.starts_with("//") || target.starts_with("/\\")) {
        return false;
    }
    return std::none_of(target.begin(), target.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7f || c == '\\';
    });
}

template <class Stream>
class Session : public std::enable_shared_from_this<Session<Stream>> {
   public:
    Session(Stream stream, std::shared_ptr<SslContext> context, Shared& shared)
        : m_context(std::move(context)), m_shared(shared), m_stream(std::move(stream)) {}

    void start() {
        beast::error_code ignored;
        const auto peer = lowest().socket().remote_endpoint(ignored);
        m_peer_address = peer.address().to_string();
        lowest().socket().set_option(Tcp::no_delay(true), ignored);
        if (!m_place.take(m_shared.places, PlaceKind::Unproven, m_peer_address,
                          [this] { end(); })) {
            return;  // closed here: the peer comes again later
        }
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            expire_after(m_shared.settings.handshake_timeout_s);
            m_stream.async_handshake(asio::ssl::stream_base::server,
                                     [self = this->shared_from_this()](beast::error_code error) {
                                         if (!error && self->take_proven_place()) {
                                             self->wait();
                                         }
                                     });
        } else {
            wait();
        }
    }

   private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(m_stream); }
    void expire_after(int seconds) { lowest().expires_after(std::chrono::seconds(seconds)); }
    void end() {
        beast::error_code ignored;
        lowest().socket().close(ignored);
    }

    bool take_proven_place() {
        m_certificate = peer_certificate(m_stream);
        return !m_certificate || m_place.take(m_shared.places, PlaceKind::Proven,
                                              to_hex(sha256(*m_certificate)), [this] { end(); });
    }

    /// For the first bytes of a request.
    void wait() {
        if (m_buffer.size() > 0) {
            return read_head();  // they came with the last one
        }
        m_buffer = beast::flat_buffer(kBufferBytes + kHeaderBytesMax);
        expire_after(m_place.is_proven() ? m_shared.settings.proven_idle_timeout_s
                                         : m_shared.settings.idle_timeout_s);
        m_stream.async_read_some(
            m_buffer.prepare(kFirstReadBytes),
            [self = this->shared_from_this()](beast::error_code error, std::size_t size) {
                if (error == asio::error::eof) {
                    self->close();
                } else if (!error) {
                    self->m_buffer.commit(size);
                    self->read_head();
                }
            });
    }

    void read_head() {
        m_is_head = false;
        m_parser.emplace();
        m_parser->body_limit(m_shared.settings.body_bytes_max);
        m_parser->header_limit(kHeaderBytesMax);
        m_buffer.reserve(kBufferBytes);
        expire_after(m_shared.settings.head_timeout_s);
        beast::http::async_read_header(
            m_stream, m_buffer, *m_parser,
            [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                if (error || self->m_parser->is_done()) {
                    return self->on_read(error);
                }
                // A stranger has one time for the whole body: byte by byte is no progress.
                self->expire_after(self->m_shared.settings.idle_timeout_s);
                if (self->m_place.is_proven()) {
                    self->m_place.set_silent(false);
                }
                self->m_parser->eager(true);
                self->read_body();
            });
    }

    void read_body() {
        if (m_place.is_proven()) {
            expire_after(m_shared.settings.idle_timeout_s);
        }
        beast::http::async_read_some(
            m_stream, m_buffer, *m_parser,
            [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                if (error || self->m_parser->is_done()) {
                    return self->on_read(error);
                }
                self->read_body();
            });
    }

    void on_read(beast::error_code error) {
        if (error == beast::http::error::end_of_stream) {
            return close();
        }
        if (error == beast::http::error::body_limit) {
            return write(plain(kTooLarge, "too large\n"), false);
        }
        if (error && error.category() ==
                         beast::http::make_error_code(beast::http::error::bad_method).category()) {
            return write(plain(400, "malformed\n"), false);
        }
        if (error) {
            return;
        }
        auto message = m_parser->release();
        m_is_head = message.method() == beast::http::verb::head;
        Request request{.method = m_is_head ? "GET" : std::string(message.method_string()),
                        .target = std::string(message.target()),
                        .headers = {},
                        .body = std::move(message.body()),
                        .peer_certificate = m_certificate,
                        .peer_address = m_peer_address};
        for (const auto& field : message) {
            request.headers.push_back(
                {std::string(field.name_string()), std::string(field.value())});
        }
        if (!is_own_path(request.target)) {
            return write(plain(400, "malformed\n"), false);
        }
        handle(std::move(request), message.keep_alive());
    }

    void handle(Request request, bool keep_alive) {
        m_place.set_silent(false);
        lowest().expires_never();
        if (m_shared.workers == nullptr) {
            return write(handled(m_shared.handler, request), keep_alive);
        }
        asio::post(*m_shared.workers, [self = this->shared_from_this(),
                                       request = std::move(request), keep_alive]() mutable {
            auto response = handled(self->m_shared.handler, request);
            const auto executor = self->m_stream.get_executor();
            // The session goes back whole, so that it never ends on a worker.
            asio::post(executor,
                       [self = std::move(self), response = std::move(response),
                        keep_alive]() mutable { self->write(std::move(response), keep_alive); });
        });
    }

    void write(Response response, bool keep_alive) {
        m_response = {};
        m_response.version(11);
        m_response.result(static_cast<unsigned>(response.status));
        m_response.set(beast::http::field::content_type, response.content_type);
        for (const auto& [name, value] : response.headers) {
            m_response.insert(name, value);  // a name may repeat: Set-Cookie
        }
        m_response.keep_alive(keep_alive);
        m_response.body() = std::move(response.body);
        m_response.prepare_payload();
        m_serializer.emplace(m_response);
        write_some(keep_alive);
    }

    /// A slow line moves a large body piece by piece; each piece has the time of a silence.
    void write_some(bool keep_alive) {
        expire_after(m_shared.settings.idle_timeout_s);
        const auto next = [self = this->shared_from_this(), keep_alive](beast::error_code error,
                                                                        std::size_t) {
            if (error) {
                return;
            }
            if (!self->m_is_head && !self->m_serializer->is_done()) {
                return self->write_some(keep_alive);
            }
            self->on_written(keep_alive);
        };
        if (m_is_head) {
            m_serializer->split(true);
            beast::http::async_write_header(m_stream, *m_serializer, next);
        } else {
            beast::http::async_write_some(m_stream, *m_serializer, next);
        }
    }

    void on_written(bool keep_alive) {
        m_place.set_silent(true);
        const bool was_too_large = m_response.result_int() == kTooLarge;
        m_serializer.reset();
        m_response = {};
        if (keep_alive) {
            wait();
        } else if (was_too_large) {
            drain();  // the peer still sends; a reset would take the answer away
        } else {
            close();
        }
    }

    /// After a refused handshake: closing at once would reset the connection and take our alert,
    /// which says why, away from the peer. Reads and drops until the peer ends or time is up.
    void drain() {
        beast::error_code ignored;
        lowest().socket().shutdown(Tcp::socket::shutdown_send, ignored);
        expire_after(kDrainTimeS);
        m_buffer.clear();
        lowest().async_read_some(
            m_buffer.prepare(kBufferBytes),
            [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                if (!error) {
                    self->drain();
                }
            });
    }

    void close() {
        expire_after(kDrainTimeS);
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            m_stream.async_shutdown([self = this->shared_from_this()](beast::error_code) {});
        } else {
            beast::error_code ignored;
            m_stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
        }
    }

    std::shared_ptr<SslContext> m_context;  // outlives m_stream
    Shared& m_shared;
    Stream m_stream;
    HeldPlace m_place;
    std::optional<Bytes> m_certificate;
    beast::flat_buffer m_buffer{kBufferBytes + kHeaderBytesMax};
    std::optional<beast::http::request_parser<beast::http::string_body>> m_parser;
    beast::http::response<beast::http::string_body> m_response;
    std::optional<beast::http::response_serializer<beast::http::string_body>> m_serializer;
    bool m_is_head = false;
    std::string m_peer_address;
};

}  // namespace asah::http
