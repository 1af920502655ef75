// Items, keys, responses and sittings in few words, for tests of the rules.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/assessment/sitting.h"
#include "tests/core/items/an_item.h"

namespace asah::assessment {

using items::an_item;
using items::chosen;
using items::ids;
using items::options;
using items::pairs;
using items::rated;
using items::typed;

/// A head whose form holds every item of the bank in its order.
inline SittingHead head_over(const Bank& bank) {
    SittingHead head;
    for (const auto& item : bank.items) {
        FormItem place;
        place.bank = bank.id;
        place.bank_version = bank.version;
        place.item = item.id;
        place.revision = items::item_revision(item);
        head.form.items.push_back(place);
    }
    return head;
}

/// Events numbered from 0; each a second of working time after the one before.
inline std::vector<SittingEvent> a_second_apart(const std::vector<EventBody>& bodies) {
    std::vector<SittingEvent> events;
    for (const auto& body : bodies) {
        const auto n = static_cast<std::int64_t>(events.size());
        events.push_back(
            {static_cast<std::uint32_t>(n), {n * 1000}, {{1'790'000'000'000 + n}, 420, {}}, body});
    }
    return events;
}

}  // namespace asah::assessment
