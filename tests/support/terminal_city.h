// A city around one terminal, on real files in a folder that goes with it: an authority that
// answers its joining, publishes content to its inbox, and reads what lies in its outbox.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/content/package.h"
#include "kiosk/core/content/roster.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/record.h"
#include "kiosk/station/station.h"
#include "tests/support/authority.h"

namespace asah::support {

class TerminalCity {
   public:
    TerminalCity();

    /// Joins with a code, comparing the twelve digits of both sides.
    void join();
    void answer(const ledger::JoinRequest& request);
    void put(const std::string& name, ByteView bytes);

    /// Framework, four banks, the pre-test and a roster of one person (PIN 482915), in a manifest.
    void publish();
    void add(const content::Package& package);
    void add_framework();
    /// `item_count`: the first ones of the sheet; 0 = all.
    void add_bank(const std::string& sheet, const std::string& id, int version = 1,
                  std::size_t item_count = 0);
    /// Another version of a bank, with its keys.
    void add_version(assessment::Bank bank, int version);
    void add_assessment(std::string_view json, const std::string& id = "prates-2026");
    /// As headquarters publishes a bank that a guarded assessment names: of its keys those of the
    /// first `practice_count` items, which become practice.
    void add_guarded_bank(const std::string& sheet, const std::string& id,
                          std::size_t practice_count);
    /// `extra_count` people more, who cannot sign in.
    void add_roster(int version = 1, int extra_count = 0);
    /// A manifest that names all that was added, under the next number.
    void put_manifest();

    station::Station open() { return station::Station::open(ports, paths).value(); }

    /// Entry files of the outbox, by name.
    [[nodiscard]] std::vector<std::string> entry_names();
    [[nodiscard]] ledger::Entry read_entry(const std::string& name);
    [[nodiscard]] ledger::Record open_record(const ledger::Entry& entry);
    /// A revocation of the terminal in the inbox, signed by the holder of a role.
    void put_revocation(ledger::Role signer = ledger::Role::Issuing);
    /// The receipt of HQ for an entry as the newest, put into the inbox.
    void put_receipt(const ledger::EntryHeader& newest, bool is_filed);

   private:
    void put_bank(assessment::Bank bank, const std::string& id, int version, bool is_guarded);

   public:
    TemporaryFolder folder;
    Authority city;
    ManualClock clock;
    SeededRandom random{5};
    station::Ports ports;
    station::Paths paths;
    Bytes root_file;
    TerminalId terminal;
    Bytes opening;
    assessment::Framework framework;
    std::vector<assessment::Bank> banks;
    std::vector<ledger::ManifestItem> items;
    int manifest_number = 0;
    UtcMs manifest_made{1};
    bool is_time_reset = false;
    PersonId person;
    std::vector<assessment::AssessmentSums> sums;  // of that person, with the next roster
    std::string number;
};

/// Idle steps until nothing is left to do; every refusal fails the test.
void settle(station::Station& kiosk);

}  // namespace asah::support
