// The receiver as the protocol's HqPort: archive, orders, signing key and intake put together.
// Invariant: keep() returns only after COMMIT; export to intake comes later and its trouble never
// refuses a terminal.   Thread: one at a time.
#pragma once

#include <functional>
#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/time.h"
#include "kiosk/vault/certificate.h"
#include "sync/hq/data/receiver_archive.h"
#include "sync/hq/receiver/orders.h"
#include "sync/protocol/server.h"

namespace asah::hq {

struct ReceiverPaths {
    std::string home;
    std::string intake;
    std::string orders;
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
    static Result<Receiver> open(Files& files, Clock& clock, const ReceiverPaths& paths, Tell tell);

    /// Reads orders that changed and exports what waits; tells what does not hold.
    void refresh();
    /// The terminal whose TLS certificate this is. Errors: NotEnrolled, Certificate*.
    Result<TerminalId> terminal_of(ByteView tls_certificate);
    [[nodiscard]] Orders& orders() { return m_orders; }
    [[nodiscard]] ReceiverArchive& archive() { return m_archive; }

    [[nodiscard]] AuthorityId authority() const override;
    [[nodiscard]] std::optional<protocol::TerminalState> terminal_state(
        const TerminalId& terminal) const override;
    [[nodiscard]] std::uint32_t root_version() const override;
    [[nodiscard]] std::uint32_t manifest_number() const override;
    UtcMs now() override { return m_clock->now_wall().utc; }
    Result<void> verify_entry(const TerminalId& terminal, const ledger::Entry& entry) override;
    Result<bool> is_connected(const TerminalId& terminal, const LedgerId& ledger,
                              const Digest& hash) override;
    Result<ledger::ChainPoint> head_of(const TerminalId& terminal, const LedgerId& ledger,
                                       const ledger::ChainPoint& from) override;
    Result<void> keep(const TerminalId& terminal,
                      const std::vector<protocol::AcceptedEntry>& accepted,
                      const std::vector<protocol::RejectedEntry>& rejected) override;
    Result<Bytes> sign_stored_receipt(const ledger::Receipt& receipt) override;
    Result<Bytes> filed_receipt(const TerminalId& terminal, const LedgerId& ledger) override;
    Result<void> keep_status(const TerminalId& terminal, ByteView document) override;
    Result<std::shared_ptr<const Bytes>> content(const TerminalId& terminal,
                                                 protocol::ContentKind kind,
                                                 const Digest& digest) override;

   private:
    Receiver(Files& files, Clock& clock, ReceiverPaths paths, Tell tell, Orders orders,
             ReceiverArchive archive, vault::SigningKey key);
    Result<void> export_waiting();
    Result<void> apply_filed();

    Files* m_files;
    Clock* m_clock;
    ReceiverPaths m_paths;
    Tell m_tell;
    Orders m_orders;
    ReceiverArchive m_archive;
    vault::SigningKey m_key;
    std::string m_last_trouble;  // told once, not at every contact
};

}  // namespace asah::hq
