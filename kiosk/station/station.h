// A terminal, as the shell and the fleet use it. Every function is one use case and at most one
// transaction; what it returns as done is durable. Thread: one thread at a time owns a Station (the
// shell's worker).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/assessment/home.h"
#include "kiosk/core/assessment/readiness.h"
#include "kiosk/core/base/file_lock.h"
#include "kiosk/core/base/files.h"
#include "kiosk/core/base/random.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/seal.h"

namespace asah::station {

/// Where a terminal lives. `home`: database, storage key, signing and opening keys (0600, the
/// kiosk's user); `outbox` and `inbox`: the two folders shared with the carrier.
struct Paths {
    std::string home;
    SharedFolder outbox;
    SharedFolder inbox;
};

struct Ports {
    Clock* clock = nullptr;
    Random* random = nullptr;
    Files* files = nullptr;
    std::string vfs;                           // SQLite VFS name; empty = the system's
    vault::Sealer* sealer = nullptr;           // nullptr = the root's reading certificates
    std::optional<std::uint64_t> form_seed;    // test builds: forms are drawn from this seed
    std::size_t people_per_transaction = 200;  // keeps an answer that waits for an import short
};

/// Keeps every other program off the home while the lock lives; the kernel frees it however the
/// holder ends. Whoever joins or opens a station on a home that others can reach takes it first.
/// Errors: LockHeld, NotJoined (no home yet), FileUnwritable.
Result<FileLock> lock_home(Files& files, const Paths& paths);

struct JoinProgress {
    bool is_joined = false;
    std::string digits;  // both screens show the same twelve
};
/// Makes keys and writes outbox/join.request from a code (`asah-kiosk --join CODE`); call again to
/// take in inbox/join.reply. Errors: CodeWrong, Waiting (no reply yet), FileUnwritable.
Result<JoinProgress> join(const Ports& ports, const Paths& paths, const std::string& code);

/// What the idle work did; `has_more` = call again soon.
struct IdleWork {
    bool has_more = false;
    int imported_count = 0;
    int exported_count = 0;
    bool is_revoked = false;     // headquarters took the terminal out of use: call end_use
    std::vector<Error> refused;  // also kept for READY
};

class Station {
   public:
    /// Opens the database (migrates), storage key, root; finishes sittings without time left;
    /// exports what is missing; checkpoints. A terminal out of use opens without keys: readiness
    /// says so, and every use but idle_step gives TerminalRevoked.
    /// Errors: NotJoined, Database*, StorageKey*.
    static Result<Station> open(const Ports& ports, const Paths& paths);
    Station(Station&&) noexcept;
    Station& operator=(Station&&) noexcept;
    ~Station();

    [[nodiscard]] Result<assessment::Readiness> readiness();
    /// Shared, not copied; nullptr before the first import.
    [[nodiscard]] assessment::FrameworkPtr framework() const;

    /// `identifier`: 6 or 18 digits. Errors: PersonUnknown and PinWrong look the same to people;
    /// PinDelay (detail: seconds left; delays 1, 2, 4 ... 300 s, persisted).
    Result<assessment::SignedIn> sign_in(const std::string& identifier, const std::string& pin);
    /// Errors: PinWeak, PinWrong. Writes a PIN record to the ledger.
    Result<void> change_pin(const PersonId& person, const std::string& old_pin,
                            const std::string& new_pin);
    /// Errors: ContentMissing while there is no framework.
    Result<assessment::Home> home(const PersonId& person);

    /// Draws and stores the form. Pressing Mulai under the purpose's consent is the consent.
    /// Errors: NotEnoughDisk (under 64 MiB), NotEnoughItems, AttemptsUsed, WindowClosed.
    Result<assessment::OpenSitting> start_sitting(const PersonId& person,
                                                  const AssessmentId& assessment,
                                                  Language language);
    /// Replays the stored events; a gap over 30 s becomes an Interrupted event. A sitting that was
    /// finished but could not be sealed comes with `finished` set: its clock stands, it takes no
    /// answer, and finish_sitting tries again. Errors: NotFound.
    Result<assessment::OpenSitting> resume_sitting(const PersonId& person,
                                                   const SittingId& sitting);

    /// Each returns only after COMMIT (fsync). `elapsed`: the sitting's working time until now.
    Result<assessment::Sitting> save_event(const SittingId& sitting, DurationMs elapsed,
                                           const assessment::EventBody& body);

    /// Folds the stored events, scores, seals, signs, one transaction; then checkpoint and export.
    /// A sitting that is sealed already gives the same summary again. Errors leave the sitting
    /// there with its clock stopped (SealFailed, DiskFull, ...); start and sign-in try again.
    Result<assessment::Summary> finish_sitting(const SittingId& sitting,
                                               assessment::FinishReason reason);

    /// One small step of import, receipts, export, checkpoint, status. Call when idle.
    Result<IdleWork> idle_step();

    /// Carries out a revocation that idle_step reported: open sittings are sealed as interrupted,
    /// everything is written into the outbox, then people, content, results and keys are erased.
    /// Errors: of disk and database; call again. Without a revocation it changes nothing.
    [[nodiscard]] Result<assessment::Readiness> end_use();

    struct Impl;  // impl.h, private to this folder

   private:
    explicit Station(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Whether joining has ended: the home holds join.reply, root and join.root; without them `open`
/// says NotJoined. Neither keys nor the database are looked at.
[[nodiscard]] bool is_joined(Files& files, const Paths& paths);

}  // namespace asah::station
