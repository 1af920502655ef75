// The real window and loop on a virtual display: pacing, input, record. Needs a display.
#include "kiosk/shell/loop.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

using namespace asah;
using namespace asah::shell;

namespace {

class CountingApplication final : public Application {
   public:
    bool take_events() override { return m_has_news.exchange(false); }
    bool tick(BootMs now) override {
        m_now = now;
        const bool is_due = m_every && m_last.value + m_every->value <= now.value;
        if (is_due) {
            m_last = now;
        }
        return is_due;
    }
    std::optional<DurationMs> next_tick() override { return m_every; }
    ui::Look look(int width, int height) override { return {width, height, 100, ui::Theme::Light}; }
    bool draw(ui::Ui& ui) override {
        ++m_frames;
        ui.begin("counting", "counting", "counting.button");
        if (ui.button({100, 100, 200, 60}, {.id = "counting.button", .label = "Tekan"})) {
            ++m_taps;
        }
        ui.end();
        return m_is_old.exchange(false);
    }
    bool is_over() override { return m_is_over.load(); }
    void ask_to_close() override { ++m_close_wishes; }

    std::atomic<bool> m_has_news{false};
    std::atomic<bool> m_is_over{false};
    std::atomic<int> m_frames{0};
    std::atomic<int> m_taps{0};
    std::atomic<int> m_close_wishes{0};
    std::atomic<bool> m_is_old{false};  // the next picture says that it is out of date
    std::optional<DurationMs> m_every;
    BootMs m_now;
    BootMs m_last;
};

// Runs the loop while `act` runs beside it; ends when act returns.
template <class Act>
void run_beside(CountingApplication& application, const LoopOptions& options, const Act& act) {
    auto window = Window::open(WindowSize{1024, 600});
    REQUIRE(window.has_value());
    SystemClock clock;
    std::thread beside([&] {
        act();
        application.m_is_over = true;
        Window::wake();
    });
    const auto result = run_loop(**window, application, clock, options);
    beside.join();
    CHECK(result.has_value());
}

void rest() { std::this_thread::sleep_for(std::chrono::milliseconds(400)); }

// Waits until frames were drawn and none came for a while; on a busy machine the first take long.
int wait_until_still(const CountingApplication& application) {
    int last = 0;
    for (int i = 0; i < 40; ++i) {
        rest();
        const int now = application.m_frames;
        if (now > 0 && now == last) {
            return now;
        }
        last = now;
    }
    return -1;
}

void wait_for_frame(const CountingApplication& application, int after) {
    for (int i = 0; i < 400 && application.m_frames <= after; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

}  // namespace

TEST_SUITE("kiosk/shell/loop") {
    TEST_CASE("a still screen draws no frame, news draws a few") {
        CountingApplication application;
        int settled = 0;
        int still = 0;
        int after_news = 0;
        run_beside(application, {}, [&] {
            settled = wait_until_still(application);
            rest();
            still = application.m_frames;
            application.m_has_news = true;
            Window::wake();
            wait_for_frame(application, still);
            after_news = wait_until_still(application);
        });
        CHECK(settled > 0);
        CHECK(still == settled);
        CHECK(after_news > still);
        CHECK(after_news <= still + 5);
    }

    TEST_CASE("a running clock draws one frame each time it is due") {
        CountingApplication application;
        application.m_every = DurationMs{100};
        int before = 0;
        int after = 0;
        run_beside(application, {}, [&] {
            wait_for_frame(application, 4);
            before = application.m_frames;
            wait_for_frame(application, before);
            rest();
            after = application.m_frames;
        });
        CHECK(after > before);
        CHECK(after - before <= 8);
    }

    TEST_CASE("a picture that is out of date, or still finds its layout, is never painted") {
        CountingApplication application;
        std::atomic<int> painted{0};
        int unpainted_at_first = 0;
        const LoopOptions options{.record_path = {},
                                  .painted = [&](const Painted&) { ++painted; },
                                  .was_asked_to_end = {}};
        run_beside(application, options, [&] {
            wait_until_still(application);
            unpainted_at_first = application.m_frames - painted;
            application.m_is_old = true;
            application.m_has_news = true;
            Window::wake();
            wait_until_still(application);
        });
        CHECK(unpainted_at_first == 1);  // a new screen: its focus and scrolls come with the second
        CHECK(application.m_frames - painted == 2);
    }

    TEST_CASE("the record is one JSON object with the widgets in window pixels") {
        const auto folder =
            std::filesystem::temp_directory_path() /
            ("asah-loop-" +
             std::to_string(std::hash<std::thread::id>{}(std::this_thread::get_id())));
        std::filesystem::create_directories(folder);
        CountingApplication application;
        run_beside(application,
                   {.record_path = folder / "widgets.json", .painted = {}, .was_asked_to_end = {}},
                   [&] { wait_until_still(application); });
        std::stringstream content;
        content << std::ifstream(folder / "widgets.json").rdbuf();
        CHECK(content.str().find("{\"screen\":\"counting\"") == 0);
        CHECK(content.str().find("\"id\":\"counting.button\"") != std::string::npos);
        CHECK(content.str().find("\"rect\":[100,100,300,160]") != std::string::npos);
        std::filesystem::remove_all(folder);
    }
}
