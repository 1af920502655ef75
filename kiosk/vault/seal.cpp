#include "kiosk/vault/seal.h"

#include <zstd.h>

namespace asah::vault {

namespace {

constexpr int kCompressionLevel = 1;
constexpr std::size_t kPaddingUnit = 256;
constexpr std::size_t kSkippableHeader = 8;
constexpr std::uint32_t kSkippableMagic = 0x184D2A50;

void put_little_endian(Bytes& out, std::uint32_t value) {
    for (unsigned i = 0; i < 4; ++i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8U * i)));
    }
}

// One skippable frame (RFC 8878, 3.1.2) brings the length to a multiple of 256 and hides how much a
// person wrote; a decompressor skips it.
void pad(Bytes& bytes) {
    const std::size_t least = bytes.size() + kSkippableHeader;
    const std::size_t total = (least + kPaddingUnit - 1) / kPaddingUnit * kPaddingUnit;
    const std::size_t zeros = total - least;
    put_little_endian(bytes, kSkippableMagic);
    put_little_endian(bytes, static_cast<std::uint32_t>(zeros));
    bytes.resize(total, 0);
}

}  // namespace

Result<Bytes> CmsSealer::seal(ByteView plain) {
    Bytes packed(ZSTD_compressBound(plain.size()));
    const auto size =
        ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), kCompressionLevel);
    if (ZSTD_isError(size) != 0) {
        return fail(ErrorCode::SealFailed, "compression");
    }
    packed.resize(size);
    pad(packed);
    return encrypt_to(packed, m_recipients);
}

}  // namespace asah::vault
