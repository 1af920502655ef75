#include "sync/agent/pass.h"

#include <algorithm>
#include <string_view>

#include "kiosk/core/base/skipped.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/certificate.h"
#include "sync/agent/refusal.h"
#include "sync/protocol/client.h"
#include "sync/protocol/pace.h"

namespace asah::agent {

namespace {

constexpr std::string_view kPartSuffix = ".part";  // of a package that is not whole yet

ledger::EntryHeader header_of(const ledger::EntryName& name) {
    ledger::EntryHeader header;
    header.ledger = name.ledger;
    header.n = name.n;
    return header;
}

std::string file_name_of(const ledger::EntryName& name) {
    // entry_file_name needs the whole header for its hash; the name has the hash already.
    auto text = ledger::entry_file_name(header_of(name));
    const auto dash = text.rfind('-');
    return text.substr(0, dash + 1) + to_hex(name.hash) + ".entry";
}

class Pass {
   public:
    Pass(Files& files, Clock& clock, const Folders& folders, const Membership& membership,
         Courier& courier)
        : m_files(&files),
          m_clock(&clock),
          m_folders(&folders),
          m_membership(&membership),
          m_root(membership.root),
          m_courier(&courier) {}

    Result<PassOutcome> run() {
        m_contact = load_contact(*m_files, *m_folders);
        m_delivered = load_delivered(*m_files, *m_folders);
        m_set_aside = load_set_aside(*m_files, *m_folders, m_root->version);
        m_contact.tried = m_clock->now_wall().utc;
        auto done = converse();
        m_contact.last_error = done.has_value() ? std::string{} : refusal_key(done.error());
        ASAH_CHECK(save_contact(*m_files, *m_folders, m_contact));
        if (!done.has_value()) {
            return fail(std::move(done).error());
        }
        return std::move(m_outcome);
    }

   private:
    using Step = protocol::ClientStep;

    Result<void> converse() {
        ASAH_TRY(auto start, look_around());
        auto step = protocol::begin(std::move(start));
        for (;;) {
            std::optional<protocol::Message> reply;
            for (const auto& action : step.actions) {
                if (const auto* finish = std::get_if<protocol::Finish>(&action)) {
                    return finished(*finish, step.state);
                }
                ASAH_TRY(auto answer, act(action, step.state));
                if (answer) {
                    reply = std::move(answer);
                }
            }
            if (!reply) {
                return fail(ErrorCode::ProtocolViolation, "nothing to do next");
            }
            step = protocol::step(std::move(step.state), *reply);
        }
    }

    Result<void> finished(const protocol::Finish& finish, const protocol::ClientState& state) {
        if (finish.refused) {
            return fail(pass_refused(*finish.refused, m_courier->place()));
        }
        return hand_over(state);
    }

    /// What to say in the hello.
    Result<protocol::ClientStart> look_around() {
        protocol::ClientStart start;
        start.terminal = m_membership->reply.terminal;
        start.root_version = static_cast<std::uint32_t>(m_root->version);
        start.carrier_version = ASAH_VERSION;
        auto status_file = read_optional(*m_files, m_folders->in_outbox(ledger::kStatusName),
                                         protocol::kDocumentBytesMax);
        ASAH_TRY(start.status, skip_if_bad(std::move(status_file)));
        if (const auto status = protocol::read_status(start.status); status.has_value()) {
            m_kiosk.manifest_number = status->manifest_number;
            for (const auto& package : status->lacking) {
                m_kiosk.lacking[package.digest] = package.reason;
            }
        }
        ASAH_TRY(const auto items, look_at(m_folders->outbox));
        for (const auto& item : items) {
            if (const auto name = ledger::parse_entry_file_name(item); name.has_value()) {
                start.outbox.push_back(*name);
            }
        }
        ASAH_CHECK(look_at_packages(start));
        return start;
    }

    /// No bytes, and a line for the operator, where a shared folder holds something that is no
    /// file of ours.
    Result<Bytes> skip_if_bad(Result<Bytes> bytes) {
        if (bytes.has_value() || !is_skippable(bytes.error())) {
            return bytes;
        }
        skip(std::move(bytes).error());
        return Bytes{};
    }

    /// Once each: a folder is looked at, and then what lies in it is read.
    void skip(Error error) {
        const bool is_known =
            std::any_of(m_outcome.skipped.begin(), m_outcome.skipped.end(),
                        [&](const Error& one) { return one.detail == error.detail; });
        if (!is_known) {
            m_outcome.skipped.push_back(std::move(error));
        }
    }

