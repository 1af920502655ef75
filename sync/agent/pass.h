// One pass of the carrier: hello, entries, receipts, root, manifest, packages, over any courier.
// The order is protocol::client's; here files are read and written.
// Invariants: the outbox is only read; the inbox gets whole files (write_durable), the manifest
// before the packages it names, and only after all of them are here.
#pragma once

#include <vector>

#include "sync/agent/courier.h"
#include "sync/agent/home.h"

namespace asah::agent {

struct PassOutcome {
    int sent_count = 0;
    int receipt_count = 0;
    int package_count = 0;
    std::vector<std::string> quarantined;  // "<entry file name>: <error key>"
    std::vector<Error> skipped;            // in the shared folders: is_skippable (skipped.h)
};

/// Errors: those of the courier and of the files; TerminalHeld, TerminalRevoked, NotEnrolled and
/// whatever else HQ answers. What was done until then stays done.
Result<PassOutcome> run_pass(Files& files, Clock& clock, const Folders& folders,
                             const Membership& membership, Courier& courier);

}  // namespace asah::agent
