#include "sync/hq/receiver/join_desk.h"

#include <algorithm>

#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr std::string_view kReplyPath = "/join/";
constexpr const char* kBinary = "application/octet-stream";

http::Response plain(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

http::Response bytes_of(ByteView bytes) {
    http::Response response;
    response.content_type = kBinary;
    response.body = std::string(as_text(bytes));
    return response;
}

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::TooLarge:
            return 413;
        case ErrorCode::Waiting:
            return 429;
        case ErrorCode::MalformedInput:
        case ErrorCode::Unsupported:
            return 400;
        default:
            return 500;
    }
}

}  // namespace

http::Response JoinDesk::handle(const http::Request& request) {
    if (request.method == "GET" && request.target == "/root") {
        return root();
    }
    if (request.method == "POST" && request.target == "/join") {
        return take(request.body);
    }
    if (request.method == "GET" && request.target.starts_with(kReplyPath)) {
        return reply(std::string_view(request.target).substr(kReplyPath.size()));
    }
    return plain(404, "not found\n");
}

http::Response JoinDesk::root() {
    static_cast<void>(m_orders->refresh());  // an older root stays in force
    return bytes_of(*m_orders->view()->root_file);
}

bool JoinDesk::is_over_rate() {
    const auto now = m_clock->now_boot();
    if ((now - m_minute_began).value >= kMsPerMinute) {
        m_minute_began = now;
        m_taken_count = 0;
    }
    return ++m_taken_count > kJoinsPerMinute;
}

Result<void> JoinDesk::keep(ByteView document) {
    if (document.size() > kJoinRequestBytesMax) {
        return fail(ErrorCode::TooLarge, "join request");
    }
    ASAH_TRY(const auto parsed, ledger::parse_signed(document));
    ASAH_TRY(const auto payload, ledger::payload_of(parsed.body, ledger::kJoinRequestType));
    ASAH_TRY(const auto request, ledger::parse_join_request_payload(payload));
    const auto digest = sha256(ledger::make_join_hmac_input(request));
    const auto path = m_intake + "/" + protocol::intake_join_name(digest);
    if (m_files->exists(path)) {
        return {};
    }
    ASAH_TRY(const auto names, m_files->list(m_intake));
    const auto waiting = std::count_if(names.begin(), names.end(),
                                       [](const auto& name) { return name.ends_with(".join"); });
    if (static_cast<std::size_t>(waiting) >= kJoinsWaitingMax || is_over_rate()) {
        return fail(ErrorCode::Waiting, "join requests");
    }
    return m_files->write_durable(path, document, FileMode::Group);
}

http::Response JoinDesk::take(const std::string& body) {
    const auto kept = keep(as_bytes(body));
    return kept.has_value() ? plain(202, "taken\n")
                            : plain(status_of(kept.error().code), "refused\n");
}

http::Response JoinDesk::reply(std::string_view digest_hex) {
    const auto digest = parse_digest(digest_hex);
    if (!digest.has_value()) {
        return plain(404, "not found\n");
    }
    const auto reply = m_orders->join_reply(*digest);
    return reply.has_value() && !reply->empty() ? bytes_of(*reply) : plain(404, "not yet\n");
}

}  // namespace asah::hq
