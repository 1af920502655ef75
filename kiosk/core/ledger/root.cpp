// documents.h: the root and its roles.
#include <array>

#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::size_t kPayloadBytesMax = 1U << 20U;
constexpr std::size_t kCertificatesMax = 64;
constexpr std::size_t kCertificateBytesMax = 8192;
constexpr std::size_t kRevokedMax = 20'000;
constexpr int kOffsetMax = 14 * 60;
constexpr int kVersionMax = 1'000'000;
constexpr std::int64_t kTimeMax = 253'402'300'799'999;

struct RoleWord {
    Role role;
    std::string_view word;
};

// The roles that a root lists; all others are issued.
constexpr std::array<RoleWord, 7> kListedRoles{{{Role::Root, "root"},
                                                {Role::Issuing, "issuing"},
                                                {Role::Content, "content"},
                                                {Role::Receiver, "receiver"},
                                                {Role::Filing, "filing"},
                                                {Role::ReadingOperations, "reading_operations"},
                                                {Role::ReadingEscrow, "reading_escrow"}}};

std::string_view word_of(Role role) {
    for (const auto& entry : kListedRoles) {
        if (entry.role == role) {
            return entry.word;
        }
    }
    return {};
}

}  // namespace

std::string make_root_payload(const Root& root) {
    json certificates = json::array();
    for (const auto& [role, der] : root.certificates) {
        certificates.push_back({{"role", word_of(role)}, {"der", to_base64(der)}});
    }
    json revoked = json::array();
    for (const auto& key_id : root.revoked_key_ids) {
        revoked.push_back(to_hex(key_id));
    }
    return canonical_text({{"authority", root.authority.hex()},
                           {"authority_name_id", root.authority_name.id},
                           {"authority_name_en", root.authority_name.en},
                           {"utc_offset_min", root.utc_offset_min},
                           {"version", root.version},
                           {"made_utc_ms", root.made.value},
                           {"certificates", std::move(certificates)},
                           {"revoked", std::move(revoked)}});
}

Result<Root> parse_root_payload(std::string_view text) {
    const json value = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(value, fault);
    Root root;
    fields.read("authority", root.authority);
    root.authority_name = {fields.text("authority_name_id", 200),
                           fields.text("authority_name_en", 200)};
    root.utc_offset_min = fields.number("utc_offset_min", -kOffsetMax, kOffsetMax);
    root.version = fields.number("version", 1, kVersionMax);
    root.made = {fields.integer("made_utc_ms", 0, kTimeMax)};
    for (const auto& element : fields.list("certificates", kCertificatesMax)) {
        Fields certificate(element, fault);
        const auto word = certificate.text("role", 64);
        bool is_known = false;
        for (const auto& entry : kListedRoles) {
            if (entry.word == word) {
                root.certificates.emplace_back(entry.role,
                                               certificate.base64("der", kCertificateBytesMax));
                is_known = true;
            }
        }
        if (!is_known) {
            certificate.blame("certificates.role");
        }
    }
    for (const auto& element : fields.list("revoked", kRevokedMax)) {
        const auto digest = element.is_string()
                                ? parse_digest(element.get_ref<const std::string&>())
                                : Result<Digest>(fail(ErrorCode::MalformedInput));
        if (!digest.has_value()) {
            fields.blame("revoked");
            break;
        }
        root.revoked_key_ids.push_back(*digest);
    }
    if (!fault.empty()) {
        return malformed("root", fault);
    }
    return root;
}

std::vector<Bytes> certificates_of(const Root& root, Role role) {
    std::vector<Bytes> out;
    for (const auto& [listed, der] : root.certificates) {
        if (listed == role) {
            out.push_back(der);
        }
    }
    return out;
}

}  // namespace asah::ledger
