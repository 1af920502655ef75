// CMS as bytes: encrypting to certificates (seal.h), decrypting with a key (cms_open.h).
#include "kiosk/vault/cms_open.h"
#include "kiosk/vault/openssl_ptr.h"
#include "kiosk/vault/seal.h"

namespace asah::vault {

namespace {

bool add_recipient(CMS_ContentInfo* cms, ByteView certificate_der) {
    const auto certificate = read_x509(certificate_der);
    if (certificate == nullptr) {
        return false;
    }
    auto* info =
        CMS_add1_recipient(cms, certificate.get(), nullptr, nullptr, CMS_KEY_PARAM | CMS_USE_KEYID);
    auto* context = info != nullptr ? CMS_RecipientInfo_get0_pkey_ctx(info) : nullptr;
    // The default key derivation is SHA-1.
    return context != nullptr && EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) == 1;
}

}  // namespace

Result<Bytes> encrypt_to(ByteView plain, const std::vector<Bytes>& recipient_certificates) {
    const CmsPtr cms(CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()));
    bool ok =
        cms != nullptr && !recipient_certificates.empty() && CMS_set_detached(cms.get(), 0) == 1;
    for (const auto& certificate : recipient_certificates) {
        ok = ok && add_recipient(cms.get(), certificate);
    }
    const auto content = memory_bio(plain);
    const BioPtr out(BIO_new(BIO_s_mem()));
    ok = ok && CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY) == 1 &&
         i2d_CMS_bio(out.get(), cms.get()) == 1;
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::SealFailed, "CMS");
    }
    return bio_bytes(out.get());
}

Result<Secret> decrypt_cms(Files& files, const std::string& key_pem_path, ByteView certificate,
                           ByteView sealed) {
    ASAH_TRY(const auto key, read_key_file(files, key_pem_path));
    const auto recipient = read_x509(certificate);
    if (recipient == nullptr) {
        return fail(ErrorCode::DecryptFailed, "certificate");
    }
    const auto in = memory_bio(sealed);
    const CmsPtr cms(d2i_CMS_bio(in.get(), nullptr));
    const BioPtr out(BIO_new(BIO_s_secmem()));
    const bool ok =
        cms != nullptr && BIO_pending(in.get()) == 0 &&
        OBJ_obj2nid(CMS_get0_type(cms.get())) == NID_id_smime_ct_authEnvelopedData &&
        CMS_decrypt(cms.get(), key.get(), recipient.get(), nullptr, out.get(), CMS_BINARY) == 1;
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::DecryptFailed, "sealed content");
    }
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return Secret(
        ByteView(reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)));
}

}  // namespace asah::vault
