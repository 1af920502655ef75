#include "kiosk/core/ledger/entry.h"

#include <algorithm>
#include <charconv>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/encode.h"

namespace asah::ledger {

namespace {

constexpr std::string_view kLedgerType = "asah/ledger/1";
constexpr std::string_view kEntryType = "asah/entry/1";
constexpr std::size_t kHeaderBytesMax = 512;
constexpr std::string_view kSuffix = ".entry";
constexpr std::size_t kNumberDigits = 10;
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeBytes = 10;

template <std::size_t Size>
Result<void> read_exactly(Decoder& decoder, std::array<std::uint8_t, Size>& out) {
    ASAH_TRY(const auto raw, decoder.field(Size));
    if (raw.size() != Size) {
        return fail(ErrorCode::MalformedInput, "entry: field of another length");
    }
    std::copy(raw.begin(), raw.end(), out.begin());
    return {};
}

Result<EntryHeader> parse_header(ByteView bytes) {
    Decoder decoder(bytes);
    EntryHeader header;
    ASAH_TRY(const auto type, decoder.field(kEntryType.size()));
    if (as_text(type) != kEntryType) {
        return fail(ErrorCode::Unsupported, "entry: another type");
    }
    ASAH_CHECK(read_exactly(decoder, header.authority.bytes));
    ASAH_CHECK(read_exactly(decoder, header.terminal.bytes));
    ASAH_CHECK(read_exactly(decoder, header.ledger.bytes));
    ASAH_TRY(header.n, decoder.u64());
    ASAH_CHECK(read_exactly(decoder, header.parent));
    ASAH_CHECK(read_exactly(decoder, header.record.bytes));
    ASAH_TRY(const auto record_class, decoder.u8());
    ASAH_CHECK(read_exactly(decoder, header.sealed_digest));
    ASAH_CHECK(decoder.finish());
    if (header.n == 0 || (record_class != 1 && record_class != 2)) {
        return fail(ErrorCode::MalformedInput, "entry: number or class");
    }
    header.record_class = static_cast<RecordClass>(record_class);
    return header;
}

}  // namespace

Digest genesis_hash(const AuthorityId& authority, const TerminalId& terminal,
                    const LedgerId& ledger) {
    Encoder encoder;
    encoder.field(kLedgerType).field(authority.view()).field(terminal.view()).field(ledger.view());
    return sha256(encoder.bytes());
}

Bytes encode_header(const EntryHeader& header) {
    ASAH_ASSERT(header.n > 0);
    Encoder encoder;
    encoder.field(kEntryType)
        .field(header.authority.view())
        .field(header.terminal.view())
        .field(header.ledger.view())
        .u64(header.n)
        .field(ByteView(header.parent))
        .field(header.record.view())
        .u8(static_cast<std::uint8_t>(header.record_class))
        .field(ByteView(header.sealed_digest));
    return encoder.take();
}

Digest entry_hash(const EntryHeader& header) { return sha256(encode_header(header)); }

Bytes encode_entry(const Entry& entry) {
    ASAH_ASSERT(entry.signature.size() <= 255);
    Encoder encoder;
    encoder.field(encode_header(entry.header));
    encoder.u8(static_cast<std::uint8_t>(entry.signature.size()));
    encoder.raw(entry.signature).raw(entry.sealed);
    return encoder.take();
}

Result<Entry> parse_entry(ByteView bytes) {
    if (bytes.size() > kSealedBytesMax + kHeaderBytesMax + 512) {
        return fail(ErrorCode::TooLarge, "entry");
    }
    Decoder decoder(bytes);
    Entry entry;
    ASAH_TRY(const auto header, decoder.field(kHeaderBytesMax));
    ASAH_TRY(entry.header, parse_header(header));
    ASAH_TRY(const auto size, decoder.u8());
    ASAH_TRY(const auto signature, decoder.raw(size));
    entry.signature.assign(signature.begin(), signature.end());
    const auto sealed = decoder.left();
    if (sealed.empty() || sealed.size() > kSealedBytesMax) {
        return fail(ErrorCode::MalformedInput, "entry: length of the sealed record");
    }
    entry.sealed.assign(sealed.begin(), sealed.end());
    if (sha256(entry.sealed) != entry.header.sealed_digest) {
        return fail(ErrorCode::DigestMismatch, "entry: sealed record");
    }
    return entry;
}

std::string entry_file_name(const EntryHeader& header) {
    std::string number = std::to_string(header.n);
    if (number.size() < kNumberDigits) {
        number.insert(0, kNumberDigits - number.size(), '0');
    }
    return header.ledger.hex() + "-" + number + "-" + to_hex(entry_hash(header)) +
           std::string(kSuffix);
}

Result<EntryName> parse_entry_file_name(std::string_view name) {
    const auto first = name.find('-');
    const auto second = first == std::string_view::npos ? first : name.find('-', first + 1);
    if (second == std::string_view::npos || !name.ends_with(kSuffix)) {
        return fail(ErrorCode::MalformedInput, "entry's file name");
    }
    EntryName out;
    ASAH_TRY(out.ledger, LedgerId::parse(name.substr(0, first)));
    const auto number = name.substr(first + 1, second - first - 1);
    const auto read = std::from_chars(number.data(), number.data() + number.size(), out.n);
    const bool is_padded_more = number.size() > kNumberDigits && number.front() == '0';
    if (number.size() < kNumberDigits || is_padded_more || read.ec != std::errc{} ||
        read.ptr != number.data() + number.size() || out.n == 0) {
        return fail(ErrorCode::MalformedInput, "entry's file name: number");
    }
    const auto hash = name.substr(second + 1, name.size() - second - 1 - kSuffix.size());
    ASAH_TRY(out.hash, parse_digest(hash));
    return out;
}

std::string receipt_code(const Digest& entry_hash) {
    std::string code;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (std::size_t i = 0; i < kCodeBytes; ++i) {
        buffer = (buffer << 8U) | entry_hash[i];
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            if (code.size() % 5 == 4) {
                code.push_back('-');
            }
            code.push_back(kCrockford[(buffer >> bits) & 31U]);
        }
    }
    return code;
}

Result<Bytes> parse_receipt_code(std::string_view text) {
    Bytes out;
    unsigned buffer = 0;
    unsigned bits = 0;
    std::size_t digits = 0;
    for (char c : text) {
        if (c == '-' || c == ' ') {
            continue;
        }
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        const auto value = kCrockford.find(c);
        if (value == std::string_view::npos || ++digits > kCodeBytes * 8 / 5) {
            return fail(ErrorCode::MalformedInput, "receipt code");
        }
        buffer = (buffer << 5U) | static_cast<unsigned>(value);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>((buffer >> bits) & 255U));
        }
    }
    if (out.size() != kCodeBytes) {
        return fail(ErrorCode::MalformedInput, "receipt code");
    }
    return out;
}

std::vector<std::uint64_t> locator_positions(std::uint64_t n) {
    std::vector<std::uint64_t> positions{n};
    for (std::uint64_t step = 1; step < n; step *= 2) {
        positions.push_back(n - step);
    }
    if (n > 0) {
        positions.push_back(0);
    }
    return positions;
}

}  // namespace asah::ledger