    /// The files in a shared folder; whatever else lies there is reported as skipped.
    Result<std::vector<std::string>> look_at(const SharedFolder& folder) {
        ASAH_TRY(const auto items, m_files->look(folder));
        std::vector<std::string> names;
        for (const auto& item : items) {
            if (item.kind == FileKind::File) {
                names.push_back(item.name);
            } else {
                skip(skipped_item(folder, item));
            }
        }
        return names;
    }

    Result<void> look_at_packages(protocol::ClientStart& start) {
        ASAH_TRY(m_manifest_file,
                 read_optional(*m_files, m_folders->in_state(ledger::kManifestName),
                               ledger::kSignedDocumentBytesMax));
        if (const auto manifest = checked_manifest(m_manifest_file); manifest.has_value()) {
            start.manifest_number = static_cast<std::uint32_t>(manifest->number);
            start.manifest = *manifest;
        }
        ASAH_CHECK(m_files->ensure_folder(m_folders->in_state("partial")));
        ASAH_TRY(auto names, m_files->list(m_folders->in_state("partial")));
        ASAH_TRY(const auto handed_over, look_at(m_folders->inbox));
        names.insert(names.end(), handed_over.begin(), handed_over.end());
        for (const auto& name : names) {
            const auto dot = name.find(ledger::kPackageSuffix);
            const auto digest = parse_digest(name.substr(0, dot));
            if (dot != std::string::npos && digest.has_value()) {
                start.packages_here.insert(*digest);
            }
        }
        ASAH_CHECK(look_at_parts(start));
        const auto now = m_clock->now_wall().utc;
        const auto number = static_cast<int>(start.manifest_number);
        for (const auto& [digest, delivery] : m_delivered.packages) {
            const auto again = is_due_again(delivery, digest, m_kiosk, number, now);
            if (again == Again::No) {
                start.packages_here.insert(digest);
            } else if (again == Again::AtNewManifest) {
                start.packages_refused.insert(digest);
            }
        }
        return {};
    }

    /// What earlier passes began to fetch. A part that no manifest names any more goes.
    Result<void> look_at_parts(protocol::ClientStart& start) {
        ASAH_TRY(const auto names, m_files->list(m_folders->in_state("partial")));
        for (const auto& name : names) {
            const auto digest = parse_digest(name.substr(0, name.find(kPartSuffix)));
            if (!name.ends_with(kPartSuffix) || !digest.has_value()) {
                continue;
            }
            const bool is_named =
                start.manifest &&
                std::any_of(start.manifest->items.begin(), start.manifest->items.end(),
                            [&](const auto& item) { return item.digest == *digest; });
            const auto path = m_folders->in_state("partial/" + name);
            if (!is_named) {
                ASAH_CHECK(m_files->remove(path));
                continue;
            }
            ASAH_TRY(const auto bytes, m_files->read(path, protocol::kContentBytesMax));
            start.parts[*digest] = bytes.size();
        }
        return {};
    }

    Result<ledger::Manifest> checked_manifest(ByteView file) {
        ASAH_TRY(const auto document, ledger::parse_signed(file));
        ASAH_TRY(const auto payload, vault::verify_document(document, ledger::kManifestType,
                                                            ledger::Role::Content, *m_root));
        return ledger::parse_manifest_payload(payload);
    }

    /// Does one action; a reply when it was one that asks.
    Result<std::optional<protocol::Message>> act(const protocol::Action& action,
                                                 protocol::ClientState& state) {
        if (const auto* send = std::get_if<protocol::Send>(&action)) {
            return exchanged(send->message);
        }
        if (std::holds_alternative<protocol::SendEntries>(action)) {
            return paced([&] { return send_entries(state); });
        }
        if (const auto* piece = std::get_if<protocol::FetchPiece>(&action)) {
            return paced([&] {
                return exchanged(
                    protocol::Fetch{.terminal = m_membership->reply.terminal,
                                    .kind = protocol::ContentKind::Package,
                                    .digest = piece->digest,
                                    .offset = piece->offset,
                                    .bytes_max = static_cast<std::uint32_t>(m_pace.bytes())});
            });
        }
        ASAH_CHECK(keep(action));
        return std::optional<protocol::Message>{};
    }

    Result<std::optional<protocol::Message>> exchanged(const protocol::Message& request) {
        auto reply = m_courier->exchange(request);
        if (!reply.has_value()) {
            return fail(std::move(reply).error());
        }
        m_contact.heard = m_clock->now_wall().utc;
        return std::optional(std::move(*reply));
    }

