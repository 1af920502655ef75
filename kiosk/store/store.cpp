#include "kiosk/store/store.h"

namespace asah::store {

using sqlite::Database;
using sqlite::Statement;
using sqlite::Tx;

std::string_view embedded_file(std::string_view name);

namespace {

std::string_view query(const char* name) {
    return embedded_file("sql/queries/" + std::string(name) + ".sql");
}

Statement read(Database& database, const char* name) { return database.prepare(query(name)); }
Statement write(Tx& tx, const char* name) { return tx.prepare(query(name)); }

Digest digest_at(const Statement& statement, int column) {
    Digest digest{};
    statement.copy_blob(column, digest);
    return digest;
}

Result<std::vector<SittingId>> ids_of(Statement statement) {
    std::vector<SittingId> ids;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return ids;
        }
        ids.push_back(statement.id<SittingId>(0));
    }
}

}  // namespace

Result<Database> open(const std::string& path, const std::string& vfs) {
    sqlite::OpenSettings settings;
    settings.path = path;
    settings.vfs = vfs;
    settings.application_id = kApplicationId;
    return Database::open(settings, {{1, embedded_file("sql/migrations/0001_terminal.sql")},
                                     {2, embedded_file("sql/migrations/0002_ledgers.sql")}});
}

Result<std::optional<Bytes>> read_meta(Database& database, std::string_view key) {
    auto statement = read(database, "meta_read");
    statement.bind(1, key);
    ASAH_TRY(const bool has_row, statement.step());
    return has_row ? std::optional<Bytes>(statement.blob(0)) : std::nullopt;
}

Result<std::int64_t> read_number(Database& database, std::string_view key) {
    ASAH_TRY(const auto value, read_meta(database, key));
    std::int64_t number = 0;
    for (const auto byte : value.value_or(Bytes{})) {
        number = number * 256 + byte;
    }
    return number;
}

Result<void> write_meta(Tx& tx, std::string_view key, ByteView value) {
    return write(tx, "meta_write").bind(1, key).bind(2, value).run();
}

Result<void> write_number(Tx& tx, std::string_view key, std::int64_t value) {
    Bytes bytes(8);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>((value >> (8 * (7 - static_cast<int>(i)))) & 0xff);
    }
    return write_meta(tx, key, bytes);
}

Result<void> add_person(Tx& tx, std::int64_t generation, const PersonRow& row) {
    return write(tx, "person_add")
        .bind(1, generation)
        .bind(2, row.person)
        .bind(3, ByteView(row.nip_hash))
        .bind(4, ByteView(row.short_hash))
        .bind(5, ByteView(row.box))
        .run();
}

Result<std::optional<PersonRow>> find_person(Database& database, std::int64_t generation,
                                             const Digest& hash) {
    auto statement = read(database, "person_by_hash");
    statement.bind(1, generation).bind(2, ByteView(hash));
    ASAH_TRY(const bool has_row, statement.step());
    if (!has_row) {
        return std::optional<PersonRow>{};
    }
    PersonRow row;
    row.person = statement.id<PersonId>(0);
    row.box = statement.blob(1);
    return std::optional<PersonRow>(std::move(row));
}

Result<std::optional<Bytes>> read_person(Database& database, std::int64_t generation,
                                         const PersonId& person) {
    auto statement = read(database, "person_by_id");
    statement.bind(1, generation).bind(2, person);
    ASAH_TRY(const bool has_row, statement.step());
    return has_row ? std::optional<Bytes>(statement.blob(0)) : std::nullopt;
}

Result<std::int64_t> count_people(Database& database, std::int64_t generation) {
    auto statement = read(database, "person_count");
    statement.bind(1, generation);
    ASAH_CHECK(statement.step());
    return statement.integer(0);
}

Result<void> keep_generation(Tx& tx, std::int64_t generation) {
    return write(tx, "person_drop_others").bind(1, generation).run();
}

Result<void> erase_all_but_ledger(Tx& tx) {
    for (const char* name :
         {"erase_person", "erase_pin_try", "erase_pin_change", "erase_current_package",
          "erase_package", "erase_sitting_event", "erase_open_sitting", "erase_summary"}) {
        ASAH_CHECK(write(tx, name).run());
    }
    for (const std::string_view key : {"manifest", "key-check"}) {
        ASAH_CHECK(write(tx, "erase_meta").bind(1, key).run());
    }
    return {};
}

Result<PinTry> read_pin_try(Database& database, const PersonId& person) {
    auto statement = read(database, "pin_try_read");
    statement.bind(1, person);
    ASAH_TRY(const bool has_row, statement.step());
    if (!has_row) {
        return PinTry{};
    }
    return PinTry{static_cast<int>(statement.integer(0)),
                  {statement.integer(1)},
                  {statement.integer(2)},
                  statement.id<BootId>(3)};
}

