#include "kiosk/core/ledger/join_code.h"

#include <algorithm>

#include "kiosk/core/base/encode.h"

namespace asah::ledger {

namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kCodeBytesMax = 1024;

std::string to_base32(ByteView bytes) {
    std::string out;
    unsigned buffer = 0;
    unsigned bits = 0;
    std::size_t digits = 0;
    const auto put = [&](unsigned value) {
        if (digits > 0 && digits % 5 == 0) {
            out.push_back('-');
        }
        ++digits;
        out.push_back(kCrockford[value & 31U]);
    };
    for (const auto byte : bytes) {
        buffer = ((buffer << 8U) | byte) & 0xffffU;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            put(buffer >> bits);
        }
    }
    if (bits > 0) {
        put(buffer << (5 - bits));
    }
    return out;
}

Result<Bytes> from_base32(std::string_view text) {
    Bytes out;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (char c : text) {
        if (c == '-' || c == ' ') {
            continue;
        }
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        const auto value = kCrockford.find(c);
        if (value == std::string_view::npos || out.size() > kCodeBytesMax) {
            return fail(ErrorCode::CodeWrong, "join code: character");
        }
        buffer = ((buffer << 5U) | static_cast<unsigned>(value)) & 0xffffU;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>((buffer >> bits) & 255U));
        }
    }
    if (bits >= 5 || (buffer & ((1U << bits) - 1U)) != 0) {
        return fail(ErrorCode::CodeWrong, "join code: last character");
    }
    return out;
}

Result<JoinCode> decode(ByteView body) {
    Decoder decoder(body);
    JoinCode code;
    ASAH_TRY(const auto address, decoder.field(260));
    code.hq_address = as_text(address);
    ASAH_TRY(const auto digest, decoder.raw(code.root_digest.size()));
    std::copy(digest.begin(), digest.end(), code.root_digest.begin());
    ASAH_TRY(const auto id, decoder.field(32));
    code.code_id = as_text(id);
    ASAH_TRY(const auto secret, decoder.raw(kSecretBytes));
    code.secret.assign(secret.begin(), secret.end());
    ASAH_TRY(const auto expires, decoder.u64());
    code.expires = {static_cast<std::int64_t>(expires)};
    ASAH_CHECK(decoder.finish());
    return code;
}

}  // namespace

std::string make_join_code(const JoinCode& code) {
    Encoder encoder;
    encoder.field(code.hq_address)
        .raw(code.root_digest)
        .field(code.code_id)
        .raw(code.secret)
        .u64(static_cast<std::uint64_t>(code.expires.value));
    const auto checksum = sha256(encoder.bytes());
    encoder.raw(ByteView(checksum).first(kChecksumBytes));
    return to_base32(encoder.bytes());
}

Result<JoinCode> parse_join_code(std::string_view text) {
    ASAH_TRY(const auto bytes, from_base32(text));
    if (bytes.size() <= kChecksumBytes) {
        return fail(ErrorCode::CodeWrong, "join code: too short");
    }
    const auto body = ByteView(bytes).first(bytes.size() - kChecksumBytes);
    const auto checksum = sha256(body);
    if (!std::equal(checksum.begin(), checksum.begin() + kChecksumBytes,
                    bytes.end() - kChecksumBytes)) {
        return fail(ErrorCode::CodeWrong, "join code: typing mistake");
    }
    auto code = decode(body);
    if (!code.has_value()) {
        return fail(ErrorCode::CodeWrong, code.error().detail);
    }
    return code;
}

}  // namespace asah::ledger
