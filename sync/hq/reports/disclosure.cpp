#include "sync/hq/reports/disclosure.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/base/sha256.h"
#include "sync/hq/reports/report_query.h"

namespace asah::hq {

namespace {

constexpr std::size_t kPersonBytes = 16;
constexpr std::size_t kEvidenceBytes = 8;
constexpr std::size_t kShareBytes = kPersonBytes + kEvidenceBytes + 1;
constexpr unsigned kByteBits = 8;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
    // FNV-1a's step on whole numbers: equal inputs, equal token; nothing secret rests on it.
    constexpr std::uint64_t kPrime = 1099511628211U;
    return (seed ^ value) * kPrime;
}

/// What a result rests on: another entry, standard, level or state makes another token.
std::uint64_t evidence_token(const sqlite::Statement& row) {
    Digest hash{};
    row.copy_blob(5, hash);
    std::uint64_t token = 0;
    for (std::size_t i = 0; i < kEvidenceBytes; ++i) {
        token = token << kByteBits | hash[i];
    }
    for (const int column : {2, 3, 4}) {
        token = mixed(token, static_cast<std::uint64_t>(row.integer(column)));
    }
    return token;
}

Bytes pack_shares(const std::vector<Share>& shares) {
    Bytes out;
    out.reserve(shares.size() * kShareBytes);
    for (const auto& share : shares) {
        out.insert(out.end(), share.person.bytes.begin(), share.person.bytes.end());
        for (std::size_t i = kEvidenceBytes; i-- > 0;) {
            out.push_back(static_cast<std::uint8_t>(share.evidence >> (kByteBits * i)));
        }
        out.push_back(share.is_met ? 1 : 0);
    }
    return out;
}

Result<std::vector<Share>> unpack_shares(const Bytes& bytes) {
    if (bytes.size() % kShareBytes != 0) {
        return fail(ErrorCode::DatabaseDamaged, "release: shares");
    }
    std::vector<Share> shares;
    for (std::size_t at = 0; at < bytes.size(); at += kShareBytes) {
        Share share;
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), kPersonBytes,
                    share.person.bytes.begin());
        for (std::size_t i = 0; i < kEvidenceBytes; ++i) {
            share.evidence = share.evidence << kByteBits | bytes[at + kPersonBytes + i];
        }
        share.is_met = bytes[at + kShareBytes - 1] != 0;
        shares.push_back(share);
    }
    return shares;
}

ReleasedCell read_release(const sqlite::Statement& row) {
    const auto number = [&](int column) { return static_cast<int>(row.integer(column)); };
    return {.key = {.unit = UnitCode(row.text(0)),
                    .tier = TierCode(row.text(1)),
                    .family = FamilyCode(row.text(2)),
                    .competency = CompetencyCode(row.text(3))},
            .period = row.text(4),
            .made = {row.integer(5)},
            .people = number(6),
            .pair = {.counted = number(7), .met = number(8)},
            .shares = {}};
}

/// Released cells without their shares: what a page shows.
Result<std::vector<ReleasedCell>> load_shown(sqlite::Database& database) {
    auto query = database.prepare(report_query("release_shown"));
    std::vector<ReleasedCell> cells;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return cells;
        }
        cells.push_back(read_release(query));
    }
}

Result<void> save_release(sqlite::Tx& tx, const ReleasedCell& cell) {
    const auto& key = cell.key;
    auto put = tx.prepare(report_query("release_put"));
    put.bind(1, std::string_view(key.unit.value))
        .bind(2, std::string_view(key.tier.value))
        .bind(3, std::string_view(key.family.value))
        .bind(4, std::string_view(key.competency.value))
        .bind(5, std::string_view(cell.period))
        .bind(6, cell.made.value)
        .bind(7, std::int64_t{cell.people})
        .bind(8, std::int64_t{cell.pair.counted})
        .bind(9, std::int64_t{cell.pair.met})
        .bind(10, ByteView(pack_shares(cell.shares)));
    return put.run();
}

