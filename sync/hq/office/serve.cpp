#include "sync/hq/office/serve.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <thread>

#include "assets/lang.h"
#include "sync/hq/office/orders.h"
#include "sync/hq/office/releases.h"
#include "sync/hq/office/signing_time.h"
#include "sync/hq/office/terminals.h"
#include "sync/hq/web/site.h"

namespace asah::hq {

namespace {

/// Pages are made one at a time; the others are for whoever waits while a password is checked
/// (PasswordDesk: one in work, two lines of kWaitingMax), so that no page waits for that.
constexpr int kPageThreads = 8;

struct ServeArguments {
    std::string address = "127.0.0.1";
    int port = 8080;
    std::string receiver;
    std::string receiver_address;
    bool has_no_receiver = false;
    bool is_once = false;
    bool is_behind_proxy = false;
    int interval_s = 5;
};

/// The folder of this program, to find what was installed beside it.
std::string program_folder() {
    std::array<char, 4096> path{};
    const auto size = ::readlink("/proc/self/exe", path.data(), path.size());
    if (size <= 0) {
        return ".";
    }
    const std::string whole(path.data(), static_cast<std::size_t>(size));
    return whole.substr(0, whole.find_last_of('/'));
}

std::string find_beside(Files& files, const std::vector<std::string>& candidates) {
    for (const auto& candidate : candidates) {
        auto path = program_folder() + "/" + candidate;
        if (files.exists(path)) {
            return path;
        }
    }
    return {};
}

/// The receiver as a child with default signals. It ends with us however we end: its standard input
/// is a pipe whose other end only we hold.
class Child {
   public:
    Child() = default;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGTERM);
            ::waitpid(m_pid, nullptr, 0);
        }
        close_input();
    }
    Result<void> start(std::vector<std::string> words) {
        std::vector<char*> argv;
        for (auto& word : words) {
            argv.push_back(word.data());
        }
        argv.push_back(nullptr);
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            return fail(ErrorCode::Internal, "pipe");
        }
        close_input();
        m_input = ends[1];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
        const int status = ::posix_spawn(&m_pid, words.front().c_str(), &actions, &attributes,
                                         argv.data(), environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[0]);
        if (status != 0) {
            m_pid = 0;
            return fail(ErrorCode::FileMissing, words.front());
        }
        return {};
    }
    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Reaps it if it has ended.
    bool has_ended() {
        if (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) == m_pid) {
            m_pid = 0;
        }
        return m_pid == 0;
    }

   private:
    void close_input() {
        if (m_input >= 0) {
            ::close(m_input);
        }
        m_input = -1;
    }
    pid_t m_pid = 0;
    int m_input = -1;  // our end of its standard input
};

/// Where the receiver listens unless told: the address that terminals use if it is a number, else
/// (a name, which may stand for several) everywhere.
std::string receiver_address(const ServeArguments& arguments, const std::string& address) {
    if (!arguments.receiver_address.empty()) {
        return arguments.receiver_address;
    }
    in6_addr ignored{};
    const bool is_number = ::inet_pton(AF_INET, address.c_str(), &ignored) == 1 ||
                           ::inet_pton(AF_INET6, address.c_str(), &ignored) == 1;
    return is_number ? address : "0.0.0.0";
}

Result<void> start_receiver(Child& child, Office& office, const ServeArguments& arguments) {
    auto path = arguments.receiver;
    if (path.empty()) {
        path = find_beside(office.ports().files, {"asah-receiver", "../receiver/asah-receiver"});
    }
    const auto& config = office.config();
    return child.start({path, "serve", "--home", config.receiver_home, "--intake",
                        config.intake.text(), "--orders", config.orders.text(), "--address",
                        receiver_address(arguments, config.address), "--port",
                        std::to_string(config.port), "--join-port",
                        std::to_string(config.join_port), "--until-input-ends"});
}

void say_orders(const Result<int>& restored, const Printer& out) {
    if (!restored.has_value()) {
        out.refuse(restored.error());
    } else if (*restored > 0) {
        out.say("hq.orders.published", {{"number", std::to_string(*restored)}});
    }
}

