#include "kiosk/vault/storage.h"

#include <openssl/kdf.h>
#include <algorithm>
#include <array>

#include "kiosk/core/base/assert.h"
#include "kiosk/vault/openssl_ptr.h"

namespace asah::vault {

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

Result<Secret> read_key(Files& files, const std::string& path) {
    auto raw = files.read(path, kKeyBytes);
    if (!raw.has_value()) {
        return fail(raw.error().code == ErrorCode::FileMissing ? ErrorCode::StorageKeyMissing
                                                               : raw.error().code,
                    raw.error().detail);
    }
    if (raw->size() != kKeyBytes) {
        return fail(ErrorCode::StorageKeyMissing, path + ": not 32 bytes");
    }
    Secret key(*raw);
    std::fill(raw->begin(), raw->end(), std::uint8_t{0});
    return key;
}

}  // namespace

Result<Secret> ensure_storage_key(Files& files, const std::string& path, Random& random) {
    if (files.exists(path)) {
        return read_key(files, path);
    }
    auto key = Secret::random(random, kKeyBytes);
    ASAH_CHECK(files.write_durable(path, key.view(), FileMode::Private));
    return key;
}

Result<Secret> load_storage_key(Files& files, const std::string& path) {
    return read_key(files, path);
}

Bytes encrypt_box(const Secret& key, ByteView additional, ByteView plain, Random& random) {
    ASAH_ASSERT(key.view().size() == kKeyBytes);
    Bytes box(kNonceBytes + plain.size() + kTagBytes);
    random.fill(std::span(box).first(kNonceBytes));
    const CipherContextPtr context(EVP_CIPHER_CTX_new());
    int size = 0;
    bool ok = EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.view().data(),
                                 box.data()) == 1;
    ok = ok && EVP_EncryptUpdate(context.get(), nullptr, &size, additional.data(),
                                 static_cast<int>(additional.size())) == 1;
    ok = ok && EVP_EncryptUpdate(context.get(), box.data() + kNonceBytes, &size, plain.data(),
                                 static_cast<int>(plain.size())) == 1;
    ok = ok &&
         EVP_EncryptFinal_ex(context.get(), box.data() + kNonceBytes + plain.size(), &size) == 1;
    ok = ok && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                                   box.data() + kNonceBytes + plain.size()) == 1;
    ASAH_ASSERT(ok);
    return box;
}

Result<Secret> decrypt_box(const Secret& key, ByteView additional, ByteView box) {
    if (key.view().size() != kKeyBytes || box.size() < kNonceBytes + kTagBytes) {
        return fail(ErrorCode::DecryptFailed, "box");
    }
    const auto size_plain = box.size() - kNonceBytes - kTagBytes;
    Bytes plain(size_plain + 1);
    Bytes tag(box.end() - kTagBytes, box.end());
    const CipherContextPtr context(EVP_CIPHER_CTX_new());
    int size = 0;
    bool ok = EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.view().data(),
                                 box.data()) == 1;
    ok = ok && EVP_DecryptUpdate(context.get(), nullptr, &size, additional.data(),
                                 static_cast<int>(additional.size())) == 1;
    ok = ok && EVP_DecryptUpdate(context.get(), plain.data(), &size, box.data() + kNonceBytes,
                                 static_cast<int>(size_plain)) == 1;
    ok = ok && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1;
    ok = ok && EVP_DecryptFinal_ex(context.get(), plain.data() + size_plain, &size) == 1;
    clear_errors();
    Secret out(ByteView(plain).first(ok ? size_plain : 0));
    OPENSSL_cleanse(plain.data(), plain.size());
    if (!ok) {
        return fail(ErrorCode::DecryptFailed, "box");
    }
    return out;
}

Secret derive_key(const Secret& key, std::string_view label) {
    std::array<std::uint8_t, kKeyBytes> out{};
    std::size_t size = out.size();
    const KeyContextPtr context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
    const auto secret = key.view();
    const auto info = as_bytes(label);
    bool ok = EVP_PKEY_derive_init(context.get()) == 1;
    ok = ok && EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1;
    ok = ok && EVP_PKEY_CTX_set1_hkdf_key(context.get(), secret.data(),
                                          static_cast<int>(secret.size())) == 1;
    ok = ok && EVP_PKEY_CTX_add1_hkdf_info(context.get(), info.data(),
                                           static_cast<int>(info.size())) == 1;
    ok = ok && EVP_PKEY_derive(context.get(), out.data(), &size) == 1;
    ASAH_ASSERT(ok && size == out.size());
    Secret derived{ByteView(out)};
    OPENSSL_cleanse(out.data(), out.size());
    return derived;
}

}  // namespace asah::vault