/// Of cells that are not of one office only the current one needs its people: nobody outside
/// headquarters knows who was in an older one.
Result<void> forget_shares(sqlite::Tx& tx, const ReleasedCell& newer) {
    auto forget = tx.prepare(report_query("release_forget"));
    forget.bind(1, std::string_view(newer.key.tier.value))
        .bind(2, std::string_view(newer.key.family.value))
        .bind(3, std::string_view(newer.key.competency.value))
        .bind(4, newer.made.value);
    return forget.run();
}

using Post = std::tuple<std::string, TierCode, std::string>;  // title, tier, name of the unit

/// Active people with the competencies that their posts require, nothing measured yet.
Result<std::map<PersonId, PersonFact>> load_posts(sqlite::Database& database,
                                                  const assessment::Framework& framework,
                                                  UtcMs as_of) {
    std::map<PersonId, PersonFact> people;
    std::map<Post, assessment::Standard> standards;
    auto query = database.prepare(report_query("fact_person"));
    query.bind(1, as_of.value);
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return people;
        }
        const assessment::Post post{.title = query.text(4),
                                    .tier = TierCode(query.text(3)),
                                    .unit = UnitCode(query.text(1)),
                                    .unit_name = query.text(2)};
        const auto [found, is_new] =
            standards.try_emplace(Post{post.title, post.tier, post.unit_name});
        if (is_new) {
            found->second = assessment::standard_of(framework, post);
        }
        const auto& standard = found->second;
        PersonFact person{.person = query.id<PersonId>(0),
                          .unit = post.unit,
                          .tier = post.tier,
                          .family = standard.family,
                          .is_measured = query.integer(5) != 0,
                          .results = {}};
        for (const auto& [competency, level] : standard.required) {
            if (level > 0) {
                person.results.push_back({.competency = competency});
            }
        }
        people.emplace(person.person, std::move(person));
    }
}

// Numbers that the statements of sql/ name.
static_assert(static_cast<int>(assessment::LevelStatus::Stated) == 0);
static_assert(static_cast<int>(assessment::LevelStatus::Uncertain) == 3);
static_assert(static_cast<int>(assessment::LevelStatus::Aged) == 4);

/// A level counts by the standard that the sitting carries, also where the post changed. Who is not
/// certain yet counts as one who has not reached it: left out, only those who reach it would be
/// counted in a small unit, and every share would read too high.
void add_result(PersonFact& person, const sqlite::Statement& row) {
    const CompetencyCode competency(row.text(1));
    const auto status = static_cast<assessment::LevelStatus>(row.integer(2));
    const bool has_level =
        status == assessment::LevelStatus::Stated || status == assessment::LevelStatus::Uncertain;
    const bool is_counted = has_level && row.integer(4) > 0;
    auto found = std::find_if(person.results.begin(), person.results.end(),
                              [&](const ResultFact& one) { return one.competency == competency; });
    if (found == person.results.end()) {
        if (!is_counted) {
            return;
        }
        found = person.results.insert(found, {.competency = competency});
    }
    found->is_counted = is_counted;
    found->is_met = is_counted && row.integer(3) >= row.integer(4);
    found->evidence = evidence_token(row);
}

Result<std::vector<UnitFact>> load_units(sqlite::Database& database) {
    auto query = database.prepare(report_query("fact_unit"));
    std::vector<UnitFact> units;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return units;
        }
        units.push_back({.code = UnitCode(query.text(0)),
                         .name = query.text(1),
                         .parent = UnitCode(query.text(2))});
    }
}

/// Small units as the released tables have them: counted with their parents.
void join_small_units(Facts& facts, int people_min) {
    std::map<UnitCode, int> people;
    for (const auto& person : facts.people) {
        ++people[person.unit];
    }
    const auto joined = joined_units(facts.units, people, people_min);
    for (auto& person : facts.people) {
        if (const auto found = joined.find(person.unit); found != joined.end()) {
            person.unit = found->second;
        }
    }
}

}  // namespace

