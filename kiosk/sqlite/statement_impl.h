// A statement on loan from its connection's cache. Private to this folder.
#pragma once

#include "kiosk/sqlite/connection.h"

namespace asah::sqlite {

struct Statement::Impl {
    sqlite3* connection = nullptr;
    StatementCache* cache = nullptr;
    std::string sql;
    StatementPtr statement;
};

}  // namespace asah::sqlite
