// Releases: the figures for roles without the right to names. Headquarters makes a cell once and
// keeps it; pages, exports, print and statements all show that stored cell, so that nobody learns
// more by asking in another way or on another day. Pure: facts and stored cells in, new cells out.
// Invariants: a cell has at least `minimum` people; both its numbers are multiples of `round_to`;
// of one key, two cells differ in at least `replace_after_changed` people and were made at least
// `replace_after_days` apart; no two cells, subtracted, bound a group near "nobody" or "everybody".
// Source of the rule: NCES 2011-603; Eurostat Handbook on SDC, ch. 5; Wooton & Fraser, ABS 2005.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/assessment/release_rule.h"
#include "sync/hq/reports/facts.h"

namespace asah::hq {

using assessment::ReleaseRule;

/// Which figure a cell holds. Without unit, tier and family: the whole city. Without competency:
/// coverage, that is how many of the active people are measured.
struct CellKey {
    UnitCode unit;
    TierCode tier;
    FamilyCode family;
    CompetencyCode competency;
    auto operator<=>(const CellKey&) const = default;
};

/// Two numbers as they are shown: how many people the figure is about, and how many of them met.
struct RoundedPair {
    int counted = 0;
    int met = 0;
    auto operator<=>(const RoundedPair&) const = default;
};

/// Both to the nearest multiple. Up to half a step from nobody reads as 0, up to half a step from
/// everybody as all, so that no reading has fewer than three exact counts behind it.
/// Pre: 0 <= met <= counted.
RoundedPair round_pair(int counted, int met, const ReleaseRule& rule);

/// The exact counts that read alike.
struct Band {
    int met = 0;  // as it is shown
    int low = 0;
    int high = 0;
};
/// The bands of a group of `counted` people, ascending; together they hold 0 to `counted`.
std::vector<Band> bands_of(int counted, const ReleaseRule& rule);

/// One person's share in a cell: whose result it holds and on what that rests.
struct Share {
    PersonId person;
    std::uint64_t evidence = 0;
    bool is_met = false;
    auto operator<=>(const Share&) const = default;
};

struct ReleasedCell {
    CellKey key;
    std::string period;  // in which it was made
    UtcMs made;
    int people = 0;  // rounded: active people whose post asks for the competency
    RoundedPair pair;
    std::vector<Share> shares;  // by person; only headquarters reads them
};

/// How two groups differ. A person whose evidence changed is in both numbers.
struct Difference {
    int people = 0;   // new, gone, or with other evidence
    int added = 0;    // results in the later group alone
    int removed = 0;  // results in the earlier group alone
};
/// Pre: both by person.
Difference difference_of(const std::vector<Share>& earlier, const std::vector<Share>& later);

struct ReleaseMoment {
    std::string period;
    UtcMs now;
};
/// The cells to store now. `stored`: all ever made, oldest first. Units of `facts` are taken as
/// they are; join small ones before.
std::vector<ReleasedCell> make_releases(const std::vector<ReleasedCell>& stored, const Facts& facts,
                                        const ReleaseRule& rule, const ReleaseMoment& moment);

/// Half a calendar year, "2026-2".
std::string period_of(UtcMs at, std::int32_t offset_min);

}  // namespace asah::hq
