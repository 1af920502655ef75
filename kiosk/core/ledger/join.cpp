// documents.h: join request and reply, and the twelve digits.
#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::size_t kPayloadBytesMax = 64U << 10U;
constexpr std::size_t kDerBytesMax = 8192;
constexpr std::size_t kAddressBytesMax = 260;
constexpr std::size_t kHmacBytes = 32;
constexpr std::uint64_t kTwelveDigits = 1'000'000'000'000;

}  // namespace

std::string make_join_request_payload(const JoinRequest& request) {
    return canonical_text({{"hq_address", request.hq_address},
                           {"root_digest", to_hex(request.root_digest)},
                           {"code_id", request.code_id},
                           {"tls_csr", to_base64(request.tls_csr)},
                           {"signing_csr", to_base64(request.signing_csr)},
                           {"opening_csr", to_base64(request.opening_csr)},
                           {"hmac", to_hex(request.hmac)}});
}

Result<JoinRequest> parse_join_request_payload(std::string_view text) {
    const json root = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(root, fault);
    JoinRequest request;
    request.hq_address = fields.text("hq_address", kAddressBytesMax);
    request.root_digest = fields.digest("root_digest");
    request.code_id = fields.text("code_id", 32);
    request.tls_csr = fields.base64("tls_csr", kDerBytesMax);
    request.signing_csr = fields.base64("signing_csr", kDerBytesMax);
    request.opening_csr = fields.base64("opening_csr", kDerBytesMax);
    request.hmac = fields.hex("hmac", kHmacBytes);
    if (!fault.empty()) {
        return malformed("join request", fault);
    }
    return request;
}

Bytes make_join_hmac_input(const JoinRequest& request) {
    Encoder encoder;
    encoder.field(kJoinRequestType)
        .field(request.hq_address)
        .field(ByteView(request.root_digest))
        .field(request.code_id)
        .field(request.tls_csr)
        .field(request.signing_csr)
        .field(request.opening_csr);
    return encoder.take();
}

std::string join_digits(const JoinRequest& request) {
    Encoder encoder;
    encoder.raw(request.root_digest).raw(sha256(make_join_hmac_input(request)));
    const auto digest = sha256(encoder.bytes());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        value = (value << 8U) | digest[i];
    }
    std::string digits = std::to_string(value % kTwelveDigits);
    digits.insert(0, 12 - digits.size(), '0');
    return digits.substr(0, 4) + " " + digits.substr(4, 4) + " " + digits.substr(8, 4);
}

std::string make_join_reply_payload(const JoinReply& reply) {
    return canonical_text({{"authority", reply.authority.hex()},
                           {"terminal", reply.terminal.hex()},
                           {"terminal_name", reply.terminal_name},
                           {"unit", reply.unit.value},
                           {"hq_address", reply.hq_address},
                           {"request_digest", to_hex(reply.request_digest)},
                           {"tls_certificate", to_base64(reply.tls_certificate)},
                           {"signing_certificate", to_base64(reply.signing_certificate)},
                           {"opening_certificate", to_base64(reply.opening_certificate)},
                           {"issuing_certificate", to_base64(reply.issuing_certificate)}});
}

Result<JoinReply> parse_join_reply_payload(std::string_view text) {
    const json root = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(root, fault);
    JoinReply reply;
    fields.read("authority", reply.authority);
    fields.read("terminal", reply.terminal);
    reply.terminal_name = fields.text("terminal_name", 200);
    fields.read("unit", reply.unit);
    reply.hq_address = fields.text("hq_address", kAddressBytesMax);
    reply.request_digest = fields.digest("request_digest");
    reply.tls_certificate = fields.base64("tls_certificate", kDerBytesMax);
    reply.signing_certificate = fields.base64("signing_certificate", kDerBytesMax);
    reply.opening_certificate = fields.base64("opening_certificate", kDerBytesMax);
    reply.issuing_certificate = fields.base64("issuing_certificate", kDerBytesMax);
    if (!fault.empty()) {
        return malformed("join reply", fault);
    }
    return reply;
}

}  // namespace asah::ledger