Result<Facts> load_facts(sqlite::Database& database, const assessment::Framework& framework,
                         UtcMs as_of) {
    Facts facts;
    facts.as_of = as_of;
    facts.purpose = PurposeCode(std::string(kMapPurpose));
    ASAH_TRY(facts.units, load_units(database));
    ASAH_TRY(auto people, load_posts(database, framework, as_of));
    {
        auto query = database.prepare(report_query("fact_result"));
        query.bind(1, as_of.value);
        while (true) {
            ASAH_TRY(const bool has_row, query.step());
            if (!has_row) {
                break;
            }
            if (const auto found = people.find(query.id<PersonId>(0)); found != people.end()) {
                add_result(found->second, query);
            }
        }
    }
    for (auto& [id, person] : people) {
        facts.people.push_back(std::move(person));
    }
    auto query = database.prepare(report_query("map_source"));
    query.bind(1, as_of.value);
    ASAH_CHECK(query.step());
    facts.sitting_count = static_cast<int>(query.integer(0));
    facts.newest = {query.integer(1)};
    return facts;
}

Result<std::vector<ReleasedCell>> load_releases(sqlite::Database& database) {
    auto query = database.prepare(report_query("release_all"));
    std::vector<ReleasedCell> cells;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return cells;
        }
        auto cell = read_release(query);
        ASAH_TRY(cell.shares, unpack_shares(query.blob(9)));
        cells.push_back(std::move(cell));
    }
}

Result<CompetencyMap> load_map(sqlite::Database& database, const assessment::Framework& framework,
                               Audience audience, const Cut& cut, int target_percent) {
    const MapSettings settings{.target_percent = target_percent,
                               .group_min = framework.group_size_min,
                               .release = framework.release};
    ASAH_TRY(const auto facts, load_facts(database, framework, cut.as_of));
    const auto columns = columns_of(framework);
    if (audience == Audience::Names) {
        return live_map(facts, cut, columns, settings);
    }
    ASAH_TRY(const auto shown, load_shown(database));
    return released_map(shown, facts, cut, columns, settings);
}

Result<int> renew_releases(sqlite::Tx& tx, const assessment::Framework& framework, UtcMs now,
                           std::int32_t offset_min) {
    ASAH_TRY(auto facts, load_facts(tx.database(), framework, now));
    join_small_units(facts, framework.release.minimum);
    ASAH_CHECK(tx.prepare(report_query("release_redate")).bind(1, now.value).run());
    ASAH_TRY(const auto stored, load_releases(tx.database()));
    const auto made = make_releases(stored, facts, framework.release,
                                    {.period = period_of(now, offset_min), .now = now});
    for (const auto& cell : made) {
        ASAH_CHECK(save_release(tx, cell));
        if (cell.key.unit.empty()) {
            ASAH_CHECK(forget_shares(tx, cell));
        }
    }
    return static_cast<int>(made.size());
}

Result<std::vector<Trace>> find_untraceable(sqlite::Database& database,
                                            const assessment::Framework& framework) {
    ASAH_TRY(const auto stored, load_releases(database));
    std::map<CellKey, const ReleasedCell*> current;
    for (const auto& cell : stored) {
        current[cell.key] = &cell;
    }
    std::map<UtcMs, Facts> facts_at;
    std::vector<Trace> faults;
    for (const auto& [key, cell] : current) {
        auto facts = facts_at.find(cell->made);
        if (facts == facts_at.end()) {
            ASAH_TRY(auto loaded, load_facts(database, framework, cell->made));
            facts = facts_at.emplace(cell->made, std::move(loaded)).first;
        }
        // The people are those of the release, since the roster keeps no history; their results are
        // read from the records again.
        int counted = 0;
        int met = 0;
        for (const auto& share : cell->shares) {
            const auto& people = facts->second.people;
            const auto person = std::lower_bound(
                people.begin(), people.end(), share.person,
                [](const PersonFact& one, const PersonId& id) { return one.person < id; });
            if (person == people.end() || person->person != share.person) {
                counted += 1;  // left since: the stored share is all that is known
                met += share.is_met ? 1 : 0;
                continue;
            }
            if (key.competency.empty()) {
                counted += 1;
                met += person->is_measured ? 1 : 0;
                continue;
            }
            for (const auto& result : person->results) {
                if (result.competency == key.competency && result.is_counted) {
                    counted += 1;
                    met += result.is_met ? 1 : 0;
                }
            }
        }
        const auto recomputed = round_pair(counted, met, framework.release);
        if (recomputed != cell->pair) {
            faults.push_back(
                {.key = key, .made = cell->made, .released = cell->pair, .recomputed = recomputed});
        }
    }
    return faults;
}

}  // namespace asah::hq
