// Signing in and changing the PIN.
#include <algorithm>

#include "kiosk/station/impl.h"
#include "kiosk/vault/pin.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

namespace {

constexpr std::string_view kPinPlace = "pin";

struct Verifier {
    Bytes salt;
    Bytes verifier;
    bool must_change = false;
};

Result<content::RosterPerson> open_person(Station::Impl& self, ByteView box) {
    ASAH_TRY(const auto plain, vault::decrypt_box(self.storage_key, as_bytes(kPersonPlace), box));
    ASAH_TRY(auto roster, content::parse_roster_json(as_text(plain.view())));
    if (roster.people.size() != 1) {
        return fail(ErrorCode::DatabaseDamaged, "person");
    }
    return std::move(roster.people.front());
}

// A PIN changed here stands until the roster names the record that changed it.
Result<Verifier> verifier_of(Station::Impl& self, const content::RosterPerson& person) {
    ASAH_TRY(const auto change, store::read_pin_change(self.database, person.person.id));
    if (!change || person.pin_record == change->record) {
        return Verifier{person.pin_salt, person.pin_verifier, person.must_change_pin};
    }
    ASAH_TRY(const auto plain,
             vault::decrypt_box(self.storage_key, as_bytes(kPinPlace), change->box));
    const auto bytes = plain.view();
    if (bytes.size() <= vault::kPinSaltBytes) {
        return fail(ErrorCode::DatabaseDamaged, "pin");
    }
    return Verifier{{bytes.begin(), bytes.begin() + vault::kPinSaltBytes},
                    {bytes.begin() + vault::kPinSaltBytes, bytes.end()},
                    false};
}

// Counts on from now and from this boot.
Result<void> keep_try(Station::Impl& self, const PersonId& person, store::PinTry tried) {
    tried.since = self.ports.clock->now_boot();
    tried.boot = self.ports.clock->now_wall().boot;
    return sqlite::in_transaction(
        self.database, [&](sqlite::Tx& tx) { return store::write_pin_try(tx, person, tried); });
}

// Nobody knows how long the machine was off, so after a restart the wait that was left begins anew.
Result<void> check_delay(Station::Impl& self, const PersonId& person, const store::PinTry& tried) {
    const bool is_same_boot = tried.boot == self.ports.clock->now_wall().boot;
    const auto waited = is_same_boot ? self.ports.clock->now_boot() - tried.since : DurationMs{0};
    const auto left = tried.wait - std::max(waited, DurationMs{0});
    if (left.value <= 0) {
        return {};
    }
    if (!is_same_boot) {
        ASAH_CHECK(keep_try(self, person, tried));
    }
    return fail(ErrorCode::PinDelay, std::to_string((left.value + 999) / 1000));
}

Result<void> note_wrong(Station::Impl& self, const PersonId& person, store::PinTry tried) {
    ++tried.wrong_count;
    tried.wait = delay_after(tried.wrong_count);
    return keep_try(self, person, tried);
}

Result<std::optional<content::RosterPerson>> find(Station::Impl& self,
                                                  const std::string& identifier) {
    std::string digits;
    for (const char c : identifier) {
        if (c != ' ' && c != '.') {
            digits.push_back(c);
        }
    }
    ASAH_TRY(const auto generation, store::read_number(self.database, "roster_generation"));
    ASAH_TRY(const auto row,
             store::find_person(self.database, generation, lookup_hash(self.lookup_key, digits)));
    if (!row) {
        return std::optional<content::RosterPerson>{};
    }
    ASAH_TRY(auto person, open_person(self, row->box));
    return std::optional<content::RosterPerson>(std::move(person));
}

}  // namespace

Digest lookup_hash(const vault::Secret& lookup_key, std::string_view digits) {
    const auto mac = vault::hmac_sha256(lookup_key.view(), as_bytes(digits));
    Digest digest{};
    std::copy(mac.begin(), mac.end(), digest.begin());
    return digest;
}

Result<content::RosterPerson> read_person(Station::Impl& self, const PersonId& person) {
    ASAH_TRY(const auto generation, store::read_number(self.database, "roster_generation"));
    ASAH_TRY(const auto box, store::read_person(self.database, generation, person));
    if (!box) {
        return fail(ErrorCode::PersonUnknown);
    }
    return open_person(self, *box);
}

Result<assessment::SignedIn> Station::sign_in(const std::string& identifier,
                                              const std::string& pin) {
    auto& self = *m_impl;
    ASAH_CHECK(check_in_use(self));
    ASAH_TRY(const auto found, find(self, identifier));
    if (!found || !found->person.is_active) {
        // The same work as for a known number, so that time tells nobody who is on the roster.
        const auto ignored = vault::pin_verifier(pin, Bytes(vault::kPinSaltBytes, 0));
        return fail(ErrorCode::PersonUnknown);
    }
    const auto& id = found->person.id;
    ASAH_TRY(const auto tried, store::read_pin_try(self.database, id));
    ASAH_CHECK(check_delay(self, id, tried));
    ASAH_TRY(const auto verifier, verifier_of(self, *found));
    const auto verified = vault::verify_pin(pin, verifier.salt, verifier.verifier);
    if (!verified.has_value()) {
        if (verified.error().code == ErrorCode::PinWrong) {
            ASAH_CHECK(note_wrong(self, id, tried));
        }
        return fail(verified.error());
    }
    if (tried.wrong_count > 0) {
        ASAH_CHECK(sqlite::in_transaction(
            self.database, [&](sqlite::Tx& tx) { return store::clear_pin_try(tx, id); }));
    }
    // A sitting whose time ran out, or whose sealing was refused, is tried again now.
    const auto overdue = finish_overdue(self);
    if (!overdue.has_value()) {
        note_refusal(self, overdue.error());
    }
    return assessment::SignedIn{found->person, verifier.must_change};
}

Result<void> Station::change_pin(const PersonId& person, const std::string& old_pin,
                                 const std::string& new_pin) {
    auto& self = *m_impl;
    ASAH_CHECK(check_in_use(self));
    ASAH_TRY(const auto known, read_person(self, person));
    ASAH_TRY(const auto verifier, verifier_of(self, known));
    ASAH_CHECK(vault::verify_pin(old_pin, verifier.salt, verifier.verifier));
    ASAH_CHECK(check_pin(new_pin, known.person.nip));
    if (new_pin == old_pin) {
        return fail(ErrorCode::PinWeak);
    }
    ledger::PinChangedRecord body;
    body.person = person;
    body.salt = vault::make_pin_salt(*self.ports.random);
    ASAH_TRY(body.verifier, vault::pin_verifier(new_pin, body.salt));
    Bytes kept = body.salt;
    kept.insert(kept.end(), body.verifier.begin(), body.verifier.end());
    const auto id = RecordId::make(*self.ports.random);
    ASAH_TRY(const auto sealed, seal_record(self, id, std::move(body)));
    const auto box =
        vault::encrypt_box(self.storage_key, as_bytes(kPinPlace), kept, *self.ports.random);
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(store::write_pin_change(tx, person, {id, box}));
        ASAH_CHECK(append_entry(self, tx, sealed));
        return {};
    }));
    self.is_status_due = true;
    return {};
}

}  // namespace asah::station
