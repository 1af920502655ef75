#include "kiosk/core/content/package.h"

#include <array>
#include <nlohmann/json.hpp>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/json_reader.h"

namespace asah::content {

namespace {

using ledger::PackageKind;
using nlohmann::json;

constexpr std::string_view kMagic = "asah/package/1\n";
constexpr std::string_view kMagicStem = "asah/package/";
constexpr std::size_t kHeaderBytesMax = 256U << 10U;
constexpr std::size_t kDocumentBytesMax = 64U << 10U;
constexpr std::size_t kMembersMax = 16;
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::size_t kNameBytesMax = 400;
constexpr int kVersionMax = 1'000'000;

struct KindWord {
    PackageKind kind;
    std::string_view word;
};

constexpr std::array<KindWord, 5> kKinds{{{PackageKind::Framework, "framework"},
                                          {PackageKind::Bank, "bank"},
                                          {PackageKind::Statements, "statements"},
                                          {PackageKind::Assessment, "assessment"},
                                          {PackageKind::Roster, "roster"}}};

std::string_view word_of(PackageKind kind) {
    for (const auto& entry : kKinds) {
        if (entry.kind == kind) {
            return entry.word;
        }
    }
    return kKinds.front().word;
}

PackageKind read_kind(const JsonNode& node) {
    const auto word = node.text(kCodeBytesMax);
    for (const auto& entry : kKinds) {
        if (entry.word == word) {
            return entry.kind;
        }
    }
    node.add("json_word");
    return PackageKind::Bank;
}

std::string make_header(const Package& package) {
    json members = json::array();
    for (const auto& member : package.members) {
        members.push_back({{"name", member.name},
                           {"form", member.form == MemberForm::Sealed ? "sealed" : "plain"},
                           {"size", member.bytes.size()},
                           {"digest", to_hex(sha256(member.bytes))}});
    }
    json header{{"kind", word_of(package.kind)},
                {"id", package.id},
                {"version", package.version},
                {"members", std::move(members)}};
    if (package.trainer_document) {
        header["trainer_document"] = to_base64(*package.trainer_document);
    }
    if (package.trainer_certificate) {
        header["trainer_certificate"] = to_base64(*package.trainer_certificate);
    }
    return canonical_text(header);
}

std::optional<Bytes> read_base64(const JsonNode& node) {
    if (!node.exists()) {
        return {};
    }
    auto bytes = parse_base64(node.text(2 * kDocumentBytesMax));
    if (!bytes) {
        node.add("json_word");
        return {};
    }
    return std::move(*bytes);
}

/// One member's bytes as the header announces them.
Result<Member> read_member(const JsonNode& node, Decoder& decoder, const JsonDocument& document) {
    Member member;
    member.name = node.member("name").text(kCodeBytesMax);
    const auto form = node.member("form").text(kCodeBytesMax);
    if (form != "plain" && form != "sealed") {
        node.member("form").add("json_word");
    }
    member.form = form == "sealed" ? MemberForm::Sealed : MemberForm::Plain;
    const auto size = node.member("size").integer(0, static_cast<std::int64_t>(kPackageBytesMax));
    const auto digest = node.member("digest").digest();
    ASAH_CHECK(document.check());
    ASAH_TRY(const auto bytes, decoder.raw(static_cast<std::size_t>(size)));
    if (sha256(bytes) != digest) {
        return fail(ErrorCode::DigestMismatch, "package member " + member.name);
    }
    member.bytes.assign(bytes.begin(), bytes.end());
    return member;
}

Result<Package> read_package(ByteView header, Decoder& decoder) {
    JsonDocument document(header, "package header", kHeaderBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    Package package;
    package.kind = read_kind(root.member("kind"));
    package.id = root.member("id").text(kCodeBytesMax);
    package.version = root.member("version").number(0, kVersionMax);
    package.trainer_document = read_base64(root.optional_member("trainer_document"));
    package.trainer_certificate = read_base64(root.optional_member("trainer_certificate"));
    ASAH_CHECK(document.check());
    for (const auto& node : root.member("members").elements(kMembersMax)) {
        ASAH_TRY(auto member, read_member(node, decoder, document));
        if (find_member(package, member.name) != nullptr) {
            return fail(ErrorCode::MalformedInput, "package member twice: " + member.name);
        }
        package.members.push_back(std::move(member));
    }
    ASAH_CHECK(document.check());
    return package;
}

}  // namespace

Bytes encode_package(const Package& package) {
    Encoder encoder;
    encoder.raw(as_bytes(kMagic)).field(make_header(package));
    for (const auto& member : package.members) {
        encoder.raw(member.bytes);
    }
    const auto digest = sha256(encoder.bytes());
    encoder.raw(digest);
    return encoder.take();
}

Result<Package> parse_package(ByteView bytes) {
    if (bytes.size() > kPackageBytesMax) {
        return fail(ErrorCode::TooLarge, "package");
    }
    if (!as_text(bytes).starts_with(kMagic)) {
        const bool is_other_version = as_text(bytes).starts_with(kMagicStem);
        return fail(is_other_version ? ErrorCode::Unsupported : ErrorCode::MalformedInput,
                    "package: first line");
    }
    Digest digest{};
    if (bytes.size() < kMagic.size() + digest.size()) {
        return fail(ErrorCode::MalformedInput, "package: too short");
    }
    const auto body = bytes.first(bytes.size() - digest.size());
    const auto end = bytes.last(digest.size());
    std::copy(end.begin(), end.end(), digest.begin());
    if (sha256(body) != digest) {
        return fail(ErrorCode::DigestMismatch, "package");
    }
    Decoder decoder(body.subspan(kMagic.size()));
    ASAH_TRY(const auto header, decoder.field(kHeaderBytesMax));
    ASAH_TRY(auto package, read_package(header, decoder));
    ASAH_CHECK(decoder.finish());
    if (make_header(package) != as_text(header)) {
        return fail(ErrorCode::MalformedInput, "package: header not canonical");
    }
    return package;
}

const Member* find_member(const Package& package, std::string_view name) {
    for (const auto& member : package.members) {
        if (member.name == name) {
            return &member;
        }
    }
    return nullptr;
}

std::string make_bank_statement_payload(const BankStatement& statement) {
    return canonical_text({{"bank", statement.id.value},
                           {"version", statement.version},
                           {"items_digest", to_hex(statement.items_digest)},
                           {"keys_digest", to_hex(statement.keys_digest)},
                           {"trainer_name", statement.trainer_name},
                           {"made", statement.made.value}});
}

Result<BankStatement> parse_bank_statement_payload(std::string_view text) {
    JsonDocument document(as_bytes(text), "bank statement", kDocumentBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    BankStatement statement;
    statement.id = BankId(root.member("bank").text(kCodeBytesMax));
    statement.version = root.member("version").number(1, kVersionMax);
    statement.items_digest = root.member("items_digest").digest();
    statement.keys_digest = root.member("keys_digest").digest();
    statement.trainer_name = root.member("trainer_name").text(kNameBytesMax);
    statement.made.value = root.member("made").integer(0, INT64_MAX);
    ASAH_CHECK(document.check());
    return statement;
}

}  // namespace asah::content
