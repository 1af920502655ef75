// Certificates that were checked under a root, each once: its chain, role and revocation, with its
// public key ready. Whoever meets the same certificate in every request (a TLS server, the receiver
// of entries) checks it here and pays for the mathematics of its chain at the first meeting only.
// Invariant: what is answered holds under the root that the caller names; a newer root empties it.
// Thread: any.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "kiosk/vault/certificate.h"

namespace asah::vault {

/// A certificate's public key, read once.
class Verifier {
   public:
    /// Errors: CertificateInvalid.
    static Result<std::shared_ptr<const Verifier>> make(CertificateInfo info);
    ~Verifier();
    [[nodiscard]] const CertificateInfo& info() const;
    /// One ECDSA signature over `body`. Errors: SignatureInvalid. Thread: any.
    [[nodiscard]] Result<void> verify(ByteView body, ByteView signature_der) const;

   private:
    struct Impl;
    explicit Verifier(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

class CheckedCertificates {
   public:
    /// Errors: as check_certificate.
    Result<std::shared_ptr<const Verifier>> check(ByteView der, ledger::Role role,
                                                  const std::shared_ptr<const ledger::Root>& root);

   private:
    std::mutex m_mutex;  // guards what follows
    std::shared_ptr<const ledger::Root> m_root;
    std::map<Digest, std::shared_ptr<const Verifier>> m_known;  // by the DER's SHA-256
};

}  // namespace asah::vault