Result<void> write_pin_try(Tx& tx, const PersonId& person, const PinTry& pin_try) {
    return write(tx, "pin_try_write")
        .bind(1, person)
        .bind(2, std::int64_t{pin_try.wrong_count})
        .bind(3, pin_try.wait.value)
        .bind(4, pin_try.since.value)
        .bind(5, pin_try.boot)
        .run();
}

Result<void> clear_pin_try(Tx& tx, const PersonId& person) {
    return write(tx, "pin_try_clear").bind(1, person).run();
}

Result<std::optional<PinChange>> read_pin_change(Database& database, const PersonId& person) {
    auto statement = read(database, "pin_change_read");
    statement.bind(1, person);
    ASAH_TRY(const bool has_row, statement.step());
    if (!has_row) {
        return std::optional<PinChange>{};
    }
    return std::optional<PinChange>({statement.id<RecordId>(0), statement.blob(1)});
}

Result<void> write_pin_change(Tx& tx, const PersonId& person, const PinChange& change) {
    return write(tx, "pin_change_write")
        .bind(1, person)
        .bind(2, change.record)
        .bind(3, ByteView(change.box))
        .run();
}

Result<void> add_package(Tx& tx, const PackageRow& row) {
    auto statement = write(tx, "package_add");
    statement.bind(1, ByteView(row.digest))
        .bind(2, static_cast<std::int64_t>(row.kind))
        .bind(3, row.id)
        .bind(4, std::int64_t{row.version})
        .bind(5, ByteView(row.plain));
    if (row.keys_box) {
        statement.bind(6, ByteView(*row.keys_box));
    } else {
        statement.bind_null(6);
    }
    return statement.run();
}

Result<void> drop_keys(Tx& tx, ledger::PackageKind kind, const std::string& id) {
    return write(tx, "package_drop_keys")
        .bind(1, static_cast<std::int64_t>(kind))
        .bind(2, std::string_view(id))
        .run();
}

Result<void> set_current(Tx& tx, const PackageRow& row) {
    return write(tx, "current_set")
        .bind(1, static_cast<std::int64_t>(row.kind))
        .bind(2, row.id)
        .bind(3, ByteView(row.digest))
        .run();
}

Result<void> drop_current(Tx& tx, ledger::PackageKind kind, const std::string& id) {
    return write(tx, "current_drop").bind(1, static_cast<std::int64_t>(kind)).bind(2, id).run();
}

Result<bool> has_package(Database& database, const Digest& digest) {
    auto statement = read(database, "package_has");
    statement.bind(1, ByteView(digest));
    return statement.step();
}

Result<std::vector<PackageName>> current_packages(Database& database) {
    auto statement = read(database, "current_all");
    std::vector<PackageName> names;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return names;
        }
        names.push_back({static_cast<ledger::PackageKind>(statement.integer(0)), statement.text(1),
                         digest_at(statement, 2)});
    }
}

Result<std::vector<PackageRow>> all_packages(Database& database) {
    auto statement = read(database, "package_all");
    std::vector<PackageRow> rows;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return rows;
        }
        PackageRow row;
        row.digest = digest_at(statement, 0);
        row.kind = static_cast<ledger::PackageKind>(statement.integer(1));
        row.id = statement.text(2);
        row.version = static_cast<int>(statement.integer(3));
        row.plain = statement.blob(4);
        if (!statement.is_null(5)) {
            row.keys_box = statement.blob(5);
        }
        row.is_current = statement.integer(6) != 0;
        rows.push_back(std::move(row));
    }
}

Result<void> add_sitting(Tx& tx, const SittingId& sitting, const SittingRow& row) {
    return write(tx, "sitting_add")
        .bind(1, sitting)
        .bind(2, row.person)
        .bind(3, ByteView(row.key_box))
        .run();
}

Result<std::optional<SittingRow>> read_sitting(Database& database, const SittingId& sitting) {
    auto statement = read(database, "sitting_read");
    statement.bind(1, sitting);
    ASAH_TRY(const bool has_row, statement.step());
    if (!has_row) {
        return std::optional<SittingRow>{};
    }
    return std::optional<SittingRow>({statement.id<PersonId>(0), statement.blob(1)});
}

Result<std::vector<SittingId>> sittings_of(Database& database, const PersonId& person) {
    auto statement = read(database, "sitting_of_person");
    statement.bind(1, person);
    return ids_of(std::move(statement));
}

Result<std::vector<SittingId>> all_sittings(Database& database) {
    return ids_of(read(database, "sitting_all"));
}

Result<void> drop_sitting(Tx& tx, const SittingId& sitting) {
    ASAH_CHECK(write(tx, "event_drop").bind(1, sitting).run());
    return write(tx, "sitting_drop").bind(1, sitting).run();
}

