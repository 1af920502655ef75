#include "kiosk/shell/kiosk_application.h"

#include <chrono>
#include <thread>
#include <utility>

#include "kiosk/shell/outcomes.h"
#include "kiosk/ui/draw/draw_app.h"

namespace asah::shell {

namespace {

constexpr DurationMs kSittingTick{100};
constexpr DurationMs kStillTick{1000};

/// Working time alone is stored: nothing on the screen waits for it or shows that it came.
bool is_silent(const screens::Effect& effect) {
    const auto* save = std::get_if<screens::SaveEvent>(&effect.body);
    return save != nullptr && std::holds_alternative<assessment::Ticked>(save->body);
}

}  // namespace

KioskApplication::KioskApplication(Result<station::Station> station, KioskTexts texts,
                                   Language language, DurationMs store_delay)
    : m_station(std::move(station)), m_texts(std::move(texts)) {
    if (m_station.has_value()) {
        m_worker = std::make_unique<Work>(parts(store_delay));
        auto step = screens::begin_app();
        m_state = std::move(step.state);
        m_state.language = language;
        for (auto& effect : step.effects) {
            m_pending_count += m_worker->submit(std::move(effect)) ? 1 : 0;
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
        return std::pair(work.has_value() && work->has_more, std::vector<screens::Outcome>{});
    };
    parts.wake = Window::wake;
    return parts;
}

void KioskApplication::feed(const screens::AppEvent& event) {
    auto step = screens::reduce(std::move(m_state), event);
    m_state = std::move(step.state);
    for (auto& effect : step.effects) {
        const auto number = effect.number;
        const bool is_shown = !is_silent(effect);
        if (m_worker != nullptr && m_worker->submit(std::move(effect))) {
            m_pending_count += is_shown ? 1 : 0;
            if (!is_shown) {
                m_silent.insert(number);
            }
            continue;
        }
        feed(screens::Outcome{number, Error{ErrorCode::DatabaseBusy, "queue", {}}});
    }
}

bool KioskApplication::is_sitting() const {
    return std::holds_alternative<screens::SittingState>(m_state.screen);
}

bool KioskApplication::take_events() {
    if (m_worker == nullptr) {
        return false;
    }
    bool has_news = false;
    for (auto& outcome : m_worker->take_events()) {
        const bool was_silent = m_silent.erase(outcome.number) > 0;
        m_pending_count -= was_silent ? 0 : 1;
        has_news = has_news || !was_silent || std::holds_alternative<Error>(outcome.body);
        feed(std::move(outcome));
    }
    return has_news;
}

bool KioskApplication::tick(BootMs now) {
    const auto screen = m_state.screen.index();
    feed(screens::Tick{now});
    const std::int64_t second = now.value / kStillTick.value;
    const bool shows_time = is_sitting() && (second != m_drawn_second || m_pending_count > 0);
    m_drawn_second = second;
    return shows_time || screen != m_state.screen.index();
}

std::optional<DurationMs> KioskApplication::next_tick() {
    return is_sitting() ? kSittingTick : kStillTick;
}

ui::Look KioskApplication::look(int width, int height) {
    return {width, height, m_state.text_percent,
            m_state.is_high_contrast ? ui::Theme::HighContrast : ui::Theme::Light};
}

bool KioskApplication::draw(ui::Ui& ui) {
    const auto& catalogue =
        m_state.language == Language::English ? m_texts.english : m_texts.indonesian;
    const auto drawn = ui::draw_app(ui, screens::make_app_view(m_state, catalogue));
    const auto event = drawn.hit ? screens::event_for(m_state, *drawn.hit) : std::nullopt;
    if (event) {
        feed(*event);
    }
    return event.has_value();
}

}  // namespace asah::shell
