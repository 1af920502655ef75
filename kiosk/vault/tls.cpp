#include "kiosk/vault/tls.h"

#include <openssl/ssl.h>

#include "kiosk/vault/certificate.h"
#include "kiosk/vault/openssl_ptr.h"

namespace asah::vault {

namespace {

// What the verify callback needs; owned by the SSL_CTX through its ex_data.
struct Policy {
    std::shared_ptr<const ledger::Root> root;
    ledger::Role peer_role;
    TlsOutcome* outcome;
    std::shared_ptr<CheckedCertificates> checks;
};

Result<void> check(const Policy& policy, ByteView der) {
    if (policy.checks) {
        ASAH_CHECK(policy.checks->check(der, policy.peer_role, policy.root));
    } else {
        ASAH_CHECK(check_certificate(der, policy.peer_role, *policy.root));
    }
    return {};
}

void free_policy(void*, void* policy, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<Policy*>(policy);
}

/// OpenSSL makes the alert from this, by which the peer tells one refusal from another: unsupported
/// certificate, certificate revoked, unknown CA, bad certificate.
int x509_error_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::CertificateForeign:
            return X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
        case ErrorCode::CertificateRevoked:
            return X509_V_ERR_CERT_REVOKED;
        case ErrorCode::CertificateRole:
            return X509_V_ERR_INVALID_PURPOSE;
        default:
            return X509_V_ERR_CERT_UNTRUSTED;
    }
}

// Replaces the library's chain check: our roots, roles and lists decide; dates do not.
int verify_peer(X509_STORE_CTX* store, void* argument) {
    const auto* policy = static_cast<const Policy*>(argument);
    const auto* certificate = X509_STORE_CTX_get0_cert(store);
    if (certificate == nullptr) {
        X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_UNTRUSTED);
        return 0;
    }
    const auto checked = check(*policy, der_of(certificate));
    if (!checked.has_value()) {
        if (policy->outcome != nullptr) {
            policy->outcome->refused = checked.error().code;
        }
        X509_STORE_CTX_set_error(store, x509_error_of(checked.error().code));
        return 0;
    }
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

/// Where a policy rests in an SSL_CTX. OpenSSL never gives an index back, so there is one for all.
int policy_index() {
    static const int kIndex = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, free_policy);
    return kIndex;
}

Result<void> configure(void* ssl_ctx, Policy policy, int mode) {
    auto* context = static_cast<SSL_CTX*>(ssl_ctx);
    auto owned = std::make_unique<Policy>(std::move(policy));
    const int index = policy_index();
    if (context == nullptr || index < 0 ||
        SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1) {
        clear_errors();
        return fail(ErrorCode::CertificateInvalid, "TLS settings");
    }
    const std::unique_ptr<Policy> before(static_cast<Policy*>(SSL_CTX_get_ex_data(context, index)));
    if (SSL_CTX_set_ex_data(context, index, owned.get()) != 1) {
        clear_errors();
        return fail(ErrorCode::CertificateInvalid, "TLS settings");
    }
    // A resumed session would skip the check against today's lists.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    SSL_CTX_set_verify(context, mode, nullptr);
    SSL_CTX_set_cert_verify_callback(context, verify_peer, owned.release());
    return {};
}

}  // namespace

Result<void> configure_tls_client(void* ssl_ctx, std::shared_ptr<const ledger::Root> root,
                                  TlsOutcome* outcome) {
    return configure(ssl_ctx, {std::move(root), ledger::Role::HqTls, outcome, nullptr},
                     SSL_VERIFY_PEER);
}

Result<void> configure_tls_server(void* ssl_ctx, std::shared_ptr<const ledger::Root> root,
                                  TlsOutcome* outcome,
                                  std::shared_ptr<CheckedCertificates> checks) {
    return configure(ssl_ctx,
                     {std::move(root), ledger::Role::TerminalTls, outcome, std::move(checks)},
                     SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT);
}

}  // namespace asah::vault
