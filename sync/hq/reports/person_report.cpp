#include "sync/hq/reports/person_report.h"

#include <map>
#include <nlohmann/json.hpp>

#include "sync/hq/reports/report_query.h"

namespace asah::hq {

namespace {

using assessment::CompetencyResult;
using assessment::LevelStatus;

std::map<CompetencyCode, int> standard_of_json(const std::string& text) {
    std::map<CompetencyCode, int> required;
    const auto object = nlohmann::json::parse(text, nullptr, false);
    if (object.is_object()) {
        for (const auto& [code, level] : object.items()) {
            required[CompetencyCode(code)] = level.is_number_integer() ? level.get<int>() : 0;
        }
    }
    return required;
}

/// The sittings, and the standard that the newest measuring one carries.
Result<std::map<CompetencyCode, int>> add_sittings(sqlite::Database& database,
                                                   PersonReport& report) {
    auto query = database.prepare(report_query("person_sitting"));
    query.bind(1, report.person);
    std::map<CompetencyCode, int> required;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return required;
        }
        PersonSitting sitting{.assessment = query.text(0),
                              .version = static_cast<int>(query.integer(1)),
                              .kind = static_cast<assessment::AssessmentKind>(query.integer(2)),
                              .finished = {query.integer(3)},
                              .elapsed = {query.integer(4)},
                              .item_count = static_cast<int>(query.integer(5)),
                              .entry_hash = {},
                              .entry_state = query.text(7),
                              .is_measuring = query.integer(8) != 0,
                              .is_duplicate = query.integer(9) != 0,
                              .claim_differs = query.integer(10) != 0};
        query.copy_blob(6, sitting.entry_hash);
        if (sitting.is_measuring && required.empty()) {
            required = standard_of_json(query.text(11));
        }
        report.sittings.push_back(std::move(sitting));
    }
}

Result<std::map<CompetencyCode, CompetencyResult>> load_results(sqlite::Database& database,
                                                                const PersonId& person,
                                                                UtcMs as_of) {
    auto query = database.prepare(report_query("person_result"));
    query.bind(1, person).bind(2, as_of.value);
    std::map<CompetencyCode, CompetencyResult> results;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return results;
        }
        const auto number = [&](int column) { return static_cast<int>(query.integer(column)); };
        CompetencyResult result;
        result.competency = CompetencyCode(query.text(0));
        result.status = static_cast<LevelStatus>(number(1));
        result.level = number(2);
        result.level_low = number(3);
        result.level_high = number(4);
        result.item_count = number(5);
        if (const auto date = parse_date(query.text(9)); date.has_value()) {
            result.valid_until = *date;
        }
        results[result.competency] = std::move(result);
    }
}

Result<std::vector<assessment::SelfLevel>> load_self_levels(sqlite::Database& database,
                                                            const PersonId& person) {
    auto query = database.prepare(report_query("person_self"));
    query.bind(1, person);
    std::vector<assessment::SelfLevel> levels;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return levels;
        }
        levels.push_back({CompetencyCode(query.text(0)),
                          static_cast<int>(query.integer(1)),
                          {query.integer(2)}});
    }
}

}  // namespace

Result<std::optional<PersonReport>> load_person_report(sqlite::Database& database,
                                                       const assessment::Framework& framework,
                                                       const PersonId& person, LocalTime as_of) {
    PersonReport report;
    report.person = person;
    {
        auto query = database.prepare(report_query("person_one"));
        query.bind(1, person);
        ASAH_TRY(const bool found, query.step());
        if (!found) {
            return std::optional<PersonReport>{};
        }
        report.name = query.text(0);
        report.nip = query.text(1);
        report.title = query.text(2);
        report.tier = TierCode(query.text(3));
        report.unit = UnitCode(query.text(4));
        report.unit_name = query.text(5);
        report.rank = query.text(6);
        report.grade = query.text(7);
        report.employment = query.text(8);
    }
    ASAH_TRY(const auto required, add_sittings(database, report));
    ASAH_TRY(auto results, load_results(database, person, as_of.utc));
    ASAH_TRY(const auto self, load_self_levels(database, person));
    for (const auto& competency : framework.competencies) {
        auto result = results[competency.code];
        result.competency = competency.code;
        const auto standard = required.find(competency.code);
        result.required = standard == required.end() ? 0 : standard->second;
        report.profile.competencies.push_back(std::move(result));
    }
    report.profile = with_self_levels(std::move(report.profile),
                                      assessment::newest_self_levels(framework, self, as_of));
    return std::optional(std::move(report));
}

}  // namespace asah::hq