    /// Sends or asks for as much as the pace says. A line that breaks is tried once more at once,
    /// with half as much; if it breaks again, the next pass goes on where this one ended.
    template <class Ask>
    Result<std::optional<protocol::Message>> paced(Ask ask) {
        const auto began = m_clock->now_boot();
        auto reply = ask();
        if (reply.has_value()) {
            m_pace.passed(m_clock->now_boot() - began);
        }
        if (!reply.has_value() && reply.error().code == ErrorCode::NetworkBroken) {
            m_pace.broke();
            reply = ask();
        }
        return reply;
    }

    Result<std::optional<protocol::Message>> send_entries(protocol::ClientState& state) {
        protocol::BatchBuilder batch(m_pace.bytes());
        std::size_t count = 0;
        for (const auto& name : state.queue) {
            auto file = read_optional(*m_files, m_folders->in_outbox(file_name_of(name)),
                                      protocol::kRequestBytesMax);
            ASAH_TRY(auto bytes, skip_if_bad(std::move(file)));
            if (bytes.empty() || is_set_aside(bytes)) {
                count += batch.empty() ? pass_over(name, bytes) : 0U;
                break;
            }
            if (!batch.add(std::move(bytes))) {
                break;
            }
            ++count;
        }
        protocol::entries_sent(state, count);
        if (batch.empty()) {
            return std::optional<protocol::Message>(protocol::BatchAnswer{});
        }
        ASAH_TRY(auto reply,
                 exchanged(protocol::Batch{m_membership->reply.terminal, batch.take()}));
        m_outcome.sent_count += static_cast<int>(count);
        return reply;
    }

    Result<void> keep(const protocol::Action& action) {
        if (const auto* receipts = std::get_if<protocol::KeepReceipts>(&action)) {
            return keep_receipts(*receipts);
        }
        if (const auto* root = std::get_if<protocol::KeepRoot>(&action)) {
            return keep_root(root->bytes);
        }
        if (const auto* revocation = std::get_if<protocol::KeepRevocation>(&action)) {
            return keep_revocation(revocation->bytes);
        }
        if (const auto* manifest = std::get_if<protocol::KeepManifest>(&action)) {
            ASAH_CHECK(checked_manifest(manifest->bytes));
            m_manifest_file = manifest->bytes;
            return m_files->write_durable(m_folders->in_state(ledger::kManifestName),
                                          manifest->bytes, FileMode::Private);
        }
        if (const auto* piece = std::get_if<protocol::KeepPiece>(&action)) {
            return keep_piece(*piece);
        }
        if (const auto* told = std::get_if<protocol::TellQuarantined>(&action)) {
            return set_aside(*told);
        }
        return {};
    }

    /// Appends; after the last piece the whole must be what the manifest names.
    Result<void> keep_piece(const protocol::KeepPiece& piece) {
        const auto part =
            m_folders->in_state("partial/" + to_hex(piece.digest) + std::string(kPartSuffix));
        if (piece.offset == 0) {
            ASAH_CHECK(m_files->remove(part));
        }
        ASAH_CHECK(m_files->append_durable(part, piece.bytes, FileMode::Private));
        if (!piece.is_last) {
            return {};
        }
        ASAH_TRY(const auto whole, m_files->read(part, protocol::kContentBytesMax));
        const bool is_right = sha256(whole) == piece.digest;
        if (is_right) {
            ASAH_CHECK(m_files->write_durable(
                m_folders->in_state("partial/" + ledger::package_file_name(piece.digest)), whole,
                FileMode::Private));
        }
        ASAH_CHECK(m_files->remove(part));
        return is_right ? Result<void>{}
                        : fail(pass_refused(ErrorCode::DigestMismatch, m_courier->place()));
    }

    Result<void> set_aside(const protocol::TellQuarantined& told) {
        const auto name = file_name_of(told.entry);
        const auto reason = std::string(error_key(told.reason));
        m_outcome.quarantined.push_back(name + ": " + reason);
        ASAH_TRY(const auto bytes,
                 read_optional(*m_files, m_folders->in_outbox(name), protocol::kRequestBytesMax));
        m_set_aside.reasons[sha256(bytes)] = reason;
        return save_set_aside(*m_files, *m_folders, m_set_aside);
    }

    bool is_set_aside(ByteView bytes) const { return m_set_aside.reasons.contains(sha256(bytes)); }

    /// HQ has the entry: pruned here meanwhile (empty), or set aside there, which is told at each
    /// pass. Returns how many it is of the queue.
    std::size_t pass_over(const ledger::EntryName& name, ByteView bytes) {
        const auto found = m_set_aside.reasons.find(sha256(bytes));
        if (found != m_set_aside.reasons.end()) {
            m_outcome.quarantined.push_back(file_name_of(name) + ": " + found->second);
        }
        return 1;
    }

