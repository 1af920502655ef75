// TLS settings for carrier and receiver: TLS 1.3, roles and lists instead of dates. The context is
// an SSL_CTX* handed as void*, so that no OpenSSL header leaves the vault (HQ's TLS listener is the
// one exception).
#pragma once

#include <memory>

#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/checked_certificates.h"

namespace asah::vault {

/// Why the last handshake with this policy was refused by us; ErrorCode::Internal = it was not.
struct TlsOutcome {
    ErrorCode refused = ErrorCode::Internal;
};

/// Client side: verifies that the peer has role HqTls under `root`, dates ignored, revoked refused.
/// `outcome` must outlive the context's use. Errors: CertificateInvalid.
Result<void> configure_tls_client(void* ssl_ctx, std::shared_ptr<const ledger::Root> root,
                                  TlsOutcome* outcome);

/// Server side: asks for a client certificate of role TerminalTls under `root`. `outcome` is only
/// for a context that serves one connection at a time. `checks` (may be empty) remembers who was
/// checked under this root before.
Result<void> configure_tls_server(void* ssl_ctx, std::shared_ptr<const ledger::Root> root,
                                  TlsOutcome* outcome = nullptr,
                                  std::shared_ptr<CheckedCertificates> checks = nullptr);

}  // namespace asah::vault
