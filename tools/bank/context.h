// What every command of asah-bank is given: texts, ports, streams.
#pragma once

#include <ostream>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/files.h"
#include "kiosk/core/base/problem.h"
#include "kiosk/core/base/time.h"

namespace asah::bank {

struct Context {
    const Catalogue& catalogue;
    Files& files;
    Clock& clock;
    std::ostream& out;
    std::ostream& err;
};

inline constexpr int kExitProblems = 1;  // the input has faults, or the world refused
inline constexpr int kExitUsage = 2;

/// What happened, what stays safe, what to do next; returns kExitProblems.
int print_error(const Context& context, const Error& error);

/// All problems as aligned lines: row, column, what was found, cause, and below it the remedy.
void print_problems(const Context& context, const Problems& problems);

}  // namespace asah::bank
