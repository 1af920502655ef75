#include "kiosk/core/items/finding.h"

#include <algorithm>

namespace asah::items {

void Findings::add(Spot spot, std::string key, std::map<std::string, std::string> values,
                   Severity severity) {
    const bool is_known = severity == Severity::Error &&
                          std::any_of(m_all.begin(), m_all.end(), [&](const Finding& one) {
                              return one.spot == spot && one.severity == Severity::Error;
                          });
    if (!is_known) {
        m_all.push_back({spot, std::move(key), std::move(values), severity});
    }
}

void Findings::add(const Findings& more) {
    for (const auto& one : more.m_all) {
        add(one.spot, one.key, one.values, one.severity);
    }
}

bool Findings::has(Field field) const {
    return std::any_of(m_all.begin(), m_all.end(), [&](const Finding& one) {
        return one.spot.field == field && one.severity == Severity::Error;
    });
}

bool Findings::has_errors() const {
    return std::any_of(m_all.begin(), m_all.end(),
                       [](const Finding& one) { return one.severity == Severity::Error; });
}

}  // namespace asah::items
