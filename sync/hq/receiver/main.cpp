// asah-receiver: headquarters' half that faces the network.
//   serve   --home DIR --intake DIR --orders DIR [--address A] [--port N] [--join-port N]
//           [--until-input-ends]
//   import  --home DIR --intake DIR --orders DIR --folder DIR
//   status  --home DIR
// Exit: 0 done, 1 refused (words on the error stream), 2 wrong arguments.
#include <sys/resource.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <thread>

#include "assets/lang.h"
#include "kiosk/core/base/skipped.h"
#include "sync/hq/receiver/folder_import.h"
#include "sync/hq/receiver/service.h"

namespace {

using namespace asah;

constexpr rlim_t kDescriptorsMax = 65536;

struct Arguments {
    hq::ServiceSettings service;
    SharedFolder folder;
    std::string language = "id";
    bool ends_with_input = false;
};

int refuse(const Error& error, const Catalogue& texts) {
    const auto words = describe(error, texts);
    std::cerr << words.what << '\n' << words.safe << '\n' << words.next << std::endl;
    return 1;
}

/// Notices come from several threads, one line each.
hq::Tell tell_on_stderr(const Catalogue& texts) {
    auto mutex = std::make_shared<std::mutex>();
    return [&texts, mutex](const hq::Notice& notice) {
        const std::scoped_lock lock(*mutex);
        std::cerr << texts.text("receiver." + notice.key, {{"detail", notice.detail}}) << std::endl;
    };
}

/// A connection costs a descriptor; most systems allow more than they grant at first.
void allow_many_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, kDescriptorsMax);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Ends this program as SIGTERM would once standard input ends. Whoever started us holds its other
/// end: the kernel closes it however that program ends, also by SIGKILL, also under another user,
/// which neither a signal of its own nor PR_SET_PDEATHSIG (bound to a thread) promises.
void end_with_input() {
    std::thread([] {
        char ignored = 0;
        ssize_t got = 0;
        do {
            got = ::read(STDIN_FILENO, &ignored, 1);
        } while (got > 0 || (got < 0 && errno == EINTR));
        ::kill(::getpid(), SIGTERM);
    }).detach();
}

int serve(const Arguments& arguments, const Catalogue& texts) {
    allow_many_descriptors();
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGINT);
    sigaddset(&endings, SIGTERM);
    // Blocked before the threads start, so that only sigwait below takes them.
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);
    SystemFiles files;
    SystemClock clock;
    files.sweep(arguments.service.paths.intake);
    auto service = hq::Service::open(files, clock, arguments.service, tell_on_stderr(texts));
    if (!service.has_value()) {
        return refuse(service.error(), texts);
    }
    (*service)->start();
    std::cout << texts.text("receiver.ready",
                            {{"address", arguments.service.address},
                             {"port", std::to_string((*service)->port())},
                             {"join_port", std::to_string((*service)->join_port())}})
              << std::endl;
    if (arguments.ends_with_input) {
        end_with_input();
    }
    int signal = 0;
    sigwait(&endings, &signal);
    (*service)->stop();
    return 0;
}

int import(const Arguments& arguments, const Catalogue& texts) {
    SystemFiles files;
    SystemClock clock;
    files.sweep(arguments.service.paths.intake);
    auto receiver =
        hq::Receiver::open(files, clock, arguments.service.paths, tell_on_stderr(texts));
    if (!receiver.has_value()) {
        return refuse(receiver.error(), texts);
    }
    const auto outcome = hq::import_folder(files, **receiver, arguments.folder);
    if (!outcome.has_value()) {
        return refuse(outcome.error(), texts);
    }
    std::cout << texts.text("receiver.imported",
                            {{"terminals", std::to_string(outcome->terminal_count)},
                             {"entries", std::to_string(outcome->entry_count)},
                             {"quarantined", std::to_string(outcome->quarantined_count)}})
              << std::endl;
    for (const auto& error : outcome->skipped) {
        std::cerr << skipped_words(error, texts) << std::endl;
    }
    for (const auto& error : outcome->refused) {
        refuse(error, texts);
    }
    return outcome->refused.empty() ? 0 : 1;
}

int status(const Arguments& arguments, const Catalogue& texts) {
    auto archive = hq::open_receiver_archive(arguments.service.paths.home + "/archive.db");
    if (!archive.has_value()) {
        return refuse(archive.error(), texts);
    }
    const auto counts = hq::count_archive(*archive);
    const auto forks = hq::load_forks(*archive);
    if (!counts.has_value() || !forks.has_value()) {
        return refuse(counts.has_value() ? forks.error() : counts.error(), texts);
    }
    std::cout << texts.text("receiver.counts",
                            {{"entries", std::to_string(counts->entries)},
                             {"in_run", std::to_string(counts->in_run)},
                             {"filed", std::to_string(counts->filed)},
                             {"quarantined", std::to_string(counts->quarantined)}})
              << std::endl;
    for (const auto& fork : *forks) {
        std::cout << texts.text("receiver.fork",
                                {{"detail", fork.terminal.hex() + " " + fork.ledger.hex()}})
                  << std::endl;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    auto& service = arguments.service;
    CLI::App app("asah-receiver");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--lang", arguments.language)->check(CLI::IsMember({"id", "en"}));
    const auto add_folders = [&](CLI::App* command) {
        command->add_option("--home", service.paths.home)->required();
        command->add_option("--intake", service.paths.intake)->required();
        command->add_option("--orders", service.paths.orders)->required();
    };
    auto* serve_command = app.add_subcommand("serve");
    add_folders(serve_command);
    serve_command->add_option("--address", service.address);
    serve_command->add_option("--port", service.port);
    serve_command->add_option("--join-port", service.join_port);
    serve_command->add_flag("--until-input-ends", arguments.ends_with_input);
    auto* import_command = app.add_subcommand("import");
    add_folders(import_command);
    import_command->add_option("--folder", arguments.folder)->required();
    auto* status_command = app.add_subcommand("status");
    status_command->add_option("--home", service.paths.home)->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto texts = assets::load_catalogue(arguments.language == "en" ? Language::English
                                                                         : Language::Indonesian);
    if (serve_command->parsed()) {
        return serve(arguments, texts);
    }
    return import_command->parsed() ? import(arguments, texts) : status(arguments, texts);
}
