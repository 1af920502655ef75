// Headquarters in memory, for tests of the protocol: keeps entries by hash, believes a signature
// that equals sha256("signed" + header), and counts what it is asked. Its receipts are unsigned
// documents of the right type.
#pragma once

#include <map>
#include <set>

#include "sync/protocol/server.h"

namespace asah::support {

class FakeHq : public protocol::HqPort {
   public:
    AuthorityId city;
    std::map<TerminalId, protocol::TerminalState> terminals;
    std::uint32_t root = 1;
    std::uint32_t manifest = 0;
    std::map<Digest, Bytes> packages;
    Bytes root_file;
    Bytes manifest_file;
    std::map<Digest, ledger::Entry> entries;
    std::vector<ErrorCode> quarantine;
    std::vector<ledger::Receipt> receipts;  // signed, in order
    int keep_count = 0;
    bool is_disk_full = false;

    static Bytes signature_of(const ledger::EntryHeader& header);

    [[nodiscard]] AuthorityId authority() const override { return city; }
    [[nodiscard]] std::optional<protocol::TerminalState> terminal_state(
        const TerminalId& terminal) const override;
    [[nodiscard]] std::uint32_t root_version() const override { return root; }
    [[nodiscard]] std::uint32_t manifest_number() const override { return manifest; }
    UtcMs now() override { return {1'790'000'000'000}; }
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
    [[nodiscard]] bool is_connected(const TerminalId& terminal, const LedgerId& ledger,
                                    const Digest& hash) const;
    [[nodiscard]] ledger::ChainPoint head_of(const ledger::ChainPoint& from) const;
};

/// A terminal's chain with made-up sealed bytes.
struct Chain {
    AuthorityId authority;
    TerminalId terminal;
    LedgerId ledger;
    std::vector<ledger::Entry> entries;

    static Chain make(std::uint8_t id, std::size_t count, std::size_t sealed_bytes = 600);
    void grow(std::uint8_t salt, std::size_t sealed_bytes = 600);
    [[nodiscard]] std::vector<ledger::EntryName> names() const;
    [[nodiscard]] const ledger::Entry* find(const Digest& hash) const;
};

}  // namespace asah::support
