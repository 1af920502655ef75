#include "sync/agent/enrol.h"

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/certificate.h"
#include "kiosk/vault/issue.h"
#include "sync/agent/http_client.h"

namespace asah::agent {

namespace {

constexpr std::size_t kSmallBytesMax = 256U << 10U;

/// The key, its request in our folder, and a copy for the kiosk. Returns the key's id.
Result<Digest> ensure_key(Files& files, const Folders& folders) {
    ASAH_CHECK(files.ensure_folder(folders.state));
    const auto key = folders.in_state("tls.key");
    const auto request_path = folders.in_state(ledger::kTlsRequestName);
    if (!files.exists(key)) {
        ASAH_CHECK(vault::make_key_file(files, key));
    }
    if (!files.exists(request_path)) {
        ASAH_TRY(const auto request, vault::make_request(files, key, "terminal"));
        ASAH_CHECK(files.write_durable(request_path, request, FileMode::Private));
    }
    ASAH_TRY(const auto request, files.read(request_path, kSmallBytesMax));
    const bool has_asked = files.exists(folders.in_outbox(ledger::kJoinRequestName));
    const auto shared = folders.in_inbox(ledger::kTlsRequestName);
    if (!has_asked && !files.exists(shared)) {
        ASAH_CHECK(files.write_durable(shared, request, FileMode::Group));
    }
    return vault::request_key_id(request);
}

struct Asked {
    Bytes document;
    ledger::JoinRequest request;
    Digest digest{};
};

Result<Asked> read_request(Files& files, const Folders& folders, const Digest& key_id) {
    Asked asked;
    ASAH_TRY(asked.document,
             read_optional(files, folders.in_outbox(ledger::kJoinRequestName), kSmallBytesMax));
    if (asked.document.empty()) {
        return fail(ErrorCode::Waiting, "asah-kiosk --join");
    }
    ASAH_TRY(const auto document, ledger::parse_signed(asked.document));
    ASAH_TRY(const auto payload, ledger::payload_of(document.body, ledger::kJoinRequestType));
    ASAH_TRY(asked.request, ledger::parse_join_request_payload(payload));
    ASAH_TRY(const auto asked_key, vault::request_key_id(asked.request.tls_csr));
    if (asked_key != key_id) {
        return fail(ErrorCode::InvalidArgument, "join.request names another carrier's key");
    }
    asked.digest = sha256(ledger::make_join_hmac_input(asked.request));
    return asked;
}

/// The root that the code pinned: our copy, or from the join port, unverified but for its digest.
Result<Bytes> pinned_root(Files& files, const Folders& folders, const Asked& asked) {
    ASAH_TRY(auto own, read_optional(files, folders.in_state(ledger::kRootName),
                                     ledger::kSignedDocumentBytesMax));
    if (!own.empty() && sha256(own) == asked.request.root_digest) {
        return own;
    }
    HttpClient client(asked.request.hq_address, {});
    ASAH_TRY(auto reply, client.send({.path = "/root", .body = {}}));
    if (reply.status != 200 || sha256(reply.body) != asked.request.root_digest) {
        return fail(ErrorCode::ServerForeign, asked.request.hq_address);
    }
    ASAH_CHECK(vault::verify_root(reply.body, nullptr));
    ASAH_CHECK(
        files.write_durable(folders.in_state(ledger::kRootName), reply.body, FileMode::Private));
    return std::move(reply.body);
}

/// Posts the request and looks for the reply. Errors: Waiting until HQ has confirmed.
Result<Bytes> ask_hq(const Asked& asked, std::shared_ptr<const ledger::Root> root) {
    HttpClient client(asked.request.hq_address,
                      {.root = std::move(root), .certificate_path = {}, .key_path = {}});
    ASAH_TRY(const auto posted, client.send({.path = "/join", .body = asked.document}));
    if (posted.status == 429) {
        return fail(ErrorCode::Waiting, asked.request.hq_address);
    }
    if (posted.status == 403) {
        return fail(ErrorCode::CodeExpired, asked.request.hq_address);
    }
    if (posted.status != 202) {
        return fail(ErrorCode::ProtocolViolation, "HTTP " + std::to_string(posted.status));
    }
    ASAH_TRY(auto reply, client.send({.path = "/join/" + to_hex(asked.digest), .body = {}}));
    if (reply.status == 404) {
        return fail(ErrorCode::Waiting, "asah-hq enrol confirm");
    }
    if (reply.status != 200) {
        return fail(ErrorCode::ProtocolViolation, "HTTP " + std::to_string(reply.status));
    }
    return std::move(reply.body);
}

Result<ledger::JoinReply> parse_reply(ByteView bytes) {
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload, ledger::payload_of(document.body, ledger::kJoinReplyType));
    return ledger::parse_join_reply_payload(payload);
}

bool is_enrolled(Files& files, const Folders& folders, const Digest& request) {
    const auto bytes =
        files.read(folders.in_state(ledger::kJoinReplyName), ledger::kSignedDocumentBytesMax);
    const auto reply =
        bytes.has_value() ? parse_reply(*bytes) : Result<ledger::JoinReply>(fail(bytes.error()));
    return reply.has_value() && reply->request_digest == request;
}

Result<void> take_reply(Files& files, const Folders& folders, const Asked& asked,
                        const Digest& key_id, ByteView root_file, const ledger::Root& root,
                        ByteView reply_file) {
    ASAH_TRY(const auto reply, parse_reply(reply_file));
    ASAH_TRY(const auto certificate,
             vault::check_certificate(reply.tls_certificate, ledger::Role::TerminalTls, root));
    if (reply.request_digest != asked.digest || certificate.key_id != key_id) {
        return fail(ErrorCode::CertificateInvalid, "join.reply is for another request");
    }
    ASAH_CHECK(files.write_durable(folders.in_state("tls.pem"),
                                   as_bytes(vault::certificate_pem(reply.tls_certificate)),
                                   FileMode::Private));
    ASAH_CHECK(files.remove(folders.in_state("delivered")));
    ASAH_CHECK(files.remove(folders.in_state("set_aside")));
    ASAH_CHECK(files.remove(folders.in_state(ledger::kManifestName)));
    ASAH_CHECK(
        files.write_durable(folders.in_inbox(ledger::kRootName), root_file, FileMode::Group));
    ASAH_CHECK(
        files.write_durable(folders.in_inbox(ledger::kJoinReplyName), reply_file, FileMode::Group));
    return files.write_durable(folders.in_state(ledger::kJoinReplyName), reply_file,
                               FileMode::Private);
}

}  // namespace

Result<void> enrol(Files& files, const Folders& folders, EnrolProgress& progress) {
    ASAH_TRY(const auto key_id, ensure_key(files, folders));
    ASAH_TRY(const auto asked, read_request(files, folders, key_id));
    progress.digits = ledger::join_digits(asked.request);
    if (!is_enrolled(files, folders, asked.digest)) {
        ASAH_TRY(const auto root_file, pinned_root(files, folders, asked));
        ASAH_TRY(auto parsed, vault::verify_root(root_file, nullptr));
        const auto root = std::make_shared<const ledger::Root>(std::move(parsed));
        ASAH_TRY(const auto reply, ask_hq(asked, root));
        ASAH_CHECK(take_reply(files, folders, asked, key_id, root_file, *root, reply));
    }
    progress.is_done = true;
    return {};
}

}  // namespace asah::agent
