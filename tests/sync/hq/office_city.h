// A small headquarters on a real disk folder that goes when the object goes: authority, one
// terminal, a bank of twelve items of T.01, people; and sittings as a terminal would seal them.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/assessment.h"
#include "kiosk/core/base/files.h"
#include "kiosk/core/ledger/record.h"
#include "sync/hq/data/reader_people.h"
#include "sync/hq/office/init.h"
#include "sync/hq/office/office.h"

namespace asah::hq_test {

class OfficeCity {
   public:
    OfficeCity();
    ~OfficeCity();
    OfficeCity(const OfficeCity&) = delete;
    OfficeCity& operator=(const OfficeCity&) = delete;

    hq::Office& office() { return *m_office; }
    hq::OfficePorts ports() { return {m_files, m_clock, m_random}; }
    SystemFiles& files() { return m_files; }
    ManualClock& clock() { return m_clock; }
    [[nodiscard]] std::string folder() const { return m_folder; }
    [[nodiscard]] const assessment::Framework& framework() const { return m_framework; }
    [[nodiscard]] TerminalId terminal() const { return m_terminal; }
    [[nodiscard]] LedgerId ledger() const { return m_ledger; }

    /// What publish_bank publishes.
    [[nodiscard]] assessment::Bank& bank() { return m_bank; }

    void publish_framework();
    /// A file as a trainer hands it in: the bank under a version, signed with a certificate of
    /// ours.
    std::string write_bank(assessment::Bank bank, int version, const std::string& trainer = "Tim");
    void publish_bank();
    /// People who are added count as sent to the terminal, as after a publish; or not.
    bool is_sending = true;
    PersonId add_person(const std::string& name, const std::string& unit,
                        const std::string& parent = "", std::optional<PersonId> id = {});
    /// Answers the first `right` of twelve items right, the rest wrong; seals, signs and hands the
    /// entry over. Returns the name of its file in the intake.
    std::string sit(const PersonId& person, int right,
                    const std::string& purpose = "PEMETAAN_PENGEMBANGAN");
    /// Any record as the next entry of the chain.
    std::string put_record(const ledger::Record& record);
    /// As the receiver does: a file of its own in the intake, arrived now. Returns its name.
    std::string hand_over(ByteView entry);
    /// The last entry's hash; go_back() lets the next entry follow an earlier one: a restored disk.
    struct Place {
        std::uint64_t n = 0;
        Digest hash{};
    };
    [[nodiscard]] Place place() const { return {m_n, m_parent}; }
    void go_back(const Place& place) {
        m_n = place.n;
        m_parent = place.hash;
    }
    ledger::Record sitting_record(const PersonId& person, int right, const std::string& purpose);
    ledger::Record pin_record(const PersonId& person);

    hq::FilingReport pass();
    std::vector<std::string> intake();
    /// The first column of a query's first row.
    std::int64_t number(std::string_view sql);
    /// How many entries the terminal's filed receipt covers; 0 when there is none.
    std::uint64_t receipt_n();

   private:
    void join_terminal();
    Bytes issue(ledger::Role role, const std::string& name);
    std::string m_folder;
    SystemFiles m_files;
    ManualClock m_clock;
    SeededRandom m_random{7};
    std::unique_ptr<hq::Office> m_office;
    assessment::Framework m_framework;
    assessment::Bank m_bank;
    TerminalId m_terminal;
    LedgerId m_ledger;
    std::uint64_t m_n = 0;
    Digest m_parent{};
    int m_people = 0;
    std::int64_t m_handover = 0;
    std::map<PersonId, std::string> m_units;
};

}  // namespace asah::hq_test
