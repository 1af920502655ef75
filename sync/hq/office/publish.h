// Publishing: checks what trainers and staff hand in, keeps it plain in the reader's database, and
// writes for every terminal what it may read: orders/packages/<digest>.package and orders/manifest.
// Nothing is published when one input has a problem.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/problem.h"
#include "kiosk/core/content/package.h"
#include "sync/hq/office/office.h"
#include "sync/hq/office/signing_time.h"

namespace asah::hq {

struct PublishRequest {
    std::string framework;                 // path; empty = the published one stays
    std::vector<std::string> banks;        // paths of bank files, of items or of statements
    std::vector<std::string> assessments;  // paths of assessment JSON
    TimeWord time_word = TimeWord::None;   // an operator's word on a clock that jumped
};

struct Published {
    int manifest_number = 0;
    int package_count = 0;
    int terminal_count = 0;
    std::vector<std::string> added;  // "bank T01 1", ...
};

/// What is wrong with the input goes to `problems` (then nothing is changed). Errors: of files,
/// keys and database; TimeJump, TimeBack (signing_time.h).
Result<Published> publish(Office& office, const PublishRequest& request, Problems& problems);

}  // namespace asah::hq
