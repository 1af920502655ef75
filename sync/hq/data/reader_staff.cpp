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
        .bind(4, std::string_view(staff.password))
        .bind(5, std::int64_t{staff.is_disabled ? 1 : 0})
        .bind(6, staff.generation)
        .bind(7, staff.unlock_count);
    return put.run();
}

namespace {

Staff staff_of(sqlite::Statement& query) {
    return {.login = query.text(0),
            .name = query.text(1),
            .role = parse_role(query.text(2)).value_or(StaffRole::Viewer),
            .password = query.text(3),
            .is_disabled = query.integer(4) != 0,
            .generation = query.integer(5),
            .unlock_count = query.integer(6)};
}

}  // namespace

Result<std::optional<Staff>> find_staff(sqlite::Database& database, const std::string& login) {
    auto query = database.prepare(reader_query("staff_one"));
    query.bind(1, std::string_view(login));
    ASAH_TRY(const bool found, query.step());
    return found ? std::optional(staff_of(query)) : std::optional<Staff>{};
}

Result<std::vector<Staff>> load_staff(sqlite::Database& database) {
    auto query = database.prepare(reader_query("staff_all"));
    std::vector<Staff> out;
    for (;;) {
        ASAH_TRY(const bool found, query.step());
        if (!found) {
            return out;
        }
        out.push_back(staff_of(query));
    }
}

Result<void> save_look(sqlite::Tx& tx, const Look& look) {
    auto put = tx.prepare(reader_query("look_put"));
    put.bind(1, look.id)
        .bind(2, std::string_view(look.login))
        .bind(3, std::string_view(look.page))
        .bind(4, std::string_view(look.reason))
        .bind(5, look.at.value);
    ASAH_CHECK(put.run());
    for (const auto& person : look.people) {
        auto whom = tx.prepare(reader_query("look_person_put"));
        whom.bind(1, person).bind(2, look.id);
        ASAH_CHECK(whom.run());
    }
    return {};
}

namespace {

Result<std::vector<PersonId>> people_of(sqlite::Database& database, const Look& look) {
    auto query = database.prepare(reader_query("look_people"));
    query.bind(1, look.id);
    std::vector<PersonId> people;
    for (;;) {
        ASAH_TRY(const bool found, query.step());
        if (!found) {
            return people;
        }
        people.push_back(query.id<PersonId>(0));
    }
}

}  // namespace

Result<std::vector<Look>> load_looks(sqlite::Database& database,
                                     const std::optional<PersonId>& person, int count) {
    auto query = database.prepare(reader_query(person ? "look_of_person" : "look_all"));
    query.bind(1, std::int64_t{count});
    if (person) {
        query.bind(2, *person);
    }
    std::vector<Look> looks;
    for (;;) {
        ASAH_TRY(const bool found, query.step());
        if (!found) {
            break;
        }
        Look look{.id = {},
                  .login = query.text(1),
                  .page = query.text(2),
                  .reason = query.text(3),
                  .at = {query.integer(4)},
                  .people = {}};
        look.id = query.id<decltype(look.id)>(0);
        looks.push_back(std::move(look));
    }
    for (auto& look : looks) {
        ASAH_TRY(look.people, people_of(database, look));
    }
    return looks;
}

}  // namespace asah::hq
