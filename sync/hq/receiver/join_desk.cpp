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
        case ErrorCode::CodeExpired:
            return 403;
        case ErrorCode::Waiting:
            return 429;
        case ErrorCode::MalformedInput:
        case ErrorCode::Unsupported:
            return 400;
        default:
            return 500;
    }
}

/// As far as the file says it: what is no join request gives an empty code.
std::string code_in(Files& files, const FilePath& path) {
    const auto bytes = files.read(path, kJoinRequestBytesMax);
    const auto document = bytes ? ledger::parse_signed(*bytes)
                                : Result<ledger::SignedDocument>(fail(ErrorCode::MalformedInput));
    const auto payload = document ? ledger::payload_of(document->body, ledger::kJoinRequestType)
                                  : Result<std::string_view>(fail(ErrorCode::MalformedInput));
    const auto request = payload ? ledger::parse_join_request_payload(*payload)
                                 : Result<ledger::JoinRequest>(fail(ErrorCode::MalformedInput));
    return request.has_value() ? request->code_id : std::string{};
}

}  // namespace

JoinDesk::JoinDesk(Files& files, Clock& clock, SharedFolder intake, Orders& orders)
    : m_files(&files), m_clock(&clock), m_intake(std::move(intake)), m_orders(&orders) {
    const auto names = m_files->list(m_intake);
    for (const auto& name : names.has_value() ? *names : std::vector<std::string>{}) {
        const auto dot = name.find('.');
        const auto digest = parse_digest(name.substr(0, dot));
        if (digest.has_value() && name == protocol::intake_join_name(*digest)) {
            m_waiting.push_back({*digest, code_in(*m_files, m_intake + "/" + name), {}});
        }
    }
}

http::Response JoinDesk::handle(const http::Request& request) {
    if (request.method == "GET" && request.target == "/root") {
        return root();
    }
    if (request.method == "POST" && request.target == "/join") {
        return take(request);
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

bool JoinDesk::is_over_rate(const std::string& address) {
    const auto now = m_clock->now_boot();
    if ((now - m_minute_began).value >= kMsPerMinute) {
        m_minute_began = now;
        m_taken.clear();
    }
    return ++m_taken[address] > kJoinsPerMinute;
}

bool JoinDesk::is_open(const std::string& code) const {
    const auto orders = m_orders->view();
    if (!orders->codes) {
        return true;
    }
    const auto found = orders->codes->find(code);
    return found != orders->codes->end() && m_clock->now_wall().utc < found->second;
}

FilePath JoinDesk::path_of(const Digest& digest) const {
    return m_intake + "/" + protocol::intake_join_name(digest);
}

/// The reader removes what it has answered or found unproven.
void JoinDesk::forget_taken() {
    std::erase_if(m_waiting,
                  [&](const Waiting& one) { return !m_files->exists(path_of(one.digest)); });
}

Result<void> JoinDesk::drop(std::deque<Waiting>::iterator oldest) {
    ASAH_CHECK(m_files->remove(path_of(oldest->digest)));
    m_waiting.erase(oldest);
    return {};
}

Result<void> JoinDesk::make_room(const std::string& code) {
    const auto is_of_code = [&](const Waiting& one) { return one.code == code; };
    const auto of_code =
        static_cast<std::size_t>(std::count_if(m_waiting.begin(), m_waiting.end(), is_of_code));
    if (of_code < kJoinsPerCode && m_waiting.size() < kJoinsWaitingMax) {
        return {};
    }
    const auto before = m_waiting.size();
    forget_taken();
    if (m_waiting.size() < before) {
        return make_room(code);
    }
    if (of_code >= kJoinsPerCode) {
        return drop(std::find_if(m_waiting.begin(), m_waiting.end(), is_of_code));
    }
    std::map<std::string, int> left;
    for (const auto& one : m_waiting) {
        ++left[one.address];
    }
    const auto most = std::max_element(
        left.begin(), left.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return drop(std::find_if(m_waiting.begin(), m_waiting.end(),
                             [&](const Waiting& one) { return one.address == most->first; }));
}

Result<void> JoinDesk::keep(ByteView document, const std::string& address) {
    if (document.size() > kJoinRequestBytesMax) {
        return fail(ErrorCode::TooLarge, "join request");
    }
    ASAH_TRY(const auto parsed, ledger::parse_signed(document));
    ASAH_TRY(const auto payload, ledger::payload_of(parsed.body, ledger::kJoinRequestType));
    ASAH_TRY(const auto request, ledger::parse_join_request_payload(payload));
    static_cast<void>(m_orders->refresh());  // a code made a moment ago is open
    if (!is_open(request.code_id)) {
        return fail(ErrorCode::CodeExpired, request.code_id);
    }
    const auto digest = sha256(ledger::make_join_hmac_input(request));
    ASAH_TRY(const auto answer, m_orders->join_reply(digest));
    if (!answer.empty() || m_files->exists(path_of(digest))) {
        return {};
    }
    if (is_over_rate(address)) {
        return fail(ErrorCode::Waiting, "join requests");
    }
    ASAH_CHECK(make_room(request.code_id));
    ASAH_CHECK(m_files->write_durable(path_of(digest), document, FileMode::Group));
    m_waiting.push_back({digest, request.code_id, address});
    return {};
}

http::Response JoinDesk::take(const http::Request& request) {
    const auto kept = keep(as_bytes(request.body), request.peer_address);
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
