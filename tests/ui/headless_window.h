// A window without a window: ImGui with a fixed display and no backend. Draws by a function, taps
// and types through ImGui's own input queue, and audits what every frame must keep.
#pragma once

#include <imgui.h>

#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "kiosk/ui/ui.h"

namespace asah::ui::testing {

class HeadlessWindow {
   public:
    using Draw = std::function<void(Ui&)>;

    HeadlessWindow(Look look, Draw draw) : m_look(look), m_draw(std::move(draw)) {
        ImGui::SetCurrentContext(m_context = ImGui::CreateContext());
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {static_cast<float>(look.width), static_cast<float>(look.height)};
        io.DeltaTime = 1.F / 60;
        settle();
    }
    ~HeadlessWindow() { ImGui::DestroyContext(m_context); }
    HeadlessWindow(const HeadlessWindow&) = delete;
    HeadlessWindow& operator=(const HeadlessWindow&) = delete;

    void frame() {
        ImGui::SetCurrentContext(m_context);
        if (!m_ui.apply_look(m_look).has_value()) {
            throw std::runtime_error("fonts are missing");
        }
        ImGui::NewFrame();
        m_draw(m_ui);
        ImGui::Render();
    }
    void settle() {
        for (int i = 0; i < 4; ++i) {
            frame();
        }
    }
    [[nodiscard]] const Widget* find(std::string_view id) const {
        for (const Widget& widget : m_ui.record()) {
            if (widget.id == id) {
                return &widget;
            }
        }
        return nullptr;
    }
    /// Moves, presses and releases on the middle of what shows of a widget.
    void tap(std::string_view id) {
        const Widget* widget = find(id);
        if (widget == nullptr) {
            throw std::runtime_error("no widget " + std::string(id));
        }
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(widget->rect.centre(), widget->rect.middle());
        io.AddMouseButtonEvent(0, true);
        io.AddMouseButtonEvent(0, false);
        settle();
    }
    void key(ImGuiKey code, ImGuiKey modifier = ImGuiKey_None) {
        ImGuiIO& io = ImGui::GetIO();
        if (modifier != ImGuiKey_None) {
            io.AddKeyEvent(modifier, true);
        }
        io.AddKeyEvent(code, true);
        io.AddKeyEvent(code, false);
        if (modifier != ImGuiKey_None) {
            io.AddKeyEvent(modifier, false);
        }
        settle();
    }
    void type(std::string_view text) {
        for (const char c : text) {
            ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
            settle();
        }
    }
    [[nodiscard]] Ui& ui() { return m_ui; }

    /// Ids that Tab reaches until it comes round.
    std::set<std::string> reach_by_tab() {
        std::set<std::string> reached;
        for (int i = 0; i < 200; ++i) {
            key(ImGuiKey_Tab);
            if (!reached.insert(m_ui.focus()).second) {
                break;
            }
        }
        return reached;
    }

    /// What breaks the look's rules on access, as sentences; empty when nothing.
    std::vector<std::string> audit() {
        std::vector<std::string> faults;
        std::set<std::string> ids;
        for (const Widget& widget : m_ui.record()) {
            m_is_scrolling = m_is_scrolling || widget.id.ends_with(".down");
        }
        for (const Widget& widget : m_ui.record()) {
            if (widget.is_clipped) {
                faults.push_back("clipped: " + widget.text);
            }
            if (widget.role == Role::Text) {
                continue;
            }
            const Rect all = m_ui.screen();
            const Rect seen = intersection(widget.rect, all);
            if (seen.w < widget.rect.w - 0.5F ||
                (!m_is_scrolling && seen.h < widget.rect.h - 0.5F)) {
                faults.push_back("off the screen: " + widget.id);
            }
            for (const Widget& other : m_ui.record()) {
                const Rect both = intersection(widget.rect, other.rect);
                if (other.role != Role::Text && other.id != widget.id && both.w > 1 && both.h > 1 &&
                    other.is_enabled == widget.is_enabled && !m_is_scrolling) {
                    faults.push_back("overlap: " + widget.id + " and " + other.id);
                }
            }
            if (widget.id.empty()) {
                faults.push_back("no id: " + widget.text);
            } else if (!ids.insert(widget.id).second) {
                faults.push_back("twice: " + widget.id);
            }
            if (widget.rect.w < 47.5F || widget.rect.h < 47.5F) {
                faults.push_back("small: " + widget.id);
            }
        }
        return faults;
    }

   private:
    Look m_look;
    Draw m_draw;
    ImGuiContext* m_context = nullptr;
    Ui m_ui;
    bool m_is_scrolling = false;  // rows may reach under the bars
};

}  // namespace asah::ui::testing
