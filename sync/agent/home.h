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
    std::string outbox;
    std::string inbox;
    [[nodiscard]] std::string in_state(const std::string& name) const { return state + "/" + name; }
    [[nodiscard]] std::string in_outbox(const std::string& name) const {
        return outbox + "/" + name;
    }
    [[nodiscard]] std::string in_inbox(const std::string& name) const { return inbox + "/" + name; }
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

/// Packages handed to the inbox, with the manifest that named them.
struct Delivered {
    std::map<Digest, int> packages;
};
Delivered load_delivered(Files& files, const Folders& folders);
Result<void> save_delivered(Files& files, const Folders& folders, const Delivered& delivered);

/// A file, or empty bytes if there is none.
Result<Bytes> read_optional(Files& files, const std::string& path, std::size_t size_max);

}  // namespace asah::agent
