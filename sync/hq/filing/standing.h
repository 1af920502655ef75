// Whether headquarters takes a terminal's results. What decides is the terminal's state when the
// entry arrived, never a time that the entry names: a thief writes any time.
#pragma once

#include <span>

#include "sync/hq/data/reader_terminals.h"
#include "sync/protocol/entry_frame.h"

namespace asah::hq {

/// Sound if the terminal was active when the entry arrived, or was made active again after that.
/// So an entry that was once filed is never held later: states are only added.
/// A change that is dated after `now` was written under a wrong clock; it counts from the
/// beginning. history: in the order in which staff made the changes.
protocol::Standing standing_at(std::span<const StateChange> history, UtcMs arrived, UtcMs now);

}  // namespace asah::hq
