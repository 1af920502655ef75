// The commands of asah-hq, from arguments to printed words. Each returns the exit status.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "kiosk/core/base/file_lock.h"
#include "sync/hq/office/office.h"
#include "sync/hq/office/print.h"

namespace asah::hq {

/// Everything a command needs; lives as long as the parser.
struct CommandContext {
    OfficePorts ports;
    const Catalogue& texts;
    std::string home;
    bool is_json = false;
    std::function<int(const Printer&)> run;  // set by the command that was chosen
    std::optional<FileLock> lock;            // one command at a time; serve goes on beside it
    /// Waits until no other command works in this home.
    [[nodiscard]] Result<Office> office() {
        if (const auto config = home + "/hq.json"; !ports.files.exists(config)) {
            return fail(ErrorCode::FileMissing, config);
        }
        ASAH_TRY(auto taken, FileLock::wait(home + "/lock"));
        lock.emplace(std::move(taken));
        ASAH_TRY(auto office, Office::open(ports, home));
        Printer(texts, is_json).warn_restored(office.restored());
        return office;
    }
};

void add_setup_commands(CLI::App& app, CommandContext& context);     // init, trainer
void add_staff_commands(CLI::App& app, CommandContext& context);     // staff, looks
void add_terminal_commands(CLI::App& app, CommandContext& context);  // enrol, revoke
void add_content_commands(CLI::App& app, CommandContext& context);   // roster, publish
void add_held_commands(CLI::App& app, CommandContext& context);      // held list, held decide
void add_filing_commands(CLI::App& app, CommandContext& context);    // file, rebuild, show
void add_release_commands(CLI::App& app, CommandContext& context);   // release, dump-map

}  // namespace asah::hq
