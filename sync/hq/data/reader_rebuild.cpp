#include "sync/hq/data/reader_rebuild.h"

#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

Result<std::int64_t> run_named(sqlite::Database& database, std::string_view name) {
    ASAH_CHECK(database.prepare(reader_query(name)).run());
    return database.changes();
}

Result<std::int64_t> number_of(sqlite::Database& database, std::string_view name) {
    auto query = database.prepare(reader_query(name));
    ASAH_CHECK(query.step());
    return query.integer(0);
}

}  // namespace

Result<sqlite::Database> make_beside(sqlite::Database& present, Files& files,
                                     const std::string& path) {
    ASAH_CHECK(copy_database(present, files, path));
    ASAH_TRY(auto copy, open_reader_database(path));
    ASAH_CHECK(copy.prepare(reader_query("rebuild_unsafe")).run());
    ASAH_CHECK(sqlite::in_transaction(copy, [](sqlite::Tx& tx) -> Result<void> {
        for (const auto* name : {"entry_clear", "sitting_clear", "result_clear", "self_clear"}) {
            ASAH_CHECK(tx.prepare(reader_query(name)).run());
        }
        return {};
    }));
    return copy;
}

Result<void> remove_beside(Files& files, const std::string& path) {
    for (const auto* end : {"-wal", "-shm", ""}) {
        ASAH_CHECK(files.remove(path + end));
    }
    return {};
}

Result<AttachedTables> AttachedTables::attach(sqlite::Database& present, const std::string& path) {
    auto attach = present.prepare(reader_query("rebuild_attach"));
    attach.bind(1, std::string_view(path));
    ASAH_CHECK(attach.run());
    return AttachedTables(present);
}

AttachedTables::~AttachedTables() {
    if (m_present != nullptr) {
        static_cast<void>(run_named(*m_present, "rebuild_detach"));
    }
}

Result<AttachedTables::Kept> AttachedTables::keep_present() {
    return sqlite::in_transaction(*m_present, [&](sqlite::Tx& tx) -> Result<Kept> {
        Kept kept;
        {
            auto people = tx.prepare(reader_query("rebuild_people"));
            while (true) {
                ASAH_TRY(const bool has_row, people.step());
                if (!has_row) {
                    break;
                }
                kept.people.push_back(people.id<PersonId>(0));
            }
        }
        ASAH_TRY(kept.entry_count, run_named(tx.database(), "rebuild_keep_entry"));
        for (const auto* name :
             {"rebuild_keep_filed", "rebuild_keep_sitting", "rebuild_keep_self"}) {
            ASAH_CHECK(run_named(tx.database(), name));
        }
        return kept;
    });
}

Result<std::int64_t> AttachedTables::count_missing() {
    return number_of(*m_present, "rebuild_missing");
}

Result<void> AttachedTables::take_over() {
    return sqlite::in_transaction(*m_present, [&](sqlite::Tx& tx) -> Result<void> {
        for (const auto* name : {"entry_clear", "sitting_clear", "result_clear", "self_clear",
                                 "rebuild_take_entry", "rebuild_take_sitting",
                                 "rebuild_take_result", "rebuild_take_self", "rebuild_take_pin"}) {
            ASAH_CHECK(tx.prepare(reader_query(name)).run());
        }
        return {};
    });
}

}  // namespace asah::hq
