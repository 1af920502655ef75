// Headquarters' side of the folder courier: takes `<terminal>/up` of a stick through the same
// protocol step as the network, and writes `<terminal>/down`. Layout: PROTOCOL.md, section 1.
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "sync/hq/receiver/receiver.h"

namespace asah::hq {

struct FolderOutcome {
    int terminal_count = 0;
    int entry_count = 0;         // handed in, good or bad, new or known
    int quarantined_count = 0;   // of these
    std::vector<Error> refused;  // a terminal's folder each
    std::vector<Error> skipped;  // single things on the stick that are no files, or too large
};

/// Errors: File* of the folder itself.
Result<FolderOutcome> import_folder(Files& files, Receiver& receiver, const SharedFolder& folder);

}  // namespace asah::hq
