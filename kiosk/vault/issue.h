// Makes keys, requests and certificates. Linked by HQ's office (asah-hq), by `asah-bank` and by
// both sides of joining: station (its keys and requests) and carrier (its TLS key).
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/random.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::vault {

/// A new P-256 private key as a PEM file of mode 0600; refuses to replace one (FileUnwritable).
Result<void> make_key_file(Files& files, const std::string& path);

/// DER PKCS#10 for the key in the file; the common name goes into the subject.
Result<Bytes> make_request(Files& files, const std::string& key_path,
                           const std::string& common_name);
/// SHA-256 of the request's SubjectPublicKeyInfo, after its own signature was checked.
Result<Digest> request_key_id(ByteView csr_der);

struct CertificateSpec {
    ledger::Role role = ledger::Role::TerminalTls;
    AuthorityId authority;
    std::string common_name;
    UtcMs from;
    int years = 10;
    std::vector<std::string> addresses;  // HqTls: DNS names and IP addresses
};

/// Self-signed (Root) or issued by `issuer` for the public key of a request. HqTls and TerminalTls
/// carry serverAuth and clientAuth beside our role; reading certificates a subjectKeyIdentifier.
/// Errors: CertificateInvalid.
Result<Bytes> self_sign(Files& files, const std::string& key_path, const CertificateSpec& spec);
Result<Bytes> issue(Files& files, const std::string& issuer_key_path, ByteView issuer_certificate,
                    ByteView csr_der, const CertificateSpec& spec);

/// PEM text of a DER certificate.
std::string certificate_pem(ByteView der);
/// DER of the first certificate in PEM text.
Result<Bytes> certificate_der(std::string_view pem);

}  // namespace asah::vault
