// The courier over the network: POST /v1 with mutual TLS.   Format: PROTOCOL.md, section 1.
#pragma once

#include "sync/agent/courier.h"
#include "sync/agent/http_client.h"

namespace asah::agent {

class HttpsCourier final : public Courier {
   public:
    HttpsCourier(std::string address, TlsChoice tls)
        : m_address(address), m_client(std::move(address), std::move(tls)) {}
    Result<protocol::Message> exchange(const protocol::Message& request) override;
    [[nodiscard]] std::string place() const override { return m_address; }

   private:
    std::string m_address;
    HttpClient m_client;
};

}  // namespace asah::agent
