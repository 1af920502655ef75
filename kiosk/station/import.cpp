// The inbox: root, manifest, packages, receipts. Verified whole before anything is stored; a
// package counts only once a pointer names it. What is refused is removed and told on READY.
#include <algorithm>
#include <set>

#include "kiosk/core/content/bank_json.h"
#include "kiosk/core/content/package.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/station/impl.h"
#include "kiosk/station/layout.h"
#include "kiosk/vault/bank_word.h"
#include "kiosk/vault/parcel.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using ledger::PackageKind;
using ledger::Role;

namespace {

Result<Bytes> member(const content::Package& package, std::string_view name,
                     content::MemberForm form) {
    const auto* found = content::find_member(package, name);
    if (found == nullptr || found->form != form) {
        return fail(ErrorCode::MalformedInput, "package member " + std::string(name));
    }
    return found->bytes;
}

Result<vault::Secret> sealed_member(Station::Impl& self, const content::Package& package,
                                    std::string_view name) {
    ASAH_TRY(const auto sealed, member(package, name, content::MemberForm::Sealed));
    return vault::open_parcel(*self.ports.files, opening_key_path(self.paths),
                              self.identity.opening_certificate, sealed);
}

bool is_guarded(const content::Package& package) {
    return package.kind == PackageKind::Bank && content::find_member(package, "keys") == nullptr;
}

/// Decrypts a sealed member with keys and keeps it for the database, under the storage key.
Result<vault::Secret> take_keys(Station::Impl& self, const content::Package& package,
                                std::string_view name, store::PackageRow& row) {
    ASAH_TRY(auto keys, sealed_member(self, package, name));
    row.keys_box =
        vault::encrypt_box(self.storage_key, ByteView(row.digest), keys.view(), *self.ports.random);
    return keys;
}

/// The items name the bank and version that the package says.
Result<void> check_name(const items::Bank& bank, const content::Package& package) {
    if (bank.id.value != package.id || bank.version != package.version) {
        return fail(ErrorCode::MalformedInput, "bank " + package.id);
    }
    return {};
}

// The keys that measure stay at headquarters. Those of practice are vouched for by the manifest.
Result<Parsed> read_guarded_bank(Station::Impl& self, const content::Package& package,
                                 items::Bank bank, store::PackageRow& row) {
    ASAH_CHECK(vault::verify_bank(package, row.plain, std::nullopt, &self.root));
    ASAH_CHECK(check_name(bank, package));
    if (content::find_member(package, "practice_keys") != nullptr) {
        ASAH_TRY(const auto keys, take_keys(self, package, "practice_keys", row));
        ASAH_TRY(bank, content::with_keys(std::move(bank), as_text(keys.view()),
                                          content::KeyPart::Practice));
    }
    return Parsed(std::move(bank));
}

/// Fills the row's bytes; the bank is parsed here and nowhere else until the next start.
Result<Parsed> read_bank(Station::Impl& self, const content::Package& package,
                         store::PackageRow& row) {
    ASAH_TRY(row.plain, member(package, "items", content::MemberForm::Plain));
    ASAH_TRY(auto bank, content::parse_items_json(as_text(row.plain)));
    if (is_guarded(package)) {
        return read_guarded_bank(self, package, std::move(bank), row);
    }
    ASAH_TRY(const auto keys, take_keys(self, package, "keys", row));
    ASAH_CHECK(vault::verify_bank(package, row.plain, keys.view(), &self.root));
    ASAH_CHECK(check_name(bank, package));
    ASAH_TRY(bank, content::with_keys(std::move(bank), as_text(keys.view())));
    return Parsed(std::move(bank));
}

Result<Parsed> read_package(Station::Impl& self, const content::Package& package,
                            store::PackageRow& row) {
    switch (package.kind) {
        case PackageKind::Framework:
        case PackageKind::Assessment: {
            const bool is_framework = package.kind == PackageKind::Framework;
            ASAH_TRY(row.plain, member(package, is_framework ? "framework" : "assessment",
                                       content::MemberForm::Plain));
            return parse_document(package.kind, package.id, row.plain);
        }
        case PackageKind::Bank:
        case PackageKind::Statements:
            return read_bank(self, package, row);
        case PackageKind::Roster:
            return Parsed();
    }
    return Parsed();
}

store::PersonRow person_row(Station::Impl& self, const content::RosterPerson& person) {
    store::PersonRow row;
    row.person = person.person.id;
    row.nip_hash = lookup_hash(self.lookup_key, person.person.nip.digits);
    row.short_hash = lookup_hash(self.lookup_key, person.person.short_number.digits);
    const auto json = content::make_roster_json({self.identity.terminal, {}, {person}});
    row.box = vault::encrypt_box(self.storage_key, as_bytes(kPersonPlace), as_bytes(json),
                                 *self.ports.random);
    return row;
}

// Staged under a generation that is not yet current, in small transactions; then one pointer.
Result<void> stage_roster(Station::Impl& self, const content::Package& package) {
    ASAH_TRY(const auto plain, sealed_member(self, package, "roster"));
    ASAH_TRY(const auto roster, content::parse_roster_json(as_text(plain.view())));
    if (roster.terminal != self.identity.terminal) {
        return fail(ErrorCode::CertificateForeign, "roster of another terminal");
    }
    ASAH_TRY(const auto current, store::read_number(self.database, "roster_generation"));
    const auto next = current + 1;
    // What an import left behind that was cut short must not come back as a part of this one.
    ASAH_CHECK(sqlite::in_transaction(
        self.database, [&](sqlite::Tx& tx) { return store::keep_generation(tx, current); }));
    const auto step = self.ports.people_per_transaction;
    for (std::size_t at = 0; at < roster.people.size(); at += step) {
        ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
            const auto end = std::min(roster.people.size(), at + step);
            for (std::size_t i = at; i < end; ++i) {
                ASAH_CHECK(store::add_person(tx, next, person_row(self, roster.people[i])));
            }
            return {};
        }));
    }
    return sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(store::write_number(tx, "roster_generation", next));
        return store::keep_generation(tx, next);
    });
}

