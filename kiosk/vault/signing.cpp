// certificate.h: the key that signs, and documents signed with it.
#include "kiosk/core/base/assert.h"
#include "kiosk/vault/certificate.h"
#include "kiosk/vault/openssl_ptr.h"

namespace asah::vault {

struct SigningKey::Impl {
    KeyPtr key;
};

SigningKey::SigningKey(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

Result<SigningKey> SigningKey::open(Files& files, const std::string& path) {
    auto impl = std::make_unique<Impl>();
    ASAH_TRY(impl->key, read_key_file(files, path));
    return SigningKey(std::move(impl));
}

Result<SigningKey> SigningKey::from_pem(ByteView pem) {
    auto key = read_private_key(pem);
    if (key == nullptr) {
        return fail(ErrorCode::CertificateInvalid, "not a private key");
    }
    auto impl = std::make_unique<Impl>();
    impl->key = std::move(key);
    return SigningKey(std::move(impl));
}

Result<Bytes> SigningKey::sign(ByteView body) const {
    const DigestContextPtr context(EVP_MD_CTX_new());
    std::size_t size = 0;
    Bytes der;
    bool ok =
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_impl->key.get()) == 1 &&
        EVP_DigestSign(context.get(), nullptr, &size, body.data(), body.size()) == 1;
    if (ok) {
        der.resize(size);
        ok = EVP_DigestSign(context.get(), der.data(), &size, body.data(), body.size()) == 1;
        der.resize(ok ? size : 0);
    }
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::SealFailed, "signing");
    }
    return der;
}

Digest SigningKey::key_id() const { return key_id_of(m_impl->key.get()); }

Result<Bytes> sign_document(std::string_view type, std::string_view payload,
                            const std::vector<const SigningKey*>& keys) {
    ledger::SignedDocument document;
    document.body = ledger::make_body(type, payload);
    for (const auto* key : keys) {
        ASAH_ASSERT(key != nullptr);
        ASAH_TRY(auto der, key->sign(document.body));
        document.signatures.push_back({key->key_id(), std::move(der)});
    }
    return ledger::encode_signed(document);
}

}  // namespace asah::vault
