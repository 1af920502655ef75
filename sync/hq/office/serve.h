// `asah-hq serve`: starts the receiver as a child, files what arrives, serves the staff's pages.
// Two threads, each with its own database connection: this one files, the other serves.
#pragma once

#include "sync/hq/office/commands.h"

namespace asah::hq {

void add_serve_command(CLI::App& app, CommandContext& context);

}  // namespace asah::hq
