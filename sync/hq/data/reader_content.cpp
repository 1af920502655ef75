#include "sync/hq/data/reader_content.h"

#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/framework_json.h"
#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

sqlite::Statement bind_name(sqlite::Statement statement, ledger::PackageKind kind,
                            const std::string& id, int version) {
    statement.bind(1, static_cast<std::int64_t>(kind))
        .bind(2, std::string_view(id))
        .bind(3, std::int64_t{version});
    return statement;
}

}  // namespace

Result<void> save_content(sqlite::Tx& tx, const content::Package& package) {
    const auto bytes = content::encode_package(package);
    {
        auto query = bind_name(tx.prepare(reader_query("content_one")), package.kind, package.id,
                               package.version);
        ASAH_TRY(const bool found, query.step());
        if (found) {
            if (query.blob(0) == bytes) {
                return {};
            }
            return fail(ErrorCode::InvalidArgument,
                        package.id + ": this version is published with other content");
        }
    }
    auto put = bind_name(tx.prepare(reader_query("content_put")), package.kind, package.id,
                         package.version);
    put.bind(4, ByteView(bytes));
    return put.run();
}

Result<std::vector<content::Package>> load_current_content(sqlite::Database& database) {
    auto query = database.prepare(reader_query("content_current"));
    std::vector<content::Package> packages;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return packages;
        }
        const auto bytes = query.blob(3);
        ASAH_TRY(auto package, content::parse_package(bytes));
        packages.push_back(std::move(package));
    }
}

Result<std::optional<content::Package>> find_content(sqlite::Database& database,
                                                     ledger::PackageKind kind,
                                                     const std::string& id, int version) {
    auto query = bind_name(database.prepare(reader_query("content_one")), kind, id, version);
    ASAH_TRY(const bool found, query.step());
    if (!found) {
        return std::optional<content::Package>{};
    }
    const auto bytes = query.blob(0);
    ASAH_TRY(auto package, content::parse_package(bytes));
    return std::optional(std::move(package));
}

Result<std::vector<int>> later_versions(sqlite::Database& database, const BankId& bank,
                                        int version) {
    auto query = database.prepare(reader_query("content_later"));
    query.bind(1, static_cast<std::int64_t>(ledger::PackageKind::Bank))
        .bind(2, static_cast<std::int64_t>(ledger::PackageKind::Statements))
        .bind(3, std::string_view(bank.value))
        .bind(4, std::int64_t{version});
    std::vector<int> versions;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return versions;
        }
        versions.push_back(static_cast<int>(query.integer(0)));
    }
}

Result<assessment::FrameworkPtr> load_framework(sqlite::Database& database,
                                                const assessment::FrameworkPtr& known) {
    ASAH_TRY(const auto packages, load_current_content(database));
    for (const auto& package : packages) {
        const auto* member = content::find_member(package, "framework");
        if (package.kind != ledger::PackageKind::Framework || member == nullptr) {
            continue;
        }
        if (known != nullptr && known->source == member->bytes) {
            return known;
        }
        auto parsed = content::parse_framework(member->bytes, "framework");
        if (has_errors(parsed.problems)) {
            return fail(ErrorCode::DatabaseDamaged, "published framework");
        }
        return std::make_shared<const assessment::Framework>(std::move(parsed.value));
    }
    return assessment::FrameworkPtr{};
}

Result<items::Bank> bank_of(const content::Package& package) {
    const auto* items = content::find_member(package, "items");
    if (items == nullptr) {
        return fail(ErrorCode::MalformedInput, package.id + ": no items");
    }
    ASAH_TRY(auto bank, content::parse_items_json(as_text(items->bytes)));
    if (const auto* keys = content::find_member(package, "keys"); keys != nullptr) {
        return content::with_keys(std::move(bank), as_text(keys->bytes));
    }
    return bank;
}

}  // namespace asah::hq
