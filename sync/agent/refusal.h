// What a refusal says beyond its code: whose certificate was at fault and how, or that the trouble
// is HQ's. The key travels in Error.context and leads to the texts `error.<key>.what`, `.safe` and
// `.do`.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/result.h"

namespace asah::agent {

/// Who answers holds a certificate of this authority for another role, or one that was revoked.
inline constexpr std::string_view kServerRole = "server_role";
inline constexpr std::string_view kServerRevoked = "server_revoked";
/// HQ refused our certificate: made for another role, issued by another authority.
inline constexpr std::string_view kOwnRole = "own_certificate_role";
inline constexpr std::string_view kOwnForeign = "own_certificate_foreign";
/// HQ has trouble of its own: a full disk, a database.
inline constexpr std::string_view kHqTrouble = "hq_trouble";

/// The key of the words for a refusal: one of those above, or its code's.
std::string refusal_key(const Error& error);
ErrorWords describe_refusal(const Error& error, const Catalogue& catalogue);

/// We refused who answered, for the vault's reason.
Error server_refused(ErrorCode reason, const std::string& address);
/// `words` of OpenSSL name the alert with which HQ refused our certificate (chosen by
/// vault::configure_tls_server); false = there is none in them.
bool is_alert(std::string_view words);
Error own_refused(std::string_view words, const std::string& address);
/// A pass ended with this code. HQ's own trouble must not read as ours.
Error pass_refused(ErrorCode code, const std::string& place);

}  // namespace asah::agent
