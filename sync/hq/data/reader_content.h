// Everything ever published, plain (keys included), in the reader's database: old sittings are
// rescored with the version that they were sat with.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/core/content/package.h"
#include "kiosk/core/items/bank.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

/// Errors: InvalidArgument when that version stands with other bytes.
Result<void> save_content(sqlite::Tx& tx, const content::Package& package);
/// The newest version of each.
Result<std::vector<content::Package>> load_current_content(sqlite::Database& database);
Result<std::optional<content::Package>> find_content(sqlite::Database& database,
                                                     ledger::PackageKind kind,
                                                     const std::string& id, int version);

/// A bank or the statements with their keys.
Result<items::Bank> bank_of(const content::Package& package);

}  // namespace asah::hq
