// asah-sync: carries between a terminal's two folders and headquarters.
//   enrol  --state DIR --outbox DIR --inbox DIR [--wait SECONDS]
//   run    --state DIR --outbox DIR --inbox DIR [--folder DIR]
//   status --state DIR --outbox DIR --inbox DIR
// Exit: 0 done, 1 refused (words on the error stream), 2 wrong arguments, 3 another carrier is at
// work, 75 not now (HQ has not confirmed, or cannot be reached): come again.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

#include "assets/lang.h"
#include "kiosk/core/base/file_lock.h"
#include "kiosk/core/base/skipped.h"
#include "sync/agent/enrol.h"
#include "sync/agent/folder_courier.h"
#include "sync/agent/https_courier.h"
#include "sync/agent/pass.h"
#include "sync/agent/refusal.h"

namespace {

using namespace asah;

constexpr int kExitNotNow = 75;
constexpr int kExitLocked = 3;

struct Arguments {
    agent::Folders folders;
    SharedFolder courier_folder;
    std::string language = "id";
    int wait_s = 0;
};

int refuse(const Error& error, const Catalogue& texts) {
    const auto words = agent::describe_refusal(error, texts);
    std::cerr << words.what << '\n' << words.safe << '\n' << words.next << std::endl;
    if (agent::refusal_key(error) == agent::kHqTrouble) {
        return kExitNotNow;
    }
    switch (error.code) {
        case ErrorCode::LockHeld:
            return kExitLocked;
        case ErrorCode::Waiting:
        case ErrorCode::NetworkUnreachable:
        case ErrorCode::NetworkBroken:
            return kExitNotNow;
        default:
            return 1;
    }
}

int enrol(const Arguments& arguments, const Catalogue& texts) {
    SystemFiles files;
    SystemClock clock;
    const auto began = clock.now_boot();
    std::string shown;
    for (;;) {
        agent::EnrolProgress progress;
        const auto done = agent::enrol(files, arguments.folders, progress);
        if (!progress.digits.empty() && progress.digits != shown) {
            shown = progress.digits;
            std::cout << texts.text("sync.digits", {{"digits", shown}}) << std::endl;
        }
        if (done.has_value()) {
            std::cout << texts.text("sync.enrolled") << std::endl;
            return 0;
        }
        const bool may_wait = done.error().code == ErrorCode::Waiting &&
                              (clock.now_boot() - began).value < arguments.wait_s * 1000LL;
        if (!may_wait) {
            return refuse(done.error(), texts);
        }
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}

Result<agent::PassOutcome> carry(const Arguments& arguments) {
    SystemFiles files;
    SystemClock clock;
    const auto& folders = arguments.folders;
    ASAH_CHECK(files.ensure_folder(folders.state));
    for (const FilePath& folder : {FilePath(folders.state), FilePath(folders.in_state("partial")),
                                   FilePath(folders.inbox)}) {
        files.sweep(folder);
    }
    ASAH_TRY(const auto lock, FileLock::take(folders.in_state("lock")));
    ASAH_TRY(const auto membership, agent::load_membership(files, folders));
    if (!arguments.courier_folder.empty()) {
        agent::FolderCourier courier(files, arguments.courier_folder, membership.reply.terminal);
        auto outcome = agent::run_pass(files, clock, folders, membership, courier);
        if (outcome.has_value()) {
            outcome->skipped.insert(outcome->skipped.end(), courier.skipped().begin(),
                                    courier.skipped().end());
        }
        return outcome;
    }
    agent::HttpsCourier courier(membership.reply.hq_address,
                                {.root = membership.root,
                                 .certificate_path = folders.in_state("tls.pem"),
                                 .key_path = folders.in_state("tls.key")});
    return agent::run_pass(files, clock, folders, membership, courier);
}

int run(const Arguments& arguments, const Catalogue& texts) {
    const auto outcome = carry(arguments);
    if (!outcome.has_value()) {
        return refuse(outcome.error(), texts);
    }
    for (const auto& error : outcome->skipped) {
        std::cerr << skipped_words(error, texts) << std::endl;
    }
    for (const auto& entry : outcome->quarantined) {
        std::cerr << texts.text("sync.quarantined", {{"detail", entry}}) << std::endl;
    }
    std::cout << texts.text("sync.done", {{"sent", std::to_string(outcome->sent_count)},
                                          {"receipts", std::to_string(outcome->receipt_count)},
                                          {"packages", std::to_string(outcome->package_count)}})
              << std::endl;
    return 0;
}

void print_receipts(const Catalogue& texts, const char* key,
                    const std::map<LedgerId, std::uint64_t>& receipts) {
    for (const auto& [ledger, n] : receipts) {
        std::cout << texts.text(key, {{"ledger", ledger.hex()}, {"n", std::to_string(n)}})
                  << std::endl;
    }
}

int status(const Arguments& arguments, const Catalogue& texts) {
    SystemFiles files;
    const auto names = files.list(arguments.folders.outbox);
    if (!names.has_value()) {
        return refuse(names.error(), texts);
    }
    const auto count = std::count_if(names->begin(), names->end(), [](const auto& name) {
        return ledger::parse_entry_file_name(name).has_value();
    });
    const auto contact = agent::load_contact(files, arguments.folders);
    std::cout << texts.text("sync.queue", {{"count", std::to_string(count)}}) << std::endl;
    std::cout << (contact.heard ? texts.text("sync.heard", {{"time", to_iso_text(*contact.heard)}})
                                : texts.text("sync.never_heard"))
              << std::endl;
    print_receipts(texts, "sync.stored", contact.stored);
    print_receipts(texts, "sync.filed", contact.filed);
    if (!contact.last_error.empty()) {
        std::cout << texts.text("sync.last_error",
                                {{"what", texts.text("error." + contact.last_error + ".do")}})
                  << std::endl;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("asah-sync");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--lang", arguments.language)->check(CLI::IsMember({"id", "en"}));
    const auto add_command = [&](const char* name) {
        auto* command = app.add_subcommand(name);
        command->add_option("--state", arguments.folders.state)->required();
        command->add_option("--outbox", arguments.folders.outbox)->required();
        command->add_option("--inbox", arguments.folders.inbox)->required();
        return command;
    };
    auto* enrol_command = add_command("enrol");
    enrol_command->add_option("--wait", arguments.wait_s);
    auto* run_command = add_command("run");
    run_command->add_option("--folder", arguments.courier_folder);
    add_command("status");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto texts = assets::load_catalogue(arguments.language == "en" ? Language::English
                                                                         : Language::Indonesian);
    if (enrol_command->parsed()) {
        return enrol(arguments, texts);
    }
    return run_command->parsed() ? run(arguments, texts) : status(arguments, texts);
}
