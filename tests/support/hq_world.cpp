#include "tests/support/hq_world.h"

#include <chrono>
#include <thread>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/issue.h"
#include "sync/agent/https_courier.h"
#include "sync/protocol/handover.h"
#include "sync/protocol/hq_folders.h"

namespace asah::support {

using ledger::Role;

namespace {

constexpr std::size_t kFileBytesMax = 1U << 20U;

}  // namespace

HqWorld::HqWorld() {
    paths = {folder.path() + "/home", folder.path() + "/intake", folder.path() + "/orders"};
    for (const auto& path : {FilePath(paths.home), FilePath(paths.intake), FilePath(paths.orders),
                             paths.orders + "/packages"}) {
        must(files.ensure_folder(path));
    }
    const auto copy = [&](const std::string& from, const std::string& to) {
        must(files.write_durable(to, files.read(from, kFileBytesMax).value(), FileMode::Private));
    };
    copy(authority.key_path(Role::Receiver), paths.home + "/receiver.key");
    const auto tls = authority.issue(Role::HqTls, "hq");
    copy(tls.key_path, paths.home + "/tls.key");
    must(files.write_durable(paths.home + "/tls.pem",
                             as_bytes(vault::certificate_pem(tls.certificate)), FileMode::Private));
    must(files.write_durable(paths.orders + "/" + protocol::kOrdersRoot, authority.root_file(1),
                             FileMode::Group));
}

void HqWorld::start_service() {
    write_terminals();
    hq::ServiceSettings settings;
    settings.paths = paths;
    settings.refresh_ms = 50;
    auto service = hq::Service::open(files, clock, settings, [this](const hq::Notice& notice) {
        const std::scoped_lock lock(m_notices_mutex);
        m_notices.push_back(notice.key);
    });
    ASAH_ASSERT(service.has_value());
    m_service = std::move(*service);
    m_service->start();
}

std::string HqWorld::address() const { return "127.0.0.1:" + std::to_string(m_service->port()); }

std::string HqWorld::join_address() const {
    return "127.0.0.1:" + std::to_string(m_service->join_port());
}

TestTerminal& HqWorld::join_terminal(std::uint8_t id) {
    auto terminal = std::make_unique<TestTerminal>();
    terminal->id.bytes.fill(id);
    terminal->ledger.bytes.fill(static_cast<std::uint8_t>(id + 100));
    const auto base = folder.path() + "/terminal-" + std::to_string(id);
    terminal->folders = {base + "/state", base + "/outbox", base + "/inbox"};
    for (const auto& path : {FilePath(terminal->folders.state), FilePath(terminal->folders.outbox),
                             FilePath(terminal->folders.inbox)}) {
        must(files.ensure_folder(path));
    }
    const auto tls = authority.issue(Role::TerminalTls, terminal->id.hex());
    const auto signing = authority.issue(Role::TerminalSigning, terminal->id.hex());
    terminal->tls_key_id = vault::read_certificate(tls.certificate)->key_id;
    terminal->signing_certificate = signing.certificate;
    terminal->signing_key_path = signing.key_path;

    ledger::JoinReply reply;
    reply.authority = authority.root.authority;
    reply.terminal = terminal->id;
    reply.terminal_name = "Kios";
    reply.unit = UnitCode("SETDA");
    reply.hq_address = "127.0.0.1:1";
    reply.tls_certificate = tls.certificate;
    reply.signing_certificate = signing.certificate;
    reply.opening_certificate = signing.certificate;
    reply.issuing_certificate = authority.certificate(Role::Issuing);
    const auto issuing = authority.signing_key(Role::Issuing);
    const auto document = vault::sign_document(ledger::kJoinReplyType,
                                               ledger::make_join_reply_payload(reply), {&issuing});
    const auto write = [&](const std::string& name, ByteView bytes) {
        must(files.write_durable(terminal->folders.in_state(name), bytes, FileMode::Private));
    };
    write(ledger::kJoinReplyName, document.value());
    write(ledger::kRootName, authority.root_file(1));
    write("tls.pem", as_bytes(vault::certificate_pem(tls.certificate)));
    write("tls.key", files.read(tls.key_path, kFileBytesMax).value());
    m_terminals.push_back(std::move(terminal));
    write_terminals();
    return *m_terminals.back();
}

void HqWorld::write_terminals() {
    const std::string begin = R"({"version":1,"terminals":[)";
    auto json = begin;
    for (const auto& terminal : m_terminals) {
        json += json.size() > begin.size() ? "," : "";
        json += R"({"terminal":")" + terminal->id.hex() +
                R"(","name":"Kios","unit":"SETDA","state":")" + terminal->state +
                R"(","tls_key_id":")" + to_hex(terminal->tls_key_id) + R"(","signing_key_id":")" +
                to_hex(vault::read_certificate(terminal->signing_certificate)->key_id) +
                R"(","signing_certificate":")" + to_base64(terminal->signing_certificate) + R"("})";
    }
    const std::string certificate(800, 'A');
    for (int i = 0; i < stranger_count; ++i) {
        const auto digits = std::to_string(1'000'000 + i);
        const auto id = std::string(32 - digits.size(), 'e') + digits;
        json += json.size() > begin.size() ? "," : "";
        json += R"({"terminal":")" + id + R"(","name":"Kios","unit":"SETDA","state":"active")" +
                R"(,"tls_key_id":")" + id + id + R"(","signing_key_id":")" + id + id +
                R"(","signing_certificate":")" + certificate + R"("})";
    }
    must(files.write_durable(paths.orders + "/" + protocol::kOrdersTerminals, as_bytes(json + "]}"),
                             FileMode::Group));
}

