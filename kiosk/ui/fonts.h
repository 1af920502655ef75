// The fonts of one look, baked into ImGui's atlas: each step and weight its own font, never scaled.
// Only the signs of core/items/terminal_signs.h and the icons of the tokens are baked, which keeps
// the first picture fast and the texture small. Thread: the window's.
#pragma once

#include <array>
#include <string>

#include "kiosk/core/base/result.h"
#include "kiosk/ui/theme.h"

struct ImFont;

namespace asah::ui {

enum class Weight : std::uint8_t { Regular, Bold };

struct Fonts {
    std::array<std::array<ImFont*, 2>, 8> text{};  // [Step][Weight]
    ImFont* icon_small = nullptr;                  // 20 px at 100 %
    ImFont* icon = nullptr;                        // 24 px at 100 %
};

/// Clears the atlas and bakes it anew for a look. Pre: an ImGui context is current.
/// Errors: FileMissing when a font is not installed. Cost: about 10 ms.
Result<Fonts> bake_fonts(const Look& look);

}  // namespace asah::ui
