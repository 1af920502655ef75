// What one entry came to: inside of the reader.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "sync/hq/data/reader_people.h"
#include "sync/hq/filing/reader.h"

namespace asah::hq {

struct Reader::Reading {
    Digest hash{};
    TerminalId terminal;
    UtcMs at;
    bool is_released = false;  // by a word of staff
    UtcMs arrived;
    EntryState state = EntryState::Filed;
    std::string reason;
    std::optional<FiledSitting> sitting;
    std::map<CompetencyCode, int> self_levels;
    std::optional<PinChange> pin;

    void hold(std::string why) {
        state = EntryState::Held;
        reason = std::move(why);
    }
    void quarantine(std::string why) {
        state = EntryState::Quarantined;
        reason = std::move(why);
    }
    /// What nothing is dated after. A receiver whose clock was ahead does not move it past today.
    [[nodiscard]] UtcMs arrival() const { return std::min(arrived, at); }
    [[nodiscard]] EntryFate fate() const {
        return {.state = state, .reason = reason, .at = at, .arrived = arrived};
    }
};

}  // namespace asah::hq
