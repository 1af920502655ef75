// Whether a record is one that a terminal could have made. A record comes from outside: whoever
// holds a terminal's key can sign any bytes, so headquarters checks before it scores and files.
#pragma once

#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/assessment/sitting.h"

namespace asah::assessment {

/// Every response of every event fits its item (items::check_response).
/// Pre: the events replay.
/// Errors: InvalidArgument; NotFound for a form item that the banks lack.
Result<void> check_responses(const std::vector<SittingEvent>& events,
                             const std::vector<const Bank*>& banks, const Framework& framework);

}  // namespace asah::assessment
