// Opening a station on what joining left in the home.
#include <algorithm>
#include <limits>

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/station/impl.h"
#include "kiosk/station/layout.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

namespace {

constexpr std::string_view kKeyCheckPlace = "key-check";

Result<ledger::Root> open_root(Files& files, const Paths& paths) {
    ASAH_TRY(const auto bytes, files.read(root_path(paths), ledger::kSignedDocumentBytesMax));
    return vault::verify_root(bytes, nullptr);
}

// Who this terminal is was said once, under the root of that day; later roots may have another
// issuing certificate.
Result<ledger::JoinReply> open_identity(Files& files, const Paths& paths,
                                        const ledger::Root& current) {
    ASAH_TRY(const auto root_file,
             files.read(join_root_path(paths), ledger::kSignedDocumentBytesMax));
    ASAH_TRY(const auto root, vault::verify_root(root_file, nullptr));
    if (root.authority != current.authority) {
        return fail(ErrorCode::CertificateForeign, join_root_path(paths));
    }
    ASAH_TRY(const auto bytes, files.read(reply_path(paths), ledger::kSignedDocumentBytesMax));
    ASAH_TRY(const auto document, ledger::parse_signed(bytes));
    ASAH_TRY(const auto payload,
             vault::verify_document(document, ledger::kJoinReplyType, ledger::Role::Issuing, root));
    return ledger::parse_join_reply_payload(payload);
}

// A box made at the first start: it opens only with the right storage key.
Result<void> check_storage_key(sqlite::Database& database, const vault::Secret& key,
                               Random& random) {
    ASAH_TRY(const auto box, store::read_meta(database, kKeyCheckPlace));
    if (!box) {
        return sqlite::in_transaction(database, [&](sqlite::Tx& tx) {
            return store::write_meta(
                tx, kKeyCheckPlace,
                vault::encrypt_box(key, as_bytes(kKeyCheckPlace), as_bytes("asah"), random));
        });
    }
    if (!vault::decrypt_box(key, as_bytes(kKeyCheckPlace), *box).has_value()) {
        return fail(ErrorCode::StorageKeyWrong);
    }
    return {};
}

Result<LedgerId> ensure_ledger(sqlite::Database& database, Random& random) {
    ASAH_TRY(const auto known, store::read_meta(database, "ledger"));
    LedgerId id;
    if (known && known->size() == id.bytes.size()) {
        std::copy(known->begin(), known->end(), id.bytes.begin());
        return id;
    }
    id = LedgerId::make(random);
    ASAH_CHECK(sqlite::in_transaction(
        database, [&](sqlite::Tx& tx) { return store::write_meta(tx, "ledger", id.view()); }));
    return id;
}

Result<std::optional<ledger::Manifest>> kept_manifest(sqlite::Database& database) {
    ASAH_TRY(const auto payload, store::read_meta(database, "manifest"));
    if (!payload) {
        return std::optional<ledger::Manifest>{};
    }
    ASAH_TRY(auto manifest, ledger::parse_manifest_payload(as_text(*payload)));
    return std::optional<ledger::Manifest>(std::move(manifest));
}

struct Keys {
    vault::Secret storage;
    vault::Secret lookup;
    std::optional<vault::SigningKey> signing;
};

Result<Keys> open_keys(const Ports& ports, const Paths& paths, sqlite::Database& database) {
    Keys keys;
    ASAH_TRY(keys.storage, vault::load_storage_key(*ports.files, storage_key_path(paths)));
    ASAH_TRY(keys.signing, vault::SigningKey::open(*ports.files, signing_key_path(paths)));
    ASAH_CHECK(check_storage_key(database, keys.storage, *ports.random));
    keys.lookup = vault::derive_key(keys.storage, "asah/lookup/1");
    return keys;
}

std::vector<Bytes> readers_of(const ledger::Root& root) {
    auto readers = ledger::certificates_of(root, ledger::Role::ReadingOperations);
    const auto escrow = ledger::certificates_of(root, ledger::Role::ReadingEscrow);
    readers.insert(readers.end(), escrow.begin(), escrow.end());
    return readers;
}

}  // namespace

std::unique_ptr<vault::Sealer> make_sealer(const ledger::Root& root) {
    return std::make_unique<vault::CmsSealer>(readers_of(root));
}

Result<FileLock> lock_home(Files& files, const Paths& paths) {
    if (!files.exists(paths.home)) {
        return fail(ErrorCode::NotJoined);
    }
    return FileLock::take(lock_path(paths));
}

bool is_joined(Files& files, const Paths& paths) {
    return files.exists(reply_path(paths)) && files.exists(root_path(paths)) &&
           files.exists(join_root_path(paths));
}

Result<Station> Station::open(const Ports& ports, const Paths& paths) {
    if (!is_joined(*ports.files, paths)) {
        return fail(ErrorCode::NotJoined);
    }
    ASAH_TRY(auto root, open_root(*ports.files, paths));
    ASAH_TRY(auto identity, open_identity(*ports.files, paths, root));
    ASAH_TRY(auto database, store::open(database_path(paths), ports.vfs));
    ASAH_TRY(const auto out_of_use, store::read_number(database, kOutOfUseKey));
    Keys keys;
    if (out_of_use == 0) {
        ASAH_TRY(keys, open_keys(ports, paths, database));
    }
    ASAH_TRY(const auto ledger_id, ensure_ledger(database, *ports.random));
    ASAH_TRY(auto contents, load_contents(database, keys.storage));
    ASAH_TRY(auto manifest, kept_manifest(database));
    ASAH_TRY(const auto clock_floor, read_clock_floor(database));
    auto sealer = make_sealer(root);
    auto impl = std::make_unique<Impl>(Impl{.ports = ports,
                                            .paths = paths,
                                            .storage_key = std::move(keys.storage),
                                            .lookup_key = std::move(keys.lookup),
                                            .database = std::move(database),
                                            .root = std::move(root),
                                            .identity = std::move(identity),
                                            .ledger_id = ledger_id,
                                            .signing_key = std::move(keys.signing),
                                            .own_sealer = std::move(sealer),
                                            .contents = std::move(contents),
                                            .live = {},
                                            .refused = {},
                                            .revocation = {},
                                            .out_of_use = {},
                                            .manifest = {},
                                            .own_items = {},
                                            .refused_packages = {},
                                            .doubted_packages = {},
                                            .clock_floor = clock_floor,
                                            .exported_n = {}});
    if (manifest) {
        keep_manifest(*impl, std::move(*manifest));
    }
    if (out_of_use != 0) {
        impl->out_of_use = UtcMs{out_of_use};
    }
    // Refusals here leave the terminal usable; READY shows them.
    const auto note = [&](const auto& result) {
        if (!result.has_value()) {
            note_refusal(*impl, result.error());
        }
    };
    if (impl->out_of_use) {
        note(erase_rest(*impl));
    }
    note(finish_overdue(*impl));
    note(export_entries(*impl, std::numeric_limits<int>::max()));
    note(checkpoint(*impl));
    note(write_status(*impl));
    return Station(std::move(impl));
}

}  // namespace asah::station