Result<void> store_package(Station::Impl& self, const ledger::ManifestItem& item, ByteView bytes) {
    ASAH_TRY(const auto package, content::parse_package(bytes));
    if (package.kind != item.kind || package.id != item.id || package.version != item.version) {
        return fail(ErrorCode::MalformedInput, item.id);
    }
    store::PackageRow row;
    row.digest = item.digest;
    row.kind = package.kind;
    row.id = package.id;
    row.version = package.version;
    row.is_current = true;
    ASAH_TRY(auto parsed, read_package(self, package, row));
    if (package.kind == PackageKind::Roster) {
        ASAH_CHECK(stage_roster(self, package));
    }
    // What a bank's keys were before, this package says anew: guarded ones go, of every version.
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        if (is_guarded(package)) {
            ASAH_CHECK(store::drop_keys(tx, row.kind, row.id));
        }
        ASAH_CHECK(store::add_package(tx, row));
        return store::set_current(tx, row);
    }));
    if (is_guarded(package)) {
        drop_keys(self.contents, BankId(row.id));
    }
    take_in(self.contents, row, std::move(parsed));
    return {};
}

// A refusal of the disk is no fault of the file: it stays and is tried again.
bool is_passing(ErrorCode code) {
    return code == ErrorCode::DiskFull || code == ErrorCode::FileUnwritable ||
           code == ErrorCode::DatabaseBusy || code == ErrorCode::DatabaseFailed;
}

// The terminal's own key or database is not as it should be, which the package cannot help.
bool is_own_trouble(ErrorCode code) {
    return code == ErrorCode::FileMissing || code == ErrorCode::FileUnreadable ||
           code == ErrorCode::DatabaseDamaged;
}

// Another try may go better: no reason is told the first time, so it comes again at once. The
// second time the reason is told, or it would come for ever.
void doubt(Station::Impl& self, const Digest& digest, ErrorCode code) {
    if (!self.doubted_packages.insert(digest).second) {
        self.refused_packages[digest] = code;
    }
}

