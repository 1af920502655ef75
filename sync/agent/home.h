// The carrier's own folder, and what it knows from it. Layout: README.md.
// Invariant: nothing here decides what is sent; HQ's answer does.   Thread: one process (its lock).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::agent {

struct Folders {
    std::string state;
    SharedFolder outbox;
    SharedFolder inbox;
    [[nodiscard]] std::string in_state(const std::string& name) const { return state + "/" + name; }
    [[nodiscard]] FilePath in_outbox(const std::string& name) const { return outbox + "/" + name; }
    [[nodiscard]] FilePath in_inbox(const std::string& name) const { return inbox + "/" + name; }
};

/// Who this carrier is, after enrolment.
struct Membership {
    ledger::JoinReply reply;
    std::shared_ptr<const ledger::Root> root;
};
/// Errors: NotJoined (nothing there), MalformedInput, Certificate*.
Result<Membership> load_membership(Files& files, const Folders& folders);

/// For people: when HQ was last heard, and how far its receipts reach.
struct Contact {
    std::optional<UtcMs> heard;  // the last answer
    std::optional<UtcMs> tried;  // the last pass
    std::string last_error;      // an error key; empty = the last pass was whole
    std::map<LedgerId, std::uint64_t> stored;
    std::map<LedgerId, std::uint64_t> filed;
};
/// A missing or unreadable file is an empty contact: it is for show.
Contact load_contact(Files& files, const Folders& folders);
Result<void> save_contact(Files& files, const Folders& folders, const Contact& contact);

/// A package handed to the inbox.
struct Delivery {
    int manifest_number = 0;        // of the manifest that named it
    int kiosk_manifest_number = 0;  // what the kiosk's status named then
    UtcMs at;
};
struct Delivered {
    std::map<Digest, Delivery> packages;
};
/// What the kiosk's status says of its content.
struct KioskContent {
    int manifest_number = 0;
    std::map<Digest, std::string> lacking;  // why refused, an error key; empty = it may come again
};
/// Whether a package that was handed over is fetched again. `AtNewManifest`: only if this pass
/// brings a manifest newer than the one that `manifest_number` tells.
enum class Again { No, AtNewManifest, Yes };
/// The kiosk's word decides: what it has is not fetched; what it lacks comes at once, because it
/// was damaged on the way, lost or put back to an older state. What it refused for what it is
/// (signature, version, form), or twice for what another try might have mended, would be refused
/// again: it comes with the next manifest, with the kiosk's next start (a newer program, whose
/// status names no reason any more), or after a day.
/// Until the kiosk has seen the manifest it may still be taking in what came: for a day.
Again is_due_again(const Delivery& delivery, const Digest& digest, const KioskContent& kiosk,
                   int manifest_number, UtcMs now);
Delivered load_delivered(Files& files, const Folders& folders);
Result<void> save_delivered(Files& files, const Folders& folders, const Delivered& delivered);

/// Entry files that HQ keeps apart, by the SHA-256 of their bytes, so that a bad one is not sent at
/// every pass. A new root may change what HQ thinks of them: then they are sent again.
struct SetAside {
    int root_version = 0;
    std::map<Digest, std::string> reasons;  // an error key each
};
SetAside load_set_aside(Files& files, const Folders& folders, int root_version);
Result<void> save_set_aside(Files& files, const Folders& folders, const SetAside& set_aside);

/// A file, or empty bytes if there is none.
Result<Bytes> read_optional(Files& files, const FilePath& path, std::size_t size_max);

}  // namespace asah::agent
