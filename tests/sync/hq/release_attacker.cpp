#include "tests/sync/hq/release_attacker.h"

#include <algorithm>
#include <map>

namespace asah::hq_test {

namespace {

constexpr std::size_t kPartsMax = 6;

/// Some results, and between which bounds lies the number of those that contribute: an added one
/// when it is met, a removed one when it is not.
struct Bound {
    std::vector<std::pair<hq::Share, bool>> unknown;  // and whether it contributes, in truth
    int low = 0;
    int high = 0;
};

Bound subtract(const std::vector<hq::Share>& earlier, const std::vector<hq::Share>& later) {
    Bound bound;
    auto a = earlier.begin();
    auto b = later.begin();
    const auto add = [&] { bound.unknown.emplace_back(*b, b->is_met); };
    const auto remove = [&] {
        bound.unknown.emplace_back(*a, !a->is_met);
        ++bound.low;  // for the moment: how many were removed
    };
    while (a != earlier.end() || b != later.end()) {
        if (b == later.end() || (a != earlier.end() && a->person < b->person)) {
            remove();
            ++a;
        } else if (a == earlier.end() || b->person < a->person) {
            add();
            ++b;
        } else {
            if (a->evidence != b->evidence || a->is_met != b->is_met) {
                add();
                remove();
            }
            ++a;
            ++b;
        }
    }
    bound.high = bound.low;
    return bound;
}

/// The bound on how two figures differ. Without an earlier one: the later figure itself.
Bound bound_of(const Seen* earlier, const Seen& later) {
    static const std::vector<hq::Share> kNobody;
    auto bound = subtract(earlier == nullptr ? kNobody : earlier->shares, later.shares);
    bound.low += later.low - (earlier == nullptr ? 0 : earlier->high);
    bound.high += later.high - (earlier == nullptr ? 0 : earlier->low);
    return bound;
}

/// All are alike, or all but one who knows the own result.
void expose(const Bound& bound, Exposed& out) {
    const int size = static_cast<int>(bound.unknown.size());
    const auto contributing = static_cast<int>(std::count_if(
        bound.unknown.begin(), bound.unknown.end(), [](const auto& one) { return one.second; }));
    const bool is_all = bound.low >= size || (bound.low == size - 1 && contributing == size - 1);
    const bool is_none = bound.high <= 0 || (bound.high == 1 && contributing == 1);
    if (size == 0 || !(is_all || is_none)) {
        return;
    }
    for (const auto& [share, contributes] : bound.unknown) {
        const bool is_observer =
            bound.low < size && bound.high > 0 && (is_all ? !contributes : contributes);
        if (!is_observer) {
            out.insert({share.person, {}});
        }
    }
}

/// The unit's figure minus those of some of its tiers, as they were seen at the same time.
void subtract_parts(const Seen& whole, const std::vector<const Seen*>& parts, Exposed& out) {
    const auto count = std::min(parts.size(), kPartsMax);
    for (std::size_t choice = 1; choice < (std::size_t{1} << count); ++choice) {
        Seen sum;
        for (std::size_t i = 0; i < count; ++i) {
            if ((choice >> i & 1U) != 0) {
                sum.low += parts[i]->low;
                sum.high += parts[i]->high;
                sum.shares.insert(sum.shares.end(), parts[i]->shares.begin(),
                                  parts[i]->shares.end());
            }
        }
        std::sort(sum.shares.begin(), sum.shares.end());
        expose(bound_of(&sum, whole), out);
    }
}

/// What one office can work out of one competency.
Exposed attack_office(std::vector<const Seen*> seen) {
    Exposed out;
    std::stable_sort(seen.begin(), seen.end(),
                     [](const Seen* a, const Seen* b) { return a->made < b->made; });
    std::map<TierCode, const Seen*> current;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        expose(bound_of(nullptr, *seen[i]), out);
        for (std::size_t k = 0; k < i; ++k) {
            expose(bound_of(seen[k], *seen[i]), out);
        }
        current[seen[i]->key.tier] = seen[i];
        const bool is_last_of_day = i + 1 == seen.size() || seen[i + 1]->made != seen[i]->made;
        if (is_last_of_day && current.contains({})) {
            std::vector<const Seen*> parts;
            for (const auto& [tier, one] : current) {
                if (!tier.empty()) {
                    parts.push_back(one);
                }
            }
            subtract_parts(*current[{}], parts, out);
        }
    }
    return out;
}

}  // namespace

Exposed find_exposed(const std::vector<Seen>& seen) {
    std::map<std::pair<UnitCode, CompetencyCode>, std::vector<const Seen*>> offices;
    for (const auto& one : seen) {
        if (!one.key.unit.empty() && !one.key.competency.empty()) {
            offices[{one.key.unit, one.key.competency}].push_back(&one);
        }
    }
    Exposed out;
    for (const auto& [office, figures] : offices) {
        for (const auto& [person, none] : attack_office(figures)) {
            out.insert({person, office.second});
        }
    }
    return out;
}

}  // namespace asah::hq_test
