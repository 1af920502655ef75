#include "sync/hq/receiver/folder_import.h"

#include "kiosk/core/ledger/folder_names.h"
#include "sync/protocol/client.h"

namespace asah::hq {

namespace {

class Stick {
   public:
    Stick(Files& files, Receiver& receiver, const TerminalId& terminal, const FilePath& folder)
        : m_files(&files),
          m_receiver(&receiver),
          m_terminal(terminal),
          m_up(folder + "/up"),
          m_down(folder + "/down") {}

    Result<void> carry(FolderOutcome& outcome) {
        const auto hello = m_files->read(m_up + "/hello", protocol::kRequestBytesMax);
        if (!hello.has_value() && hello.error().code == ErrorCode::FileMissing) {
            return {};  // no carrier was here
        }
        ++outcome.terminal_count;
        if (!hello.has_value()) {
            return fail(hello.error());
        }
        ASAH_TRY(const auto message, protocol::parse_message(*hello));
        ASAH_CHECK(ask(message));  // an unknown or foreign terminal ends here
        ASAH_CHECK(send_entries(outcome));
        ASAH_CHECK(m_files->ensure_folder(m_down));
        // The second answer holds the receipts of what came with this stick.
        ASAH_TRY(const auto answer, ask(message));
        ASAH_CHECK(m_files->write_durable(m_down + "/answer", protocol::encode_message(answer),
                                          FileMode::Public));
        return write_content(answer);
    }

   private:
    Result<protocol::Message> ask(const protocol::Message& message) {
        auto reply = protocol::reply_to(*m_receiver, m_terminal, message);
        if (const auto* refusal = std::get_if<protocol::Refusal>(&reply)) {
            return fail(refusal->reason, m_terminal.hex());
        }
        return reply;
    }

    Result<void> send(protocol::BatchBuilder& batch, FolderOutcome& outcome) {
        if (batch.empty()) {
            return {};
        }
        ASAH_TRY(const auto reply, ask(protocol::Batch{m_terminal, batch.take()}));
        if (const auto* answer = std::get_if<protocol::BatchAnswer>(&reply)) {
            outcome.quarantined_count += static_cast<int>(answer->quarantined.size());
        }
        batch = protocol::BatchBuilder();
        return {};
    }

    Result<void> send_entries(FolderOutcome& outcome) {
        ASAH_TRY(const auto items, m_files->look(m_up));
        protocol::BatchBuilder batch;
        for (const auto& item : items) {
            if (item.kind != FileKind::File) {
                outcome.skipped.push_back(skipped_item(m_up, item));
                continue;
            }
            if (!ledger::parse_entry_file_name(item.name).has_value()) {
                continue;
            }
            const auto bytes = m_files->read(m_up + "/" + item.name, protocol::kRequestBytesMax);
            if (!bytes.has_value()) {  // one bad file keeps nobody's results back
                outcome.skipped.push_back(bytes.error());
                continue;
            }
            ++outcome.entry_count;
            if (!batch.add(*bytes)) {
                ASAH_CHECK(send(batch, outcome));
                batch.add(*bytes);
            }
        }
        return send(batch, outcome);
    }

    Result<void> write_content(const protocol::Message& reply) {
        const auto* answer = std::get_if<protocol::Answer>(&reply);
        using protocol::ContentKind;
        if (answer == nullptr || answer->state == protocol::TerminalState::Held) {
            return {};
        }
        ASAH_TRY(const auto root, m_receiver->content(m_terminal, ContentKind::Root, {}));
        ASAH_CHECK(write(ledger::kRootName, *root));
        if (answer->state == protocol::TerminalState::Revoked) {
            ASAH_TRY(const auto revocation,
                     m_receiver->content(m_terminal, ContentKind::Revocation, {}));
            return write(ledger::kRevocationName, *revocation);
        }
        if (answer->manifest_number == 0) {
            return {};
        }
        ASAH_TRY(const auto manifest, m_receiver->content(m_terminal, ContentKind::Manifest, {}));
        ASAH_TRY(const auto document, ledger::parse_signed(*manifest));
        ASAH_TRY(const auto payload, ledger::payload_of(document.body, ledger::kManifestType));
        ASAH_TRY(const auto parsed, ledger::parse_manifest_payload(payload));
        for (const auto& item : parsed.items) {
            const bool is_for_it = !item.terminal || *item.terminal == m_terminal;
            const auto name = ledger::package_file_name(item.digest);
            if (is_for_it && !m_files->exists(m_down + "/" + name)) {
                ASAH_TRY(const auto bytes,
                         m_receiver->content(m_terminal, ContentKind::Package, item.digest));
                ASAH_CHECK(write(name, *bytes));
            }
        }
        return write(ledger::kManifestName, *manifest);
    }

    Result<void> write(const std::string& name, ByteView bytes) {
        return m_files->write_durable(m_down + "/" + name, bytes, FileMode::Public);
    }

    Files* m_files;
    Receiver* m_receiver;
    TerminalId m_terminal;
    FilePath m_up;
    FilePath m_down;
};

}  // namespace

Result<FolderOutcome> import_folder(Files& files, Receiver& receiver, const SharedFolder& folder) {
    receiver.refresh();
    ASAH_TRY(const auto items, files.look(folder));
    FolderOutcome outcome;
    for (const auto& item : items) {
        // A stick holds other things too: only what bears a terminal's name concerns us.
        const auto terminal = TerminalId::parse(item.name);
        if (!terminal.has_value()) {
            continue;
        }
        if (item.kind != FileKind::Folder) {
            outcome.skipped.push_back(skipped_item(folder, item));
            continue;
        }
        const auto carried =
            Stick(files, receiver, *terminal, folder + "/" + item.name).carry(outcome);
        if (!carried.has_value()) {
            outcome.refused.push_back(carried.error());
        }
    }
    receiver.refresh();  // exports what came
    return outcome;
}

}  // namespace asah::hq