Result<void> import_package(Station::Impl& self, const ledger::ManifestItem& item, ByteView bytes) {
    if (sha256(bytes) != item.digest) {
        doubt(self, item.digest, ErrorCode::DigestMismatch);  // damaged on the way
        return fail(ErrorCode::DigestMismatch, item.id);
    }
    auto stored = bytes.size() == item.size
                      ? store_package(self, item, bytes)
                      : Result<void>(fail(ErrorCode::MalformedInput, item.id + ": size"));
    if (stored.has_value()) {
        self.refused_packages.erase(item.digest);
        self.doubted_packages.erase(item.digest);
    } else if (is_own_trouble(stored.error().code)) {
        doubt(self, item.digest, stored.error().code);
    } else if (!is_passing(stored.error().code)) {
        self.refused_packages[item.digest] = stored.error().code;
    }
    return stored;
}

Result<void> import_manifest(Station::Impl& self, ByteView bytes) {
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload,
             vault::verify_document(document, ledger::kManifestType, Role::Content, self.root));
    ASAH_TRY(auto manifest, ledger::parse_manifest_payload(payload));
    if (manifest.authority != self.identity.authority) {
        return fail(ErrorCode::CertificateForeign, "manifest");
    }
    const auto& kept = self.manifest;
    if (kept && std::pair(manifest.root_version, manifest.number) <
                    std::pair(kept->root_version, kept->number)) {
        return fail(ErrorCode::VersionOlder, "manifest " + std::to_string(manifest.number));
    }
    ASAH_TRY(auto unnamed, store::current_packages(self.database));
    std::erase_if(unnamed, [&](const auto& name) {
        return std::any_of(manifest.items.begin(), manifest.items.end(), [&](const auto& item) {
            return item.kind == name.kind && item.id == name.id;
        });
    });
    const UtcMs floor = floor_under(self, manifest);
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(write_clock_floor(tx, floor, manifest));
        for (const auto& name : unnamed) {
            ASAH_CHECK(store::drop_current(tx, name.kind, name.id));
        }
        ASAH_CHECK(store::write_number(tx, "manifest_number", manifest.number));
        return store::write_meta(tx, "manifest", as_bytes(payload));
    }));
    self.clock_floor = floor;
    for (const auto& name : unnamed) {
        drop(self.contents, name);
    }
    keep_manifest(self, std::move(manifest));
    return {};
}

Result<void> import_root(Station::Impl& self, ByteView bytes) {
    ASAH_TRY(const auto known,
             self.ports.files->read(root_path(self.paths), ledger::kSignedDocumentBytesMax));
    // Our own file may be ahead of what we work with: a write that was refused at its very end.
    const bool is_ours = std::equal(known.begin(), known.end(), bytes.begin(), bytes.end());
    ASAH_TRY(auto root, vault::verify_root(bytes, is_ours ? nullptr : &self.root));
    if (!is_ours) {
        ASAH_CHECK(
            self.ports.files->write_durable(root_path(self.paths), bytes, FileMode::Private));
    }
    self.root = std::move(root);
    self.own_sealer = make_sealer(self.root);
    return {};
}

struct Waiting {
    std::string name;
    std::optional<ledger::ManifestItem> item;  // for packages
};

bool has_suffix(std::string_view name, std::string_view suffix) { return name.ends_with(suffix); }

// What is no file (a pipe, a link, a folder) stays where it is and is told once on READY: waiting
// for it or following it would be what whoever put it there wants.
Result<std::vector<std::string>> files_in_inbox(Station::Impl& self, IdleWork& work) {
    ASAH_TRY(const auto items, self.ports.files->look(self.paths.inbox));
    std::vector<std::string> names;
    for (const auto& item : items) {
        if (item.kind == FileKind::File) {
            names.push_back(item.name);
            continue;
        }
        const auto skipped = skipped_item(self.paths.inbox, item);
        if (note_refusal(self, skipped)) {
            work.refused.push_back(skipped);
        }
    }
    return names;
}

