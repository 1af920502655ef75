#include "kiosk/core/ledger/signed.h"

#include <algorithm>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/encode.h"

namespace asah::ledger {

namespace {

constexpr std::size_t kSignaturesMax = 8;
constexpr std::size_t kSignatureBytesMax = 255;

}  // namespace

Bytes encode_signed(const SignedDocument& document) {
    ASAH_ASSERT(document.signatures.size() <= kSignaturesMax);
    Encoder encoder;
    encoder.field(document.body);
    encoder.u8(static_cast<std::uint8_t>(document.signatures.size()));
    for (const auto& signature : document.signatures) {
        ASAH_ASSERT(signature.der.size() <= kSignatureBytesMax);
        encoder.raw(signature.key_id);
        encoder.u8(static_cast<std::uint8_t>(signature.der.size()));
        encoder.raw(signature.der);
    }
    return encoder.take();
}

Result<SignedDocument> parse_signed(ByteView bytes) {
    if (bytes.size() > kSignedDocumentBytesMax) {
        return fail(ErrorCode::TooLarge, "signed document");
    }
    Decoder decoder(bytes);
    SignedDocument document;
    ASAH_TRY(const auto body, decoder.field(kSignedDocumentBytesMax));
    document.body.assign(body.begin(), body.end());
    ASAH_TRY(const auto count, decoder.u8());
    if (count > kSignaturesMax) {
        return fail(ErrorCode::MalformedInput, "signed document: too many signatures");
    }
    for (std::uint8_t i = 0; i < count; ++i) {
        Signature signature;
        ASAH_TRY(const auto key_id, decoder.raw(signature.key_id.size()));
        std::copy(key_id.begin(), key_id.end(), signature.key_id.begin());
        ASAH_TRY(const auto size, decoder.u8());
        ASAH_TRY(const auto der, decoder.raw(size));
        signature.der.assign(der.begin(), der.end());
        document.signatures.push_back(std::move(signature));
    }
    ASAH_CHECK(decoder.finish());
    return document;
}

Bytes make_body(std::string_view type, std::string_view payload) {
    Encoder encoder;
    encoder.raw(as_bytes(type)).raw(as_bytes("\n")).raw(as_bytes(payload));
    return encoder.take();
}

Result<std::string_view> payload_of(ByteView body, std::string_view type) {
    const auto text = as_text(body);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
        return fail(ErrorCode::MalformedInput, "signed document: no type line");
    }
    if (text.substr(0, end) != type) {
        return fail(ErrorCode::Unsupported, "signed document: not " + std::string(type));
    }
    return text.substr(end + 1);
}

}  // namespace asah::ledger
