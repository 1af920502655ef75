// Terminals and join codes in the reader's database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/time.h"
#include "kiosk/sqlite/database.h"

namespace asah::hq {

enum class TerminalState { Active, Held, Revoked };
std::string_view state_code(TerminalState state);  // "active", "held", "revoked"

struct Terminal {
    TerminalId id;
    std::string name;
    UnitCode unit;
    TerminalState state = TerminalState::Active;
    Bytes tls_certificate;  // DER, all three
    Bytes signing_certificate;
    Bytes opening_certificate;
    UtcMs joined;
    std::string status;  // JSON payload of its newest status; empty = never reported
    UtcMs reported;
};
/// Whether its newest status says a time after its arrival, or that its clock cannot be right.
bool has_impossible_clock(const Terminal& terminal);
/// The highest number of a manifest that a terminal says it has, in its newest status.
struct SeenManifest {
    TerminalId terminal;
    int number = 0;
};
Result<std::optional<SeenManifest>> newest_manifest_seen(sqlite::Database& database);

Result<std::vector<Terminal>> load_terminals(sqlite::Database& database);
Result<std::optional<Terminal>> find_terminal(sqlite::Database& database, const TerminalId& id);
Result<void> add_terminal(sqlite::Tx& tx, const Terminal& terminal);
Result<void> save_terminal_state(sqlite::Tx& tx, const TerminalId& id, TerminalState state,
                                 UtcMs at);

struct StateChange {
    UtcMs at;
    TerminalState state = TerminalState::Active;
};
/// Every state of a terminal from its joining on, in the order in which staff made the changes.
Result<std::vector<StateChange>> load_state_changes(sqlite::Database& database,
                                                    const TerminalId& id);

struct StatusReport {
    TerminalId terminal;
    std::string json;
    std::uint64_t number = 0;
    UtcMs at;
};
/// Keeps it only if its number is higher than the one that stands.
Result<void> save_status(sqlite::Tx& tx, const StatusReport& report);

struct Enrolment {
    std::string code_id;
    Bytes secret;
    UnitCode unit;
    std::string name;
    UtcMs expires;
    std::optional<TerminalId> terminal;  // who used it
};
Result<std::vector<Enrolment>> load_enrolments(sqlite::Database& database);
Result<void> add_enrolment(sqlite::Tx& tx, const Enrolment& enrolment);
Result<void> use_enrolment(sqlite::Tx& tx, const std::string& code_id, const TerminalId& terminal);

}  // namespace asah::hq
