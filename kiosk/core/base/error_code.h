// The one list of refusals. A code has a stable number (logs, staff notes) and a key:
// `error.<key>.what` (what happened), `error.<key>.safe` (what stays safe) and `error.<key>.do`
// (what to do next) exist in both languages; a test checks it. Never renumber; append.
#pragma once

#include <cstdint>
#include <string_view>

namespace asah {

// clang-format off
#define ASAH_ERROR_LIST(X)                                   \
    X(Internal, 100, "internal")                             \
    X(InvalidArgument, 101, "invalid_argument")              \
    X(NotFound, 102, "not_found")                            \
    X(MalformedInput, 103, "malformed_input")                \
    X(TooLarge, 104, "too_large")                            \
    X(Unsupported, 105, "unsupported")                       \
    X(FileMissing, 201, "file_missing")                      \
    X(FileUnreadable, 202, "file_unreadable")                \
    X(FileUnwritable, 203, "file_unwritable")                \
    X(DiskFull, 204, "disk_full")                            \
    X(LockHeld, 205, "lock_held")                            \
    X(DatabaseDamaged, 301, "database_damaged")              \
    X(DatabaseForeign, 302, "database_foreign")              \
    X(DatabaseNewer, 303, "database_newer")                  \
    X(DatabaseBusy, 304, "database_busy")                    \
    X(DatabaseFailed, 305, "database_failed")                \
    X(StorageKeyMissing, 401, "storage_key_missing")         \
    X(StorageKeyWrong, 402, "storage_key_wrong")             \
    X(SignatureInvalid, 403, "signature_invalid")            \
    X(CertificateInvalid, 404, "certificate_invalid")        \
    X(CertificateRole, 405, "certificate_role")              \
    X(CertificateForeign, 406, "certificate_foreign")        \
    X(CertificateRevoked, 407, "certificate_revoked")        \
    X(DecryptFailed, 408, "decrypt_failed")                  \
    X(SealFailed, 409, "seal_failed")                        \
    X(DigestMismatch, 410, "digest_mismatch")                \
    X(VersionOlder, 411, "version_older")                    \
    X(PinWrong, 501, "pin_wrong")                            \
    X(PinDelay, 502, "pin_delay")                            \
    X(PersonUnknown, 503, "person_unknown")                  \
    X(PinWeak, 504, "pin_weak")                              \
    X(SittingClosed, 601, "sitting_closed")                  \
    X(NotEnoughItems, 602, "not_enough_items")               \
    X(NotEnoughDisk, 603, "not_enough_disk")                 \
    X(NotJoined, 604, "not_joined")                          \
    X(ContentMissing, 605, "content_missing")                \
    X(NotAllowed, 606, "not_allowed")                        \
    X(ClockImpossible, 607, "clock_impossible")              \
    X(WindowClosed, 608, "window_closed")                    \
    X(AttemptsUsed, 609, "attempts_used")                    \
    X(TimeJump, 610, "time_jump")                            \
    X(TimeBack, 611, "time_back")                            \
    X(NetworkUnreachable, 701, "network_unreachable")        \
    X(NetworkBroken, 702, "network_broken")                  \
    X(ServerForeign, 703, "server_foreign")                  \
    X(NotEnrolled, 704, "not_enrolled")                      \
    X(TerminalHeld, 705, "terminal_held")                    \
    X(TerminalRevoked, 706, "terminal_revoked")              \
    X(CodeExpired, 707, "code_expired")                      \
    X(CodeWrong, 708, "code_wrong")                          \
    X(ProtocolViolation, 709, "protocol_violation")          \
    X(Waiting, 710, "waiting")
// clang-format on

enum class ErrorCode : std::uint16_t {
#define ASAH_ERROR_ENUM(name, number, key) name = number,
    ASAH_ERROR_LIST(ASAH_ERROR_ENUM)
#undef ASAH_ERROR_ENUM
};

/// The part of the message keys that names the code, such as "disk_full".
constexpr std::string_view error_key(ErrorCode code) {
    switch (code) {
#define ASAH_ERROR_KEY(name, number, key) \
    case ErrorCode::name:                 \
        return key;
        ASAH_ERROR_LIST(ASAH_ERROR_KEY)
#undef ASAH_ERROR_KEY
    }
    return "internal";
}

}  // namespace asah
