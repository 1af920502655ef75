# The reader's database: rows in, rows out. Only asah-hq links it.
asah_add_library(hq_reader_archive
    SOURCES reader_content.cpp reader_database.cpp reader_entries.cpp reader_people.cpp reader_staff.cpp
            reader_terminals.cpp
    PUBLIC asah::sqlite asah::assessment asah::content asah::ledger
    PRIVATE nlohmann_json::nlohmann_json)
set(reader_sql
    sql/reader/access_put.sql
    sql/reader/content_current.sql
    sql/reader/content_one.sql
    sql/reader/content_put.sql
    sql/reader/enrolment_all.sql
    sql/reader/enrolment_put.sql
    sql/reader/enrolment_use.sql
    sql/reader/entry_clear.sql
    sql/reader/entry_held.sql
    sql/reader/entry_next.sql
    sql/reader/entry_put.sql
    sql/reader/entry_state.sql
    sql/reader/migrations/001_reader.sql
    sql/reader/person_all.sql
    sql/reader/person_leave.sql
    sql/reader/person_of_unit.sql
    sql/reader/person_pin.sql
    sql/reader/person_put.sql
    sql/reader/person_unit.sql
    sql/reader/refused_put.sql
    sql/reader/result_clear.sql
    sql/reader/result_put.sql
    sql/reader/self_clear.sql
    sql/reader/self_put.sql
    sql/reader/setting_one.sql
    sql/reader/setting_put.sql
    sql/reader/sitting_clear.sql
    sql/reader/sitting_evidence.sql
    sql/reader/sitting_put.sql
    sql/reader/sitting_twin.sql
    sql/reader/snapshot.sql
    sql/reader/staff_one.sql
    sql/reader/staff_put.sql
    sql/reader/staff_tries.sql
    sql/reader/terminal_all.sql
    sql/reader/terminal_put.sql
    sql/reader/terminal_state.sql
    sql/reader/terminal_status.sql
    sql/reader/unit_one.sql
    sql/reader/unit_put.sql)
asah_embed(asah_hq_reader_archive NAMESPACE asah::hq::reader_sql NAME reader_sql FILES ${reader_sql})
