// Staff accounts and the log of looks at people's results, in the reader's database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/time.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

/// Hr sees names; Viewer aggregates only; Admin arrivals and terminals, no results.
enum class StaffRole { Hr, Viewer, Admin };
std::string_view role_code(StaffRole role);  // "hr", "viewer", "admin"
std::optional<StaffRole> parse_role(std::string_view code);

struct Staff {
    std::string login;
    std::string name;
    StaffRole role = StaffRole::Viewer;
    std::string password;  // argon2id string
    bool is_disabled = false;
    /// Grows with each change of role, password or state: a session of an earlier one is over.
    std::int64_t generation = 1;
    /// Grows with each unlocking: delays that earlier wrong tries made are over.
    std::int64_t unlock_count = 0;
};
/// Adds an account, or sets everything of it.
Result<void> save_staff(sqlite::Tx& tx, const Staff& staff);
Result<std::optional<Staff>> find_staff(sqlite::Database& database, const std::string& login);
/// By login.
Result<std::vector<Staff>> load_staff(sqlite::Database& database);

/// One look of a member of staff at results under people's names.
struct Look {
    Id128<struct LookTag> id;
    std::string login;
    std::string page;    // "person", "cell SETDA T.01"
    std::string reason;  // by what right
    UtcMs at;
    std::vector<PersonId> people;  // whose results the page showed
};
/// Keeping one that is there already changes nothing.
Result<void> save_look(sqlite::Tx& tx, const Look& look);
/// The newest first, at most `count`; of one person, or of everybody.
Result<std::vector<Look>> load_looks(sqlite::Database& database,
                                     const std::optional<PersonId>& person, int count);

}  // namespace asah::hq
