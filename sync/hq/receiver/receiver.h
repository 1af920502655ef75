// The receiver as the protocol's HqPort: archive, orders, signing key and intake put together.
// Invariants: keep() returns only after COMMIT; a request scans nothing and verifies no certificate
// that was verified before; handing over to the intake comes later and its trouble never refuses a
// terminal.   Thread: the port's functions from any; refresh() from one at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/time.h"
#include "kiosk/vault/checked_certificates.h"
#include "sync/hq/data/archive_thread.h"
#include "sync/hq/receiver/filed_watch.h"
#include "sync/hq/receiver/matters.h"
#include "sync/hq/receiver/orders.h"
#include "sync/hq/receiver/quota.h"
#include "sync/protocol/server.h"

namespace asah::hq {

struct ReceiverPaths {
    std::string home;
    SharedFolder intake;
    SharedFolder orders;
};

/// What an operator should hear about; key leads to a text `receiver.<key>` with {detail}.
struct Notice {
    std::string key;
    std::string detail;
};
using Tell = std::function<void(const Notice&)>;

class Receiver final : public protocol::HqPort {
   public:
    /// Errors: FileMissing (no root), CertificateRole (the key signs no stored receipts),
    /// Database*, File*.
    static Result<std::unique_ptr<Receiver>> open(Files& files, Clock& clock,
                                                  const ReceiverPaths& paths, Tell tell,
                                                  QuotaSettings quota = {});

    /// Reads orders that changed, hands over what waits, takes in what was filed; tells what does
    /// not hold.
    void refresh();
    /// The terminal whose TLS certificate this is. Errors: NotEnrolled, Certificate*.
    Result<TerminalId> terminal_of(ByteView tls_certificate);
    [[nodiscard]] Orders& orders() { return m_orders; }
    [[nodiscard]] const std::shared_ptr<vault::CheckedCertificates>& certificates() const {
        return m_certificates;
    }

    [[nodiscard]] AuthorityId authority() const override;
    [[nodiscard]] std::optional<protocol::TerminalState> terminal_state(
        const TerminalId& terminal) const override;
    [[nodiscard]] std::uint32_t root_version() const override;
    [[nodiscard]] std::uint32_t manifest_number() const override;
    UtcMs now() override { return m_clock->now_wall().utc; }
    Result<void> verify_entry(const TerminalId& terminal, const ledger::Entry& entry) override;
    Result<std::vector<protocol::LedgerPlace>> greet(
        const TerminalId& terminal, ByteView status,
        const std::vector<protocol::LedgerQuestion>& questions) override;
    Result<std::vector<protocol::LedgerHead>> keep(
        const TerminalId& terminal, const std::vector<protocol::AcceptedEntry>& accepted,
        const std::vector<protocol::RejectedEntry>& rejected) override;
    Result<Bytes> sign_stored_receipt(const ledger::Receipt& receipt) override;
    Result<Bytes> filed_receipt(const TerminalId& terminal, const LedgerId& ledger) override;
    Result<std::shared_ptr<const Bytes>> content(const TerminalId& terminal,
                                                 protocol::ContentKind kind,
                                                 const Digest& digest) override;

   private:
    Receiver(Files& files, Clock& clock, const ReceiverPaths& paths, Tell tell,
             vault::SigningKey key, QuotaSettings quota);
    Result<void> begin();
    Result<void> hand_over_entries();
    Result<void> hand_over_statuses();
    Result<void> take_filed();
    /// Errors: NotEnrolled, Certificate*.
    Result<std::shared_ptr<const vault::Verifier>> signer_of(const TerminalId& terminal);
    /// Nothing when it does not hold or is no news.
    std::optional<WaitingStatus> read_status(const TerminalId& terminal, ByteView document);

    Files* m_files;
    Clock* m_clock;
    ReceiverPaths m_paths;
    Tell m_tell;
    Orders m_orders;
    vault::SigningKey m_key;
    std::shared_ptr<vault::CheckedCertificates> m_certificates;
    Quota m_quota;
    Matters m_matters;
    std::unique_ptr<ArchiveThread> m_archive;
    std::mutex m_mutex;                       // guards m_statuses
    std::map<TerminalId, Digest> m_statuses;  // the newest of each, kept already
    FiledWatch m_filed;                       // the two last: refresh() alone
    std::string m_last_trouble;               // told once, not at every look
};

}  // namespace asah::hq