// Root before manifest before the packages that it names; receipts last.
Result<std::optional<Waiting>> next_waiting(Station::Impl& self, IdleWork& work) {
    ASAH_TRY(const auto names, files_in_inbox(self, work));
    const auto has = [&](const std::string& name) {
        return std::binary_search(names.begin(), names.end(), name);
    };
    for (const auto* name : {ledger::kRootName, ledger::kRevocationName, ledger::kManifestName}) {
        if (has(name)) {
            return std::optional(Waiting{name, {}});
        }
    }
    for (const auto& item : self.own_items) {
        const auto name = ledger::package_file_name(item.digest);
        if (has(name)) {
            return std::optional(Waiting{name, item});
        }
    }
    for (const auto& name : names) {
        if (has_suffix(name, ledger::kStoredReceiptSuffix) ||
            has_suffix(name, ledger::kFiledReceiptSuffix)) {
            return std::optional(Waiting{name, {}});
        }
    }
    return std::optional<Waiting>{};
}

Result<void> take(Station::Impl& self, const Waiting& waiting) {
    const auto path = self.paths.inbox + "/" + waiting.name;
    const auto read = self.ports.files->read(path, content::kPackageBytesMax);
    if (!read.has_value()) {
        if (waiting.item && !is_passing(read.error().code)) {
            doubt(self, waiting.item->digest, read.error().code);
        }
        return fail(read.error());
    }
    const Bytes& bytes = *read;
    if (waiting.item) {
        return import_package(self, *waiting.item, bytes);
    }
    if (waiting.name == ledger::kRootName) {
        return import_root(self, bytes);
    }
    if (waiting.name == ledger::kRevocationName) {
        return import_revocation(self, bytes);
    }
    if (waiting.name == ledger::kManifestName) {
        return import_manifest(self, bytes);
    }
    const bool is_filed = has_suffix(waiting.name, ledger::kFiledReceiptSuffix);
    return import_receipt(self, bytes, is_filed ? Mark::Filed : Mark::Stored);
}

}  // namespace

Result<bool> import_one(Station::Impl& self, IdleWork& work) {
    if (self.out_of_use) {
        ASAH_CHECK(erase_rest(self));  // what the carrier brought again
    } else if (self.revocation) {
        work.is_revoked = true;
        return false;
    }
    ASAH_TRY(const auto waiting, next_waiting(self, work));
    if (!waiting) {
        return false;
    }
    const auto taken = take(self, *waiting);
    if (!taken.has_value()) {
        if (is_passing(taken.error().code)) {
            return fail(taken.error());
        }
        work.refused.push_back(taken.error());
        note_refusal(self, taken.error());
    } else {
        ++work.imported_count;
    }
    if (self.revocation && !self.out_of_use) {
        return true;  // its file stays until it is carried out, also over a restart
    }
    ASAH_CHECK(self.ports.files->remove(self.paths.inbox + "/" + waiting->name));
    self.is_status_due = true;
    return true;
}

void keep_manifest(Station::Impl& self, ledger::Manifest manifest) {
    self.own_items.clear();
    std::set<std::pair<PackageKind, std::string_view>> names;
    for (const auto& item : manifest.items) {
        const bool is_for_us = !item.terminal || *item.terminal == self.identity.terminal;
        if (is_for_us && names.emplace(item.kind, item.id).second) {
            self.own_items.push_back(item);
        }
    }
    self.manifest = std::move(manifest);
}

Result<std::vector<ledger::LackingPackage>> lacking_packages(Station::Impl& self) {
    std::vector<ledger::LackingPackage> lacking;
    ASAH_TRY(const auto current, store::current_packages(self.database));
    for (const auto& item : self.own_items) {
        const bool is_held = std::any_of(current.begin(), current.end(), [&](const auto& name) {
            return name.digest == item.digest;
        });
        const auto path = self.paths.inbox + "/" + ledger::package_file_name(item.digest);
        if (is_held || self.ports.files->exists(path)) {
            continue;
        }
        const auto refused = self.refused_packages.find(item.digest);
        lacking.push_back({item.digest, refused == self.refused_packages.end()
                                            ? std::string{}
                                            : std::string(error_key(refused->second))});
    }
    // What comes again when it is told goes first: refused ones must not crowd it out.
    std::stable_partition(lacking.begin(), lacking.end(),
                          [](const auto& package) { return package.reason.empty(); });
    lacking.resize(std::min(lacking.size(), ledger::kLackingMax));
    return lacking;
}

}  // namespace asah::station
