// The reader's office: its home, its keys, its database, and what staff do with them. One function
// a command; main.cpp only reads arguments and prints.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/documents.h"
#include "sync/hq/data/look_log.h"
#include "sync/hq/data/reader_database.h"
#include "sync/hq/data/reader_terminals.h"
#include "sync/hq/data/state_copy.h"
#include "sync/hq/filing/reader.h"

namespace asah::hq {

/// How long what the office certifies is valid: trainers, terminals, the receiver.
constexpr int kCertificateYears = 10;

/// home/hq.json, written by init.
struct OfficeConfig {
    AuthorityId authority;
    std::string city;
    std::string address;  // host as terminals reach it
    int port = 0;
    int join_port = 0;
    SharedFolder intake;
    SharedFolder orders;
    std::string backup;
    std::string receiver_home;
};
std::string make_office_config_json(const OfficeConfig& config);
Result<OfficeConfig> parse_office_config(std::string_view json);

/// The keys' paths in a home.
std::string key_path(const std::string& home, std::string_view name);

struct OfficePorts {
    Files& files;
    Clock& clock;
    Random& random;
};

class Office {
   public:
    /// Errors: FileMissing (no init yet), of the database.
    static Result<Office> open(OfficePorts ports, const std::string& home);

    [[nodiscard]] const OfficeConfig& config() const { return m_config; }
    [[nodiscard]] const std::string& home() const { return m_home; }
    [[nodiscard]] OfficePorts& ports() { return m_ports; }
    [[nodiscard]] sqlite::Database& database() { return *m_database; }
    [[nodiscard]] UtcMs now() { return m_ports.clock.now_wall().utc; }

    /// What open took from the backup because the database was gone.
    [[nodiscard]] const RestoredState& restored() const { return m_restored; }

    Result<ledger::Root> root();
    Result<Digest> root_digest();
    Result<std::unique_ptr<Reader>> make_reader();
    /// Table and file of the log of looks, each completed from the other.
    Result<void> reconcile_looks();
    [[nodiscard]] std::string looks_path() const { return m_config.backup + "/" + kLookLogName; }
    /// Copies people, terminals, content and decisions to the backup folder; after every command
    /// and every page that changed them.
    Result<void> snapshot(IfTaken if_taken = IfTaken::Wait);

   private:
    Office(OfficePorts ports, std::string home, OfficeConfig config, sqlite::Database database);
    OfficePorts m_ports;
    std::string m_home;
    OfficeConfig m_config;
    std::unique_ptr<sqlite::Database> m_database;
    RestoredState m_restored;
};

}  // namespace asah::hq
