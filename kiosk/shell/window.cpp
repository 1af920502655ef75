#include "kiosk/shell/window.h"

#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

namespace asah::shell {

namespace {

constexpr const char* kTitle = "Asah";

GLFWwindow* make_window(std::optional<WindowSize> size) {
    if (size) {
        glfwWindowHint(GLFW_RESIZABLE, GLFW_FALSE);
        return glfwCreateWindow(size->width, size->height, kTitle, nullptr, nullptr);
    }
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    if (mode == nullptr) {
        return nullptr;
    }
    glfwWindowHint(GLFW_DECORATED, GLFW_FALSE);
    return glfwCreateWindow(mode->width, mode->height, kTitle, monitor, nullptr);
}

/// EGL makes a context a quarter sooner than GLX; where it is missing GLX serves.
GLFWwindow* make_window_with_context(std::optional<WindowSize> size) {
    for (const int interface : {GLFW_EGL_CONTEXT_API, GLFW_NATIVE_CONTEXT_API}) {
        glfwDefaultWindowHints();
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
        glfwWindowHint(GLFW_CONTEXT_CREATION_API, interface);
        // Everything is flat and drawn in order: a depth buffer would be a picture's worth of
        // memory.
        glfwWindowHint(GLFW_DEPTH_BITS, 0);
        glfwWindowHint(GLFW_STENCIL_BITS, 0);
        if (GLFWwindow* handle = make_window(size); handle != nullptr) {
            return handle;
        }
    }
    return nullptr;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(std::optional<WindowSize> size) {
    if (glfwInit() != GLFW_TRUE) {
        return fail(ErrorCode::Unsupported, "no display");
    }
    GLFWwindow* handle = make_window_with_context(size);
    if (handle == nullptr) {
        glfwTerminate();
        return fail(ErrorCode::Unsupported, "no window with OpenGL 3");
    }
    glfwMakeContextCurrent(handle);
    glfwSwapInterval(0);  // frames are rare and paced by events
    return std::unique_ptr<Window>(new Window(handle));
}

Window::Window(GLFWwindow* handle) : m_handle(handle) {
    glfwSetWindowUserPointer(handle, this);
    const auto damage = [](GLFWwindow* window) {
        static_cast<Window*>(glfwGetWindowUserPointer(window))->note_damage();
    };
    glfwSetWindowRefreshCallback(handle, damage);
    glfwSetWindowCloseCallback(handle, [](GLFWwindow* window) {
        glfwSetWindowShouldClose(window, GLFW_FALSE);
        static_cast<Window*>(glfwGetWindowUserPointer(window))->note_close_wish();
    });
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    ImGui_ImplGlfw_InitForOpenGL(handle, true);
    ImGui_ImplOpenGL3_Init("#version 130");
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(m_handle);
    glfwTerminate();
}

WindowSize Window::size() const {
    WindowSize size;
    glfwGetWindowSize(m_handle, &size.width, &size.height);
    return size;
}

bool Window::take_close_wish() {
    const bool was = m_has_close_wish;
    m_has_close_wish = false;
    return was;
}

bool Window::take_damage() {
    const bool was = m_is_damaged || ImGui::GetCurrentContext() == nullptr;
    m_is_damaged = false;
    return was;
}

void Window::upload_fonts() {
    if (m_has_device_objects) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    } else {
        // Shaders and the first atlas together; left to the first frame, the atlas would go up
        // twice.
        m_has_device_objects = ImGui_ImplOpenGL3_CreateDeviceObjects();
    }
    ImGui::GetIO().Fonts->ClearTexData();  // the driver holds its own copy
}

void Window::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
}

void Window::drop_frame() { ImGui::EndFrame(); }

void Window::end_frame() {
    ImGui::Render();
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(m_handle, &width, &height);
    glViewport(0, 0, width, height);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::show() { glfwSwapBuffers(m_handle); }

std::vector<unsigned char> Window::read_pixels() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(m_handle, &width, &height);
    const std::size_t row = static_cast<std::size_t>(width) * 3;
    std::vector<unsigned char> upward(row * static_cast<std::size_t>(height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, upward.data());
    std::vector<unsigned char> pixels;
    pixels.reserve(upward.size());
    for (std::size_t y = static_cast<std::size_t>(height); y-- > 0;) {
        const auto from = upward.begin() + static_cast<std::ptrdiff_t>(y * row);
        pixels.insert(pixels.end(), from, from + static_cast<std::ptrdiff_t>(row));
    }
    return pixels;
}

void Window::wake() { glfwPostEmptyEvent(); }

void Window::wait(double seconds) {
    if (seconds == 0) {
        glfwPollEvents();
    } else if (seconds < 0) {
        glfwWaitEvents();
    } else {
        glfwWaitEventsTimeout(seconds);
    }
}

}  // namespace asah::shell
