# The receiver's database: sealed entries by hash. Only asah-receiver links it.
asah_add_library(hq_receiver_data
    SOURCES receiver_archive.cpp
    PUBLIC asah::sqlite asah::ledger asah::protocol)
asah_embed(asah_hq_receiver_data NAMESPACE asah::hq::receiver_sql NAME receiver_sql FILES
    sql/receiver/migrations/001_receiver.sql
    sql/receiver/child_count.sql
    sql/receiver/child_in_run.sql
    sql/receiver/child_waiting.sql
    sql/receiver/count_all.sql
    sql/receiver/entry_one.sql
    sql/receiver/entry_put.sql
    sql/receiver/fork_all.sql
    sql/receiver/fork_of_ledger.sql
    sql/receiver/fork_put.sql
    sql/receiver/handover_again.sql
    sql/receiver/handover_exported.sql
    sql/receiver/handover_filed.sql
    sql/receiver/handover_filed_one.sql
    sql/receiver/handover_next.sql
    sql/receiver/handover_put.sql
    sql/receiver/quarantine_put.sql
    sql/receiver/run_one.sql
    sql/receiver/run_put.sql
    sql/receiver/run_top.sql
    sql/receiver/status_put.sql)
