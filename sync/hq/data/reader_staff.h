// Staff accounts and the log of looks at names, in the reader's database.
#pragma once

#include <optional>
#include <string>

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
    int wrong_count = 0;
    UtcMs locked_until;
};
Result<void> save_staff(sqlite::Tx& tx, const Staff& staff);
Result<std::optional<Staff>> find_staff(sqlite::Database& database, const std::string& login);
Result<void> save_tries(sqlite::Tx& tx, const Staff& staff);

struct Look {
    std::string login;
    std::string page;
    std::string reason;
    UtcMs at;
};
Result<void> save_look(sqlite::Tx& tx, const Look& look);

}  // namespace asah::hq
