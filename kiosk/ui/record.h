// The widgets' record: what one frame showed and could be touched. It serves tests, the audit of
// access and reading aloud. Invariant: it never holds what a person typed, only its length.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"

namespace asah::ui {

enum class Role : std::uint8_t {
    Text,
    Button,
    Option,
    Tick,
    Key,
    Field,
    Tab,
    Cell,
    Scroll,
    Status
};

std::string_view role_name(Role role);

struct Widget {
    std::string id;  // empty for plain text
    Role role = Role::Text;
    std::string text;  // visible label; of a field only its label
    Rect rect;
    bool is_enabled = true;
    int focus_order = -1;  // -1: cannot be reached, such as text
    std::string state;     // "selected", "saved", "length 4", ...
    bool is_clipped = false;
    bool is_focused = false;
};

/// One frame as one line of JSON: screen, frame, milliseconds, widgets.
std::string to_json(std::string_view screen, std::uint64_t frame, std::int64_t at_ms,
                    const std::vector<Widget>& widgets);

}  // namespace asah::ui
