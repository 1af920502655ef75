// What the fleet is given: activation slips, keys from the trainers' sheets, single responses that
// an experiment fixes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/files.h"
#include "tools/fleet/answers.h"

namespace asah::fleet {

struct Slip {
    std::string nip;
    std::string short_number;
    UnitCode unit;
    std::string pin;
};

using Keys = std::map<ItemId, items::ItemKey>;

/// What --set fixes: by NIP and item.
using Fixed = std::map<std::pair<std::string, ItemId>, Knows>;

/// Columns nip, nomor_pendek, kode_unit, pin. Errors: MalformedInput.
Result<std::vector<Slip>> parse_slips(ByteView bytes);

/// Errors: MalformedInput when a sheet has problems; the detail names the file.
Result<Keys> load_keys(Files& files, const std::vector<std::string>& sheets,
                       const assessment::Framework& framework);

/// "NIP:ITEM=right" or "NIP:ITEM=wrong". Errors: InvalidArgument.
Result<void> add_fixed(const std::string& text, Fixed& fixed);

}  // namespace asah::fleet
