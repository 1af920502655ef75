#include "kiosk/vault/certificate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "kiosk/vault/checked_certificates.h"
#include "kiosk/vault/openssl_ptr.h"
#include "kiosk/vault/roles.h"

namespace asah::vault {

using ledger::Role;

namespace {

std::optional<Role> role_of(X509* certificate) {
    const EkuPtr usages(static_cast<EXTENDED_KEY_USAGE*>(
        X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    if (usages == nullptr) {
        return {};
    }
    std::optional<Role> found;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
        std::array<char, 128> text{};
        OBJ_obj2txt(text.data(), static_cast<int>(text.size()),
                    sk_ASN1_OBJECT_value(usages.get(), i), 1);
        for (const auto& [role, oid] : kRoleOids) {
            if (std::string_view(text.data()) != oid) {
                continue;
            }
            if (found) {
                return {};  // one role each
            }
            found = role;
        }
    }
    return found;
}

std::string name_part(const X509* certificate, int nid) {
    std::array<char, 256> text{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), nid, text.data(),
                              static_cast<int>(text.size()));
    return text.data();
}

bool is_listed_role(Role role) {
    switch (role) {
        case Role::Root:
        case Role::Issuing:
        case Role::Content:
        case Role::Receiver:
        case Role::Filing:
        case Role::ReadingOperations:
        case Role::ReadingEscrow:
            return true;
        case Role::HqTls:
        case Role::TerminalTls:
        case Role::TerminalSigning:
        case Role::TerminalOpening:
        case Role::Trainer:
            return false;
    }
    return false;
}

bool is_listed(const ledger::Root& root, Role role, ByteView der) {
    const auto listed = ledger::certificates_of(root, role);
    return std::any_of(listed.begin(), listed.end(), [&](const auto& one) {
        return std::equal(one.begin(), one.end(), der.begin(), der.end());
    });
}

bool is_issued(const ledger::Root& root, ByteView der) {
    const auto certificate = read_x509(der);
    for (const auto& issuing : ledger::certificates_of(root, Role::Issuing)) {
        const auto issuer = read_x509(issuing);
        if (issuer == nullptr || certificate == nullptr) {
            continue;
        }
        const bool is_by = X509_verify(certificate.get(), X509_get0_pubkey(issuer.get())) == 1;
        clear_errors();
        if (is_by) {
            return true;
        }
    }
    return false;
}

}  // namespace

Result<CertificateInfo> read_certificate(ByteView der) {
    const auto certificate = read_x509(der);
    if (certificate == nullptr) {
        return fail(ErrorCode::CertificateInvalid, "not a certificate");
    }
    const auto role = role_of(certificate.get());
    const auto* key = X509_get0_pubkey(certificate.get());
    const auto authority = AuthorityId::parse(name_part(certificate.get(), NID_organizationName));
    if (!role || key == nullptr || !authority.has_value()) {
        return fail(ErrorCode::CertificateInvalid, "not a certificate of ours");
    }
    CertificateInfo info;
    info.role = *role;
    info.key_id = key_id_of(key);
    info.authority = *authority;
    info.name = name_part(certificate.get(), NID_commonName);
    info.der.assign(der.begin(), der.end());
    return info;
}

Result<CertificateInfo> check_certificate(ByteView der, Role role, const ledger::Root& root) {
    ASAH_TRY(auto info, read_certificate(der));
    if (info.authority != root.authority) {
        return fail(ErrorCode::CertificateForeign, info.name);
    }
    const bool is_ours =
        is_listed_role(info.role) ? is_listed(root, info.role, der) : is_issued(root, der);
    if (!is_ours) {
        return fail(ErrorCode::CertificateForeign, info.name);
    }
    if (info.role != role) {
        return fail(ErrorCode::CertificateRole, info.name);
    }
    const auto& revoked = root.revoked_key_ids;
    if (std::find(revoked.begin(), revoked.end(), info.key_id) != revoked.end()) {
        return fail(ErrorCode::CertificateRevoked, info.name);
    }
    return info;
}

Result<void> verify_signature(const CertificateInfo& signer, ByteView body,
                              ByteView signature_der) {
    ASAH_TRY(const auto verifier, Verifier::make(signer));
    return verifier->verify(body, signature_der);
}

Result<std::string_view> verify_document(const ledger::SignedDocument& document,
                                         std::string_view type, Role role, const ledger::Root& root,
                                         const std::vector<Bytes>& candidates) {
    ASAH_TRY(const auto payload, ledger::payload_of(document.body, type));
    auto certificates = ledger::certificates_of(root, role);
    certificates.insert(certificates.end(), candidates.begin(), candidates.end());
    Error refusal{ErrorCode::SignatureInvalid, std::string(type) + ": no known signer", {}};
    for (const auto& signature : document.signatures) {
        for (const auto& der : certificates) {
            const auto raw = read_certificate(der);
            if (!raw.has_value() || raw->key_id != signature.key_id) {
                continue;
            }
            const auto info = check_certificate(der, role, root);
            if (!info.has_value()) {
                refusal = info.error();
                continue;
            }
            const auto holds = verify_signature(*info, document.body, signature.der);
            if (holds.has_value()) {
                return payload;
            }
            refusal = holds.error();
        }
    }
    return fail(std::move(refusal));
}

Result<ledger::Root> verify_root(ByteView file, const ledger::Root* previous) {
    ASAH_TRY(const auto document, ledger::parse_signed(file));
    ASAH_TRY(const auto payload, ledger::payload_of(document.body, ledger::kRootType));
    ASAH_TRY(auto root, ledger::parse_root_payload(payload));
    ASAH_CHECK(verify_document(document, ledger::kRootType, Role::Root, root));
    if (previous != nullptr) {
        if (root.authority != previous->authority) {
            return fail(ErrorCode::CertificateForeign, "root of another authority");
        }
        if (root.version <= previous->version) {
            return fail(ErrorCode::VersionOlder, "root " + std::to_string(root.version));
        }
        ASAH_CHECK(verify_document(document, ledger::kRootType, Role::Root, *previous));
    }
    return root;
}

}  // namespace asah::vault
