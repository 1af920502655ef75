// Whether people can be assessed at a terminal now, and what staff see of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/result.h"
#include "kiosk/core/base/time.h"

namespace asah::assessment {

struct Readiness {
    bool is_ready = false;
    std::vector<Error> warnings;  // what is wrong, remedy by catalogue
    std::string terminal_name;
    UnitCode unit;
    int person_count = 0;
    int bank_count = 0;
    int manifest_number = 0;
    std::int64_t queue_count = 0;  // entries without a filed receipt
    std::optional<UtcMs> last_filed;
    std::uint64_t disk_free_bytes = 0;
    LocalText authority_name;
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;  // the city's
    /// Headquarters took this terminal out of use: nobody signs in here any more.
    std::optional<UtcMs> out_of_use_since;
};

}  // namespace asah::assessment
