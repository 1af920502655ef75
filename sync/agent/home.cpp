#include "sync/agent/home.h"

#include <charconv>

#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/vault/certificate.h"

namespace asah::agent {

namespace {

constexpr std::size_t kListBytesMax = 4U << 20U;
constexpr int kRadix = 10;

/// The words of one line, then the next line.
std::vector<std::string_view> next_words(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const auto space = line.find(' ');
        if (space != 0) {
            words.push_back(line.substr(0, space));
        }
        line = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
    }
    return words;
}

template <class T>
std::optional<T> number(std::string_view text) {
    T value{};
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, kRadix);
    return read.ec == std::errc{} && read.ptr == end ? std::optional(value) : std::nullopt;
}

void take_receipt(std::map<LedgerId, std::uint64_t>& into, std::string_view ledger,
                  std::string_view n) {
    const auto id = LedgerId::parse(ledger);
    const auto value = number<std::uint64_t>(n);
    if (id.has_value() && value) {
        into[*id] = *value;
    }
}

void take_contact_line(Contact& contact, const std::vector<std::string_view>& words) {
    if (words.size() == 2 && words[0] == "error") {
        contact.last_error = std::string(words[1]);
    } else if (words.size() == 2 && (words[0] == "heard" || words[0] == "tried")) {
        if (const auto time = number<std::int64_t>(words[1])) {
            (words[0] == "heard" ? contact.heard : contact.tried) = UtcMs{*time};
        }
    } else if (words.size() == 3 && (words[0] == "stored" || words[0] == "filed")) {
        take_receipt(words[0] == "stored" ? contact.stored : contact.filed, words[1], words[2]);
    }
}

}  // namespace

Result<Bytes> read_optional(Files& files, const FilePath& path, std::size_t size_max) {
    auto bytes = files.read(path, size_max);
    if (!bytes.has_value() && bytes.error().code == ErrorCode::FileMissing) {
        return Bytes{};
    }
    return bytes;
}

Result<Membership> load_membership(Files& files, const Folders& folders) {
    ASAH_TRY(const auto reply_file, read_optional(files, folders.in_state(ledger::kJoinReplyName),
                                                  ledger::kSignedDocumentBytesMax));
    ASAH_TRY(const auto root_file, read_optional(files, folders.in_state(ledger::kRootName),
                                                 ledger::kSignedDocumentBytesMax));
    if (reply_file.empty() || root_file.empty()) {
        return fail(ErrorCode::NotJoined, folders.state);
    }
    ASAH_TRY(const auto document, ledger::parse_signed(reply_file));
    ASAH_TRY(const auto payload, ledger::payload_of(document.body, ledger::kJoinReplyType));
    Membership out;
    ASAH_TRY(out.reply, ledger::parse_join_reply_payload(payload));
    ASAH_TRY(auto root, vault::verify_root(root_file, nullptr));
    out.root = std::make_shared<const ledger::Root>(std::move(root));
    return out;
}

Contact load_contact(Files& files, const Folders& folders) {
    Contact contact;
    const auto bytes = files.read(folders.in_state("contact"), kListBytesMax);
    if (!bytes.has_value()) {
        return contact;
    }
    auto text = as_text(*bytes);
    while (!text.empty()) {
        take_contact_line(contact, next_words(text));
    }
    return contact;
}

Result<void> save_contact(Files& files, const Folders& folders, const Contact& contact) {
    std::string text;
    const auto add_time = [&](const char* name, const std::optional<UtcMs>& time) {
        if (time) {
            text += std::string(name) + " " + std::to_string(time->value) + "\n";
        }
    };
    add_time("heard", contact.heard);
    add_time("tried", contact.tried);
    if (!contact.last_error.empty()) {
        text += "error " + contact.last_error + "\n";
    }
    const auto add_receipts = [&](const char* name, const auto& receipts) {
        for (const auto& [ledger, n] : receipts) {
            text += std::string(name) + " " + ledger.hex() + " " + std::to_string(n) + "\n";
        }
    };
    add_receipts("stored", contact.stored);
    add_receipts("filed", contact.filed);
    return files.write_durable(folders.in_state("contact"), as_bytes(text), FileMode::Private);
}

Delivered load_delivered(Files& files, const Folders& folders) {
    Delivered delivered;
    const auto bytes = files.read(folders.in_state("delivered"), kListBytesMax);
    auto text = bytes.has_value() ? as_text(*bytes) : std::string_view{};
    while (!text.empty()) {
        const auto words = next_words(text);
        if (words.size() != 4) {
            continue;
        }
        const auto digest = parse_digest(words[0]);
        const auto manifest = number<int>(words[1]);
        const auto kiosk = number<int>(words[2]);
        const auto at = number<std::int64_t>(words[3]);
        if (digest.has_value() && manifest && kiosk && at) {
            delivered.packages[*digest] = {*manifest, *kiosk, UtcMs{*at}};
        }
    }
    return delivered;
}

Again is_due_again(const Delivery& delivery, const Digest& digest, const KioskContent& kiosk,
                   int manifest_number, UtcMs now) {
    constexpr std::int64_t kDayMs = 86'400'000;
    const std::int64_t age_ms = now.value - delivery.at.value;
    const bool is_recent = age_ms >= 0 && age_ms < kDayMs;
    if (kiosk.manifest_number < delivery.kiosk_manifest_number) {
        return Again::Yes;
    }
    if (kiosk.manifest_number < delivery.manifest_number) {
        return is_recent ? Again::No : Again::Yes;
    }
    const auto lacking = kiosk.lacking.find(digest);
    if (lacking == kiosk.lacking.end()) {
        return Again::No;
    }
    const bool is_refused = !lacking->second.empty();
    const bool is_same_manifest = manifest_number <= delivery.manifest_number;
    return is_refused && is_same_manifest && is_recent ? Again::AtNewManifest : Again::Yes;
}

Result<void> save_delivered(Files& files, const Folders& folders, const Delivered& delivered) {
    std::string text;
    for (const auto& [digest, delivery] : delivered.packages) {
        text += to_hex(digest) + " " + std::to_string(delivery.manifest_number) + " " +
                std::to_string(delivery.kiosk_manifest_number) + " " +
                std::to_string(delivery.at.value) + "\n";
    }
    return files.write_durable(folders.in_state("delivered"), as_bytes(text), FileMode::Private);
}

SetAside load_set_aside(Files& files, const Folders& folders, int root_version) {
    SetAside set_aside{.root_version = root_version, .reasons = {}};
    const auto bytes = files.read(folders.in_state("set_aside"), kListBytesMax);
    auto text = bytes.has_value() ? as_text(*bytes) : std::string_view{};
    while (!text.empty()) {
        const auto words = next_words(text);
        if (words.size() != 3 || number<int>(words[1]) != root_version) {
            continue;
        }
        if (const auto digest = parse_digest(words[0]); digest.has_value()) {
            set_aside.reasons[*digest] = std::string(words[2]);
        }
    }
    return set_aside;
}

Result<void> save_set_aside(Files& files, const Folders& folders, const SetAside& set_aside) {
    std::string text;
    for (const auto& [digest, reason] : set_aside.reasons) {
        text += to_hex(digest) + " " + std::to_string(set_aside.root_version) + " " + reason + "\n";
    }
    return files.write_durable(folders.in_state("set_aside"), as_bytes(text), FileMode::Private);
}

}  // namespace asah::agent
