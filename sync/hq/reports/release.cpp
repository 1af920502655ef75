#include "sync/hq/reports/release.h"

#include <algorithm>
#include <map>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace {

constexpr std::int64_t kMsPerDay = std::int64_t{24} * 60 * kMsPerMinute;
/// Up to so many parts of a whole, every choice of parts is subtracted from it; of more, each part
/// alone and all together.
constexpr std::size_t kPartsMax = 8;

int rounded(int value, int step) { return (value + step / 2) / step * step; }

/// A group that may be released now.
struct Candidate {
    CellKey key;
    int people = 0;
    std::vector<Share> shares;
    [[nodiscard]] int counted() const { return static_cast<int>(shares.size()); }
    [[nodiscard]] int met() const {
        return static_cast<int>(std::count_if(shares.begin(), shares.end(),
                                              [](const Share& one) { return one.is_met; }));
    }
};

/// A cell as an observer reads it who knows its people: between which bounds lies the number of
/// those who met.
struct Observed {
    const std::vector<Share>* shares = nullptr;
    int low = 0;
    int high = 0;
    [[nodiscard]] int count() const { return static_cast<int>(shares->size()); }
};

Observed observed(const std::vector<Share>& shares, int shown, const ReleaseRule& rule) {
    for (const auto& band : bands_of(static_cast<int>(shares.size()), rule)) {
        if (band.met == shown) {
            return {.shares = &shares, .low = band.low, .high = band.high};
        }
    }
    return {.shares = &shares, .low = 0, .high = static_cast<int>(shares.size())};
}

/// Cells of different people, taken together.
class Sum {
   public:
    void add(const Observed& part) {
        m_low += part.low;
        m_high += part.high;
        const auto middle = static_cast<std::ptrdiff_t>(m_shares.size());
        m_shares.insert(m_shares.end(), part.shares->begin(), part.shares->end());
        std::inplace_merge(m_shares.begin(), m_shares.begin() + middle, m_shares.end());
    }
    [[nodiscard]] Observed observed() const {
        return {.shares = &m_shares, .low = m_low, .high = m_high};
    }

   private:
    std::vector<Share> m_shares;
    int m_low = 0;
    int m_high = 0;
};

/// Whether fewer people than a cell needs may stand between two figures.
enum class Rest { Crowd, Any };

/// Whether subtracting one group from the other tells too much of the results in which they differ.
/// The check stops a whole step before "nobody" or "everybody" would follow: if it stopped only
/// where they follow, a cell that stays away would tell the same.
bool tells_too_much(const Observed& earlier, const Observed& later, const ReleaseRule& rule,
                    Rest rest = Rest::Crowd) {
    const auto difference = difference_of(*earlier.shares, *later.shares);
    const int unknown = difference.added + difference.removed;
    if (unknown == 0) {
        return false;
    }
    if (rest == Rest::Crowd && difference.people < rule.minimum) {
        return true;
    }
    // How many of the added results are met and of the removed ones are not.
    const int low = later.low - earlier.high + difference.removed;
    const int high = later.high - earlier.low + difference.removed;
    const int guard = rule.round_to + 1;
    return low >= unknown - guard || high <= guard;
}

bool is_office_cell(const CellKey& key) { return !key.unit.empty() && key.tier.empty(); }
bool is_office_tier(const CellKey& key) { return !key.unit.empty() && !key.tier.empty(); }

/// The cells of one competency: what is stored, what the facts would give, what becomes of it.
class Maker {
   public:
    Maker(const ReleaseRule& rule, const ReleaseMoment& moment) : m_rule(rule), m_moment(moment) {}

    void add_stored(const ReleasedCell& cell) {
        m_versions[cell.key].push_back(
            {.cell = &cell, .observed = observed(cell.shares, cell.pair.met, m_rule)});
    }
    /// `share`: nothing = the post asks for it, no level is stated yet.
    void add_share(const CellKey& key, const Share* share) {
        auto& candidate = m_candidates[key];
        candidate.key = key;
        ++candidate.people;
        if (share != nullptr) {
            candidate.shares.push_back(*share);
        }
    }

    /// Wholes before their parts, large parts before small ones.
    void make(std::vector<ReleasedCell>& out) {
        std::vector<Candidate*> order;
        for (auto& [key, candidate] : m_candidates) {
            if (candidate.counted() >= m_rule.minimum) {
                std::sort(candidate.shares.begin(), candidate.shares.end());
                order.push_back(&candidate);
            }
        }
        const auto rank = [](const CellKey& key) {
            return !key.family.empty()   ? 4
                   : is_office_tier(key) ? 2
                   : !key.tier.empty()   ? 3
                   : is_office_cell(key) ? 1
                                         : 0;
        };
        std::stable_sort(order.begin(), order.end(), [&](const Candidate* a, const Candidate* b) {
            const int first = rank(a->key);
            const int second = rank(b->key);
            return first != second ? first < second : a->counted() > b->counted();
        });
        // What this run makes is compared with what follows: its address must not change.
        out.reserve(out.size() + order.size());
        for (const auto* candidate : order) {
            if (is_due(*candidate) && is_safe(*candidate)) {
                out.push_back({.key = candidate->key,
                               .period = m_moment.period,
                               .made = m_moment.now,
                               .people = rounded(candidate->people, m_rule.round_to),
                               .pair = round_pair(candidate->counted(), candidate->met(), m_rule),
                               .shares = candidate->shares});
                add_stored(out.back());
            }
        }
    }

