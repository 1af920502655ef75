#include "sync/hq/http/listener.h"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <cctype>
#include <exception>
#include <mutex>

#include "sync/hq/http/session.h"

namespace asah::http {

namespace {

/// After the system had no descriptor or memory for a connection.
constexpr std::chrono::milliseconds kAcceptPause{100};

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
    Impl(Settings settings, Handler handler) : shared(std::move(settings), std::move(handler)) {
        if (shared.settings.worker_count > 0) {
            workers.emplace(static_cast<std::size_t>(shared.settings.worker_count));
            shared.workers = &*workers;
        }
    }

    Shared shared;  // before io: the sessions that end with it still give back their places
    asio::io_context io{1};
    Tcp::acceptor acceptor{io};
    asio::steady_timer pause{io};
    std::mutex context_mutex;  // guards context: replace_tls may come from another thread
    std::shared_ptr<SslContext> context;
    std::optional<asio::thread_pool> workers;  // last: what they do uses all of the above

    std::shared_ptr<SslContext> current_context() {
        const std::scoped_lock lock(context_mutex);
        return context;
    }

    void accept() {
        acceptor.async_accept([this](beast::error_code error, Tcp::socket socket) {
            if (!acceptor.is_open()) {
                return;
            }
            if (!error) {
                start(std::move(socket));
            } else if (error != asio::error::connection_aborted) {
                // No descriptor or memory is left: trying again at once would burn a processor.
                shared.places.make_room();
                pause.expires_after(kAcceptPause);
                return pause.async_wait([this](beast::error_code) {
                    if (acceptor.is_open()) {
                        accept();
                    }
                });
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
    auto impl = std::make_unique<Impl>(std::move(settings), std::move(handler));
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
        impl->pause.cancel();
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
