// One HTTP/1.1 listener, with or without TLS, behind a plain handler.
// Invariants: without TLS only loopback is bound; a request body never exceeds body_bytes_max; a
// connection that is silent for idle_timeout_s is closed.
// Thread: run() serves on the calling thread, and the handler is called there alone; stop() may be
// called from any thread.
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
    int idle_timeout_s = 30;
    int connection_count_max = 1000;
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
