// The trainer's word for a bank: a signature over the digests of its items and keys. The one place
// where it is verified, for the trainer's program, headquarters and terminals.
#pragma once

#include <optional>

#include "kiosk/core/content/package.h"
#include "kiosk/vault/certificate.h"

namespace asah::vault {

/// The statement that a trainer signed for exactly these members: the package's id and version, and
/// the digests of the plain bytes. `keys`: nothing where they stay at headquarters; then the items
/// alone are vouched for.
/// `root`: whose trainers are ours. Without one only the signature by the certificate inside the
/// package is checked, which says nothing about whose it is.
/// Errors: SignatureInvalid, CertificateInvalid, CertificateForeign, CertificateRole,
/// CertificateRevoked, DigestMismatch (other members, id or version), malformed.
Result<content::BankStatement> verify_bank(const content::Package& package, ByteView items,
                                           std::optional<ByteView> keys, const ledger::Root* root);

}  // namespace asah::vault
