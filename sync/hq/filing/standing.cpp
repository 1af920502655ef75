#include "sync/hq/filing/standing.h"

#include <algorithm>

namespace asah::hq {

protocol::Standing standing_at(std::span<const StateChange> history, UtcMs arrived, UtcMs now) {
    std::size_t at_arrival = 0;
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (history[i].at <= arrived || history[i].at > now) {
            at_arrival = i;
        }
    }
    const bool is_sound =
        at_arrival < history.size() &&
        std::ranges::any_of(history.subspan(at_arrival), [](const StateChange& change) {
            return change.state == TerminalState::Active;
        });
    return is_sound ? protocol::Standing::Sound : protocol::Standing::Stopped;
}

}  // namespace asah::hq
