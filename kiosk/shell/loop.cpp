#include "kiosk/shell/loop.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "kiosk/shell/record_file.h"

namespace asah::shell {

namespace {

// ImGui takes one change of a button or key a frame; three frames empty a tap.
constexpr int kSettleFrames = 3;
// Enough for a number typed at once; a stream of input still sees a picture now and then.
constexpr int kPassesMax = 16;

bool has_input() { return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; }

double wait_seconds(int settle, std::optional<DurationMs> until) {
    if (settle > 0) {
        return 0;
    }
    if (!until) {
        return -1;
    }
    return static_cast<double>(std::max<std::int64_t>(1, until->value)) / 1000.0;
}

Result<void> apply_look(Window& window, Application& application, ui::Ui& ui) {
    const WindowSize size = window.size();
    ASAH_TRY(const bool is_baked, ui.apply_look(application.look(size.width, size.height)));
    if (is_baked) {
        window.upload_fonts();
    }
    return {};
}

/// Draws until no input waits and the picture is the newest; only that one costs the driver work.
Result<void> draw_newest(Window& window, Application& application, ui::Ui& ui) {
    for (int pass = 1;; ++pass) {
        ASAH_CHECK(apply_look(window, application, ui));
        window.begin_frame();
        const bool is_old = application.draw(ui) || ui.needs_frame();
        if (pass == kPassesMax || (!is_old && !has_input())) {
            window.end_frame();
            return {};
        }
        window.drop_frame();
    }
}

}  // namespace

Result<void> run_loop(Window& window, Application& application, Clock& clock,
                      const LoopOptions& options) {
    ui::Ui ui;
    RecordFile record(options.record_path);
    int settle = kSettleFrames;
    Painted painted;
    bool had_input = false;
    while (!application.is_over()) {
        Window::wait(wait_seconds(settle, application.next_tick()));
        if (options.was_asked_to_end && options.was_asked_to_end()) {
            break;
        }
        const bool was_closed = window.take_close_wish();
        if (was_closed) {
            application.ask_to_close();
        }
        const bool has_news = application.take_events() || was_closed;
        const BootMs now = clock.now_boot();
        const bool has_time = application.tick(now);
        if (has_input() && !had_input) {
            painted.input_at = now;
        }
        if (has_input() || has_news || window.take_damage()) {
            settle = kSettleFrames;
        } else if (has_time) {
            settle = std::max(settle, 1);
        }
        if (settle == 0) {
            continue;
        }
        --settle;
        const BootMs begun = clock.now_boot();
        ASAH_CHECK(draw_newest(window, application, ui));
        window.show();
        had_input = has_input();
        if (ui.needs_frame() || had_input) {
            settle = std::max(settle, 1);
        }
        record.write(ui, begun.value);
        ++painted.frame;
        if (options.painted) {
            painted.screen = ui.screen_name();
            painted.at = clock.now_boot();
            options.painted(painted);
        }
    }
    return {};
}

}  // namespace asah::shell
