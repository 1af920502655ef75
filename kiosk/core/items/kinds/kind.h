// What every kind of item offers, as members of its struct; items/*.cpp calls them for whichever
// kind an item is of. To add a kind, see ../README.md.
//   kWords, kIsScored, kMayShuffle, kUse   its spelling; what it is; the cells of a draft it reads
//   Key                                    what is right: members of its own
//   take, make_key                         from a draft's cells
//   check, check_key                       whether item and key can be used
//   check_response, score                  score is called only with a checked, not empty response
//   right                                  a response that earns full points
//   touch                                  a touched option changes the response
//   put, read, put_key, read_key           members of its JSON
//   encode                                 its part of the item's revision
// Where it applies also: touch_target, clean (of typed text), progress (how far an answer is).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

#include "kiosk/core/base/result.h"
#include "kiosk/core/items/option.h"
#include "kiosk/core/items/rating_scale.h"
#include "kiosk/core/items/response.h"

namespace asah {
class Encoder;
class JsonNode;
}  // namespace asah

namespace asah::items {

class Findings;
struct ItemDraft;

struct KindWords {
    std::string_view json;
    std::string_view sheet;  // empty: not in sheets of items
};

/// Cells of a draft that mean something to a kind; the others must be empty.
struct DraftUse {
    bool options = false;
    bool targets = false;
    bool weights = false;
    bool tolerance = false;
    bool unit = false;
};

struct Touch {
    const OptionId& option;
    const RatingScale& scale;
    std::optional<OptionId>& waiting;  // matching: the term that waits for its target
};

}  // namespace asah::items