    Result<void> keep_receipts(const protocol::KeepReceipts& receipts) {
        ASAH_CHECK(keep_receipt(receipts.stored, ledger::kStoredReceiptType,
                                ledger::stored_receipt_name(receipts.ledger), m_contact.stored));
        return keep_receipt(receipts.filed, ledger::kFiledReceiptType,
                            ledger::filed_receipt_name(receipts.ledger), m_contact.filed);
    }

    /// The kiosk checks the signature; here only a form that is none is kept out.
    Result<void> keep_receipt(ByteView bytes, std::string_view type, const std::string& name,
                              std::map<LedgerId, std::uint64_t>& contact) {
        if (bytes.empty()) {
            return {};
        }
        ASAH_TRY(const auto document, ledger::parse_signed(bytes));
        ASAH_TRY(const auto payload, ledger::payload_of(document.body, type));
        ASAH_TRY(const auto receipt, ledger::parse_receipt_payload(payload));
        ASAH_CHECK(m_files->write_durable(m_folders->in_inbox(name), bytes, FileMode::Group));
        contact[receipt.ledger] = receipt.head.n;
        ++m_outcome.receipt_count;
        return {};
    }

    Result<void> keep_root(ByteView bytes) {
        ASAH_TRY(auto root, vault::verify_root(bytes, m_root.get()));
        ASAH_CHECK(
            m_files->write_durable(m_folders->in_inbox(ledger::kRootName), bytes, FileMode::Group));
        ASAH_CHECK(m_files->write_durable(m_folders->in_state(ledger::kRootName), bytes,
                                          FileMode::Private));
        m_root = std::make_shared<const ledger::Root>(std::move(root));
        return {};
    }

    /// The kiosk verifies it again; here a document that is not for it is kept out.
    Result<void> keep_revocation(ByteView bytes) {
        ASAH_TRY(const auto document, ledger::parse_signed(bytes));
        ASAH_TRY(const auto payload, vault::verify_document(document, ledger::kRevocationType,
                                                            ledger::Role::Issuing, *m_root));
        ASAH_TRY(const auto revocation, ledger::parse_revocation_payload(payload));
        if (revocation.terminal != m_membership->reply.terminal) {
            return fail(ErrorCode::CertificateForeign, "revocation of another terminal");
        }
        return m_files->write_durable(m_folders->in_inbox(ledger::kRevocationName), bytes,
                                      FileMode::Group);
    }

    /// Everything the manifest names is here: the manifest first, then its packages.
    Result<void> hand_over(const protocol::ClientState& state) {
        ASAH_TRY(auto names, m_files->list(m_folders->in_state("partial")));
        std::erase_if(names,
                      [](const auto& name) { return !name.ends_with(ledger::kPackageSuffix); });
        if (!state.start.manifest) {
            return {};
        }
        const int number = state.start.manifest->number;
        const bool is_new_to_kiosk = number > m_kiosk.manifest_number;
        if (is_new_to_kiosk || !names.empty()) {
            ASAH_CHECK(m_files->write_durable(m_folders->in_inbox(ledger::kManifestName),
                                              m_manifest_file, FileMode::Group));
        }
        for (const auto& name : names) {
            const auto path = m_folders->in_state("partial/" + name);
            ASAH_TRY(const auto bytes, m_files->read(path, protocol::kContentBytesMax));
            ASAH_TRY(const auto digest,
                     parse_digest(name.substr(0, name.find(ledger::kPackageSuffix))));
            ASAH_CHECK(m_files->write_durable(m_folders->in_inbox(name), bytes, FileMode::Group));
            m_delivered.packages[digest] = {number, m_kiosk.manifest_number,
                                            m_clock->now_wall().utc};
            ASAH_CHECK(save_delivered(*m_files, *m_folders, m_delivered));
            ASAH_CHECK(m_files->remove(path));
            ++m_outcome.package_count;
        }
        return {};
    }

    Files* m_files;
    Clock* m_clock;
    const Folders* m_folders;
    const Membership* m_membership;
    std::shared_ptr<const ledger::Root> m_root;
    Courier* m_courier;
    Contact m_contact;
    Delivered m_delivered;
    SetAside m_set_aside;
    PassOutcome m_outcome;
    Bytes m_manifest_file;
    KioskContent m_kiosk;
    protocol::Pace m_pace;
};

}  // namespace

Result<PassOutcome> run_pass(Files& files, Clock& clock, const Folders& folders,
                             const Membership& membership, Courier& courier) {
    return Pass(files, clock, folders, membership, courier).run();
}

}  // namespace asah::agent
