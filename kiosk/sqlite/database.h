// SQLite behind values: connection, statement, transaction. sqlite3.h appears only in this folder.
// Every connection: WAL, synchronous=FULL, foreign_keys, secure_delete, temp_store=MEMORY, and the
// application id of its owner. SQL text comes from embedded .sql files; pragmas live in
// pragmas.cpp. Thread: a Database never crosses threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/result.h"

namespace asah::sqlite {

class Database;

/// One prepared statement from the connection's cache; returned to it when it goes.
/// Parameters are bound by position from 1; columns read from 0.
class Statement {
   public:
    Statement(Statement&&) noexcept;
    Statement(const Statement&) = delete;
    ~Statement();
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, ByteView blob);
    Statement& bind_null(int index);
    template <class Tag>
    Statement& bind(int index, const Id128<Tag>& id) {
        return bind(index, id.view());
    }

    /// Steps once: true = a row stands. Errors: DiskFull, DatabaseBusy, DatabaseDamaged,
    /// DatabaseFailed.
    Result<bool> step();
    /// Steps to the end; for statements without rows.
    Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes blob(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    template <class Id>
    [[nodiscard]] Id id(int column) const {
        Id out;
        copy_blob(column, out.bytes);
        return out;
    }
    /// Pre: the column holds exactly out.size() bytes (the schema checks it).
    void copy_blob(int column, std::span<std::uint8_t> out) const;

   private:
    struct Impl;
    explicit Statement(std::unique_ptr<Impl> impl);
    void check_bound(int code) const;
    std::unique_ptr<Impl> m_impl;
    friend class Database;
};

struct OpenSettings {
    std::string path;
    std::string vfs;                  // empty = the system's; tests pass a faulty one
    std::int32_t application_id = 0;  // a file with another one is refused
    std::int64_t busy_timeout_ms = 2000;
};

/// A schema step: `sql` may hold several statements; runs in one transaction.
struct Migration {
    int number = 0;  // 1, 2, 3, ... = user_version after it
    std::string_view sql;
};

class Database {
   public:
    /// Opens or makes the file and brings it to the newest schema: backup by VACUUM INTO beside it
    /// before migrating an existing file, deleted at the first start whose checks pass.
    /// Errors: DatabaseForeign, DatabaseNewer, DatabaseDamaged (quick_check), DatabaseBusy,
    /// DiskFull, FileUnwritable.
    static Result<Database> open(const OpenSettings& settings,
                                 const std::vector<Migration>& migrations);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Prepares embedded SQL text (cached by its text). SQL that does not compile is our mistake:
    /// asserts. Preparing may have to read the schema; what the disk refuses then (I/O, damage,
    /// full) is said by the statement's first step, and the next `prepare` tries again.
    Statement prepare(std::string_view sql);
    [[nodiscard]] std::int64_t changes() const;
    /// wal_checkpoint(TRUNCATE); true when the WAL is empty afterwards.
    Result<bool> checkpoint_truncate();
    /// Number of schema (user_version).
    [[nodiscard]] int schema_version() const;

   private:
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
    friend class Tx;
};

/// Proof that the caller is inside a transaction. Rolls back unless committed.
class Tx {
   public:
    static Result<Tx> begin(Database& database);  // BEGIN IMMEDIATE
    Tx(Tx&&) noexcept;
    Tx(const Tx&) = delete;
    ~Tx();
    Result<void> commit();
    Statement prepare(std::string_view sql) { return m_database->prepare(sql); }
    [[nodiscard]] Database& database() { return *m_database; }

   private:
    explicit Tx(Database& database) : m_database(&database) {}
    Database* m_database = nullptr;
    bool m_is_open = true;
};

/// The one write path: begin, body, commit; any refusal rolls back.
template <class Body>
auto in_transaction(Database& database, Body&& body) -> decltype(body(std::declval<Tx&>())) {
    auto tx = Tx::begin(database);
    if (!tx.has_value()) {
        return fail(std::move(tx).error());
    }
    auto result = body(*tx);
    if (!result.has_value()) {
        return result;
    }
    if (auto done = tx->commit(); !done.has_value()) {
        return fail(std::move(done).error());
    }
    return result;
}

}  // namespace asah::sqlite
