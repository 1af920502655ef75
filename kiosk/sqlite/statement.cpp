// database.h: a statement, its values in and its columns out.
#include <algorithm>

#include "kiosk/core/base/assert.h"
#include "kiosk/sqlite/statement_impl.h"

namespace asah::sqlite {

Statement::Statement(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Statement::Statement(Statement&&) noexcept = default;

Statement::~Statement() {
    if (m_impl == nullptr || m_impl->statement == nullptr) {
        return;
    }
    sqlite3_reset(m_impl->statement.get());
    sqlite3_clear_bindings(m_impl->statement.get());
    (*m_impl->cache)[m_impl->sql].push_back(std::move(m_impl->statement));
}

// A statement that the disk refused takes no value; its step says why.
void Statement::check_bound(int code) const {
    ASAH_ASSERT(code == SQLITE_OK || m_impl->refusal.has_value());
}

Statement& Statement::bind(int index, std::int64_t value) {
    const int code = sqlite3_bind_int64(m_impl->statement.get(), index, value);
    check_bound(code);
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    const int code =
        sqlite3_bind_text(m_impl->statement.get(), index, text.data() != nullptr ? text.data() : "",
                          static_cast<int>(text.size()), SQLITE_TRANSIENT);
    check_bound(code);
    return *this;
}

Statement& Statement::bind(int index, ByteView blob) {
    const int code = blob.empty()
                         ? sqlite3_bind_zeroblob(m_impl->statement.get(), index, 0)
                         : sqlite3_bind_blob(m_impl->statement.get(), index, blob.data(),
                                             static_cast<int>(blob.size()), SQLITE_TRANSIENT);
    check_bound(code);
    return *this;
}

Statement& Statement::bind_null(int index) {
    const int code = sqlite3_bind_null(m_impl->statement.get(), index);
    check_bound(code);
    return *this;
}

Result<bool> Statement::step() {
    if (m_impl->refusal) {
        return fail(*m_impl->refusal);
    }
    const int code = sqlite3_step(m_impl->statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return fail(error_of(m_impl->connection, code));
}

Result<void> Statement::run() {
    for (;;) {
        ASAH_TRY(const bool has_row, step());
        if (!has_row) {
            return {};
        }
    }
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_impl->statement.get(), column);
}

std::string Statement::text(int column) const {
    const auto* text =
        reinterpret_cast<const char*>(sqlite3_column_text(m_impl->statement.get(), column));
    const int size = sqlite3_column_bytes(m_impl->statement.get(), column);
    return text != nullptr ? std::string(text, static_cast<std::size_t>(size)) : std::string{};
}

Bytes Statement::blob(int column) const {
    const auto* data =
        static_cast<const std::uint8_t*>(sqlite3_column_blob(m_impl->statement.get(), column));
    const int size = sqlite3_column_bytes(m_impl->statement.get(), column);
    return data != nullptr ? Bytes(data, data + size) : Bytes{};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(m_impl->statement.get(), column) == SQLITE_NULL;
}

void Statement::copy_blob(int column, std::span<std::uint8_t> out) const {
    const auto bytes = blob(column);
    ASAH_ASSERT(bytes.size() == out.size());
    std::copy(bytes.begin(), bytes.end(), out.begin());
}

}  // namespace asah::sqlite
