#include "kiosk/shell/kiosk_application.h"

#include <chrono>
#include <thread>
#include <utility>

#include "kiosk/core/base/assert.h"
#include "kiosk/shell/run_effect.h"
#include "kiosk/ui/draw/draw_app.h"

namespace asah::shell {

KioskApplication::KioskApplication(Result<station::Station> station, KioskTexts texts,
                                   Language language, DurationMs store_delay)
    : m_station(std::move(station)), m_texts(std::move(texts)) {
    if (m_station.has_value()) {
        m_worker = std::make_unique<Work>(parts(store_delay));
        auto step = screens::begin_app();
        m_state = std::move(step.state);
        m_state.language = language;
        for (auto& effect : step.effects) {
            ASAH_ASSERT(m_worker->submit(std::move(effect)));  // the queue is empty
        }
    } else {
        m_state.language = language;
        feed(screens::StationMissing{m_station.error()});
    }
}

KioskApplication::Work::Parts KioskApplication::parts(DurationMs store_delay) {
    Work::Parts parts;
    parts.run = [this, store_delay](const screens::Effect& effect) {
        auto outcome = run_effect(*m_station, effect);
        if (store_delay.value > 0 && std::holds_alternative<screens::SaveEvent>(effect.body)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(store_delay.value));
        }
        return std::vector<screens::Outcome>{std::move(outcome)};
    };
    parts.idle = [this] {
        // A refusal stays in the station's own list, which READY shows.
        const auto work = m_station->idle_step();
        std::vector<screens::Outcome> events;
        if (work.has_value() && work->is_revoked) {
            events.push_back({0, screens::Revoked{}});
        }
        return std::pair(work.has_value() && work->has_more, std::move(events));
    };
    parts.wake = Window::wake;
    return parts;
}

void KioskApplication::feed(const screens::AppEvent& event) {
    auto step = screens::reduce(std::move(m_state), event);
    m_state = std::move(step.state);
    for (auto& effect : step.effects) {
        const auto number = effect.number;
        if (m_worker != nullptr && m_worker->submit(std::move(effect))) {
            continue;
        }
        feed(screens::Outcome{number, Error{ErrorCode::DatabaseBusy, "queue", {}}});
    }
}

bool KioskApplication::renew_view() {
    const auto& catalogue =
        m_state.language == Language::English ? m_texts.english : m_texts.indonesian;
    auto view = screens::make_app_view(m_state, catalogue);
    const bool is_new = view != m_view;
    m_view = std::move(view);
    return is_new;
}

bool KioskApplication::take_events() {
    if (m_worker == nullptr) {
        return false;
    }
    auto outcomes = m_worker->take_events();
    for (auto& outcome : outcomes) {
        feed(std::move(outcome));
    }
    return !outcomes.empty() && renew_view();
}

bool KioskApplication::tick(BootMs now) {
    feed(screens::Tick{now});
    return renew_view();
}

std::optional<DurationMs> KioskApplication::next_tick() { return screens::next_tick(m_state); }

Result<void> KioskApplication::close() {
    if (m_worker == nullptr) {
        return {};
    }
    feed(screens::ProgramEnds{});
    m_worker->stop();
    for (auto& outcome : m_worker->take_events()) {
        feed(std::move(outcome));
    }
    if (auto error = screens::unsaved_error(m_state)) {
        return fail(std::move(*error));
    }
    return {};
}

ui::Look KioskApplication::look(int width, int height) {
    return {width, height, m_state.text_percent,
            m_state.is_high_contrast ? ui::Theme::HighContrast : ui::Theme::Light};
}

bool KioskApplication::draw(ui::Ui& ui) {
    renew_view();
    const auto drawn = ui::draw_app(ui, m_view);
    if (drawn.was_touched) {
        feed(screens::Touched{});
    }
    if (drawn.text) {
        feed(screens::SittingEvent{screens::TextChanged{*drawn.text}});
    }
    const auto event = drawn.hit ? screens::event_for(m_state, *drawn.hit) : std::nullopt;
    if (event) {
        feed(*event);
    }
    return event.has_value() || drawn.text.has_value();
}

}  // namespace asah::shell
