// Who carries the messages of a pass: HTTPS or a folder. One code path (pass.h), two couriers.
#pragma once

#include "sync/protocol/message.h"

namespace asah::agent {

class Courier {
   public:
    virtual ~Courier() = default;
    /// The reply to one request. Errors: those of HttpClient::send, ProtocolViolation, File*.
    virtual Result<protocol::Message> exchange(const protocol::Message& request) = 0;
    /// For words: where the replies come from.
    [[nodiscard]] virtual std::string place() const = 0;
};

}  // namespace asah::agent
