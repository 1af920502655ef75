#include "sync/hq/data/look_log.h"

#include <limits>
#include <map>
#include <nlohmann/json.hpp>

namespace asah::hq {

namespace {

using nlohmann::json;
using LookId = decltype(Look::id);

constexpr std::size_t kLogBytesMax = std::size_t{1} << 30U;

std::string line_of(const Look& look) {
    json people = json::array();
    for (const auto& person : look.people) {
        people.push_back(person.hex());
    }
    const json line{{"id", look.id.hex()},   {"login", look.login}, {"page", look.page},
                    {"reason", look.reason}, {"at", look.at.value}, {"people", people}};
    return "\n" + line.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
}

Result<Look> parse_line(std::string_view text) {
    try {
        const auto line = json::parse(text);
        Look look{.id = {},
                  .login = line.at("login").get<std::string>(),
                  .page = line.at("page").get<std::string>(),
                  .reason = line.at("reason").get<std::string>(),
                  .at = {line.at("at").get<std::int64_t>()},
                  .people = {}};
        ASAH_TRY(look.id, LookId::parse(line.at("id").get<std::string>()));
        for (const auto& person : line.at("people")) {
            ASAH_TRY(auto id, PersonId::parse(person.get<std::string>()));
            look.people.push_back(id);
        }
        return look;
    } catch (const json::exception&) {
        return fail(ErrorCode::MalformedInput, kLookLogName);
    }
}

Result<std::map<LookId, Look>> read_log(Files& files, const std::string& path) {
    std::map<LookId, Look> looks;
    const auto bytes = files.read(path, kLogBytesMax);
    if (!bytes.has_value()) {
        const bool is_missing = bytes.error().code == ErrorCode::FileMissing;
        return is_missing ? Result<std::map<LookId, Look>>(std::move(looks)) : fail(bytes.error());
    }
    auto text = as_text(*bytes);
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto look = parse_line(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (look.has_value()) {
            looks.insert_or_assign(look->id, std::move(*look));
        }
    }
    return looks;
}

}  // namespace

Result<void> keep_look(sqlite::Database& database, Files& files, const std::string& path,
                       const Look& look) {
    ASAH_CHECK(files.append_durable(path, as_bytes(line_of(look)), FileMode::Private));
    return sqlite::in_transaction(
        database, [&](sqlite::Tx& tx) -> Result<void> { return save_look(tx, look); });
}

Result<void> reconcile_looks(sqlite::Database& database, Files& files, const std::string& path) {
    ASAH_TRY(auto in_file, read_log(files, path));
    ASAH_TRY(const auto in_table,
             load_looks(database, std::nullopt, std::numeric_limits<int>::max()));
    std::string lacking;
    for (const auto& look : in_table) {
        if (in_file.erase(look.id) == 0) {
            lacking += line_of(look);
        }
    }
    if (!lacking.empty()) {
        ASAH_CHECK(files.append_durable(path, as_bytes(lacking), FileMode::Private));
    }
    if (in_file.empty()) {
        return {};
    }
    return sqlite::in_transaction(database, [&](sqlite::Tx& tx) -> Result<void> {
        for (const auto& [id, look] : in_file) {
            ASAH_CHECK(save_look(tx, look));
        }
        return {};
    });
}

}  // namespace asah::hq
