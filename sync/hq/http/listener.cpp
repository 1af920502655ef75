#include "sync/hq/http/listener.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <cctype>
#include <exception>
#include <mutex>

namespace asah::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using SslContext = asio::ssl::context;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

// A small buffer costs two thirds of the throughput of 16 KiB bodies.
constexpr std::size_t kBufferBytes = 32U << 10U;
constexpr std::uint32_t kHeaderBytesMax = 16U << 10U;
constexpr int kDrainTimeS = 2;
constexpr int kTooLarge = 413;

/// What all sessions of a listener share. Lives as long as the io_context.
struct Shared {
    Settings settings;
    Handler handler;
    int connection_count = 0;  // touched on the serving thread alone
};

struct CountedConnection {
    explicit CountedConnection(Shared& shared) : m_shared(&shared) { ++m_shared->connection_count; }
    CountedConnection(const CountedConnection&) = delete;
    CountedConnection& operator=(const CountedConnection&) = delete;
    ~CountedConnection() { --m_shared->connection_count; }

   private:
    Shared* m_shared;
};

std::optional<Bytes> peer_certificate(TlsStream& stream) {
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

std::optional<Bytes> peer_certificate(PlainStream&) { return std::nullopt; }

Response plain(int status, std::string body) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response handled(const Handler& handler, const Request& request) {
    try {
        return handler(request);
    } catch (const std::exception&) {
        // The last resort: no exception of a handler ends the listener; its words may hold data.
        return plain(500, "internal\n");
    }
}

/// One connection: handshake, then request and response in turn. Kept alive by its callbacks.
template <class Stream>
class Session : public std::enable_shared_from_this<Session<Stream>> {
   public:
    Session(Stream stream, std::shared_ptr<SslContext> context, Shared& shared)
        : m_context(std::move(context)),
          m_shared(shared),
          m_counted(shared),
          m_stream(std::move(stream)),
          m_buffer(kBufferBytes + kHeaderBytesMax) {
        m_buffer.reserve(kBufferBytes);
    }

    void start() {
        beast::error_code ignored;
        const auto peer = lowest().socket().remote_endpoint(ignored);
        m_peer_address = peer.address().to_string();
        lowest().socket().set_option(Tcp::no_delay(true), ignored);
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            touch();
            m_stream.async_handshake(asio::ssl::stream_base::server,
                                     [self = this->shared_from_this()](beast::error_code error) {
                                         if (!error) {
                                             self->read();
                                         }
                                     });
        } else {
            read();
        }
    }

   private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(m_stream); }
    void touch() { lowest().expires_after(std::chrono::seconds(m_shared.settings.idle_timeout_s)); }

    void read() {
        m_parser.emplace();
        m_parser->body_limit(m_shared.settings.body_bytes_max);
        m_parser->header_limit(kHeaderBytesMax);
        touch();
        beast::http::async_read(
            m_stream, m_buffer, *m_parser,
            [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                self->on_read(error);
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
        Request request{.method = std::string(message.method_string()),
                        .target = std::string(message.target()),
                        .headers = {},
                        .body = std::move(message.body()),
                        .peer_certificate = peer_certificate(m_stream),
                        .peer_address = m_peer_address};
        for (const auto& field : message) {
            request.headers.push_back(
                {std::string(field.name_string()), std::string(field.value())});
        }
        write(handled(m_shared.handler, request), message.keep_alive());
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
        touch();
        beast::http::async_write(
            m_stream, m_response,
            [self = this->shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
                if (!error && keep_alive) {
                    self->read();
                } else if (!error && self->m_response.result_int() == kTooLarge) {
                    self->drain();  // the peer still sends; a reset would take the answer away
                } else if (!error) {
                    self->close();
                }
            });
    }

    /// After a refused handshake: closing at once would reset the connection and take our alert,
    /// which says why, away from the peer. Reads and drops until the peer ends or time is up.
    void drain() {
        beast::error_code ignored;
        lowest().socket().shutdown(Tcp::socket::shutdown_send, ignored);
        lowest().expires_after(std::chrono::seconds(kDrainTimeS));
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
        touch();
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            m_stream.async_shutdown([self = this->shared_from_this()](beast::error_code) {});
        } else {
            beast::error_code ignored;
            m_stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
        }
    }

    std::shared_ptr<SslContext> m_context;  // outlives m_stream
    Shared& m_shared;
    CountedConnection m_counted;
    Stream m_stream;
    beast::flat_buffer m_buffer;
    std::optional<beast::http::request_parser<beast::http::string_body>> m_parser;
    beast::http::response<beast::http::string_body> m_response;
    std::string m_peer_address;
};

