#include "sync/hq/data/reader_staff.h"

#include "sync/hq/data/reader_database.h"

namespace asah::hq {

std::string_view role_code(StaffRole role) {
    switch (role) {
        case StaffRole::Hr:
            return "hr";
        case StaffRole::Viewer:
            return "viewer";
        case StaffRole::Admin:
            return "admin";
    }
    return "viewer";
}

std::optional<StaffRole> parse_role(std::string_view code) {
    for (const auto role : {StaffRole::Hr, StaffRole::Viewer, StaffRole::Admin}) {
        if (code == role_code(role)) {
            return role;
        }
    }
    return std::nullopt;
}

Result<void> save_staff(sqlite::Tx& tx, const Staff& staff) {
    auto put = tx.prepare(reader_query("staff_put"));
    put.bind(1, std::string_view(staff.login))
        .bind(2, std::string_view(staff.name))
        .bind(3, role_code(staff.role))
        .bind(4, std::string_view(staff.password));
    return put.run();
}

Result<std::optional<Staff>> find_staff(sqlite::Database& database, const std::string& login) {
    auto query = database.prepare(reader_query("staff_one"));
    query.bind(1, std::string_view(login));
    ASAH_TRY(const bool found, query.step());
    if (!found) {
        return std::optional<Staff>{};
    }
    return std::optional(Staff{.login = login,
                               .name = query.text(0),
                               .role = parse_role(query.text(1)).value_or(StaffRole::Viewer),
                               .password = query.text(2),
                               .wrong_count = static_cast<int>(query.integer(3)),
                               .locked_until = {query.integer(4)}});
}

Result<void> save_tries(sqlite::Tx& tx, const Staff& staff) {
    auto update = tx.prepare(reader_query("staff_tries"));
    update.bind(1, std::string_view(staff.login))
        .bind(2, std::int64_t{staff.wrong_count})
        .bind(3, staff.locked_until.value);
    return update.run();
}

Result<void> save_look(sqlite::Tx& tx, const Look& look) {
    auto put = tx.prepare(reader_query("access_put"));
    put.bind(1, std::string_view(look.login))
        .bind(2, std::string_view(look.page))
        .bind(3, std::string_view(look.reason))
        .bind(4, look.at.value);
    return put.run();
}

}  // namespace asah::hq
