// Half a year of releases before the eyes of everybody's colleagues: over the demo's roster and
// over 240 simulated units. The product's rule exposes nobody; each weaker rule planted here does.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <map>

#include "kiosk/core/base/random.h"
#include "tests/sync/hq/release_attacker.h"

namespace asah {

using hq::Facts;
using hq::ReleasedCell;
using hq::ReleaseRule;
using hq::Share;
using hq_test::Exposed;
using hq_test::Seen;

namespace {

constexpr std::int64_t kStoryDay = std::int64_t{24} * 3600 * 1000;
constexpr int kWeeks = 26;
constexpr std::uint64_t kSeed = 2026;
const UtcMs kStoryStart{1'783'000'000'000};

/// Competencies in which few, half, and nearly all meet the standard.
const std::vector<std::pair<CompetencyCode, int>> kShares{
    {CompetencyCode("T.06"), 46}, {CompetencyCode("M.08"), 65}, {CompetencyCode("M.01"), 92}};

/// How many people a unit has in each tier.
using Shape = std::map<UnitCode, std::map<TierCode, int>>;

class Dice {
   public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}
    /// 0 to below - 1.
    int roll(int below) {
        std::array<std::uint8_t, 4> bytes{};
        m_random.fill(bytes);
        const std::uint32_t value = bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8U |
                                    static_cast<std::uint32_t>(bytes[2]) << 16U |
                                    static_cast<std::uint32_t>(bytes[3]) << 24U;
        return static_cast<int>(value % static_cast<std::uint32_t>(below));
    }
    PersonId person() { return PersonId::make(m_random); }

   private:
    SeededRandom m_random;
};

/// The demo's 400 people: units and tiers of its roster.
Shape demo_shape() {
    std::ifstream file(std::string(ASAH_SOURCE_DIR) + "/assets/samples/roster_city.csv");
    Shape shape;
    std::string line;
    std::vector<std::string> columns;
    while (std::getline(file, line)) {
        std::vector<std::string> cells(1);
        bool is_quoted = false;
        for (const char c : line) {
            if (c == '"') {
                is_quoted = !is_quoted;
            } else if (c == ',' && !is_quoted) {
                cells.emplace_back();
            } else if (c != '\r') {
                cells.back() += c;
            }
        }
        if (columns.empty()) {
            columns = cells;
            continue;
        }
        const auto at = [&](const std::string& name) {
            return cells[static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) -
                                                  columns.begin())];
        };
        ++shape[UnitCode(at("kode_unit"))][TierCode(at("jenjang_jabatan"))];
    }
    return shape;
}

/// 240 units of 8 to 127 people; most are executors, the rest in four more tiers.
Shape simulated_shape(Dice& dice) {
    Shape shape;
    for (int unit = 0; unit < 240; ++unit) {
        const int size = 8 + dice.roll(40) + (unit % 3 == 0 ? dice.roll(80) : 0);
        auto& tiers = shape[UnitCode("U" + std::to_string(unit))];
        for (int i = 0; i < size; ++i) {
            const int tier = dice.roll(100);
            ++tiers[TierCode(tier < 55   ? "PELAKSANA"
                             : tier < 75 ? "JF_AHLI_PERTAMA"
                             : tier < 88 ? "PENGAWAS"
                             : tier < 97 ? "JF_AHLI_MUDA"
                                         : "ADMINISTRATOR")];
        }
    }
    return shape;
}

struct Employee {
    PersonId person;
    UnitCode unit;
    TierCode tier;
    int week = 0;                                          // of the first sitting
    int week_again = 0;                                    // of the second; kWeeks = none
    std::map<CompetencyCode, std::array<bool, 2>> is_met;  // at the first, at the second
};

/// Everybody sits once, in an order by chance; some again, some move, some leave.
struct Story {
    std::vector<Employee> people;

