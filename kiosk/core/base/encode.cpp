#include "kiosk/core/base/encode.h"

namespace asah {

namespace {

void put(Bytes& out, std::uint64_t value, unsigned size) {
    for (unsigned i = size; i > 0; --i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8U * (i - 1))));
    }
}

}  // namespace

Encoder& Encoder::u8(std::uint8_t value) {
    put(m_bytes, value, 1);
    return *this;
}

Encoder& Encoder::u16(std::uint16_t value) {
    put(m_bytes, value, 2);
    return *this;
}

Encoder& Encoder::u32(std::uint32_t value) {
    put(m_bytes, value, 4);
    return *this;
}

Encoder& Encoder::u64(std::uint64_t value) {
    put(m_bytes, value, 8);
    return *this;
}

Encoder& Encoder::raw(ByteView bytes) {
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    return *this;
}

Encoder& Encoder::field(ByteView bytes) {
    return u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes);
}

Result<std::uint64_t> Decoder::integer(std::size_t size) {
    ASAH_TRY(const auto bytes, raw(size));
    std::uint64_t value = 0;
    for (const auto byte : bytes) {
        value = (value << 8U) | byte;
    }
    return value;
}

Result<std::uint8_t> Decoder::u8() {
    ASAH_TRY(const auto value, integer(1));
    return static_cast<std::uint8_t>(value);
}

Result<std::uint16_t> Decoder::u16() {
    ASAH_TRY(const auto value, integer(2));
    return static_cast<std::uint16_t>(value);
}

Result<std::uint32_t> Decoder::u32() {
    ASAH_TRY(const auto value, integer(4));
    return static_cast<std::uint32_t>(value);
}

Result<std::uint64_t> Decoder::u64() { return integer(8); }

Result<ByteView> Decoder::raw(std::size_t size) {
    if (size > m_left.size()) {
        return fail(ErrorCode::MalformedInput, "decode: ends early");
    }
    const auto bytes = m_left.first(size);
    m_left = m_left.subspan(size);
    return bytes;
}

Result<ByteView> Decoder::field(std::size_t size_max) {
    ASAH_TRY(const auto size, u32());
    if (size > size_max) {
        return fail(ErrorCode::MalformedInput, "decode: field too long");
    }
    return raw(size);
}

Result<void> Decoder::finish() const {
    if (!m_left.empty()) {
        return fail(ErrorCode::MalformedInput, "decode: bytes left over");
    }
    return {};
}

}  // namespace asah
