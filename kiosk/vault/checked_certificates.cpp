#include "kiosk/vault/checked_certificates.h"

#include "kiosk/vault/openssl_ptr.h"

namespace asah::vault {

namespace {

/// Only certificates that our issuer signed are kept, so this many are met by no honest city.
constexpr std::size_t kKnownMax = 65536;

}  // namespace

struct Verifier::Impl {
    CertificateInfo info;
    X509Ptr certificate;
};

Verifier::Verifier(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Verifier::~Verifier() = default;

Result<std::shared_ptr<const Verifier>> Verifier::make(CertificateInfo info) {
    auto certificate = read_x509(info.der);
    if (certificate == nullptr || X509_get0_pubkey(certificate.get()) == nullptr) {
        return fail(ErrorCode::CertificateInvalid, info.name);
    }
    auto impl = std::make_unique<Impl>(Impl{std::move(info), std::move(certificate)});
    return std::shared_ptr<const Verifier>(new Verifier(std::move(impl)));
}

const CertificateInfo& Verifier::info() const { return m_impl->info; }

Result<void> Verifier::verify(ByteView body, ByteView signature_der) const {
    const DigestContextPtr context(EVP_MD_CTX_new());
    const bool holds = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr,
                                            X509_get0_pubkey(m_impl->certificate.get())) == 1 &&
                       EVP_DigestVerify(context.get(), signature_der.data(), signature_der.size(),
                                        body.data(), body.size()) == 1;
    clear_errors();
    if (!holds) {
        return fail(ErrorCode::SignatureInvalid, m_impl->info.name);
    }
    return {};
}

Result<std::shared_ptr<const Verifier>> CheckedCertificates::check(
    ByteView der, ledger::Role role, const std::shared_ptr<const ledger::Root>& root) {
    const auto digest = sha256(der);
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_root == root ? m_known.find(digest) : m_known.end();
        if (found != m_known.end()) {
            if (found->second->info().role != role) {
                return fail(ErrorCode::CertificateRole, found->second->info().name);
            }
            return found->second;
        }
    }
    ASAH_TRY(auto info, check_certificate(der, role, *root));
    ASAH_TRY(auto verifier, Verifier::make(std::move(info)));
    const std::scoped_lock lock(m_mutex);
    if (m_root != root || m_known.size() >= kKnownMax) {
        m_known.clear();
    }
    m_root = root;
    m_known.emplace(digest, verifier);
    return verifier;
}

}  // namespace asah::vault