void HqWorld::sign_entry(TestTerminal& terminal, std::uint8_t salt, std::size_t sealed_bytes) {
    ledger::Entry entry;
    entry.sealed.assign(sealed_bytes, salt);
    auto& header = entry.header;
    header.authority = authority.root.authority;
    header.terminal = terminal.id;
    header.ledger = terminal.ledger;
    header.n = terminal.entries.size() + 1;
    header.parent = terminal.entries.empty()
                        ? ledger::genesis_hash(header.authority, header.terminal, header.ledger)
                        : ledger::entry_hash(terminal.entries.back().header);
    header.record.bytes.fill(salt);
    header.sealed_digest = sha256(entry.sealed);
    entry.signature = vault::SigningKey::open(files, terminal.signing_key_path)
                          ->sign(ledger::encode_header(header))
                          .value();
    terminal.entries.push_back(std::move(entry));
}

void HqWorld::finish_sitting(TestTerminal& terminal, std::uint8_t salt, std::size_t sealed_bytes) {
    sign_entry(terminal, salt, sealed_bytes);
    const auto& entry = terminal.entries.back();
    must(files.write_durable(terminal.folders.in_outbox(ledger::entry_file_name(entry.header)),
                             ledger::encode_entry(entry), FileMode::Group));
}

void HqWorld::publish(const std::vector<Parcel>& parcels) {
    ledger::Manifest manifest;
    manifest.authority = authority.root.authority;
    manifest.root_version = 1;
    manifest.number = ++m_manifest_number;
    for (const auto& parcel : parcels) {
        ledger::ManifestItem item;
        item.id = parcel.id;
        item.version = 1;
        item.digest = sha256(parcel.bytes);
        item.size = parcel.bytes.size();
        item.terminal = parcel.only;
        manifest.items.push_back(item);
        must(files.write_durable(
            paths.orders + "/packages/" + ledger::package_file_name(item.digest), parcel.bytes,
            FileMode::Group));
    }
    const auto key = authority.signing_key(Role::Content);
    must(files.write_durable(
        paths.orders + "/" + protocol::kOrdersManifest,
        vault::sign_document(ledger::kManifestType, ledger::make_manifest_payload(manifest), {&key})
            .value(),
        FileMode::Group));
}

Bytes HqWorld::revoke(TestTerminal& terminal) {
    terminal.state = "revoked";
    write_terminals();
    const auto key = authority.signing_key(ledger::Role::Issuing);
    const auto payload = ledger::make_revocation_payload(
        {authority.root.authority, terminal.id, clock.now_wall().utc});
    auto document = vault::sign_document(ledger::kRevocationType, payload, {&key}).value();
    must(files.write_durable(paths.orders + "/" + protocol::orders_revocation_name(terminal.id),
                             document, FileMode::Group));
    return document;
}

void HqWorld::file(const TestTerminal& terminal, std::size_t n) {
    const ledger::Receipt receipt{authority.root.authority,
                                  terminal.id,
                                  terminal.ledger,
                                  {n, ledger::entry_hash(terminal.entries[n - 1].header)},
                                  clock.now_wall().utc};
    const auto key = authority.signing_key(Role::Filing);
    must(files.write_durable(
        paths.orders + "/" + protocol::orders_filed_name(terminal.id, terminal.ledger),
        vault::sign_document(ledger::kFiledReceiptType, ledger::make_receipt_payload(receipt),
                             {&key})
            .value(),
        FileMode::Group));
}

Result<agent::PassOutcome> HqWorld::carry(const TestTerminal& terminal) {
    ASAH_TRY(const auto membership, agent::load_membership(files, terminal.folders));
    agent::HttpsCourier courier(address(),
                                {.root = membership.root,
                                 .certificate_path = terminal.folders.in_state("tls.pem"),
                                 .key_path = terminal.folders.in_state("tls.key")});
    return agent::run_pass(files, clock, terminal.folders, membership, courier);
}

std::vector<Bytes> HqWorld::handed_over(std::size_t count) {
    std::vector<Bytes> out;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    do {
        out.clear();
        const auto names = files.list(paths.intake).value();
        for (const auto& name : names) {
            if (!protocol::parse_handover_name(name)) {
                continue;
            }
            const auto bytes = files.read(paths.intake + "/" + name, protocol::kHandoverBytesMax);
            auto entries = protocol::parse_handover(bytes.value()).value();
            for (auto& entry : entries) {
                out.push_back(std::move(entry.file));
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(out.size() < count ? 10 : 0));
    } while (out.size() < count && std::chrono::steady_clock::now() < until);
    return out;
}

void HqWorld::empty_intake() {
    const auto names = files.list(paths.intake).value();
    for (const auto& name : names) {
        must(files.remove(paths.intake + "/" + name));
    }
}

hq::ArchiveCounts HqWorld::counts() {
    auto archive = hq::open_receiver_archive(paths.home + "/archive.db").value();
    return hq::count_archive(archive).value();
}

std::vector<std::string> HqWorld::notices() {
    const std::scoped_lock lock(m_notices_mutex);
    return m_notices;
}

}  // namespace asah::support
