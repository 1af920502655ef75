// A headquarters and terminals in temporary folders: a real receiver's home, orders and intake, and
// terminals with real certificates; the test plays kiosk and reader.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kiosk/core/base/time.h"
#include "sync/agent/home.h"
#include "sync/agent/pass.h"
#include "sync/hq/receiver/service.h"
#include "tests/support/authority.h"

namespace asah::support {

/// One joined terminal: its carrier's folders and its signing key.
struct TestTerminal {
    TerminalId id;
    LedgerId ledger;
    agent::Folders folders;
    std::string state = "active";
    Digest tls_key_id{};
    Bytes signing_certificate;
    std::string signing_key_path;
    std::vector<ledger::Entry> entries;
};

class HqWorld {
   public:
    HqWorld();

    /// Runs asah-receiver's service on free ports; opens it again after stop_service().
    void start_service();
    void stop_service() { m_service.reset(); }
    [[nodiscard]] hq::Service& service() { return *m_service; }
    [[nodiscard]] std::string address() const;
    [[nodiscard]] std::string join_address() const;

    /// Makes keys and certificates, the state folder as after enrolment, and its row.
    TestTerminal& join_terminal(std::uint8_t id);
    void write_terminals();
    /// Rows of so many other terminals, which never come.
    int stranger_count = 0;
    /// Signs the next entry of the terminal's chain; nothing is written.
    void sign_entry(TestTerminal& terminal, std::uint8_t salt, std::size_t sealed_bytes = 900);
    /// The same, and puts it into its outbox.
    void finish_sitting(TestTerminal& terminal, std::uint8_t salt, std::size_t sealed_bytes = 900);
    /// Publishes packages under the next manifest; each only for a terminal, or for all.
    struct Parcel {
        std::string id;
        Bytes bytes;
        std::optional<TerminalId> only;
    };
    void publish(const std::vector<Parcel>& parcels);
    /// Revokes the terminal as the reader does: its row, and the document, which is returned.
    Bytes revoke(TestTerminal& terminal);
    /// Signs a filed receipt for the terminal's n-th entry into orders/.
    void file(const TestTerminal& terminal, std::size_t n);

    /// One pass of the carrier over HTTPS.
    Result<agent::PassOutcome> carry(const TestTerminal& terminal);

    /// What lies in the intake, as files of entries, once there are `count` (or ten seconds
    /// passed).
    [[nodiscard]] std::vector<Bytes> handed_over(std::size_t count);
    void empty_intake();
    [[nodiscard]] hq::ArchiveCounts counts();
    /// What was told so far, by key.
    [[nodiscard]] std::vector<std::string> notices();

    Authority authority;
    SystemFiles files;
    ManualClock clock;
    TemporaryFolder folder;
    hq::ReceiverPaths paths;

   private:
    std::mutex m_notices_mutex;
    std::vector<std::string> m_notices;
    int m_manifest_number = 0;
    std::vector<std::unique_ptr<TestTerminal>> m_terminals;
    std::unique_ptr<hq::Service> m_service;
};

}  // namespace asah::support
