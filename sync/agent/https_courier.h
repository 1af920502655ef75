// The courier over the network: POST /v1 with mutual TLS.   Format: PROTOCOL.md, section 1.
#pragma once

#include "sync/agent/courier.h"
#include "sync/agent/http_client.h"

namespace asah::agent {

class HttpsCourier final : public Courier {
   public:
    HttpsCourier(std::string address, TlsChoice tls)
        : m_client(std::move(address), std::move(tls)) {}
    Result<protocol::Message> exchange(const protocol::Message& request) override;

   private:
    HttpClient m_client;
};

}  // namespace asah::agent
