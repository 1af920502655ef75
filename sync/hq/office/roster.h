// The roster: from the city's sheet to people with ids and first PINs. First the difference, then
// the change; persons keep id and PIN over reloads (matched by NIP).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/core/content/roster.h"
#include "sync/hq/office/office.h"

namespace asah::hq {

struct RosterDifference {
    std::vector<content::RosterRow> added;
    std::vector<content::RosterRow> changed;  // id filled in
    std::vector<content::RosterPerson> gone;
    std::vector<content::RosterPerson>
        renewed;  // a terminal was revoked: their PINs need new slips
    int same = 0;
    int active = 0;   // people in force before
    int leaving = 0;  // of these: not in the sheet any more, or not active in it
};
/// Whether so many leave that it may be a sheet of one unit alone: over 5 % of those in force.
bool is_much_leaving(const RosterDifference& difference);
/// Errors: of the database.
Result<RosterDifference> compare_roster(Office& office,
                                        const std::vector<content::RosterRow>& rows);

/// One activation slip: the only place where a first PIN stands.
struct Slip {
    std::string nip;
    std::string short_number;
    std::string name;
    std::string unit;
    std::string pin;
};
std::string make_slips_csv(const std::vector<Slip>& slips);

/// Draws PINs and verifiers for the added and the renewed ones (two threads), saves everything in
/// one transaction. Writes the slips to `slips_path` (mode 0600) before the people are saved, so
/// that no person ever exists whose PIN nobody has. `progress(done, total)` is called from the
/// calling thread.
Result<void> apply_roster(Office& office, const RosterDifference& difference,
                          const std::string& slips_path,
                          const std::function<void(std::size_t, std::size_t)>& progress);

/// Six digits, uniform over all that are not weak.
std::string draw_pin(Random& random);
/// All digits alike, a run up or down, or a pair or triple repeated.
bool is_weak_pin(std::string_view pin);

}  // namespace asah::hq