/// Says what is wrong when it begins, changes and ends; not at every pass.
class Log {
   public:
    Log(const Printer& out, Office& office, const Catalogue& texts, std::int32_t utc_offset_min)
        : m_out(&out), m_office(&office), m_texts(&texts), m_utc_offset_min(utc_offset_min) {}

    void filing(const Result<FilingReport>& report) {
        const auto now = report.has_value() ? std::string{} : report.error().detail;
        if (!report.has_value() && now != m_filing) {
            m_out->refuse(report.error());
        } else if (report.has_value() && !m_filing.empty()) {
            m_out->say("hq.serve.again", {});
        }
        m_filing = now;
        if (report.has_value()) {
            heads(*report);
        }
        for (const auto& error : report.has_value() ? report->skipped : std::vector<Error>{}) {
            m_out->warn(error);  // the reader names each once a run
        }
    }
    void receiver() {
        const auto now = load_receiver_matters(m_office->ports().files, m_office->config().intake);
        for (const auto& matter : now) {
            if (std::find(m_matters.begin(), m_matters.end(), matter) == m_matters.end()) {
                m_out->say("hq.serve.matter",
                           {{"words", matter_words(matter, *m_texts, m_utc_offset_min)}});
            }
        }
        if (now.empty() && !m_matters.empty()) {
            m_out->say("hq.serve.receiver_again", {});
        }
        m_matters = now;
        std::fflush(stdout);
    }

   private:
    void heads(const FilingReport& report) {
        for (const auto& head : report.lowered) {
            m_out->say("hq.file.lowered", {{"terminal", head.terminal.hex()},
                                           {"was", std::to_string(head.was)},
                                           {"now", std::to_string(head.now)}});
        }
        const auto number = report.manifest_ahead ? report.manifest_ahead->number : 0;
        if (number > m_manifest_ahead) {
            m_out->say("hq.file.manifest_ahead",
                       {{"terminal", report.manifest_ahead->terminal.hex()},
                        {"number", std::to_string(number)}});
        }
        m_manifest_ahead = number;
    }

    const Printer* m_out;
    Office* m_office;
    const Catalogue* m_texts;
    std::int32_t m_utc_offset_min;
    std::string m_filing;
    int m_manifest_ahead = 0;  // what a terminal has beyond ours; told when it grows
    std::vector<protocol::ReceiverMatter> m_matters;
};

