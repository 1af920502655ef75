// What headquarters knows about people at one date, as values: every figure of a map or a release
// is computed from these and from nothing else.
// Invariant: a result that is met is counted; results name only what the person's post requires.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kiosk/core/base/time.h"

namespace asah::hq {

/// One competency that a person's post requires.
struct ResultFact {
    CompetencyCode competency;
    bool is_counted = false;     // valid evidence gives a level, certain yet or not
    bool is_met = false;         // and reaches the standard
    std::uint64_t evidence = 0;  // differs when the result or what it rests on differs
};

struct PersonFact {
    PersonId person;
    UnitCode unit;
    TierCode tier;
    FamilyCode family;
    bool is_measured = false;  // finished at least one valid mapping
    std::vector<ResultFact> results;
};

struct UnitFact {
    UnitCode code;
    std::string name;
    UnitCode parent;
};

struct Facts {
    UtcMs as_of;
    PurposeCode purpose;  // for which the evidence was given
    std::vector<UnitFact> units;
    std::vector<PersonFact> people;  // the active ones
    int sitting_count = 0;
    UtcMs newest;  // sitting
};

/// Counts units of fewer than `people_min` people together with their parents, from the leaves up.
/// Returns for each unit the one with which it is counted; a small unit without parent stays.
std::map<UnitCode, UnitCode> joined_units(const std::vector<UnitFact>& units,
                                          std::map<UnitCode, int> people, int people_min);

}  // namespace asah::hq
