// Which time headquarters may sign. A terminal's clock is never before the newest manifest's time,
// so a manifest with a time two years ahead would move the clocks of a whole city. Headquarters'
// own clock may be wrong too: a time further than two days from the last one needs a person's word.
// Invariant: after a time was taken back, every manifest says so (`time_reset`) until its time
// passes the highest that was ever signed, since a terminal may have missed those between.
#pragma once

#include "sync/hq/office/office.h"

namespace asah::hq {

enum class TimeWord { None, JumpConfirmed, Reset };

struct SigningTime {
    UtcMs made;
    bool is_reset = false;
};
/// Errors: TimeJump (more than two days after the last time known), TimeBack (before the last
/// manifest), each unless the word says that it is right.
Result<SigningTime> choose_signing_time(Office& office, TimeWord word);
Result<void> save_signing_time(sqlite::Tx& tx, const SigningTime& time, UtcMs highest_before);
/// The highest time that was ever signed.
Result<UtcMs> highest_signed(Office& office);

/// Keeps that headquarters was awake now, at most once an hour and only where the clock did not
/// jump: a clock that is right but unused for a week needs no word.
Result<void> note_awake(Office& office);

}  // namespace asah::hq