    Story(const Shape& shape, Dice& dice) {
        for (const auto& [unit, tiers] : shape) {
            for (const auto& [tier, count] : tiers) {
                for (int i = 0; i < count; ++i) {
                    Employee one{.person = dice.person(),
                                 .unit = unit,
                                 .tier = tier,
                                 .week = dice.roll(kWeeks),
                                 .week_again = kWeeks,
                                 .is_met = {}};
                    if (dice.roll(4) == 0) {
                        one.week_again = one.week + 1 + dice.roll(kWeeks);
                    }
                    for (const auto& [competency, share] : kShares) {
                        const bool first = dice.roll(100) < share;
                        one.is_met[competency] = {first, first || dice.roll(2) == 0};
                    }
                    people.push_back(std::move(one));
                }
            }
        }
    }

    [[nodiscard]] Facts facts(int week) const {
        Facts facts;
        for (std::size_t i = 0; i < people.size(); ++i) {
            const auto& one = people[i];
            const bool has_left = i % 50 == 7 && week >= 15;
            if (has_left) {
                continue;
            }
            const bool has_moved = i % 40 == 3 && week >= 12;
            const bool is_second = week >= one.week_again;
            hq::PersonFact person{
                .person = one.person,
                .unit = has_moved ? people[(i * 7 + 1) % people.size()].unit : one.unit,
                .tier = one.tier,
                .family = FamilyCode("umum"),
                .is_measured = week >= one.week,
                .results = {}};
            for (const auto& [competency, met] : one.is_met) {
                person.results.push_back({.competency = competency,
                                          .is_counted = week >= one.week,
                                          .is_met = week >= one.week && met[is_second ? 1 : 0],
                                          .evidence = is_second ? 2U : 1U});
            }
            facts.people.push_back(std::move(person));
        }
        return facts;
    }
};

/// One way of publishing: what is to be seen anew of this week's facts.
using Publisher = std::function<std::vector<Seen>(const Facts&, UtcMs)>;

double exposed_percent(const Story& story, const Publisher& publish) {
    std::vector<Seen> seen;
    for (int week = 0; week < kWeeks; ++week) {
        const auto now = kStoryStart + DurationMs{7 * kStoryDay * week};
        auto fresh = publish(story.facts(week), now);
        seen.insert(seen.end(), std::make_move_iterator(fresh.begin()),
                    std::make_move_iterator(fresh.end()));
    }
    std::set<PersonId> people;
    for (const auto& [person, competency] : hq_test::find_exposed(seen)) {
        people.insert(person);
    }
    return 100.0 * static_cast<double>(people.size()) / static_cast<double>(story.people.size());
}

/// The product.
Publisher released() {
    return [stored = std::vector<ReleasedCell>{}](const Facts& facts, UtcMs now) mutable {
        const ReleaseRule rule;
        const auto made = hq::make_releases(stored, facts, rule, {.period = "2026-2", .now = now});
        std::vector<Seen> seen;
        for (const auto& cell : made) {
            for (const auto& band : hq::bands_of(static_cast<int>(cell.shares.size()), rule)) {
                if (band.met == cell.pair.met) {
                    seen.push_back({.key = cell.key,
                                    .made = now,
                                    .shares = cell.shares,
                                    .low = band.low,
                                    .high = band.high});
                }
            }
        }
        stored.insert(stored.end(), made.begin(), made.end());
        return seen;
    };
}

/// The groups of an office: the unit, and each of its tiers.
std::map<hq::CellKey, std::vector<Share>> groups_of(const Facts& facts) {
    std::map<hq::CellKey, std::vector<Share>> groups;
    for (const auto& person : facts.people) {
        for (const auto& result : person.results) {
            if (result.is_counted) {
                for (const auto& tier : {TierCode(), person.tier}) {
                    groups[{person.unit, tier, {}, result.competency}].push_back(
                        {person.person, result.evidence, result.is_met});
                }
            }
        }
    }
    for (auto& [key, shares] : groups) {
        std::sort(shares.begin(), shares.end());
    }
    return groups;
}

/// A weaker rule: smallest group, when a figure is replaced, and what is read of it.
struct Weaker {
    int minimum = 10;
    std::function<bool(const std::vector<Share>& before, const std::vector<Share>& now)> is_due;
    std::function<std::pair<int, int>(int counted, int met)> read;
};

