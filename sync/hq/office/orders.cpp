#include "sync/hq/office/orders.h"

#include <algorithm>

#include "kiosk/core/ledger/folder_names.h"
#include "sync/hq/office/publish.h"
#include "sync/hq/office/terminals.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

constexpr std::size_t kManifestBytesMax = std::size_t{16} << 20U;

Result<void> write_root(Office& office) {
    auto& files = office.ports().files;
    const auto path = office.config().orders + "/" + protocol::kOrdersRoot;
    ASAH_TRY(const auto root, files.read(office.home() + "/root", ledger::kSignedDocumentBytesMax));
    const auto there = files.read(path, ledger::kSignedDocumentBytesMax);
    return there.has_value() && *there == root ? Result<void>{}
                                               : files.write_durable(path, root, FileMode::Public);
}

/// Whether the manifest and every package that it names are there.
bool is_content_whole(Office& office) {
    auto& files = office.ports().files;
    const auto& orders = office.config().orders;
    const auto bytes = files.read(orders + "/" + protocol::kOrdersManifest, kManifestBytesMax);
    const auto document =
        bytes ? ledger::parse_signed(*bytes) : Result<ledger::SignedDocument>(fail(bytes.error()));
    const auto payload = document ? ledger::payload_of(document->body, ledger::kManifestType)
                                  : Result<std::string_view>(fail(ErrorCode::MalformedInput));
    const auto manifest = payload ? ledger::parse_manifest_payload(*payload)
                                  : Result<ledger::Manifest>(fail(ErrorCode::MalformedInput));
    return manifest.has_value() &&
           std::ranges::all_of(manifest->items, [&](const ledger::ManifestItem& item) {
               return files.exists(orders + "/" + protocol::kOrdersPackages + "/" +
                                   ledger::package_file_name(item.digest));
           });
}

}  // namespace

Result<int> restore_orders(Office& office) {
    auto& files = office.ports().files;
    const auto& orders = office.config().orders;
    ASAH_CHECK(files.ensure_folder(orders));
    ASAH_CHECK(files.ensure_folder(orders + "/" + protocol::kOrdersPackages));
    ASAH_CHECK(write_root(office));
    ASAH_CHECK(write_terminal_table(office));
    ASAH_CHECK(write_code_table(office));
    ASAH_TRY(const auto published, load_counter(office.database(), kManifestCounter));
    if (published == 0 || is_content_whole(office)) {
        return 0;
    }
    Problems problems;
    ASAH_TRY(const auto again, publish(office, {}, problems));
    return again.manifest_number;
}

}  // namespace asah::hq
