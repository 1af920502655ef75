// Join codes, the confirmation of a terminal, its table.
#pragma once

#include <optional>
#include <vector>

#include "sync/hq/office/office.h"

namespace asah::hq {

/// A new one-time code for one office, seven days; the text that a person types or scans.
struct NewCode {
    std::string code_id;
    std::string text;
    UtcMs expires;
};
/// Errors: NotFound when no such unit is on the roster.
Result<NewCode> make_code(Office& office, const UnitCode& unit, const std::string& name);

/// A terminal that asks to join, as found in the intake; its HMAC fits the code's secret.
struct Waiting {
    Enrolment enrolment;
    std::string digits;  // "4821 0937 5526", the same as on the terminal's screen
    Digest request_digest{};
};
Result<std::vector<Waiting>> find_waiting(Office& office);

/// Removes from the intake the join requests that lead nowhere: answered, expired, or not proven by
/// a code's secret. Returns how many.
Result<int> drop_dead_requests(Office& office);

/// Issues certificates and writes the reply. Errors: Waiting (no such request yet), CodeExpired,
/// CodeWrong (digits differ), CertificateInvalid.
Result<Terminal> confirm_terminal(Office& office, const std::string& code_id,
                                  const std::optional<std::string>& digits);

/// Changes what HQ accepts from a terminal and tells the receiver.
/// Errors: NotFound.
Result<void> set_terminal_state(Office& office, const TerminalId& terminal, TerminalState state);

/// Writes orders/codes.json: which codes the receiver takes requests for.
Result<void> write_code_table(Office& office);

/// Writes orders/terminals.json.
Result<void> write_terminal_table(Office& office);

}  // namespace asah::hq
