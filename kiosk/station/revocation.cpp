// Taking a terminal out of use, by a document of the issuing key. The order loses nothing and can
// be cut at any point: seal what is open, write everything into the outbox, erase the database's
// rows and say so in one transaction, then the keys. What is sealed stays until it is carried.
#include <algorithm>
#include <array>
#include <limits>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/station/impl.h"
#include "kiosk/station/layout.h"

namespace asah::station {

namespace {

// Another try may go better, and a person's answers are worth waiting for. A sitting that nobody
// can read any more holds nothing up.
bool is_worth_waiting(ErrorCode code) {
    constexpr std::array kWorth{ErrorCode::DiskFull, ErrorCode::FileUnwritable,
                                ErrorCode::DatabaseBusy, ErrorCode::DatabaseFailed,
                                ErrorCode::SealFailed};
    return std::find(kWorth.begin(), kWorth.end(), code) != kWorth.end();
}

Result<void> seal_open_sittings(Station::Impl& self) {
    ASAH_TRY(const auto sittings, store::all_sittings(self.database));
    for (const auto& sitting : sittings) {
        const auto sealed = finish(self, sitting, assessment::FinishReason::Interrupted);
        if (!sealed.has_value() && is_worth_waiting(sealed.error().code)) {
            return fail(sealed.error());
        }
    }
    return {};
}

}  // namespace

Result<void> import_revocation(Station::Impl& self, ByteView bytes) {
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload, vault::verify_document(document, ledger::kRevocationType,
                                                        ledger::Role::Issuing, self.root));
    ASAH_TRY(const auto revocation, ledger::parse_revocation_payload(payload));
    if (revocation.authority != self.identity.authority ||
        revocation.terminal != self.identity.terminal) {
        return fail(ErrorCode::CertificateForeign, "revocation of another terminal");
    }
    self.revocation = revocation;
    return {};
}

Result<void> end_use(Station::Impl& self) {
    ASAH_ASSERT(self.revocation.has_value());
    ASAH_CHECK(seal_open_sittings(self));
    self.is_export_due = true;
    ASAH_CHECK(export_entries(self, std::numeric_limits<int>::max()));
    const UtcMs since{std::max<std::int64_t>(1, self.revocation->made.value)};
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(store::erase_all_but_ledger(tx));
        return store::write_number(tx, kOutOfUseKey, since.value);
    }));
    self.out_of_use = since;
    self.contents = {};
    self.live.clear();
    self.own_items.clear();
    self.manifest.reset();
    self.refused.clear();
    self.is_checkpoint_due = true;
    const auto note = [&](const auto& result) {
        if (!result.has_value()) {
            note_refusal(self, result.error());
        }
    };
    note(checkpoint(self));
    note(write_status(self));  // the last one: its key goes now
    return erase_rest(self);
}

Result<void> erase_rest(Station::Impl& self) {
    self.storage_key = {};
    self.lookup_key = {};
    self.signing_key.reset();
    auto& files = *self.ports.files;
    for (const auto& path : {storage_key_path(self.paths), opening_key_path(self.paths),
                             signing_key_path(self.paths)}) {
        ASAH_CHECK(files.remove(path));
    }
    ASAH_TRY(const auto names, files.list(self.paths.inbox));
    for (const auto& name : names) {
        if (name == ledger::kRevocationName || name == ledger::kManifestName ||
            name.ends_with(ledger::kPackageSuffix)) {
            ASAH_CHECK(files.remove(self.paths.inbox + "/" + name));
        }
    }
    return {};
}

Result<void> check_in_use(const Station::Impl& self) {
    return self.out_of_use ? Result<void>(fail(ErrorCode::TerminalRevoked)) : Result<void>{};
}

Result<assessment::Readiness> Station::end_use() {
    auto& self = *m_impl;
    if (self.revocation && !self.out_of_use) {
        ASAH_CHECK(station::end_use(self));
    }
    return readiness();
}

}  // namespace asah::station