Result<std::shared_ptr<SslContext>> make_context(const TlsSettings& settings) {
    try {
        auto context = std::make_shared<SslContext>(SslContext::tls_server);
        SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_3_VERSION);
        context->use_certificate_chain(asio::buffer(settings.certificate_chain_pem));
        context->use_private_key(asio::buffer(settings.key_pem), SslContext::pem);
        if (settings.configure) {
            ASAH_CHECK(settings.configure(context->native_handle()));
        }
        if (settings.client == ClientCertificate::Required) {
            SSL_CTX_set_verify(context->native_handle(),
                               SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                               SSL_CTX_get_verify_callback(context->native_handle()));
        }
        return context;
    } catch (const std::exception&) {
        return fail(ErrorCode::CertificateInvalid, "certificate and key of the listener");
    }
}

}  // namespace

struct Listener::Impl {
    Shared shared;  // before io: the sessions that end with it still count themselves out
    asio::io_context io{1};
    Tcp::acceptor acceptor{io};
    std::mutex context_mutex;  // guards context: replace_tls may come from another thread
    std::shared_ptr<SslContext> context;

    std::shared_ptr<SslContext> current_context() {
        const std::scoped_lock lock(context_mutex);
        return context;
    }

    void accept() {
        acceptor.async_accept([this](beast::error_code error, Tcp::socket socket) {
            if (!acceptor.is_open()) {
                return;
            }
            // Over the limit the socket closes here: the peer comes again later.
            if (!error && shared.connection_count < shared.settings.connection_count_max) {
                start(std::move(socket));
            }
            accept();
        });
    }

    void start(Tcp::socket socket) {
        if (auto tls = current_context()) {
            TlsStream stream(beast::tcp_stream(std::move(socket)), *tls);
            std::make_shared<Session<TlsStream>>(std::move(stream), std::move(tls), shared)
                ->start();
            return;
        }
        std::make_shared<Session<PlainStream>>(PlainStream(std::move(socket)), nullptr, shared)
            ->start();
    }

    Result<void> bind() {
        beast::error_code error;
        const auto address = asio::ip::make_address(shared.settings.address, error);
        if (error) {
            return fail(ErrorCode::InvalidArgument, "address " + shared.settings.address);
        }
        if (!shared.settings.tls && !address.is_loopback()) {
            return fail(ErrorCode::InvalidArgument,
                        "without TLS only loopback is served, not " + shared.settings.address);
        }
        const Tcp::endpoint place(address, shared.settings.port);
        acceptor.open(place.protocol(), error);
        if (!error) {
            acceptor.set_option(asio::socket_base::reuse_address(true), error);
        }
        if (!error) {
            acceptor.bind(place, error);
        }
        if (!error) {
            acceptor.listen(asio::socket_base::max_listen_connections, error);
        }
        if (error) {
            return fail(ErrorCode::InvalidArgument, shared.settings.address + ":" +
                                                        std::to_string(shared.settings.port) +
                                                        ": " + error.message());
        }
        return {};
    }
};

std::string_view header(const Request& request, std::string_view name) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    for (const auto& field : request.headers) {
        if (std::equal(field.name.begin(), field.name.end(), name.begin(), name.end(),
                       [&](char a, char b) { return lower(a) == lower(b); })) {
            return field.value;
        }
    }
    return {};
}

Result<Listener> Listener::open(Settings settings, Handler handler) {
    auto impl = std::make_unique<Impl>();
    impl->shared.settings = std::move(settings);
    impl->shared.handler = std::move(handler);
    if (impl->shared.settings.tls) {
        ASAH_TRY(impl->context, make_context(*impl->shared.settings.tls));
    }
    ASAH_CHECK(impl->bind());
    return Listener(std::move(impl));
}

Listener::Listener(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Listener::Listener(Listener&&) noexcept = default;
Listener& Listener::operator=(Listener&&) noexcept = default;
Listener::~Listener() = default;

std::uint16_t Listener::port() const {
    beast::error_code ignored;
    return m_impl->acceptor.local_endpoint(ignored).port();
}

void Listener::run() {
    m_impl->accept();
    for (;;) {
        try {
            m_impl->io.run();
            return;
        } catch (const std::exception&) {
            // A connection's own trouble (memory, a broken socket) must not end the others.
            continue;
        }
    }
}

void Listener::stop() {
    asio::post(m_impl->io, [impl = m_impl.get()] {
        beast::error_code ignored;
        impl->acceptor.close(ignored);
        impl->io.stop();
    });
}

Result<void> Listener::replace_tls(const TlsSettings& settings) {
    ASAH_TRY(auto context, make_context(settings));
    const std::scoped_lock lock(m_impl->context_mutex);
    m_impl->context = std::move(context);
    return {};
}

}  // namespace asah::http
