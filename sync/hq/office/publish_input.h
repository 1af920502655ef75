// Checks what is handed in to publish and turns it into plain packages.
#pragma once

#include <set>

#include "kiosk/core/assessment/home.h"
#include "sync/hq/office/publish.h"

namespace asah::hq {

/// The framework of a file, or the published one; null when the file has problems or none is
/// published.
Result<assessment::FrameworkPtr> framework_for(Office& office, const std::string& path,
                                               Problems& problems);

/// Packages with plain members. Empty when there are errors.
Result<PublishPlan> read_publish_input(Office& office, const PublishRequest& request,
                                       Problems& problems);

/// Banks whose measuring keys no terminal gets: those that a guarded assessment names.
std::set<BankId> guarded_banks(const std::vector<content::Package>& packages);

}  // namespace asah::hq
