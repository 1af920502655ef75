#include "kiosk/station/impl.h"

namespace asah::station {

Result<SealedRecord> seal_record(Station::Impl& self, RecordId id, ledger::RecordBody body) {
    ledger::Record record;
    record.authority = self.identity.authority;
    record.terminal = self.identity.terminal;
    record.ledger = self.ledger_id;
    record.id = id;
    record.made = self.ports.clock->now_wall();
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
    ASAH_TRY(entry.signature, self.signing_key.sign(ledger::encode_header(entry.header)));
    ASAH_CHECK(store::add_entry(tx, entry));
    return entry.header;
}

}  // namespace asah::station
