#include "sync/hq/reports/facts.h"

#include <algorithm>

namespace asah::hq {

std::map<UnitCode, UnitCode> joined_units(const std::vector<UnitFact>& units,
                                          std::map<UnitCode, int> people, int people_min) {
    std::map<UnitCode, UnitCode> into;
    std::map<UnitCode, UnitCode> parent_of;
    for (const auto& unit : units) {
        into[unit.code] = unit.code;
        parent_of[unit.code] = unit.parent;
    }
    const auto is_alone = [&](const UnitCode& unit) { return into[unit] == unit; };
    const auto may_join = [&](const UnitCode& unit) {
        const auto& parent = parent_of[unit];
        return people[unit] < people_min && parent != unit && into.contains(parent) &&
               is_alone(unit) && is_alone(parent);
    };
    while (true) {
        // Leaves first, so that a chain of small units adds up from below.
        const auto small = std::find_if(units.begin(), units.end(), [&](const auto& unit) {
            return may_join(unit.code) &&
                   std::none_of(units.begin(), units.end(), [&](const auto& other) {
                       return other.parent == unit.code && may_join(other.code);
                   });
        });
        if (small == units.end()) {
            return into;
        }
        people[small->parent] += people[small->code];
        for (auto& [unit, target] : into) {
            target = target == small->code ? small->parent : target;
        }
    }
}

}  // namespace asah::hq
