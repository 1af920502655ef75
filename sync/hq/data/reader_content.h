// Everything ever published, plain (keys included), in the reader's database: old sittings are
// rescored with the version that they were sat with.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/core/assessment/home.h"
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

/// The versions of a bank that were published after one of its versions.
Result<std::vector<int>> later_versions(sqlite::Database& database, const BankId& bank,
                                        int version);

/// The framework that is published now; null before the first. `known` comes back when it was read
/// from the same bytes: it is not parsed again.  Errors: DatabaseDamaged.
Result<assessment::FrameworkPtr> load_framework(sqlite::Database& database,
                                                const assessment::FrameworkPtr& known = nullptr);

/// A bank or the statements with their keys.
Result<items::Bank> bank_of(const content::Package& package);

}  // namespace asah::hq
