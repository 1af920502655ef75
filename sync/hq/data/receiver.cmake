# The receiver's database: sealed entries by hash. Only asah-receiver links it.
asah_add_library(hq_receiver_data
    SOURCES archive_thread.cpp receiver_archive.cpp
    PUBLIC asah::sqlite asah::ledger asah::protocol
    PRIVATE Threads::Threads)
asah_embed(asah_hq_receiver_data NAMESPACE asah::hq::receiver_sql NAME receiver_sql FILES
    sql/receiver/migrations/001_receiver.sql
    sql/receiver/child_count.sql
    sql/receiver/child_in_run.sql
    sql/receiver/child_waiting.sql
    sql/receiver/count_all.sql
    sql/receiver/entry_join_run.sql
    sql/receiver/entry_place.sql
    sql/receiver/entry_put.sql
    sql/receiver/fork_all.sql
    sql/receiver/fork_put.sql
    sql/receiver/handover_again.sql
    sql/receiver/handover_file_drop.sql
    sql/receiver/handover_file_put.sql
    sql/receiver/handover_filed.sql
    sql/receiver/handover_filed_one.sql
    sql/receiver/handover_files.sql
    sql/receiver/handover_mark.sql
    sql/receiver/handover_next.sql
    sql/receiver/handover_put.sql
    sql/receiver/handover_return.sql
    sql/receiver/ledger_filed.sql
    sql/receiver/ledger_one.sql
    sql/receiver/ledger_put.sql
    sql/receiver/quarantine_put.sql
    sql/receiver/status_again.sql sql/receiver/status_handed.sql
    sql/receiver/status_put.sql
    sql/receiver/status_waiting.sql
    sql/receiver/use_all.sql
    sql/receiver/use_one.sql
    sql/receiver/use_put.sql)
