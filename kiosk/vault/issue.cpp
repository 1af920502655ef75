#include "kiosk/vault/issue.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <array>

#include "kiosk/vault/openssl_ptr.h"
#include "kiosk/vault/roles.h"

namespace asah::vault {

using ledger::Role;

namespace {

constexpr int kSerialBytes = 16;

const char* oid_of(Role role) {
    for (const auto& entry : kRoleOids) {
        if (entry.role == role) {
            return entry.oid;
        }
    }
    return kRoleOids.front().oid;
}

bool add_extension(X509* certificate, int nid, const std::string& value, X509* issuer) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string key_usage_of(Role role) {
    switch (role) {
        case Role::Root:
        case Role::Issuing:
            return "critical,keyCertSign,digitalSignature";
        case Role::TerminalOpening:
        case Role::ReadingOperations:
        case Role::ReadingEscrow:
            return "critical,keyAgreement";
        case Role::HqTls:
        case Role::TerminalTls:
        case Role::TerminalSigning:
        case Role::Trainer:
        case Role::Receiver:
        case Role::Filing:
        case Role::Content:
            return "critical,digitalSignature";
    }
    return "critical,digitalSignature";
}

std::string extended_usage_of(Role role) {
    const std::string own = oid_of(role);
    if (role == Role::HqTls) {
        return own + ",serverAuth";
    }
    return role == Role::TerminalTls ? own + ",clientAuth" : own;
}

bool is_ip(const std::string& address) {
    return address.find_first_not_of("0123456789.") == std::string::npos ||
           address.find(':') != std::string::npos;
}

bool add_extensions(X509* certificate, const CertificateSpec& spec, X509* issuer) {
    const bool is_authority = spec.role == Role::Root || spec.role == Role::Issuing;
    const bool ok =
        add_extension(certificate, NID_basic_constraints,
                      is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE", issuer) &&
        add_extension(certificate, NID_key_usage, key_usage_of(spec.role), issuer) &&
        add_extension(certificate, NID_ext_key_usage, extended_usage_of(spec.role), issuer) &&
        add_extension(certificate, NID_subject_key_identifier, "hash", issuer);
    std::string names;
    for (const auto& address : spec.addresses) {
        names +=
            (names.empty() ? "" : ",") + std::string(is_ip(address) ? "IP:" : "DNS:") + address;
    }
    return ok && (names.empty() || add_extension(certificate, NID_subject_alt_name, names, issuer));
}

bool set_name(X509_NAME* name, const AuthorityId& authority, const std::string& common_name) {
    const auto add = [&](const char* field, const std::string& value) {
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char*>(value.c_str()),
                                          static_cast<int>(value.size()), -1, 0) == 1;
    };
    return add("O", authority.hex()) && add("CN", common_name.substr(0, 64));
}

bool set_serial(X509* certificate) {
    std::array<unsigned char, kSerialBytes> raw{};
    if (RAND_bytes(raw.data(), kSerialBytes) != 1) {
        return false;
    }
    raw[0] &= 0x7fU;
    BIGNUM* number = BN_bin2bn(raw.data(), kSerialBytes, nullptr);
    const bool ok = number != nullptr &&
                    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return ok;
}

Result<Bytes> make_certificate(const CertificateSpec& spec, EVP_PKEY* subject_key, X509* issuer,
                               EVP_PKEY* issuer_key) {
    const X509Ptr certificate(X509_new());
    const time_t from = spec.from.value / 1000;
    bool ok =
        X509_set_version(certificate.get(), X509_VERSION_3) == 1 && set_serial(certificate.get());
    ok = ok && ASN1_TIME_set(X509_getm_notBefore(certificate.get()), from) != nullptr &&
         ASN1_TIME_adj(X509_getm_notAfter(certificate.get()), from, spec.years * 365, 0) != nullptr;
    ok = ok && set_name(X509_get_subject_name(certificate.get()), spec.authority, spec.common_name);
    X509* signer = issuer != nullptr ? issuer : certificate.get();
    ok = ok && X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer)) == 1 &&
         X509_set_pubkey(certificate.get(), subject_key) == 1 &&
         add_extensions(certificate.get(), spec, signer) &&
         X509_sign(certificate.get(), issuer_key, EVP_sha256()) > 0;
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::CertificateInvalid, spec.common_name);
    }
    return der_of(certificate.get());
}