Result<void> add_event(Tx& tx, const SittingId& sitting, std::uint32_t sequence, ByteView box) {
    return write(tx, "event_add")
        .bind(1, sitting)
        .bind(2, std::int64_t{sequence})
        .bind(3, box)
        .run();
}

Result<std::vector<Bytes>> events_of(Database& database, const SittingId& sitting) {
    auto statement = read(database, "event_all");
    statement.bind(1, sitting);
    std::vector<Bytes> boxes;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return boxes;
        }
        boxes.push_back(statement.blob(1));
    }
}

Result<void> add_entry(Tx& tx, const ledger::Entry& entry) {
    const auto& header = entry.header;
    const auto hash = ledger::entry_hash(header);
    return write(tx, "entry_add")
        .bind(1, header.ledger)
        .bind(2, static_cast<std::int64_t>(header.n))
        .bind(3, ByteView(hash))
        .bind(4, ByteView(header.parent))
        .bind(5, header.record)
        .bind(6, static_cast<std::int64_t>(header.record_class))
        .bind(7, ByteView(header.sealed_digest))
        .bind(8, ByteView(entry.signature))
        .bind(9, ByteView(entry.sealed))
        .run();
}

Result<ledger::ChainPoint> last_entry(Database& database, const LedgerId& ledger) {
    auto statement = read(database, "entry_last");
    statement.bind(1, ledger);
    ASAH_TRY(const bool has_row, statement.step());
    if (!has_row) {
        return ledger::ChainPoint{};
    }
    return ledger::ChainPoint{static_cast<std::uint64_t>(statement.integer(0)),
                              digest_at(statement, 1)};
}

Result<std::optional<Digest>> hash_at(Database& database, const LedgerId& ledger, std::uint64_t n) {
    auto statement = read(database, "entry_hash");
    statement.bind(1, ledger).bind(2, static_cast<std::int64_t>(n));
    ASAH_TRY(const bool has_row, statement.step());
    return has_row ? std::optional<Digest>(digest_at(statement, 0)) : std::nullopt;
}

Result<std::vector<LedgerHead>> ledger_heads(Database& database) {
    auto statement = read(database, "ledger_heads");
    std::vector<LedgerHead> heads;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return heads;
        }
        heads.push_back(
            {statement.id<LedgerId>(0), static_cast<std::uint64_t>(statement.integer(1))});
    }
}

Result<std::vector<ledger::Entry>> entries_from(Database& database,
                                                const ledger::EntryHeader& common, std::uint64_t n,
                                                int count) {
    auto statement = read(database, "entry_from");
    statement.bind(1, common.ledger)
        .bind(2, static_cast<std::int64_t>(n))
        .bind(3, std::int64_t{count});
    std::vector<ledger::Entry> entries;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return entries;
        }
        ledger::Entry entry;
        entry.header = common;
        entry.header.n = static_cast<std::uint64_t>(statement.integer(0));
        entry.header.parent = digest_at(statement, 1);
        entry.header.record = statement.id<RecordId>(2);
        entry.header.record_class = static_cast<ledger::RecordClass>(statement.integer(3));
        entry.header.sealed_digest = digest_at(statement, 4);
        entry.signature = statement.blob(5);
        entry.sealed = statement.blob(6);
        entries.push_back(std::move(entry));
    }
}

Result<void> add_summary(Tx& tx, const SummaryRow& row) {
    return write(tx, "summary_add")
        .bind(1, row.sitting)
        .bind(2, row.person)
        .bind(3, row.finished.value)
        .bind(4, row.ledger)
        .bind(5, static_cast<std::int64_t>(row.entry_n))
        .bind(6, ByteView(row.box))
        .run();
}

Result<std::optional<SummaryRow>> read_summary(Database& database, const SittingId& sitting) {
    auto statement = read(database, "summary_read");
    statement.bind(1, sitting);
    ASAH_TRY(const bool has_row, statement.step());
    if (!has_row) {
        return std::optional<SummaryRow>{};
    }
    SummaryRow row;
    row.sitting = sitting;
    row.person = statement.id<PersonId>(0);
    row.ledger = statement.id<LedgerId>(1);
    row.entry_n = static_cast<std::uint64_t>(statement.integer(2));
    row.box = statement.blob(3);
    return std::optional<SummaryRow>(std::move(row));
}

Result<std::vector<SummaryRow>> summaries_of(Database& database, const PersonId& person) {
    auto statement = read(database, "summary_of_person");
    statement.bind(1, person);
    std::vector<SummaryRow> rows;
    for (;;) {
        ASAH_TRY(const bool has_row, statement.step());
        if (!has_row) {
            return rows;
        }
        SummaryRow row;
        row.sitting = statement.id<SittingId>(0);
        row.person = person;
        row.ledger = statement.id<LedgerId>(1);
        row.entry_n = static_cast<std::uint64_t>(statement.integer(2));
        row.box = statement.blob(3);
        rows.push_back(std::move(row));
    }
}

}  // namespace asah::store
