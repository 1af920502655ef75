// A statement on loan from its connection's cache. Private to this folder.
#pragma once

#include <optional>

#include "kiosk/sqlite/connection.h"

namespace asah::sqlite {

struct Statement::Impl {
    sqlite3* connection = nullptr;
    StatementCache* cache = nullptr;
    std::string sql;
    StatementPtr statement;
    /// Why there is no statement: the disk's refusal while it was prepared. The first step says it.
    std::optional<Error> refusal;
};

}  // namespace asah::sqlite
