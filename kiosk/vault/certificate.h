// Certificates and signatures, OpenSSL behind values. Keys are ECDSA/ECDH P-256. Every certificate
// of ours has one role (an extended key usage OID, FORMAT.md "Roles"). Dates are ignored on
// terminals: lists decide.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/signed.h"

namespace asah::vault {

struct CertificateInfo {
    ledger::Role role = ledger::Role::TerminalTls;
    Digest key_id{};        // SHA-256 of the DER SubjectPublicKeyInfo
    AuthorityId authority;  // from the subject's organisation field
    std::string name;       // common name: terminal id hex, trainer's name, ...
    Bytes der;
};

/// Errors: CertificateInvalid (not X.509, no or several roles of ours), CertificateRole never.
Result<CertificateInfo> read_certificate(ByteView der);

/// Accepts `der` as a certificate of `role` issued by the root's issuing certificate (or listed in
/// the root itself for listed roles) and not revoked there. Ignores dates. Errors:
/// CertificateInvalid, CertificateForeign (another authority or issuer), CertificateRole,
/// CertificateRevoked.
Result<CertificateInfo> check_certificate(ByteView der, ledger::Role role,
                                          const ledger::Root& root);

/// One ECDSA signature over `body`. Errors: SignatureInvalid.
Result<void> verify_signature(const CertificateInfo& signer, ByteView body, ByteView signature_der);

/// A document's payload if one of its signatures is by a certificate of `role` that the root
/// accepts. `candidates`: DER certificates that may have signed (a root's listed ones are tried
/// anyway).
Result<std::string_view> verify_document(const ledger::SignedDocument& document,
                                         std::string_view type, ledger::Role role,
                                         const ledger::Root& root,
                                         const std::vector<Bytes>& candidates = {});

/// A root file: signed by its own root certificate, and, if `previous` is given, also by that
/// one's; version above previous. Errors: SignatureInvalid, CertificateForeign, VersionOlder,
/// malformed.
Result<ledger::Root> verify_root(ByteView file, const ledger::Root* previous);

/// A private key that signs. Movable only.
class SigningKey {
   public:
    /// From a PEM file of mode 0600. Errors: FileMissing, CertificateInvalid.
    static Result<SigningKey> open(Files& files, const std::string& path);
    static Result<SigningKey> from_pem(ByteView pem);
    [[nodiscard]] Result<Bytes> sign(ByteView body) const;  // DER ECDSA-SHA256
    [[nodiscard]] Digest key_id() const;
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;
    ~SigningKey();

   private:
    struct Impl;
    explicit SigningKey(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
    friend struct KeyAccess;
};

/// Signs a payload as a document of a type with one key (or several, for roots).
Result<Bytes> sign_document(std::string_view type, std::string_view payload,
                            const std::vector<const SigningKey*>& keys);

}  // namespace asah::vault
