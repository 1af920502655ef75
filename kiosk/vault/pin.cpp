#include "kiosk/vault/pin.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <array>

#include "kiosk/core/base/assert.h"

namespace asah::vault {

namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 64U << 20U;
constexpr std::size_t kVerifierBytes = 32;

}  // namespace

Bytes make_pin_salt(Random& random) {
    Bytes salt(kPinSaltBytes);
    random.fill(salt);
    return salt;
}

Result<Bytes> pin_verifier(std::string_view pin, ByteView salt) {
    static_assert(kPinSaltBytes == crypto_pwhash_SALTBYTES);
    if (salt.size() != kPinSaltBytes) {
        return fail(ErrorCode::InvalidArgument, "salt");
    }
    Bytes out(kVerifierBytes);
    const int failed = crypto_pwhash(out.data(), out.size(), pin.data(), pin.size(), salt.data(),
                                     kPasses, kMemoryBytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) {
        return fail(ErrorCode::Internal, "argon2id: not enough memory");
    }
    return out;
}

Result<void> verify_pin(std::string_view pin, ByteView salt, ByteView verifier) {
    ASAH_TRY(const auto computed, pin_verifier(pin, salt));
    if (!is_equal(computed, verifier)) {
        return fail(ErrorCode::PinWrong);
    }
    return {};
}

Result<std::string> hash_password(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    const int failed =
        crypto_pwhash_str(out.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    if (failed != 0) {
        return fail(ErrorCode::Internal, "argon2id: not enough memory");
    }
    return std::string(out.data());
}

bool is_password(std::string_view password, const std::string& hash) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_equal(ByteView a, ByteView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Bytes hmac_sha256(ByteView key, ByteView message) {
    Bytes out(32);
    unsigned int size = 0;
    const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(),
                            message.size(), out.data(), &size);
    ASAH_ASSERT(done != nullptr && size == out.size());
    return out;
}

}  // namespace asah::vault
