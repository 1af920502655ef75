// openssl_ptr.h: reading keys and certificates, and a key's id.
#include <openssl/err.h>
#include <openssl/pem.h>

#include "kiosk/core/base/assert.h"
#include "kiosk/vault/openssl_ptr.h"

namespace asah::vault {

namespace {

constexpr std::size_t kPemBytesMax = 16384;

}  // namespace

BioPtr memory_bio(ByteView bytes) {
    BioPtr bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    ASAH_ASSERT(bio != nullptr);
    return bio;
}

Bytes bio_bytes(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(data);
    return {begin, begin + size};
}

X509Ptr read_x509(ByteView der) {
    const unsigned char* at = der.data();
    X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    clear_errors();
    if (certificate == nullptr || at != der.data() + der.size()) {
        return nullptr;
    }
    return certificate;
}

Bytes der_of(const X509* certificate) {
    unsigned char* raw = nullptr;
    const int size = i2d_X509(certificate, &raw);
    ASAH_ASSERT(size > 0);
    Bytes der(raw, raw + size);
    OPENSSL_free(raw);
    return der;
}

KeyPtr read_private_key(ByteView pem) {
    const auto bio = memory_bio(pem);
    KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    clear_errors();
    return key;
}

Result<KeyPtr> read_key_file(Files& files, const std::string& path) {
    ASAH_TRY(auto pem, files.read(path, kPemBytesMax));
    auto key = read_private_key(pem);
    OPENSSL_cleanse(pem.data(), pem.size());
    if (key == nullptr) {
        return fail(ErrorCode::CertificateInvalid, path + ": not a private key");
    }
    return key;
}

Digest key_id_of(const EVP_PKEY* key) {
    unsigned char* raw = nullptr;
    const int size = i2d_PUBKEY(key, &raw);
    ASAH_ASSERT(size > 0);
    const auto digest = sha256({raw, static_cast<std::size_t>(size)});
    OPENSSL_free(raw);
    return digest;
}

void clear_errors() { ERR_clear_error(); }

}  // namespace asah::vault
