// Joining, the carrier's part: makes the TLS key and its request, carries the kiosk's join request
// to HQ's join port under the root that the code pinned, and brings the reply back. Invariants: the
// root is kept only if its SHA-256 is the one in the request; the reply only if its TLS certificate
// is for our key under that root. The enrolment secret never comes here.
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "sync/agent/home.h"

namespace asah::agent {

struct EnrolProgress {
    std::string digits;  // both screens show the same twelve; empty before the kiosk's request
    bool is_done = false;
};

/// One step as far as it goes now. `progress` is filled even when it refuses.
/// Errors: Waiting (the kiosk has not asked yet, or HQ has not confirmed), ServerForeign,
/// NetworkUnreachable, InvalidArgument (a request for another carrier's key), File*, ...
Result<void> enrol(Files& files, const Folders& folders, EnrolProgress& progress);

}  // namespace asah::agent
