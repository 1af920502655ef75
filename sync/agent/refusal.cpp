#include "sync/agent/refusal.h"

#include <algorithm>
#include <array>

namespace asah::agent {

namespace {

constexpr std::array<std::string_view, 5> kKeys{kServerRole, kServerRevoked, kOwnRole, kOwnForeign,
                                                kHqTrouble};

Error refusal(ErrorCode code, std::string_view key, const std::string& address) {
    return {code, address, std::string(key)};
}

bool names(std::string_view words, std::string_view alert) {
    return words.find(alert) != std::string_view::npos;
}

}  // namespace

std::string refusal_key(const Error& error) {
    const bool is_ours = std::find(kKeys.begin(), kKeys.end(), error.context) != kKeys.end();
    return is_ours ? error.context : std::string(error_key(error.code));
}

ErrorWords describe_refusal(const Error& error, const Catalogue& catalogue) {
    const auto stem = "error." + refusal_key(error);
    const Values values{{"detail", error.detail}};
    return {catalogue.text(stem + ".what", values), catalogue.text(stem + ".safe", values),
            catalogue.text(stem + ".do", values)};
}

Error server_refused(ErrorCode reason, const std::string& address) {
    switch (reason) {
        case ErrorCode::CertificateRole:
            return refusal(ErrorCode::CertificateRole, kServerRole, address);
        case ErrorCode::CertificateRevoked:
            return refusal(ErrorCode::CertificateRevoked, kServerRevoked, address);
        default:
            return refusal(ErrorCode::ServerForeign, {}, address);
    }
}

bool is_alert(std::string_view words) { return names(words, "alert"); }

Error own_refused(std::string_view words, const std::string& address) {
    if (names(words, "alert unsupported certificate")) {
        return refusal(ErrorCode::CertificateRole, kOwnRole, address);
    }
    if (names(words, "alert unknown ca")) {
        return refusal(ErrorCode::CertificateForeign, kOwnForeign, address);
    }
    if (names(words, "alert certificate revoked")) {
        return refusal(ErrorCode::TerminalRevoked, {}, address);
    }
    return refusal(ErrorCode::NotEnrolled, {}, address);
}

Error pass_refused(ErrorCode code, const std::string& place) {
    // 2xx: files, 3xx: databases; the conversation itself touches neither here.
    const int family = static_cast<int>(code) / 100;
    const bool is_of_hq = code == ErrorCode::Internal || family == 2 || family == 3;
    return refusal(code, is_of_hq ? kHqTrouble : std::string_view{}, place);
}

}  // namespace asah::agent
