// Publishing: checks what trainers and staff hand in, keeps it plain in the reader's database, and
// writes for every terminal what it may read: orders/packages/<digest>.package and orders/manifest.
// Nothing is published when one input has a problem.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/core/base/problem.h"
#include "kiosk/core/content/package.h"
#include "kiosk/core/items/bank_difference.h"
#include "sync/hq/office/office.h"
#include "sync/hq/office/signing_time.h"

namespace asah::hq {

struct PublishRequest {
    std::string framework;                 // path; empty = the published one stays
    std::vector<std::string> banks;        // paths of bank files, of items or of statements
    std::vector<std::string> assessments;  // paths of assessment JSON
    TimeWord time_word = TimeWord::None;   // an operator's word on a clock that jumped
};

/// An assessment that goes on with the new version of a bank that it names.
struct Carried {
    AssessmentId id;
    int from_version = 0;
    int to_version = 0;
};

/// What a new version of a bank changes.
struct BankChange {
    BankId bank;
    int from_version = 0;  // 0 = the bank is new
    int to_version = 0;
    std::string owner;         // the trainer who signed it
    std::string owner_before;  // who signed the version before
    items::BankDifference difference;
    std::vector<Carried> carried;
};

/// What will be published, in dependence order, and what that changes.
struct PublishPlan {
    std::vector<content::Package> added;
    std::vector<BankChange> changes;
};

enum class AfterPlan { Publish, Stop };
/// Sees a plan without problems before anything is published.
using PlanReader = std::function<AfterPlan(const PublishPlan&)>;

struct Published {
    int manifest_number = 0;
    int package_count = 0;
    int terminal_count = 0;
    std::vector<std::string> added;  // "bank T01 1", ...
};

/// What is wrong with the input goes to `problems` (with an error nothing is changed), and as
/// warnings what the published assessments cannot measure for want of items.
/// Every assessment goes on with the newest version of its banks: those that name a changed bank
/// are published anew. A version that only withdraws items is never refused for want of items; one
/// that adds or changes items is.
/// Errors: of files, keys and database; TimeJump, TimeBack (signing_time.h).
Result<Published> publish(Office& office, const PublishRequest& request, Problems& problems,
                          const PlanReader& show = {});

}  // namespace asah::hq
