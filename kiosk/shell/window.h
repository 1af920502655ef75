// The terminal's one window, with ImGui's context and backends. Thread: the window's.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kiosk/core/base/result.h"

struct GLFWwindow;

namespace asah::shell {

struct WindowSize {
    int width = 0;
    int height = 0;
};

class Window {
   public:
    /// Full screen without a size. Errors: Unsupported when no display or no OpenGL 3 is there.
    static Result<std::unique_ptr<Window>> open(std::optional<WindowSize> size);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] WindowSize size() const;
    /// Whether somebody closed the window's frame; takes the wish. The window itself stays.
    bool take_close_wish();
    void note_close_wish() { m_has_close_wish = true; }
    /// Whether the system asks for a new picture (uncovered, resized); takes the wish.
    bool take_damage();
    void note_damage() { m_is_damaged = true; }

    void upload_fonts();
    void begin_frame();
    /// Ends a frame that nobody will see.
    static void drop_frame();
    /// Draws what ImGui holds; show() puts it on the screen.
    void end_frame();
    void show();

    /// The picture between end_frame and show: rows from the top, three bytes a pixel.
    [[nodiscard]] std::vector<unsigned char> read_pixels() const;

    /// Wakes the window's thread from any other.
    static void wake();
    /// Waits for an event: not at all (0), so long (seconds), or until one comes (negative).
    static void wait(double seconds);

   private:
    explicit Window(GLFWwindow* handle);
    GLFWwindow* m_handle;
    bool m_is_damaged = true;
    bool m_has_close_wish = false;
    bool m_has_device_objects = false;
};

}  // namespace asah::shell
