// Joining an authority: keys here, a request out, a reply in. The secret of the code never travels.
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/core/ledger/join_code.h"
#include "kiosk/station/impl.h"
#include "kiosk/station/layout.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/pin.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

namespace {

constexpr std::size_t kRequestBytesMax = 64U << 10U;

Result<void> ensure_key(Files& files, const std::string& path) {
    return files.exists(path) ? Result<void>{} : vault::make_key_file(files, path);
}

Result<void> ensure_keys(const Ports& ports, const Paths& paths) {
    ASAH_CHECK(ports.files->ensure_folder(paths.home));
    ASAH_CHECK(vault::ensure_storage_key(*ports.files, storage_key_path(paths), *ports.random));
    ASAH_CHECK(ensure_key(*ports.files, signing_key_path(paths)));
    return ensure_key(*ports.files, opening_key_path(paths));
}

Result<ledger::JoinRequest> parse_request(ByteView bytes) {
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload, ledger::payload_of(document.body, ledger::kJoinRequestType));
    return ledger::parse_join_request_payload(payload);
}

Result<ledger::JoinRequest> make_request(const Ports& ports, const Paths& paths,
                                         const ledger::JoinCode& code, Bytes tls_csr) {
    ledger::JoinRequest request;
    request.hq_address = code.hq_address;
    request.root_digest = code.root_digest;
    request.code_id = code.code_id;
    request.tls_csr = std::move(tls_csr);
    ASAH_TRY(request.signing_csr,
             vault::make_request(*ports.files, signing_key_path(paths), "terminal"));
    ASAH_TRY(request.opening_csr,
             vault::make_request(*ports.files, opening_key_path(paths), "terminal"));
    request.hmac = vault::hmac_sha256(code.secret, ledger::make_join_hmac_input(request));
    return request;
}

Result<void> write_request(const Ports& ports, const Paths& paths,
                           const ledger::JoinRequest& request) {
    ASAH_TRY(const auto key, vault::SigningKey::open(*ports.files, signing_key_path(paths)));
    ASAH_TRY(const auto file,
             vault::sign_document(ledger::kJoinRequestType,
                                  ledger::make_join_request_payload(request), {&key}));
    return ports.files->write_durable(paths.outbox + "/" + ledger::kJoinRequestName, file,
                                      FileMode::Group);
}

// The request made before, if it was for this code; a new one otherwise. One that the disk does not
// give now is not replaced: HQ may be comparing its twelve digits at this moment.
Result<ledger::JoinRequest> ensure_request(const Ports& ports, const Paths& paths,
                                           const ledger::JoinCode& code) {
    const auto path = paths.outbox + "/" + ledger::kJoinRequestName;
    auto tls_csr = ports.files->read(paths.inbox + "/" + ledger::kTlsRequestName, kRequestBytesMax);
    if (!tls_csr.has_value()) {
        return fail(ErrorCode::Waiting, "asah-sync enrol");
    }
    if (ports.files->exists(path)) {
        const auto bytes = ports.files->read(path, kRequestBytesMax);
        if (!bytes.has_value() && bytes.error().code != ErrorCode::TooLarge) {
            return fail(bytes.error());
        }
        auto known = bytes.has_value() ? parse_request(*bytes)
                                       : Result<ledger::JoinRequest>(fail(bytes.error()));
        if (known.has_value() && known->code_id == code.code_id && known->tls_csr == *tls_csr) {
            return known;
        }
    }
    ASAH_TRY(auto request, make_request(ports, paths, code, std::move(tls_csr).value()));
    ASAH_CHECK(write_request(ports, paths, request));
    return request;
}

Result<void> check_own_key(Files& files, const std::string& key_path, ByteView certificate,
                           ledger::Role role, const ledger::Root& root) {
    ASAH_TRY(const auto info, vault::check_certificate(certificate, role, root));
    ASAH_TRY(const auto key, vault::SigningKey::open(files, key_path));
    if (info.key_id != key.key_id()) {
        return fail(ErrorCode::CertificateForeign, "reply names another key");
    }
    return {};
}

Result<void> accept(const Ports& ports, const Paths& paths, const ledger::JoinRequest& request,
                    ByteView root_file, ByteView reply_file) {
    if (sha256(root_file) != request.root_digest) {
        return fail(ErrorCode::ServerForeign, "root");
    }
    ASAH_TRY(const auto root, vault::verify_root(root_file, nullptr));
    ASAH_TRY(const auto document, ledger::parse_signed(reply_file));
    ASAH_TRY(const auto payload,
             vault::verify_document(document, ledger::kJoinReplyType, ledger::Role::Issuing, root));
    ASAH_TRY(const auto reply, ledger::parse_join_reply_payload(payload));
    if (reply.request_digest != sha256(ledger::make_join_hmac_input(request)) ||
        reply.authority != root.authority) {
        return fail(ErrorCode::CertificateForeign, "reply to another request");
    }
    auto& files = *ports.files;
    ASAH_CHECK(check_own_key(files, signing_key_path(paths), reply.signing_certificate,
                             ledger::Role::TerminalSigning, root));
    ASAH_CHECK(check_own_key(files, opening_key_path(paths), reply.opening_certificate,
                             ledger::Role::TerminalOpening, root));
    ASAH_CHECK(files.write_durable(join_root_path(paths), root_file, FileMode::Private));
    ASAH_CHECK(files.write_durable(root_path(paths), root_file, FileMode::Private));
    // The reply comes last: with it the terminal is joined.
    return files.write_durable(reply_path(paths), reply_file, FileMode::Private);
}

}  // namespace

Result<JoinProgress> join(const Ports& ports, const Paths& paths, const std::string& code_text) {
    auto& files = *ports.files;
    if (is_joined(files, paths)) {
        return JoinProgress{true, {}};
    }
    ASAH_TRY(const auto code, ledger::parse_join_code(code_text));
    ASAH_CHECK(ensure_keys(ports, paths));
    ASAH_TRY(const auto request, ensure_request(ports, paths, code));
    const JoinProgress waiting{false, ledger::join_digits(request)};
    const auto inbox_root = paths.inbox + "/" + ledger::kRootName;
    const auto inbox_reply = paths.inbox + "/" + ledger::kJoinReplyName;
    if (!files.exists(inbox_root) || !files.exists(inbox_reply)) {
        return waiting;
    }
    ASAH_TRY(const auto root_file, files.read(inbox_root, ledger::kSignedDocumentBytesMax));
    ASAH_TRY(const auto reply_file, files.read(inbox_reply, ledger::kSignedDocumentBytesMax));
    ASAH_CHECK(accept(ports, paths, request, root_file, reply_file));
    for (const auto* name : {ledger::kRootName, ledger::kJoinReplyName, ledger::kTlsRequestName}) {
        ASAH_CHECK(files.remove(paths.inbox + "/" + name));
    }
    ASAH_CHECK(files.remove(paths.outbox + "/" + ledger::kJoinRequestName));
    return JoinProgress{true, waiting.digits};
}

}  // namespace asah::station