RequestPtr read_request(ByteView der) {
    const unsigned char* at = der.data();
    RequestPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
    clear_errors();
    if (request == nullptr || at != der.data() + der.size()) {
        return nullptr;
    }
    return request;
}

/// The request's public key after its own signature was checked; only P-256 is accepted.
Result<KeyPtr> request_key(ByteView csr_der) {
    const auto request = read_request(csr_der);
    KeyPtr key(request != nullptr ? X509_REQ_get_pubkey(request.get()) : nullptr);
    std::array<char, 32> group{};
    std::size_t size = 0;
    const bool ok = key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC &&
                    EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), &size) == 1 &&
                    std::string_view(group.data()) == "prime256v1" &&
                    X509_REQ_verify(request.get(), key.get()) == 1;
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::CertificateInvalid, "request");
    }
    return key;
}

}  // namespace

Result<void> make_key_file(Files& files, const std::string& path) {
    if (files.exists(path)) {
        return fail(ErrorCode::FileUnwritable, path + ": a key is there already");
    }
    const KeyPtr key(EVP_EC_gen("P-256"));
    const BioPtr out(BIO_new(BIO_s_secmem()));
    const bool ok =
        key != nullptr && PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0,
                                                        nullptr, nullptr) == 1;
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::Internal, "making a key");
    }
    auto pem = bio_bytes(out.get());
    auto written = files.write_durable(path, pem, FileMode::Private);
    OPENSSL_cleanse(pem.data(), pem.size());
    return written;
}

Result<Bytes> make_request(Files& files, const std::string& key_path,
                           const std::string& common_name) {
    ASAH_TRY(const auto key, read_key_file(files, key_path));
    const RequestPtr request(X509_REQ_new());
    const BioPtr out(BIO_new(BIO_s_mem()));
    const bool ok =
        X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request.get()), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(common_name.c_str()),
                                   static_cast<int>(common_name.size()), -1, 0) == 1 &&
        X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0 &&
        i2d_X509_REQ_bio(out.get(), request.get()) == 1;
    clear_errors();
    if (!ok) {
        return fail(ErrorCode::CertificateInvalid, "making a request");
    }
    return bio_bytes(out.get());
}

Result<Digest> request_key_id(ByteView csr_der) {
    ASAH_TRY(const auto key, request_key(csr_der));
    return key_id_of(key.get());
}

Result<Bytes> self_sign(Files& files, const std::string& key_path, const CertificateSpec& spec) {
    ASAH_TRY(const auto key, read_key_file(files, key_path));
    return make_certificate(spec, key.get(), nullptr, key.get());
}

Result<Bytes> issue(Files& files, const std::string& issuer_key_path, ByteView issuer_certificate,
                    ByteView csr_der, const CertificateSpec& spec) {
    ASAH_TRY(const auto issuer_key, read_key_file(files, issuer_key_path));
    const auto issuer = read_x509(issuer_certificate);
    if (issuer == nullptr || X509_check_private_key(issuer.get(), issuer_key.get()) != 1) {
        clear_errors();
        return fail(ErrorCode::CertificateInvalid, "issuer");
    }
    ASAH_TRY(const auto subject, request_key(csr_der));
    return make_certificate(spec, subject.get(), issuer.get(), issuer_key.get());
}

std::string certificate_pem(ByteView der) {
    const auto certificate = read_x509(der);
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (certificate == nullptr || PEM_write_bio_X509(out.get(), certificate.get()) != 1) {
        clear_errors();
        return {};
    }
    return std::string(as_text(bio_bytes(out.get())));
}

Result<Bytes> certificate_der(std::string_view pem) {
    const auto in = memory_bio(as_bytes(pem));
    const X509Ptr certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    clear_errors();
    if (certificate == nullptr) {
        return fail(ErrorCode::CertificateInvalid, "not a PEM certificate");
    }
    return der_of(certificate.get());
}

}  // namespace asah::vault
