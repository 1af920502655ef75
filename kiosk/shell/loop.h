// The loop: waits for events, lets the application take them, draws when something changed.
// Invariant: nothing changed and no clock runs = no frame. Thread: the window's.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "kiosk/core/base/time.h"
#include "kiosk/shell/window.h"
#include "kiosk/ui/ui.h"

namespace asah::shell {

/// What the loop drives; the kiosk's screens and worker behind it.
class Application {
   public:
    virtual ~Application() = default;
    /// Takes what the worker gave; true when the picture may have changed.
    virtual bool take_events() = 0;
    /// Tells the time; true when the picture may have changed.
    virtual bool tick(BootMs now) = 0;
    /// How long until the next tick is due; nothing when no clock runs.
    virtual std::optional<DurationMs> next_tick() = 0;
    virtual ui::Look look(int width, int height) = 0;
    /// Somebody closes the window; what follows is the application's to say.
    virtual void ask_to_close() = 0;
    /// True when a touch has changed what was just drawn.
    virtual bool draw(ui::Ui& ui) = 0;
    virtual bool is_over() = 0;
};

/// One frame on the screen.
struct Painted {
    std::uint64_t frame = 0;
    std::string screen;
    BootMs at;
    std::optional<BootMs> input_at;  // when the input that led here first waited
};

struct LoopOptions {
    std::string record_path;  // empty: none
    std::function<void(const Painted&)> painted;
    std::function<bool()> was_asked_to_end;
};

/// Errors: FileMissing when a font is missing.
Result<void> run_loop(Window& window, Application& application, Clock& clock,
                      const LoopOptions& options);

}  // namespace asah::shell
