// The folder orders/ made whole again: a headquarters that goes on from its backup has its tables
// and keys, and may lack what it had written there for the receiver and the terminals.
#pragma once

#include "sync/hq/office/office.h"

namespace asah::hq {

/// Writes root, terminals, join codes and revocations as the tables have them; publishes the
/// current content anew, under the next number, if the manifest or a package of it is gone. Returns
/// that number; 0 = nothing had to be published. Errors: of files, keys and database; TimeJump,
/// TimeBack (signing_time.h).
Result<int> restore_orders(Office& office);

}  // namespace asah::hq