Publisher weaker(const Weaker& rule) {
    return [rule, stored = std::map<hq::CellKey, std::vector<Share>>{}](const Facts& facts,
                                                                        UtcMs now) mutable {
        std::vector<Seen> seen;
        for (const auto& [key, shares] : groups_of(facts)) {
            if (static_cast<int>(shares.size()) < rule.minimum) {
                continue;
            }
            const auto before = stored.find(key);
            if (before != stored.end() && !rule.is_due(before->second, shares)) {
                continue;
            }
            const auto met = std::count_if(shares.begin(), shares.end(),
                                           [](const Share& one) { return one.is_met; });
            const auto [low, high] =
                rule.read(static_cast<int>(shares.size()), static_cast<int>(met));
            seen.push_back({.key = key, .made = now, .shares = shares, .low = low, .high = high});
            stored[key] = shares;
        }
        return seen;
    };
}

bool always(const std::vector<Share>&, const std::vector<Share>&) { return true; }
std::pair<int, int> exactly(int, int met) { return {met, met}; }
/// The nearest multiple of five alone.
std::pair<int, int> to_five(int counted, int met) {
    const int shown = (met + 2) / 5 * 5;
    return {std::max(0, shown - 2), std::min(counted, shown + 2)};
}
/// Exact, but the ends are told as "over 90 %" and "under 10 %".
std::pair<int, int> with_soft_ends(int counted, int met) {
    if (10 * met > 9 * counted) {
        return {9 * counted / 10 + 1, counted};
    }
    return 10 * met < counted ? std::pair{0, (counted - 1) / 10} : std::pair{met, met};
}

struct World {
    std::string name;
    Story story;
};

std::vector<World> worlds() {
    Dice dice(kSeed);
    std::vector<World> out;
    out.push_back({"the demo's roster", Story(demo_shape(), dice)});
    const auto shape = simulated_shape(dice);
    out.push_back({"240 units", Story(shape, dice)});
    return out;
}

}  // namespace

TEST_CASE("half a year of releases exposes nobody's result") {
    for (const auto& world : worlds()) {
        CAPTURE(world.name);
        CHECK(world.story.people.size() >= 400);
        CHECK(exposed_percent(world.story, released()) == 0);
    }
}

TEST_CASE("half a year of releases shows the offices, and shows them anew") {
    auto world = std::move(worlds()[1]);
    auto publish = released();
    std::map<hq::CellKey, int> made;
    std::set<UnitCode> units;
    for (int week = 0; week < kWeeks; ++week) {
        for (const auto& one :
             publish(world.story.facts(week), kStoryStart + DurationMs{7 * kStoryDay * week})) {
            ++made[one.key];
            units.insert(one.key.unit);
        }
    }
    const auto replaced =
        std::count_if(made.begin(), made.end(), [](const auto& one) { return one.second > 1; });
    MESSAGE(units.size() << " units, " << made.size() << " cells, " << replaced << " replaced");
    CHECK(units.size() > 200);
    CHECK(replaced > 300);
}

TEST_CASE("the attack finds what each weaker rule gives away") {
    const auto five_people_or_a_week = [](const auto& before, const auto& now) {
        // The simulation looks once a week, so that a week has always passed.
        return hq::difference_of(before, now).people > 0;
    };
    const std::vector<std::pair<std::string, Weaker>> rules{
        {"exact with minimum five", {.minimum = 5, .is_due = always, .read = exactly}},
        {"over 90 % with exact n", {.minimum = 10, .is_due = always, .read = with_soft_ends}},
        {"five people or a week",
         {.minimum = 10, .is_due = five_people_or_a_week, .read = exactly}},
        {"rounding to five, weekly", {.minimum = 10, .is_due = always, .read = to_five}},
        {"rounding to five after ten people, without the look at what two cells tell together",
         {.minimum = 10,
          .is_due = [](const auto& before,
                       const auto& now) { return hq::difference_of(before, now).people >= 10; },
          .read = to_five}}};
    for (const auto& world : worlds()) {
        for (const auto& [name, rule] : rules) {
            const double percent = exposed_percent(world.story, weaker(rule));
            MESSAGE(world.name << ", " << name << ": " << percent << " % exposed");
            CAPTURE(name);
            CHECK(percent > 0);
        }
    }
}

}  // namespace asah