   private:
    struct Version {
        const ReleasedCell* cell = nullptr;
        Observed observed;
    };

    [[nodiscard]] bool is_due(const Candidate& candidate) const {
        const auto found = m_versions.find(candidate.key);
        if (found == m_versions.end()) {
            return true;
        }
        const auto& latest = *found->second.back().cell;
        return m_moment.now - latest.made >= DurationMs{m_rule.replace_after_days * kMsPerDay} &&
               difference_of(latest.shares, candidate.shares).people >=
                   m_rule.replace_after_changed;
    }

    [[nodiscard]] bool is_safe(const Candidate& candidate) const {
        const auto shown = round_pair(candidate.counted(), candidate.met(), m_rule).met;
        const auto next = observed(candidate.shares, shown, m_rule);
        return is_safe_beside_others(candidate.key, next) &&
               is_safe_as_whole(candidate.key, next) && is_safe_as_part(candidate.key, next);
    }

    /// Cells that an observer may subtract: those of the same office at all times, since colleagues
    /// know its people; elsewhere the current ones of nearly the same people.
    [[nodiscard]] bool is_safe_beside_others(const CellKey& own, const Observed& next) const {
        for (const auto& [key, versions] : m_versions) {
            const bool is_same_office = !key.unit.empty() && key.unit == own.unit;
            for (const auto& version : versions) {
                const bool is_current = &version == &versions.back();
                const bool is_near =
                    std::abs(version.observed.count() - next.count()) < m_rule.minimum;
                if ((is_same_office || key == own || (is_current && is_near)) &&
                    !version.cell->shares.empty() &&
                    tells_too_much(version.observed, next, m_rule)) {
                    return false;
                }
            }
        }
        return true;
    }

    [[nodiscard]] bool is_safe_as_whole(const CellKey& key, const Observed& whole) const {
        if (is_office_cell(key)) {
            return is_safe_against_tiers(whole, key.unit, nullptr, key);
        }
        if (!key.unit.empty() || !key.family.empty()) {
            return true;
        }
        return is_safe_against_all(whole, nullptr, key, [&](const CellKey& part) {
            return key.tier.empty() ? is_office_cell(part)
                                    : is_office_tier(part) && part.tier == key.tier;
        });
    }

    [[nodiscard]] bool is_safe_as_part(const CellKey& key, const Observed& part) const {
        CellKey whole{.unit = {}, .tier = {}, .family = {}, .competency = key.competency};
        if (is_office_cell(key)) {
            const auto* city = current(whole);
            return city == nullptr ||
                   is_safe_against_all(city->observed, &part, key, is_office_cell);
        }
        if (!is_office_tier(key)) {
            return true;
        }
        whole.unit = key.unit;
        const auto* unit = current(whole);
        whole.unit = {};
        whole.tier = key.tier;
        const auto* tier = current(whole);
        return (unit == nullptr || is_safe_against_tiers(unit->observed, key.unit, &part, key)) &&
               (tier == nullptr ||
                is_safe_against_all(tier->observed, &part, key, [&](const CellKey& other) {
                    return is_office_tier(other) && other.tier == key.tier;
                }));
    }

    [[nodiscard]] const Version* current(const CellKey& key) const {
        const auto found = m_versions.find(key);
        return found == m_versions.end() ? nullptr : &found->second.back();
    }

