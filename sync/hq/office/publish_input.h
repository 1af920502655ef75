// Checks what is handed in to publish and turns it into plain packages.
#pragma once

#include "sync/hq/office/publish.h"

namespace asah::hq {

/// Packages with plain members, in dependence order. Empty when there are problems.
Result<std::vector<content::Package>> read_publish_input(Office& office,
                                                         const PublishRequest& request,
                                                         Problems& problems);

}  // namespace asah::hq
