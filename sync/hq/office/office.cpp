#include "sync/hq/office/office.h"

#include <nlohmann/json.hpp>

#include "kiosk/vault/issue.h"
#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

using nlohmann::json;

constexpr std::size_t kConfigBytesMax = 64U << 10U;
constexpr std::size_t kCertificateBytesMax = 64U << 10U;

}  // namespace

std::string make_office_config_json(const OfficeConfig& config) {
    const json out{{"schema", "asah-hq/1"},
                   {"authority", config.authority.hex()},
                   {"city", config.city},
                   {"address", config.address},
                   {"port", config.port},
                   {"join_port", config.join_port},
                   {"intake", config.intake.text()},
                   {"orders", config.orders.text()},
                   {"backup", config.backup},
                   {"receiver_home", config.receiver_home}};
    return out.dump(2) + "\n";
}

Result<OfficeConfig> parse_office_config(std::string_view text) {
    const auto in = json::parse(text, nullptr, false);
    if (!in.is_object()) {
        return fail(ErrorCode::MalformedInput, "hq.json");
    }
    OfficeConfig config;
    std::string authority;
    std::string intake;
    std::string orders;
    const std::vector<std::pair<const char*, std::string*>> texts{
        {"authority", &authority},
        {"city", &config.city},
        {"address", &config.address},
        {"intake", &intake},
        {"orders", &orders},
        {"backup", &config.backup},
        {"receiver_home", &config.receiver_home}};
    for (const auto& [name, target] : texts) {
        const auto found = in.find(name);
        if (found == in.end() || !found->is_string()) {
            return fail(ErrorCode::MalformedInput, std::string("hq.json: ") + name);
        }
        *target = found->get<std::string>();
    }
    for (const auto& [name, target] :
         {std::pair{"port", &config.port}, std::pair{"join_port", &config.join_port}}) {
        const auto found = in.find(name);
        if (found == in.end() || !found->is_number_integer()) {
            return fail(ErrorCode::MalformedInput, std::string("hq.json: ") + name);
        }
        *target = found->get<int>();
    }
    config.intake = intake;
    config.orders = orders;
    ASAH_TRY(config.authority, AuthorityId::parse(authority));
    return config;
}

std::string key_path(const std::string& home, std::string_view name) {
    return home + "/keys/" + std::string(name) + ".key";
}

Office::Office(OfficePorts ports, std::string home, OfficeConfig config, sqlite::Database database)
    : m_ports(ports),
      m_home(std::move(home)),
      m_config(std::move(config)),
      m_database(std::make_unique<sqlite::Database>(std::move(database))) {}

Result<Office> Office::open(OfficePorts ports, const std::string& home) {
    ASAH_TRY(const auto text, ports.files.read(home + "/hq.json", kConfigBytesMax));
    ASAH_TRY(auto config, parse_office_config(as_text(text)));
    const auto path = home + "/reader.db";
    RestoredState restored;
    if (!ports.files.exists(path)) {
        ASAH_TRY(restored, restore_state_copy(ports.files, config.backup, path));
    }
    ASAH_TRY(auto database, open_reader_database(path));
    Office office(ports, home, std::move(config), std::move(database));
    office.m_restored = std::move(restored);
    return office;
}

Result<ledger::Root> Office::root() {
    ASAH_TRY(const auto file,
             m_ports.files.read(m_home + "/root", ledger::kSignedDocumentBytesMax));
    return vault::verify_root(file, nullptr);
}

Result<Digest> Office::root_digest() {
    ASAH_TRY(const auto file,
             m_ports.files.read(m_home + "/root", ledger::kSignedDocumentBytesMax));
    return sha256(file);
}

Result<std::unique_ptr<Reader>> Office::make_reader() {
    ASAH_TRY(const auto pem,
             m_ports.files.read(m_home + "/keys/reading.pem", kCertificateBytesMax));
    ASAH_TRY(auto certificate, vault::certificate_der(as_text(pem)));
    ASAH_TRY(const auto root, this->root());
    return std::make_unique<Reader>(
        Reader::Ports{.files = m_ports.files,
                      .clock = m_ports.clock,
                      .random = m_ports.random,
                      .database = *m_database},
        ReaderFolders{.home = m_home,
                      .intake = m_config.intake,
                      .orders = m_config.orders,
                      .backup = m_config.backup},
        ReaderKeys{.reading_key = key_path(m_home, "reading"),
                   .reading_certificate = std::move(certificate),
                   .filing_key = key_path(m_home, "filing")},
        ReaderCity{.authority = m_config.authority, .utc_offset_min = root.utc_offset_min});
}

Result<void> Office::reconcile_looks() {
    return hq::reconcile_looks(*m_database, m_ports.files, looks_path());
}

Result<void> Office::snapshot(IfTaken if_taken) {
    return save_state_copy(*m_database, m_ports.files, m_config.backup, if_taken);
}

}  // namespace asah::hq
