#include "sync/hq/data/reader_people.h"

#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

content::RosterPerson person_of(const sqlite::Statement& row) {
    content::RosterPerson out;
    auto& person = out.person;
    person.id = row.id<PersonId>(0);
    person.nip.digits = row.text(1);
    person.short_number.digits = row.text(2);
    person.name = row.text(3);
    person.employment = row.text(4);
    person.rank = row.text(5);
    person.grade = row.text(6);
    person.post.title = row.text(7);
    person.post.tier = TierCode(row.text(8));
    person.post.unit = UnitCode(row.text(9));
    person.post.unit_name = row.text(10);
    person.parent_unit = UnitCode(row.text(11));
    if (const auto superior = row.text(12); !superior.empty()) {
        person.superior = assessment::Nip{superior};
    }
    person.is_active = row.integer(13) != 0;
    out.pin_salt = row.blob(14);
    out.pin_verifier = row.blob(15);
    out.must_change_pin = row.integer(16) != 0;
    if (!row.is_null(17)) {
        out.pin_record = row.id<RecordId>(17);
    }
    return out;
}

Result<std::vector<content::RosterPerson>> people_of(sqlite::Statement& query) {
    std::vector<content::RosterPerson> people;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return people;
        }
        people.push_back(person_of(query));
    }
}

}  // namespace

Result<std::vector<content::RosterPerson>> load_people(sqlite::Database& database) {
    auto query = database.prepare(reader_query("person_all"));
    return people_of(query);
}

Result<std::vector<content::RosterPerson>> load_people_of(sqlite::Database& database,
                                                          const UnitCode& unit) {
    auto query = database.prepare(reader_query("person_of_unit"));
    query.bind(1, std::string_view(unit.value));
    return people_of(query);
}

Result<void> save_person(sqlite::Tx& tx, const content::RosterPerson& row) {
    const auto& person = row.person;
    const std::string superior = person.superior ? person.superior->digits : std::string{};
    auto put = tx.prepare(reader_query("person_put"));
    put.bind(1, person.id)
        .bind(2, std::string_view(person.nip.digits))
        .bind(3, std::string_view(person.short_number.digits))
        .bind(4, std::string_view(person.name))
        .bind(5, std::string_view(person.employment))
        .bind(6, std::string_view(person.rank))
        .bind(7, std::string_view(person.grade))
        .bind(8, std::string_view(person.post.title))
        .bind(9, std::string_view(person.post.tier.value))
        .bind(10, std::string_view(person.post.unit.value))
        .bind(11, std::string_view(person.post.unit_name))
        .bind(12, std::string_view(person.parent_unit.value))
        .bind(13, std::string_view(superior))
        .bind(14, std::int64_t{person.is_active ? 1 : 0})
        .bind(15, ByteView(row.pin_salt))
        .bind(16, ByteView(row.pin_verifier));
    return put.run();
}

Result<void> save_sent(sqlite::Tx& tx, const TerminalId& terminal, const PersonId& person) {
    auto put = tx.prepare(reader_query("sent_person_put"));
    put.bind(1, terminal).bind(2, person);
    return put.run();
}

Result<bool> was_sent(sqlite::Database& database, const TerminalId& terminal,
                      const PersonId& person) {
    auto query = database.prepare(reader_query("sent_person_one"));
    query.bind(1, terminal).bind(2, person);
    ASAH_CHECK(query.step());
    return query.integer(0) > 0;
}

Result<void> deactivate_person(sqlite::Tx& tx, const PersonId& person) {
    auto update = tx.prepare(reader_query("person_leave"));
    update.bind(1, person);
    return update.run();
}

Result<void> save_unit(sqlite::Tx& tx, const Unit& unit) {
    auto put = tx.prepare(reader_query("unit_put"));
    put.bind(1, std::string_view(unit.code.value))
        .bind(2, std::string_view(unit.name))
        .bind(3, std::string_view(unit.parent.value));
    return put.run();
}

Result<bool> has_unit(sqlite::Database& database, const UnitCode& unit) {
    auto query = database.prepare(reader_query("unit_one"));
    query.bind(1, std::string_view(unit.value));
    return query.step();
}

Result<std::optional<PersonPlace>> find_person_place(sqlite::Database& database,
                                                     const PersonId& person) {
    auto query = database.prepare(reader_query("person_unit"));
    query.bind(1, person);
    ASAH_TRY(const bool found, query.step());
    if (!found) {
        return std::optional<PersonPlace>{};
    }
    return std::optional(PersonPlace{.unit = UnitCode(query.text(0)),
                                     .parent = UnitCode(query.text(1)),
                                     .pin_made = {query.integer(2)}});
}

Result<void> save_pin(sqlite::Tx& tx, const PinChange& change) {
    auto update = tx.prepare(reader_query("person_pin"));
    update.bind(1, change.person)
        .bind(2, ByteView(change.salt))
        .bind(3, ByteView(change.verifier))
        .bind(4, change.record)
        .bind(5, change.made.value);
    return update.run();
}

Result<void> mark_pins_of_unit(sqlite::Tx& tx, const UnitCode& unit) {
    auto update = tx.prepare(reader_query("person_reset_unit"));
    update.bind(1, std::string_view(unit.value));
    return update.run();
}

Result<std::vector<content::RosterPerson>> load_pins_due(sqlite::Database& database) {
    auto query = database.prepare(reader_query("person_reset_due"));
    return people_of(query);
}

Result<void> save_new_slip(sqlite::Tx& tx, const content::RosterPerson& person, UtcMs now) {
    auto update = tx.prepare(reader_query("person_slip"));
    update.bind(1, person.person.id)
        .bind(2, ByteView(person.pin_salt))
        .bind(3, ByteView(person.pin_verifier))
        .bind(4, now.value);
    return update.run();
}

}  // namespace asah::hq
