// People, units and their PIN verifiers in the reader's database.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/core/content/roster.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

Result<std::vector<content::RosterPerson>> load_people(sqlite::Database& database);
/// Active people of the unit and of those whose parent it is.
Result<std::vector<content::RosterPerson>> load_people_of(sqlite::Database& database,
                                                          const UnitCode& unit);

/// Adds a person with salt and verifier, or changes all but the PIN of a known one.
Result<void> save_person(sqlite::Tx& tx, const content::RosterPerson& person);
Result<void> deactivate_person(sqlite::Tx& tx, const PersonId& person);

/// Keeps that a person was in a roster published to a terminal.
Result<void> save_sent(sqlite::Tx& tx, const TerminalId& terminal, const PersonId& person);
/// Whether the person ever was, also if transferred since.
Result<bool> was_sent(sqlite::Database& database, const TerminalId& terminal,
                      const PersonId& person);

struct Unit {
    UnitCode code;
    std::string name;
    UnitCode parent;
};
Result<void> save_unit(sqlite::Tx& tx, const Unit& unit);
Result<bool> has_unit(sqlite::Database& database, const UnitCode& unit);

/// What a PIN record needs to know about the person.
struct PersonPlace {
    UnitCode unit;
    UnitCode parent;
    UtcMs pin_made;
};
Result<std::optional<PersonPlace>> find_person_place(sqlite::Database& database,
                                                     const PersonId& person);

struct PinChange {
    PersonId person;
    Bytes salt;
    Bytes verifier;
    RecordId record;
    UtcMs made;
};
Result<void> save_pin(sqlite::Tx& tx, const PinChange& change);

/// Marks every PIN on the roster of a unit's terminal: whoever holds the terminal may have learnt
/// it.
Result<void> mark_pins_of_unit(sqlite::Tx& tx, const UnitCode& unit);
/// Active people whose PIN a new slip must replace.
Result<std::vector<content::RosterPerson>> load_pins_due(sqlite::Database& database);
/// The new first PIN. The record that named the old one stays named: a terminal that knows it takes
/// this PIN instead.
Result<void> save_new_slip(sqlite::Tx& tx, const content::RosterPerson& person, UtcMs now);

}  // namespace asah::hq
