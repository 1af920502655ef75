// Milliseconds for one stored answer (encrypted, committed) by the real station on a joined
// terminal's own files, against a bare 4 KiB append with fdatasync in the same folder. The two take
// turns, so that whatever else the disk does meets both alike. Prints one JSON line.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <vector>

#include "kiosk/station/station.h"

namespace {

using namespace asah;

constexpr std::size_t kPageBytes = 4096;
constexpr int kWarmUp = 20;

struct Options {
    station::Paths paths;
    std::string number;
    std::string pin;
    std::string assessment = "prates-2026";
    int count = 1000;
};

double now_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

/// A file that grows by one page a turn.
class BareFile {
   public:
    explicit BareFile(std::string path)
        : m_path(std::move(path)),
          m_file(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600)) {}
    BareFile(const BareFile&) = delete;
    BareFile& operator=(const BareFile&) = delete;
    ~BareFile() {
        ::close(m_file);
        ::unlink(m_path.c_str());
    }
    bool append() {
        return ::write(m_file, m_page.data(), m_page.size()) ==
                   static_cast<ssize_t>(m_page.size()) &&
               ::fdatasync(m_file) == 0;
    }

   private:
    std::string m_path;
    std::array<char, kPageBytes> m_page{};
    int m_file;
};

struct Times {
    std::vector<double> store;
    std::vector<double> bare;
};

template <class Work>
Result<void> time_into(std::vector<double>& times, int turn, Work&& work) {
    const double begun = now_ms();
    ASAH_CHECK(work());
    if (turn >= kWarmUp) {
        times.push_back(now_ms() - begun);
    }
    return {};
}

/// The `turn`-th touch: goes round the items; each touch of an item chooses another option.
assessment::Answered touch(const assessment::OpenSitting& open, int turn) {
    const int count = static_cast<int>(open.items.size());
    const int position = turn % count;
    const auto& item = open.items[static_cast<std::size_t>(position)];
    const auto option = static_cast<std::size_t>(turn / count) % items::options_of(item).size();
    assessment::Answered answered;
    answered.position = position;
    answered.response = items::chose({items::options_of(item)[option].id});
    return answered;
}

Result<Times> measure(station::Station& kiosk, const Options& options) {
    ASAH_TRY(const auto person, kiosk.sign_in(options.number, options.pin));
    ASAH_TRY(const auto open,
             kiosk.start_sitting(person.person.id, AssessmentId(options.assessment),
                                 Language::Indonesian));
    BareFile bare(options.paths.home + "/bare-append");
    Times times;
    const double begun = now_ms();
    for (int turn = 0; turn < options.count + kWarmUp; ++turn) {
        const DurationMs elapsed{static_cast<std::int64_t>(now_ms() - begun)};
        ASAH_CHECK(time_into(times.store, turn, [&]() -> Result<void> {
            ASAH_CHECK(kiosk.save_event(open.sitting.head.sitting, elapsed, touch(open, turn)));
            return {};
        }));
        ASAH_CHECK(time_into(times.bare, turn, [&]() -> Result<void> {
            return bare.append() ? Result<void>{} : fail(ErrorCode::FileUnwritable, "bare");
        }));
    }
    return times;
}

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    return values[at];
}

Result<Times> run(const Options& options) {
    SystemClock clock;
    SystemRandom random;
    SystemFiles files;
    station::Ports ports;
    ports.clock = &clock;
    ports.random = &random;
    ports.files = &files;
    ASAH_TRY(auto kiosk, station::Station::open(ports, options.paths));
    for (;;) {
        ASAH_TRY(const auto work, kiosk.idle_step());
        if (!work.has_more) {
            return measure(kiosk, options);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Milliseconds for one stored answer against a bare append");
    Options options;
    app.add_option("--home", options.paths.home)->required();
    app.add_option("--outbox", options.paths.outbox)->required();
    app.add_option("--inbox", options.paths.inbox)->required();
    app.add_option("--number", options.number, "who takes the sitting")->required();
    app.add_option("--pin", options.pin)->required();
    app.add_option("--assessment", options.assessment);
    app.add_option("--count", options.count);
    CLI11_PARSE(app, argc, argv);
    const auto times = run(options);
    if (!times.has_value()) {
        std::fprintf(stderr, "error %d: %s\n", static_cast<int>(times.error().code),
                     times.error().detail.c_str());
        return 1;
    }
    const nlohmann::json figures{{"count", times->store.size()},
                                 {"store_p50_ms", quantile(times->store, 0.5)},
                                 {"store_p99_ms", quantile(times->store, 0.99)},
                                 {"bare_p50_ms", quantile(times->bare, 0.5)},
                                 {"bare_p99_ms", quantile(times->bare, 0.99)}};
    std::printf("%s\n", figures.dump().c_str());
    return 0;
}
