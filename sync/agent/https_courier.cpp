#include "sync/agent/https_courier.h"

namespace asah::agent {

Result<protocol::Message> HttpsCourier::exchange(const protocol::Message& request) {
    const auto body = protocol::encode_message(request);
    const bool is_fetch = std::holds_alternative<protocol::Fetch>(request);
    HttpRequest http{.path = "/v1", .body = body};
    if (is_fetch) {
        http.reply_bytes_max = protocol::kReplyBytesMax;
    }
    ASAH_TRY(const auto reply, m_client.send(http));
    if (reply.status != 200) {
        return fail(ErrorCode::ProtocolViolation, "HTTP " + std::to_string(reply.status));
    }
    auto message = protocol::parse_message(reply.body);
    if (!message.has_value()) {
        return fail(ErrorCode::ProtocolViolation, message.error().detail);
    }
    return message;
}

}  // namespace asah::agent
