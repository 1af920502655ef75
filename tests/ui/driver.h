// The kiosk's screens behind the real drawing, without a window, station or clock: what the person
// types and taps becomes events, effects are kept for the test to answer.
#pragma once

#include "assets/lang.h"
#include "kiosk/ui/draw/draw_app.h"
#include "tests/ui/headless_window.h"

namespace asah::ui::testing {

class Driver {
   public:
    explicit Driver(screens::AppState state, Look look = {})
        : m_state(std::move(state)),
          m_catalogue(assets::load_catalogue(Language::Indonesian)),
          m_window(look, [this](Ui& ui) { draw(ui); }) {}

    HeadlessWindow& window() { return m_window; }
    [[nodiscard]] const screens::AppState& state() const { return m_state; }
    std::vector<screens::Effect> take_effects() { return std::exchange(m_effects, {}); }
    void feed(const screens::AppEvent& event) {
        auto step = screens::reduce(std::move(m_state), event);
        m_state = std::move(step.state);
        for (auto& effect : step.effects) {
            m_effects.push_back(std::move(effect));
        }
        m_window_ready ? m_window.settle() : void();
    }
    /// Draws until the pictures stand still.
    void settle() { m_window.settle(); }
    template <class T>
    [[nodiscard]] const T* screen() const {
        return std::get_if<T>(&m_state.screen);
    }

   private:
    void draw(Ui& ui) {
        const auto view = screens::make_app_view(m_state, m_catalogue);
        const Drawn drawn = draw_app(ui, view);
        const bool was_ready = std::exchange(m_window_ready, false);
        if (drawn.was_touched) {
            feed(screens::Touched{});
        }
        if (drawn.text) {
            feed(screens::SittingEvent{screens::TextChanged{*drawn.text}});
        }
        if (drawn.hit) {
            if (const auto event = screens::event_for(m_state, *drawn.hit)) {
                feed(*event);
            }
        }
        m_window_ready = was_ready;
    }

    screens::AppState m_state;
    Catalogue m_catalogue;
    std::vector<screens::Effect> m_effects;
    bool m_window_ready = true;  // not while a frame is being drawn
    HeadlessWindow m_window;
};

}  // namespace asah::ui::testing
