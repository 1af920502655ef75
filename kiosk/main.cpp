// asah-kiosk: builds the real parts and starts the loop; nothing else.
// Exit: 0 done, 1 refused (words on the error stream), 3 another program works on this home, 75 not
// now (headquarters has not answered the joining): come again. Wrong arguments: as CLI11 says.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <future>
#include <optional>

#include "assets/lang.h"
#include "kiosk/shell/kiosk_application.h"
#include "kiosk/shell/signals.h"
#include "kiosk/shell/timing.h"
#include "kiosk/vault/process.h"

namespace {

using namespace asah;

constexpr int kLockedStatus = 3;
constexpr int kWaitingStatus = 75;  // sysexits: try again later
constexpr int kMmapFromBytes = 64 * 1024;

struct Options {
    station::Paths paths;
    std::string join_code;
    std::string language = "id";
    std::string window;
    std::string record;
    std::uint64_t form_seed = 0;
    std::int64_t store_delay_ms = 0;
    bool prints_timing = false;
};

void add_options(CLI::App& app, Options& options) {
    app.add_option("--home", options.paths.home, "database and keys")->required();
    app.add_option("--outbox", options.paths.outbox, "what the carrier takes")->required();
    app.add_option("--inbox", options.paths.inbox, "what the carrier brings")->required();
    app.add_option("--join", options.join_code, "join with a code, without a window");
    app.add_option("--lang", options.language, "id or en")->check(CLI::IsMember({"id", "en"}));
    app.add_option("--window", options.window, "a window of WIDTHxHEIGHT instead of full screen");
    app.add_flag("--print-timing", options.prints_timing, "one line a frame on standard error");
#ifdef ASAH_TEST_HOOKS
    app.add_option("--record-widgets", options.record, "write the widgets' record to this file");
    app.add_option("--form-seed", options.form_seed, "draw forms from this seed");
    app.add_option("--slow-store", options.store_delay_ms, "milliseconds that a save takes more");
#endif
}

int say(const Error& error, const Catalogue& catalogue) {
    const auto words = describe(error, catalogue);
    std::fprintf(stderr, "%s\n%s\n%s\n", words.what.c_str(), words.safe.c_str(),
                 words.next.c_str());
    switch (error.code) {
        case ErrorCode::LockHeld:
            return kLockedStatus;
        case ErrorCode::Waiting:
            return kWaitingStatus;
        default:
            return 1;
    }
}

Result<station::JoinProgress> join_alone(const station::Ports& ports, const Options& options) {
    ASAH_CHECK(ports.files->ensure_folder(options.paths.home));
    ASAH_TRY(const auto lock, station::lock_home(*ports.files, options.paths));
    return station::join(ports, options.paths, options.join_code);
}

int join(const station::Ports& ports, const Options& options, const Catalogue& catalogue) {
    const auto progress = join_alone(ports, options);
    if (!progress.has_value()) {
        return say(progress.error(), catalogue);
    }
    if (!progress->digits.empty()) {
        std::printf("%s\n", progress->digits.c_str());
    }
    return progress->is_joined ? 0 : kWaitingStatus;
}

std::optional<shell::WindowSize> window_size(const std::string& text) {
    shell::WindowSize size;
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x') {
        return {};
    }
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec != std::errc{} || height.ptr != end) {
        return {};
    }
    return size;
}

int run(const station::Ports& ports, const Options& options, Clock& clock) {
    shell::KioskTexts texts{assets::load_catalogue(Language::Indonesian),
                            assets::load_catalogue(Language::English)};
    const auto language = options.language == "en" ? Language::English : Language::Indonesian;
    const auto words = language == Language::English ? texts.english : texts.indonesian;
    // Outlives the station. Only a home in use ends the program here; of other refusals the screen
    // tells.
    auto taken = station::lock_home(*ports.files, options.paths);
    if (!taken.has_value() && taken.error().code == ErrorCode::LockHeld) {
        return say(taken.error(), words);
    }
    std::optional<FileLock> lock;
    if (taken.has_value()) {
        lock.emplace(std::move(*taken));
    }
    const shell::Signals signals(shell::Window::wake);
    // The database opens while the driver loads; the worker gets the station when both are there.
    auto opening = std::async(std::launch::async, [&]() -> Result<station::Station> {
        if (!taken.has_value()) {
            return fail(taken.error());
        }
        return station::Station::open(ports, options.paths);
    });
    auto window = shell::Window::open(window_size(options.window));
    if (!window.has_value()) {
        return say(window.error(), words);
    }
    const auto opened = clock.now_boot();
    auto station = opening.get();
    if (!station.has_value() && station.error().code == ErrorCode::NotJoined) {
        lock.reset();  // the screen asks for a joining, which takes the home itself
    }
    shell::KioskApplication application(std::move(station), std::move(texts), language,
                                        {options.store_delay_ms});
    shell::LoopOptions loop;
    loop.record_path = options.record;
    const shell::Timing timing;
    if (options.prints_timing) {
        timing.print_window(opened);
        loop.painted = [&](const shell::Painted& painted) { timing.print_frame(painted); };
    }
    loop.was_asked_to_end = [&] { return signals.was_asked_to_end(); };
    const auto ended = shell::run_loop(**window, application, clock, loop);
    const auto closed = application.close();
    if (!closed.has_value()) {
        return say(closed.error(), words);
    }
    return ended.has_value() ? 0 : say(ended.error(), words);
}

}  // namespace

int main(int argc, char** argv) {
    vault::forbid_core_dumps();
    // Packages and fonts are large and short-lived: their memory goes back to the system at once.
    // Two threads that seldom allocate need no heap each.
    // NOLINTBEGIN(concurrency-mt-unsafe): there is no second thread yet
    mallopt(M_MMAP_THRESHOLD, kMmapFromBytes);
    mallopt(M_ARENA_MAX, 1);
    // NOLINTEND(concurrency-mt-unsafe)
    CLI::App app("Asah: kiosk");
    Options options;
    add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    SystemClock clock;
    SystemRandom random;
    SystemFiles files;
    station::Ports ports;
    ports.clock = &clock;
    ports.random = &random;
    ports.files = &files;
    if (app.get_option_no_throw("--form-seed") != nullptr && app.count("--form-seed") > 0) {
        ports.form_seed = options.form_seed;
    }
    if (!options.join_code.empty()) {
        const auto language = options.language == "en" ? Language::English : Language::Indonesian;
        return join(ports, options, assets::load_catalogue(language));
    }
    files.sweep(options.paths.home);
    files.sweep(options.paths.outbox);
    return run(ports, options, clock);
}