/// When a receiver that ended is started again: at once, then after 5, 10, 20 ... 300 s if it ends
/// again and again (its port is taken), so that nothing spins and the log stays readable.
class Respawn {
   public:
    bool is_due(BootMs now) {
        constexpr DurationMs kFirst{5'000};
        constexpr DurationMs kLongest{300'000};
        if (m_last && now - *m_last < m_pause) {
            return false;
        }
        const bool was_long_ago = !m_last || now - *m_last > kLongest + m_pause;
        m_pause = was_long_ago ? kFirst : std::min(kLongest, DurationMs{m_pause.value * 2});
        m_last = now;
        return true;
    }

   private:
    std::optional<BootMs> m_last;
    DurationMs m_pause{0};
};

/// Files until a signal says stop; one pass every few seconds.
int file_until_stopped(Office& office, const Printer& out, Log& log, Child& child,
                       const ServeArguments& arguments) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    const auto reader = office.make_reader();
    if (!reader.has_value()) {
        return out.refuse(reader.error());
    }
    const bool has_child = child.pid() > 0;
    Respawn respawn;
    while (true) {
        const auto noted = note_awake(office);
        if (!noted.has_value()) {
            out.refuse(noted.error());
        }
        const auto report = (*reader)->run_pass();
        log.filing(report);
        log.receiver();
        const auto dropped = drop_dead_requests(office);
        if (!dropped.has_value()) {
            out.refuse(dropped.error());
        }
        if (const auto released = release_nightly(office); !released.has_value()) {
            out.refuse(released.error());
        } else if (*released > 0) {
            out.say("hq.release.done", {{"n", std::to_string(*released)}});
        }
        if (arguments.is_once) {
            return report.has_value() ? 0 : 1;
        }
        if (has_child && child.has_ended() && respawn.is_due(office.ports().clock.now_boot())) {
            out.warn("hq.serve.receiver_restarted");
            const auto again = start_receiver(child, office, arguments);
            if (!again.has_value()) {
                return out.refuse(again.error());
            }
        }
        const timespec pause{.tv_sec = arguments.interval_s, .tv_nsec = 0};
        if (::sigtimedwait(&signals, nullptr, &pause) > 0) {
            return 0;
        }
    }
}

int run_serve(CommandContext& context, const ServeArguments& arguments, const Printer& out) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // A second one would file everything twice; commands go on beside this lock.
    const auto lock = FileLock::take(context.home + "/serve.lock");
    if (!lock.has_value()) {
        return out.refuse(lock.error());
    }
    auto filing = Office::open(context.ports, context.home);
    auto serving = Office::open(context.ports, context.home);
    if (!filing.has_value() || !serving.has_value()) {
        return out.refuse(filing.has_value() ? serving.error() : filing.error());
    }
    const auto root = serving->root();
    if (!root.has_value()) {
        return out.refuse(root.error());
    }
    out.warn_restored(filing->restored());
    say_orders(restore_orders(*filing), out);
    if (const auto done = serving->reconcile_looks(); !done.has_value()) {
        return out.refuse(done.error());
    }
    Child child;
    if (!arguments.has_no_receiver) {
        const auto started = start_receiver(child, *filing, arguments);
        if (!started.has_value()) {
            return out.refuse(started.error());
        }
        out.say("hq.serve.receiver", {{"pid", std::to_string(child.pid())}});
    }
    const auto indonesian = assets::load_catalogue(Language::Indonesian);
    const auto english = assets::load_catalogue(Language::English);
    Site site({.database = serving->database(),
               .files = context.ports.files,
               .clock = context.ports.clock,
               .random = context.ports.random,
               .indonesian = indonesian,
               .english = english},
              {.city = serving->config().city,
               .fonts = find_beside(context.ports.files,
                                    {"../share/asah/fonts", "../../../share/asah/fonts"}),
               .utc_offset_min = root->utc_offset_min,
               .intake = serving->config().intake,
               .looks = serving->looks_path(),
               .is_behind_proxy = arguments.is_behind_proxy,
               .back_up = [&serving] { return serving->snapshot(IfTaken::Refuse); }});
    http::Settings settings;
    settings.address = arguments.address;
    settings.port = static_cast<std::uint16_t>(arguments.port);
    settings.worker_count = kPageThreads;
    auto listener = http::Listener::open(
        settings, [&site](const http::Request& request) { return site.handle(request); });
    if (!listener.has_value()) {
        return out.refuse(listener.error());
    }
    out.say("hq.serve.ready",
            {{"address", arguments.address}, {"port", std::to_string(listener->port())}});
    std::fflush(stdout);
    int status = 0;
    {
        std::jthread server([&listener] { listener->run(); });
        Log log(out, *filing, context.texts, root->utc_offset_min);
        status = file_until_stopped(*filing, out, log, child, arguments);
        listener->stop();
    }
    return status;
}

}  // namespace

void add_serve_command(CLI::App& app, CommandContext& context) {
    auto* command = app.add_subcommand("serve", context.texts.text("hq.cli.serve"));
    auto arguments = std::make_shared<ServeArguments>();
    command->add_option("--address", arguments->address);
    command->add_option("--port", arguments->port)->check(CLI::Range(0, 65535));
    command->add_option("--receiver", arguments->receiver);
    command->add_option("--receiver-address", arguments->receiver_address);
    command->add_flag("--no-receiver", arguments->has_no_receiver);
    command->add_flag("--once", arguments->is_once);
    command->add_flag("--behind-proxy", arguments->is_behind_proxy,
                      context.texts.text("hq.cli.behind_proxy"));
    command->add_option("--interval", arguments->interval_s)->check(CLI::Range(1, 3600));
    command->callback([&context, arguments] {
        context.run = [&context, arguments](const Printer& out) {
            return run_serve(context, *arguments, out);
        };
    });
}

}  // namespace asah::hq
