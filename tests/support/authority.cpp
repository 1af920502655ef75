#include "tests/support/authority.h"

#include <cstdlib>
#include <filesystem>

#include "kiosk/core/base/assert.h"
#include "kiosk/vault/issue.h"

namespace asah::support {

using ledger::Role;

void must(const Result<void>& result) { ASAH_ASSERT(result.has_value()); }

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "asah-test-XXXXXX").string();
    m_path = ::mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

Authority::Authority(std::uint64_t seed) : random(seed) {
    root.authority = AuthorityId::make(random);
    root.authority_name = {"Kota Contoh", "Sample City"};
    root.version = 1;
    for (const auto role : {Role::Root, Role::Issuing, Role::Content, Role::Receiver, Role::Filing,
                            Role::ReadingOperations, Role::ReadingEscrow}) {
        must(vault::make_key_file(files, key_path(role)));
        vault::CertificateSpec spec;
        spec.role = role;
        spec.authority = root.authority;
        spec.common_name = "role " + std::to_string(static_cast<int>(role));
        m_certificates[role] = vault::self_sign(files, key_path(role), spec).value();
        root.certificates.emplace_back(role, m_certificates[role]);
    }
}

const Bytes& Authority::certificate(Role role) const { return m_certificates.at(role); }

std::string Authority::key_path(Role role) const {
    return m_folder.path() + "/role-" + std::to_string(static_cast<int>(role)) + ".key";
}

Authority::Issued Authority::issue(Role role, const std::string& name) {
    Issued issued;
    issued.key_path = m_folder.path() + "/issued-" + std::to_string(++m_issued_count) + ".key";
    must(vault::make_key_file(files, issued.key_path));
    const auto request = vault::make_request(files, issued.key_path, name).value();
    vault::CertificateSpec spec;
    spec.role = role;
    spec.authority = root.authority;
    spec.common_name = name;
    if (role == Role::HqTls) {
        spec.addresses = {"127.0.0.1"};
    }
    issued.certificate =
        vault::issue(files, key_path(Role::Issuing), certificate(Role::Issuing), request, spec)
            .value();
    return issued;
}

vault::SigningKey Authority::signing_key(Role role) {
    return vault::SigningKey::open(files, key_path(role)).value();
}

Bytes Authority::root_file(int version, const std::vector<Digest>& revoked) {
    auto next = root;
    next.version = version;
    next.revoked_key_ids = revoked;
    const auto key = signing_key(Role::Root);
    return vault::sign_document(ledger::kRootType, ledger::make_root_payload(next), {&key}).value();
}

}  // namespace asah::support
