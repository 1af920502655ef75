// The keyboard on the screen, for answers in words.
#include <array>

#include "kiosk/core/items/terminal_signs.h"
#include "kiosk/ui/regions.h"

namespace asah::ui {

namespace {

constexpr float kColumns = 10;

struct Keys {
    float gap = 0;
    float width = 0;
    float height = 0;
};

Keys make_keys(const Ui& ui, float width) {
    Keys keys;
    keys.gap = ui.px(8);
    keys.height = ui.px(ui.metrics().is_compact || ui.metrics().is_large_text ? 48 : 62);
    keys.width = std::min(ui.px(88), (width - (kColumns + 1) * keys.gap) / kColumns);
    return keys;
}

char shown(char letter, Case letters) {
    const bool is_letter = letter >= 'a' && letter <= 'z';
    return static_cast<char>(letters == Case::Upper && is_letter ? letter - 'a' + 'A' : letter);
}

}  // namespace

float keyboard_px(const Ui& ui) {
    const Keys keys = make_keys(ui, ui.screen().w);
    const auto rows = static_cast<float>(items::kKeyboardRows.size() + 1);
    return rows * (keys.height + keys.gap) + keys.gap;
}

std::optional<char32_t> draw_keyboard(Ui& ui, const Rect& area, Case letters,
                                      const KeyboardWords& words) {
    ui.fill(area, Colour::Sunken);
    const Keys keys = make_keys(ui, area.w);
    const float width = kColumns * keys.width + (kColumns - 1) * keys.gap;
    const float left = area.centre() - width / 2;
    float y = area.y + keys.gap;
    std::optional<char32_t> result;
    for (const std::string_view row : items::kKeyboardRows) {
        float x = left;
        for (const char letter : row) {
            const std::string label(1, shown(letter, letters));
            const std::string id = "keyboard." + std::string(1, letter);
            if (ui.key_button({x, y, keys.width, keys.height}, id, label, Icon::None, false)) {
                result = static_cast<char32_t>(label.front());
            }
            x += keys.width + keys.gap;
        }
        y += keys.height + keys.gap;
    }
    struct Wide {
        std::string_view id;
        std::string_view label;
        Icon icon;
        float columns;
        char32_t code;
    };
    const std::array<Wide, 4> bottom{
        Wide{"keyboard.shift", words.shift, Icon::KeyboardCapslock, 2, kKeyShift},
        Wide{"keyboard.space", words.space, Icon::None, 4, U' '},
        Wide{"keyboard.erase", words.erase, Icon::Backspace, 2, U'\b'},
        Wide{"keyboard.fold", words.fold, Icon::KeyboardArrowDown, 2, kKeyFold}};
    float x = left;
    for (const Wide& key : bottom) {
        const float w = key.columns * keys.width + (key.columns - 1) * keys.gap;
        if (ui.key_button({x, y, w, keys.height}, key.id, key.label, key.icon, true)) {
            result = key.code;
        }
        x += w + keys.gap;
    }
    return result;
}

}  // namespace asah::ui