    /// The tiers of one office, any choice of them, subtracted from the office; `fixed`, if given,
    /// is always among them.
    [[nodiscard]] bool is_safe_against_tiers(const Observed& whole, const UnitCode& unit,
                                             const Observed* fixed, const CellKey& own) const {
        std::vector<Observed> parts;
        for (auto at = m_versions.lower_bound({unit, {}, {}, {}});
             at != m_versions.end() && at->first.unit == unit; ++at) {
            if (is_office_tier(at->first) && at->first != own) {
                parts.push_back(at->second.back().observed);
            }
        }
        const auto choices = parts.size() <= kPartsMax ? std::size_t{1} << parts.size() : 0;
        for (std::size_t choice = 1; choice < choices; ++choice) {
            Sum sum;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                if ((choice >> i & 1U) != 0) {
                    sum.add(parts[i]);
                }
            }
            if (fixed != nullptr) {
                sum.add(*fixed);
            }
            if (tells_too_much(sum.observed(), whole, m_rule)) {
                return false;
            }
        }
        return choices > 0 || is_safe_against_all(whole, fixed, own, [&](const CellKey& key) {
                   return is_office_tier(key) && key.unit == unit;
               });
    }

    /// All parts that match, subtracted from the whole at once.
    template <class Matches>
    [[nodiscard]] bool is_safe_against_all(const Observed& whole, const Observed* fixed,
                                           const CellKey& own, Matches matches) const {
        std::vector<Observed> parts;
        int count = 0;
        for (const auto& [key, versions] : m_versions) {
            if (matches(key) && key != own) {
                parts.push_back(versions.back().observed);
                count += parts.back().count();
            }
        }
        if (fixed != nullptr) {
            parts.push_back(*fixed);
            count += fixed->count();
        }
        if (parts.empty() || std::abs(whole.count() - count) >= m_rule.minimum) {
            return true;  // the rest is a crowd
        }
        Sum sum;
        for (const auto& part : parts) {
            sum.add(part);
        }
        return !tells_too_much(sum.observed(), whole, m_rule, Rest::Any);
    }

    const ReleaseRule& m_rule;
    const ReleaseMoment& m_moment;
    std::map<CellKey, Candidate> m_candidates;
    std::map<CellKey, std::vector<Version>> m_versions;  // the current one last
};

/// A person's place in all tables of one competency. `share`: nothing = required, not yet stated.
void add_person(Maker& maker, const PersonFact& person, const CompetencyCode& competency,
                const Share* share, const ReleaseRule& rule) {
    CellKey key{.unit = {}, .tier = {}, .family = {}, .competency = competency};
    maker.add_share(key, share);
    key.family = person.family;
    maker.add_share(key, share);
    key.family = {};
    key.tier = person.tier;
    maker.add_share(key, share);
    if (rule.dimensions_max >= 2) {
        key.unit = person.unit;
        maker.add_share(key, share);
    }
    key.tier = {};
    key.unit = person.unit;
    maker.add_share(key, share);
}

}  // namespace

RoundedPair round_pair(int counted, int met, const ReleaseRule& rule) {
    ASAH_ASSERT(met >= 0 && met <= counted && rule.round_to > 0);
    const int half = rule.round_to / 2;
    const RoundedPair all{rounded(counted, rule.round_to), rounded(counted, rule.round_to)};
    if (counted - met <= half) {
        return all;
    }
    return {.counted = all.counted,
            .met = met <= half ? 0 : std::min(all.met, rounded(met, rule.round_to))};
}

std::vector<Band> bands_of(int counted, const ReleaseRule& rule) {
    std::vector<Band> bands;
    for (int met = 0; met <= counted; ++met) {
        const int shown = round_pair(counted, met, rule).met;
        if (bands.empty() || bands.back().met != shown) {
            bands.push_back({.met = shown, .low = met, .high = met});
        }
        bands.back().high = met;
    }
    return bands;
}

Difference difference_of(const std::vector<Share>& earlier, const std::vector<Share>& later) {
    Difference out;
    auto a = earlier.begin();
    auto b = later.begin();
    while (a != earlier.end() || b != later.end()) {
        if (b == later.end() || (a != earlier.end() && a->person < b->person)) {
            ++out.removed;
            ++out.people;
            ++a;
        } else if (a == earlier.end() || b->person < a->person) {
            ++out.added;
            ++out.people;
            ++b;
        } else {
            if (a->evidence != b->evidence || a->is_met != b->is_met) {
                ++out.added;
                ++out.removed;
                ++out.people;
            }
            ++a;
            ++b;
        }
    }
    return out;
}

std::vector<ReleasedCell> make_releases(const std::vector<ReleasedCell>& stored, const Facts& facts,
                                        const ReleaseRule& rule, const ReleaseMoment& moment) {
    std::map<CompetencyCode, Maker> makers;
    const auto maker = [&](const CompetencyCode& competency) -> Maker& {
        return makers.try_emplace(competency, rule, moment).first->second;
    };
    for (const auto& cell : stored) {
        maker(cell.key.competency).add_stored(cell);
    }
    for (const auto& person : facts.people) {
        const Share measured{.person = person.person,
                             .evidence = person.is_measured ? 1U : 0U,
                             .is_met = person.is_measured};
        add_person(maker({}), person, {}, &measured, rule);
        for (const auto& result : person.results) {
            const Share share{
                .person = person.person, .evidence = result.evidence, .is_met = result.is_met};
            add_person(maker(result.competency), person, result.competency,
                       result.is_counted ? &share : nullptr, rule);
        }
    }
    std::vector<ReleasedCell> made;
    for (auto& [competency, one] : makers) {
        std::vector<ReleasedCell> cells;
        one.make(cells);
        std::move(cells.begin(), cells.end(), std::back_inserter(made));
    }
    return made;
}

std::string period_of(UtcMs at, std::int32_t offset_min) {
    const auto date = date_of(at, offset_min);
    return std::to_string(date.year) + (date.month <= 6 ? "-1" : "-2");
}

}  // namespace asah::hq
