// Receipts of headquarters: how far it stored and filed our ledgers.
#include <algorithm>

#include "kiosk/station/impl.h"

namespace asah::station {

using ledger::Role;

namespace {

Result<ledger::Receipt> verify_receipt(const Station::Impl& self, ByteView bytes, Mark mark) {
    const bool is_filed = mark == Mark::Filed;
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload,
             vault::verify_document(
                 document, is_filed ? ledger::kFiledReceiptType : ledger::kStoredReceiptType,
                 is_filed ? Role::Filing : Role::Receiver, self.root));
    ASAH_TRY(auto receipt, ledger::parse_receipt_payload(payload));
    if (receipt.authority != self.identity.authority ||
        receipt.terminal != self.identity.terminal) {
        return fail(ErrorCode::CertificateForeign, "receipt of another terminal");
    }
    return receipt;
}

// HQ holds more of our ledger than we do, so this disk is an old image: a new ledger begins.
Result<void> begin_new_ledger(Station::Impl& self) {
    const auto fresh = LedgerId::make(*self.ports.random);
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(store::write_meta(tx, "earlier_ledger", self.ledger_id.view()));
        return store::write_meta(tx, "ledger", fresh.view());
    }));
    self.ledger_id = fresh;
    self.is_status_due = true;
    return fail(ErrorCode::VersionOlder, "this disk is older than what HQ holds");
}

// Newest entry of one of our ledgers; nothing when the ledger is not ours.
Result<std::optional<std::uint64_t>> own_head(Station::Impl& self, const LedgerId& ledger) {
    ASAH_TRY(const auto heads, store::ledger_heads(self.database));
    const auto found = std::find_if(heads.begin(), heads.end(),
                                    [&](const auto& head) { return head.ledger == ledger; });
    if (found != heads.end()) {
        return std::optional(found->n);
    }
    return ledger == self.ledger_id ? std::optional<std::uint64_t>(0) : std::nullopt;
}

}  // namespace

// Only a receipt whose hash at n is our own moves anything.
Result<void> import_receipt(Station::Impl& self, ByteView bytes, Mark mark) {
    ASAH_TRY(const auto receipt, verify_receipt(self, bytes, mark));
    ASAH_TRY(const auto head, own_head(self, receipt.ledger));
    if (!head) {
        return fail(ErrorCode::CertificateForeign, "receipt of another ledger");
    }
    if (receipt.head.n > *head) {
        // Of an earlier ledger it was told once, and nothing can be compared.
        return receipt.ledger == self.ledger_id ? begin_new_ledger(self) : Result<void>{};
    }
    if (receipt.head.n == 0) {
        return {};
    }
    ASAH_TRY(const auto own, store::hash_at(self.database, receipt.ledger, receipt.head.n));
    if (!own || *own != receipt.head.hash) {
        return fail(ErrorCode::DigestMismatch, "receipt");
    }
    ASAH_TRY(const auto before, mark_of(self, mark, receipt.ledger));
    const auto n = std::max(before, receipt.head.n);
    return sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(note_hq_time(tx, self, receipt.hq_time));
        ASAH_CHECK(store::write_number(tx, mark == Mark::Filed ? "filed_utc_ms" : "stored_utc_ms",
                                       receipt.hq_time.value));
        return write_mark(tx, mark, {receipt.ledger, n});
    });
}

}  // namespace asah::station
