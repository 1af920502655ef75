// The one-time code with which a terminal joins: HQ's address, the fingerprint of its root, a
// secret, an end of validity. People type it or scan it. Crockford base32 in groups of five; four
// checksum bytes (head of the SHA-256) tell a typing mistake from a wrong code.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"

namespace asah::ledger {

struct JoinCode {
    std::string hq_address;  // "host:port" of the join port
    Digest root_digest{};    // SHA-256 of the root file
    std::string code_id;
    Bytes secret;  // 20
    UtcMs expires;
};

std::string make_join_code(const JoinCode& code);
/// Errors: CodeWrong.
Result<JoinCode> parse_join_code(std::string_view text);

}  // namespace asah::ledger
