// A small authority in a temporary folder: keys and certificates of every role, and its root file.
#pragma once

#include <map>
#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/random.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/certificate.h"

namespace asah::support {

/// What a test's own preparation must not be refused.
void must(const Result<void>& result);

class TemporaryFolder {
   public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }

   private:
    std::string m_path;
};

class Authority {
   public:
    explicit Authority(std::uint64_t seed = 1);

    /// DER certificate of a listed role.
    [[nodiscard]] const Bytes& certificate(ledger::Role role) const;
    [[nodiscard]] std::string key_path(ledger::Role role) const;
    /// Issues a certificate for a new key (a terminal's, a trainer's, HQ's TLS).
    struct Issued {
        Bytes certificate;
        std::string key_path;
    };
    Issued issue(ledger::Role role, const std::string& name);
    vault::SigningKey signing_key(ledger::Role role);
    /// Root of a version, signed by the root key; the file's bytes.
    Bytes root_file(int version, const std::vector<Digest>& revoked = {});

    ledger::Root root;
    SystemFiles files;
    SeededRandom random;

   private:
    TemporaryFolder m_folder;
    std::map<ledger::Role, Bytes> m_certificates;
    int m_issued_count = 0;
};

}  // namespace asah::support
