// The length-prefixed binary encoding of everything that is hashed or signed outside JSON.
// Integers are big endian; a string or byte field is u32 length and the bytes. Described in
// core/ledger/FORMAT.md, section 1.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/core/base/bytes.h"

namespace asah {

class Encoder {
   public:
    Encoder& u8(std::uint8_t value);
    Encoder& u16(std::uint16_t value);
    Encoder& u32(std::uint32_t value);
    Encoder& u64(std::uint64_t value);
    Encoder& raw(ByteView bytes);    // no length
    Encoder& field(ByteView bytes);  // u32 length, bytes
    Encoder& field(std::string_view text) { return field(as_bytes(text)); }
    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

   private:
    Bytes m_bytes;
};

/// Reads what Encoder wrote. Every read checks the length that is left; Errors: MalformedInput.
/// Views point into the input, which must outlive them.
class Decoder {
   public:
    explicit Decoder(ByteView bytes) : m_left(bytes) {}
    Result<std::uint8_t> u8();
    Result<std::uint16_t> u16();
    Result<std::uint32_t> u32();
    Result<std::uint64_t> u64();
    Result<ByteView> raw(std::size_t size);
    Result<ByteView> field(std::size_t size_max);
    [[nodiscard]] ByteView left() const { return m_left; }
    /// Errors: MalformedInput when bytes are left over.
    Result<void> finish() const;

   private:
    Result<std::uint64_t> integer(std::size_t size);
    ByteView m_left;
};

}  // namespace asah
