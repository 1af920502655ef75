// The kiosk behind the loop: screens' state machine, its view drawn, its effects sent to the
// worker. Thread: the window's; the station belongs to the worker's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/screens/app.h"
#include "kiosk/shell/loop.h"
#include "kiosk/shell/worker/worker.h"
#include "kiosk/station/station.h"

namespace asah::shell {

struct KioskTexts {
    Catalogue indonesian;
    Catalogue english;
};

class KioskApplication final : public Application {
   public:
    /// `station` is a refusal when it could not be opened: the screen then says so.
    /// `store_delay`: test builds let a save take that long before its word comes back.
    KioskApplication(Result<station::Station> station, KioskTexts texts, Language language,
                     DurationMs store_delay);

    bool take_events() override;
    bool tick(BootMs now) override;
    std::optional<DurationMs> next_tick() override;
    ui::Look look(int width, int height) override;
    void ask_to_close() override { feed(screens::CloseAsked{}); }
    bool draw(ui::Ui& ui) override;
    bool is_over() override { return false; }
    /// After the loop: stores what is on the screen, runs what waits and ends the worker.
    /// Errors: why something on the screen could not be stored.
    Result<void> close();

   private:
    using Work = Worker<screens::Effect, screens::Outcome>;
    Work::Parts parts(DurationMs store_delay);
    void feed(const screens::AppEvent& event);
    /// Makes the view of the present state; true when it differs from the last: a picture is due.
    bool renew_view();

    Result<station::Station> m_station;
    KioskTexts m_texts;
    screens::AppState m_state;
    screens::AppView m_view;
    std::unique_ptr<Work> m_worker;  // last: it uses the station and ends first
};

}  // namespace asah::shell
