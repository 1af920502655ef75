// The commands of asah-bank. Each returns the program's exit code: 0, or kExitProblems after it has
// said what is wrong. Nothing is written before everything was checked; nothing is overwritten.
#pragma once

#include <string>

#include "kiosk/core/items/bank.h"
#include "tools/bank/context.h"

namespace asah::bank {

enum class SheetKind { Items, Statements };

struct SheetRequest {
    std::string sheet;
    std::string framework;
    SheetKind kind = SheetKind::Items;
};

struct PublishRequest {
    SheetRequest sheet;
    std::string id;
    int version = 0;
    LocalText title;
    std::string key;
    std::string certificate;
    std::string out;
};

/// DIR/trainer.key (mode 0600) and DIR/trainer.csr (DER PKCS#10), which goes to HQ.
int make_key(const Context& context, const std::string& folder, const std::string& name);

/// Counts by level, kind, pool and indicator, or all problems.
int check(const Context& context, const SheetRequest& request);

/// Checks, signs the digests of both members, writes the bank file.
int publish(const Context& context, const PublishRequest& request);

/// What a bank file holds, after its digests were compared with what the trainer signed.
int show(const Context& context, const std::string& path);

/// Reads and checks a sheet; an error has been printed when the result is empty.
std::optional<items::Bank> read_sheet(const Context& context, const SheetRequest& request);
/// Counts of a bank, without its framework.
void print_counts(const Context& context, const items::Bank& bank);

}  // namespace asah::bank
