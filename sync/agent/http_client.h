// HTTPS requests to headquarters: TLS 1.3, no redirects, no proxy, every answer bounded.
// libcurl stands in the .cpp alone.   Thread: one at a time.
#pragma once

#include <memory>
#include <string>

#include "kiosk/core/ledger/documents.h"

namespace asah::agent {

/// How the other side is checked and what we show.
struct TlsChoice {
    std::shared_ptr<const ledger::Root> root;  // nullptr = unverified (only to fetch a pinned root)
    std::string certificate_path;              // PEM; empty = we show none
    std::string key_path;
};

struct HttpRequest {
    std::string path;  // "/v1"
    ByteView body;     // empty = GET
    std::size_t reply_bytes_max = 4U << 20U;
};

struct HttpReply {
    int status = 0;
    Bytes body;
};

class HttpClient {
   public:
    /// `address`: "host:port".
    HttpClient(std::string address, TlsChoice tls);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    ~HttpClient();
    /// Errors: NetworkUnreachable (no connection), NetworkBroken (it ended early), TooLarge,
    /// ServerForeign (who answers is refused by us), TerminalRevoked, NotEnrolled (our certificate
    /// is refused by it), CertificateRole, CertificateRevoked, CertificateForeign (either, told
    /// apart by refusal_key).
    Result<HttpReply> send(const HttpRequest& request);

   private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace asah::agent
