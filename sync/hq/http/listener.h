// One HTTP/1.1 listener, with or without TLS, behind a plain handler.
// Invariants: without TLS only loopback is bound; a request body never exceeds body_bytes_max; each
// step of a connection (handshake, silence, head, body, reply) has a time of its own, and what
// moves forward is never cut off; silent connections never shut out others, since places are taken
// from whoever has shown no certificate and has been silent longest. A HEAD reaches the handler as
// a GET and its reply goes out without the body. A target that is no path of this server is
// refused. Thread: run() serves on the calling thread; the handler is called there, or on
// worker_count threads of its own; stop() may be called from any.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"

namespace asah::http {

struct Header {
    std::string name;
    std::string value;
};

struct Request {
    std::string method;  // "GET", "POST", ...
    std::string target;  // path and query as sent, "/peta?unit=SETDA"
    std::vector<Header> headers;
    std::string body;
    std::optional<Bytes> peer_certificate;  // DER, when the peer showed one
    std::string peer_address;               // "127.0.0.1"
};
/// The first header of that name (ASCII case ignored), or empty.
std::string_view header(const Request& request, std::string_view name);

struct Response {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::vector<Header> headers;
    std::string body;
};

using Handler = std::function<Response(const Request&)>;

enum class ClientCertificate { None, Required };

struct TlsSettings {
    std::string certificate_chain_pem;
    std::string key_pem;
    ClientCertificate client = ClientCertificate::None;
    /// Called with the SSL_CTX* after certificate and key are set; vault::configure_tls_server goes
    /// here. May be empty.
    std::function<Result<void>(void*)> configure;
};

struct Settings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: the system picks; see port()
    std::optional<TlsSettings> tls;
    std::size_t body_bytes_max = 1U << 20U;
    int handshake_timeout_s = 10;
    int head_timeout_s = 10;  // from a request's first byte to the end of its head
    int idle_timeout_s = 30;  // silence between requests; a body or a reply without progress
    /// Silence between requests of a peer that showed a certificate.
    int proven_idle_timeout_s = 600;
    /// Peers without a certificate, and handshakes under way. Beyond it the one that has been
    /// silent longest goes, of the address that has most.
    int connection_count_max = 1000;
    /// Peers that showed a certificate. Beyond it the one that has been silent longest goes, of the
    /// certificate that has most.
    int proven_count_max = 10'000;
    /// 0: the handler is called on the thread of run(). Otherwise on so many threads, and must be
    /// safe there.
    int worker_count = 0;
};

class Listener {
   public:
    /// Binds and listens. Errors: InvalidArgument (no such address, the port is taken, or plain
    /// HTTP beyond loopback), CertificateInvalid.
    static Result<Listener> open(Settings settings, Handler handler);
    Listener(Listener&&) noexcept;
    Listener& operator=(Listener&&) noexcept;
    ~Listener();

    [[nodiscard]] std::uint16_t port() const;
    /// Serves until stop().
    void run();
    void stop();
    /// New connections use these from now on (a new root, a new certificate). Errors:
    /// CertificateInvalid: the old ones stay. Thread: any.
    Result<void> replace_tls(const TlsSettings& settings);

   private:
    struct Impl;
    explicit Listener(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace asah::http
