// Seals and appends records, and keeps how far headquarters is with each ledger.
#include "kiosk/core/base/assert.h"
#include "kiosk/station/impl.h"

namespace asah::station {

Result<SealedRecord> seal_record(Station::Impl& self, RecordId id, ledger::RecordBody body) {
    ledger::Record record;
    record.authority = self.identity.authority;
    record.terminal = self.identity.terminal;
    record.ledger = self.ledger_id;
    record.id = id;
    record.made = now_wall(self);
    record.program_version = ASAH_VERSION;
    record.body = std::move(body);
    const auto json = ledger::make_record_json(record);
    ASAH_TRY(auto sealed, self.sealer().seal(as_bytes(json)));
    return SealedRecord{id, ledger::RecordClass::Result, std::move(sealed)};
}

Result<ledger::EntryHeader> append_entry(Station::Impl& self, sqlite::Tx& tx,
                                         const SealedRecord& record) {
    ASAH_TRY(const auto last, store::last_entry(tx.database(), self.ledger_id));
    ledger::Entry entry;
    entry.header.authority = self.identity.authority;
    entry.header.terminal = self.identity.terminal;
    entry.header.ledger = self.ledger_id;
    entry.header.n = last.n + 1;
    entry.header.parent = last.n > 0 ? last.hash
                                     : ledger::genesis_hash(self.identity.authority,
                                                            self.identity.terminal, self.ledger_id);
    entry.header.record = record.id;
    entry.header.record_class = record.record_class;
    entry.header.sealed_digest = sha256(record.sealed);
    entry.sealed = record.sealed;
    ASAH_ASSERT(self.signing_key.has_value());
    ASAH_TRY(entry.signature, self.signing_key->sign(ledger::encode_header(entry.header)));
    ASAH_CHECK(store::add_entry(tx, entry));
    self.is_export_due = true;
    return entry.header;
}

namespace {

std::string mark_key(Mark mark, const LedgerId& ledger) {
    return (mark == Mark::Filed ? "filed_n " : "stored_n ") + ledger.hex();
}

}  // namespace

Result<std::uint64_t> mark_of(Station::Impl& self, Mark mark, const LedgerId& ledger) {
    ASAH_TRY(const auto n, store::read_number(self.database, mark_key(mark, ledger)));
    return static_cast<std::uint64_t>(n);
}

Result<void> write_mark(sqlite::Tx& tx, Mark mark, const store::LedgerHead& place) {
    return store::write_number(tx, mark_key(mark, place.ledger),
                               static_cast<std::int64_t>(place.n));
}

Result<std::int64_t> queue_count(Station::Impl& self) {
    ASAH_TRY(const auto heads, store::ledger_heads(self.database));
    std::int64_t count = 0;
    for (const auto& head : heads) {
        ASAH_TRY(const auto filed, mark_of(self, Mark::Filed, head.ledger));
        count += static_cast<std::int64_t>(head.n) - static_cast<std::int64_t>(filed);
    }
    return count;
}

}  // namespace asah::station
