// OpenSSL's objects as owning pointers. Private to the vault.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <memory>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/files.h"
#include "kiosk/core/base/sha256.h"

namespace asah::vault {

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, FreeWith<CMS_ContentInfo_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;
using X509Ptr = std::unique_ptr<X509, FreeWith<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using NamePtr = std::unique_ptr<X509_NAME, FreeWith<X509_NAME_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using EkuPtr = std::unique_ptr<EXTENDED_KEY_USAGE, FreeWith<EXTENDED_KEY_USAGE_free>>;
using ObjectPtr = std::unique_ptr<ASN1_OBJECT, FreeWith<ASN1_OBJECT_free>>;

/// A read-only memory BIO over bytes that outlive it.
BioPtr memory_bio(ByteView bytes);
/// Everything a memory BIO holds.
Bytes bio_bytes(BIO* bio);
/// nullptr when the bytes are not exactly one certificate.
X509Ptr read_x509(ByteView der);
Bytes der_of(const X509* certificate);
/// The private key of PEM bytes; nullptr when it is none.
KeyPtr read_private_key(ByteView pem);
/// The private key of a PEM file; the file's bytes are wiped. Errors: File*, CertificateInvalid.
Result<KeyPtr> read_key_file(Files& files, const std::string& path);
/// SHA-256 of the DER SubjectPublicKeyInfo.
Digest key_id_of(const EVP_PKEY* key);
/// Empties OpenSSL's error queue, so that an old refusal never explains a new one.
void clear_errors();

}  // namespace asah::vault
