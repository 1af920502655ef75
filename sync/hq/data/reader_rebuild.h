// Tables made anew in a second database, beside the present one, and taken over in one transaction.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/id.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

/// A copy of the database at `path` with people, terminals, content and decisions, and without
/// anything that came from entries. Errors: Database*, File*, DiskFull.
Result<sqlite::Database> make_beside(sqlite::Database& present, Files& files,
                                     const std::string& path);
/// Deletes such a copy with its log. Errors: FileUnwritable.
Result<void> remove_beside(Files& files, const std::string& path);

/// The copy, seen from the present database.
class AttachedTables {
   public:
    static Result<AttachedTables> attach(sqlite::Database& present, const std::string& path);
    AttachedTables(AttachedTables&& other) noexcept
        : m_present(std::exchange(other.m_present, nullptr)) {}
    AttachedTables(const AttachedTables&) = delete;
    ~AttachedTables();

    struct Kept {
        std::int64_t entry_count = 0;
        std::vector<PersonId> people;  // whose results the copy must compute anew
    };
    /// Puts into the copy what only the present tables hold, marked as absent from the backup; what
    /// was filed there stays filed.
    Result<Kept> keep_present();
    /// How many entries the copy's chains lack between their first and their last.
    Result<std::int64_t> count_missing();
    /// The copy's entries, sittings and results replace the present ones; newer PINs too.
    Result<void> take_over();

   private:
    explicit AttachedTables(sqlite::Database& present) : m_present(&present) {}
    sqlite::Database* m_present;
};

}  // namespace asah::hq
