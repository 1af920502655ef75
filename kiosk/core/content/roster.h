// Rosters: the sheet that the city gives (roster_city.csv's columns) and the JSON inside a roster
// package, which also carries PIN verifiers. A sheet row has no person id: HQ gives it.
#pragma once

#include <vector>

#include "kiosk/core/assessment/evidence.h"
#include "kiosk/core/assessment/person.h"
#include "kiosk/core/base/problem.h"

namespace asah::content {

struct RosterRow {
    int row = 0;                // of the sheet
    assessment::Person person;  // id is zero
    std::optional<Date> birth_date;
};

/// Problems: NIP form, short number's check digit, doubled NIP or short number, tier or unit
/// unknown, superior not on the sheet, parent unit unknown, birth date against NIP (warning),
/// required cells.
Outcome<std::vector<RosterRow>> parse_roster_sheet(ByteView bytes, const std::string& file_name,
                                                   const assessment::Framework& framework);

/// One person of a roster package.
struct RosterPerson {
    assessment::Person person;
    Bytes pin_salt;                      // 16
    Bytes pin_verifier;                  // 32, argon2id
    bool must_change_pin = true;         // activation slip not yet used
    std::optional<RecordId> pin_record;  // the PIN record this row includes
    /// What HQ filed of each measuring assessment, so that it follows the person.
    std::vector<assessment::AssessmentSums> sums;
};

struct RosterPackage {
    TerminalId terminal;
    std::vector<UnitCode> units;
    std::vector<RosterPerson> people;
};

std::string make_roster_json(const RosterPackage& roster);
Result<RosterPackage> parse_roster_json(std::string_view json);

}  // namespace asah::content
