// An option of an item, or a target of a matching item.
// Invariants: ids are unique within an item and stay over re-import.
#pragma once

#include <algorithm>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/id.h"

namespace asah::items {

struct Option {
    OptionId id;  // "a".."i"; targets "1".."9"
    LocalText text;
    bool operator==(const Option&) const = default;
};

inline bool has_option(const std::vector<Option>& options, const OptionId& id) {
    return std::any_of(options.begin(), options.end(),
                       [&](const Option& option) { return option.id == id; });
}

}  // namespace asah::items
