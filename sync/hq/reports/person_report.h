// One person's profile as headquarters knows it: results with their evidence, self-assessment
// beside them, sittings with their entries. Only for those who may see names; the page logs each
// look.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/ledger/entry.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

struct PersonSitting {
    std::string assessment;
    int version = 0;
    assessment::AssessmentKind kind = assessment::AssessmentKind::PreTest;
    UtcMs finished;
    DurationMs elapsed;
    int item_count = 0;
    Digest entry_hash{};
    std::string entry_state;
    bool is_measuring = false;
    bool is_duplicate = false;   // another entry holds the same sitting; this one does not count
    bool claim_differs = false;  // the terminal scored otherwise; ours counts
};

struct PersonReport {
    PersonId person;
    std::string name;
    std::string nip;
    std::string title;
    TierCode tier;
    UnitCode unit;
    std::string unit_name;
    std::string rank;
    std::string grade;
    std::string employment;
    /// All competencies of the framework, in its order, with the standard of the newest measuring
    /// sitting.
    assessment::Profile profile;
    std::vector<PersonSitting> sittings;
};

/// Levels are those at the date. Nothing when HQ does not know the person.
Result<std::optional<PersonReport>> load_person_report(sqlite::Database& database,
                                                       const assessment::Framework& framework,
                                                       const PersonId& person, LocalTime as_of);

}  // namespace asah::hq
