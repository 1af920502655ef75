#include "sync/hq/office/init.h"

#include "kiosk/vault/issue.h"
#include "sync/hq/data/reader_database.h"
#include "sync/hq/office/terminals.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

using ledger::Role;

constexpr int kRootYears = 20;

struct Issuer {
    std::string key;
    Bytes certificate;
};

/// A fresh key at `key` and its certificate from `issuer`.
Result<Bytes> make_pair(OfficePorts& ports, const Issuer& issuer, const std::string& key,
                        const vault::CertificateSpec& spec) {
    ASAH_CHECK(vault::make_key_file(ports.files, key));
    ASAH_TRY(const auto request, vault::make_request(ports.files, key, spec.common_name));
    return vault::issue(ports.files, issuer.key, issuer.certificate, request, spec);
}

Result<void> write_text(OfficePorts& ports, const std::string& path, const std::string& text,
                        FileMode mode) {
    return ports.files.write_durable(path, as_bytes(text), mode);
}

Result<void> make_folders(OfficePorts& ports, const InitRequest& request,
                          const OfficeConfig& config) {
    for (const auto& folder :
         {FilePath(request.home), FilePath(request.home + "/keys"), FilePath(request.offline),
          FilePath(request.receiver_home), FilePath(request.intake),
          request.orders + "/" + protocol::kOrdersPackages, FilePath(config.backup)}) {
        ASAH_CHECK(ports.files.ensure_folder(folder));
    }
    return {};
}

vault::CertificateSpec spec_of(const ledger::Root& root, Role role, const std::string& name,
                               int years) {
    return {.role = role,
            .authority = root.authority,
            .common_name = name,
            .from = root.made,
            .years = years,
            .addresses = {}};
}

// Adds every certificate the root names to it, each with its key made; returns the issuing one.
Result<Issuer> make_listed(OfficePorts& ports, const InitRequest& request, const Issuer& root,
                           ledger::Root& out) {
    struct Listed {
        Role role;
        std::string name;
        std::string key;
    };
    const std::vector<Listed> listed{
        {Role::Issuing, "issuing", key_path(request.home, "issuing")},
        {Role::Content, "content", key_path(request.home, "content")},
        {Role::Receiver, "receiver", request.receiver_home + "/receiver.key"},
        {Role::Filing, "filing", key_path(request.home, "filing")},
        {Role::ReadingOperations, "reading", key_path(request.home, "reading")},
        {Role::ReadingEscrow, "escrow", request.offline + "/escrow.key"}};
    Issuer issuing{.key = key_path(request.home, "issuing"), .certificate = {}};
    for (const auto& one : listed) {
        ASAH_TRY(auto certificate,
                 make_pair(ports, root, one.key, spec_of(out, one.role, one.name, kRootYears)));
        const auto pem_path = one.key.substr(0, one.key.size() - 4) + ".pem";
        ASAH_CHECK(
            write_text(ports, pem_path, vault::certificate_pem(certificate), FileMode::Group));
        if (one.role == Role::Issuing) {
            issuing.certificate = certificate;
        }
        out.certificates.emplace_back(one.role, std::move(certificate));
    }
    return issuing;
}

Result<void> make_tls(OfficePorts& ports, const InitRequest& request, const Issuer& issuing,
                      const ledger::Root& root) {
    auto tls = spec_of(root, Role::HqTls, request.address, kCertificateYears);
    tls.addresses = {request.address, "localhost", "127.0.0.1"};
    ASAH_TRY(const auto tls_certificate,
             make_pair(ports, issuing, request.receiver_home + "/tls.key", tls));
    return write_text(
        ports, request.receiver_home + "/tls.pem",
        vault::certificate_pem(tls_certificate) + vault::certificate_pem(issuing.certificate),
        FileMode::Group);
}

Result<void> publish_root(OfficePorts& ports, const InitRequest& request, const std::string& key,
                          const ledger::Root& out) {
    ASAH_TRY(const auto root_key, vault::SigningKey::open(ports.files, key));
    ASAH_TRY(const auto document,
             vault::sign_document(ledger::kRootType, ledger::make_root_payload(out), {&root_key}));
    for (const auto& path : {FilePath(request.home + "/root"), FilePath(request.offline + "/root"),
                             request.orders + "/" + protocol::kOrdersRoot}) {
        ASAH_CHECK(ports.files.write_durable(path, document, FileMode::Public));
    }
    return {};
}

}  // namespace

Result<OfficeConfig> init_authority(OfficePorts ports, const InitRequest& request) {
    if (ports.files.exists(request.home + "/hq.json")) {
        return fail(ErrorCode::FileUnwritable, request.home + "/hq.json");
    }
    const OfficeConfig config{
        .authority = AuthorityId::make(ports.random),
        .city = request.city,
        .address = request.address,
        .port = request.port,
        .join_port = request.join_port,
        .intake = request.intake,
        .orders = request.orders,
        .backup = request.backup.empty() ? request.home + "/backup" : request.backup,
        .receiver_home = request.receiver_home};
    ASAH_CHECK(make_folders(ports, request, config));

    ledger::Root out{.authority = config.authority,
                     .authority_name = {.id = request.city, .en = {}},
                     .utc_offset_min = request.utc_offset_min,
                     .version = 1,
                     .made = ports.clock.now_wall().utc,
                     .certificates = {},
                     .revoked_key_ids = {}};
    Issuer root{.key = request.offline + "/root.key", .certificate = {}};
    ASAH_CHECK(vault::make_key_file(ports.files, root.key));
    ASAH_TRY(root.certificate,
             vault::self_sign(ports.files, root.key, spec_of(out, Role::Root, "root", kRootYears)));
    out.certificates.emplace_back(Role::Root, root.certificate);
    ASAH_TRY(const auto issuing, make_listed(ports, request, root, out));
    ASAH_CHECK(make_tls(ports, request, issuing, out));
    ASAH_CHECK(publish_root(ports, request, root.key, out));
    ASAH_CHECK(open_reader_database(request.home + "/reader.db"));
    ASAH_CHECK(write_text(ports, request.home + "/hq.json", make_office_config_json(config),
                          FileMode::Private));
    ASAH_TRY(auto office, Office::open(ports, request.home));
    ASAH_CHECK(write_terminal_table(office));
    return config;
}

Result<std::string> certify_trainer(Office& office, ByteView csr_der, const std::string& name) {
    auto& files = office.ports().files;
    ASAH_TRY(const auto root, office.root());
    const auto issuers = ledger::certificates_of(root, Role::Issuing);
    if (issuers.empty()) {
        return fail(ErrorCode::CertificateInvalid, "root names no issuing certificate");
    }
    ASAH_TRY(const auto certificate,
             vault::issue(files, key_path(office.home(), "issuing"), issuers.front(), csr_der,
                          {.role = Role::Trainer,
                           .authority = office.config().authority,
                           .common_name = name,
                           .from = office.now(),
                           .years = kCertificateYears,
                           .addresses = {}}));
    return vault::certificate_pem(certificate);
}

}  // namespace asah::hq
