#include "sync/protocol/message.h"

#include <algorithm>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/encode.h"

namespace asah::protocol {

namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kCarrierVersionMax = 64;

enum class Kind : std::uint8_t { Hello = 1, Answer, Batch, BatchAnswer, Fetch, Content, Refusal };

std::uint16_t count_of(std::size_t count) {
    ASAH_ASSERT(count <= UINT16_MAX);
    return static_cast<std::uint16_t>(count);
}

void put(Encoder& out, const ledger::ChainPoint& point) { out.u64(point.n).raw(point.hash); }

void put(Encoder& out, const Hello& hello) {
    out.raw(hello.terminal.view()).u32(hello.root_version).u32(hello.manifest_number);
    out.u16(count_of(hello.locators.size()));
    for (const auto& locator : hello.locators) {
        out.raw(locator.ledger.view()).u16(count_of(locator.points.size()));
        for (const auto& point : locator.points) {
            put(out, point);
        }
    }
    out.field(hello.status).field(hello.carrier_version);
}

void put(Encoder& out, const Answer& answer) {
    out.u8(static_cast<std::uint8_t>(answer.state));
    out.u64(static_cast<std::uint64_t>(answer.hq_time.value));
    out.u32(answer.root_version).u32(answer.manifest_number);
    out.u16(count_of(answer.ledgers.size()));
    for (const auto& ledger : answer.ledgers) {
        out.raw(ledger.ledger.view());
        put(out, ledger.common);
        put(out, ledger.head);
        out.field(ledger.stored_receipt).field(ledger.filed_receipt);
    }
}

void put(Encoder& out, const Batch& batch) {
    out.raw(batch.terminal.view()).u16(count_of(batch.entries.size()));
    for (const auto& entry : batch.entries) {
        out.field(entry);
    }
}

void put(Encoder& out, const BatchAnswer& answer) {
    out.u16(count_of(answer.receipts.size()));
    for (const auto& receipt : answer.receipts) {
        out.raw(receipt.ledger.view()).field(receipt.stored_receipt);
    }
    out.u16(count_of(answer.quarantined.size()));
    for (const auto& entry : answer.quarantined) {
        out.u16(entry.index).u16(static_cast<std::uint16_t>(entry.reason));
    }
}

void put(Encoder& out, const Fetch& fetch) {
    out.raw(fetch.terminal.view()).u8(static_cast<std::uint8_t>(fetch.kind)).raw(fetch.digest);
    out.u64(fetch.offset).u32(fetch.bytes_max);
}

void put(Encoder& out, const Content& content) {
    out.u8(static_cast<std::uint8_t>(content.kind)).u64(content.offset).u64(content.size);
    out.field(content.bytes);
}

void put(Encoder& out, const Refusal& refusal) {
    out.u16(static_cast<std::uint16_t>(refusal.reason));
}

template <class Array>
Result<void> read_into(Decoder& in, Array& out) {
    ASAH_TRY(const auto raw, in.raw(out.size()));
    std::copy(raw.begin(), raw.end(), out.begin());
    return {};
}

Result<Bytes> read_field(Decoder& in, std::size_t size_max) {
    ASAH_TRY(const auto view, in.field(size_max));
    return Bytes(view.begin(), view.end());
}

Result<std::uint16_t> read_count(Decoder& in, std::size_t count_max) {
    ASAH_TRY(const auto count, in.u16());
    if (count > count_max) {
        return fail(ErrorCode::TooLarge, "message: list of " + std::to_string(count));
    }
    return count;
}

Result<ErrorCode> read_code(Decoder& in) {
    ASAH_TRY(const auto number, in.u16());
#define ASAH_CODE_CASE(name, value, key) \
    case value:                          \
        return ErrorCode::name;
    switch (number) {
        ASAH_ERROR_LIST(ASAH_CODE_CASE)
        default:
            return fail(ErrorCode::MalformedInput, "message: unknown reason");
    }
#undef ASAH_CODE_CASE
}

Result<ledger::ChainPoint> read_point(Decoder& in) {
    ledger::ChainPoint point;
    ASAH_TRY(point.n, in.u64());
    ASAH_CHECK(read_into(in, point.hash));
    return point;
}

Result<ledger::Locator> read_locator(Decoder& in) {
    ledger::Locator locator;
    ASAH_CHECK(read_into(in, locator.ledger.bytes));
    ASAH_TRY(const auto count, read_count(in, kLocatorPointsMax));
    for (unsigned i = 0; i < count; ++i) {
        ASAH_TRY(const auto point, read_point(in));
        if (!locator.points.empty() && point.n >= locator.points.back().n) {
            return fail(ErrorCode::MalformedInput, "message: locator does not descend");
        }
        locator.points.push_back(point);
    }
    return locator;
}

Result<Hello> read_hello(Decoder& in) {
    Hello hello;
    ASAH_CHECK(read_into(in, hello.terminal.bytes));
    ASAH_TRY(hello.root_version, in.u32());
    ASAH_TRY(hello.manifest_number, in.u32());
    ASAH_TRY(const auto count, read_count(in, kLocatorsMax));
    for (unsigned i = 0; i < count; ++i) {
        ASAH_TRY(auto locator, read_locator(in));
        hello.locators.push_back(std::move(locator));
    }
    ASAH_TRY(hello.status, read_field(in, kDocumentBytesMax));
    ASAH_TRY(const auto version, in.field(kCarrierVersionMax));
    hello.carrier_version = std::string(as_text(version));
    return hello;
}

Result<LedgerAnswer> read_ledger_answer(Decoder& in) {
    LedgerAnswer out;
    ASAH_CHECK(read_into(in, out.ledger.bytes));
    ASAH_TRY(out.common, read_point(in));
    ASAH_TRY(out.head, read_point(in));
    ASAH_TRY(out.stored_receipt, read_field(in, kDocumentBytesMax));
    ASAH_TRY(out.filed_receipt, read_field(in, kDocumentBytesMax));
    return out;
}

Result<Answer> read_answer(Decoder& in) {
    Answer answer;
    ASAH_TRY(const auto state, in.u8());
    if (state < 1 || state > 3) {
        return fail(ErrorCode::MalformedInput, "message: terminal state");
    }
    answer.state = static_cast<TerminalState>(state);
    ASAH_TRY(const auto time, in.u64());
    answer.hq_time = {static_cast<std::int64_t>(time)};
    ASAH_TRY(answer.root_version, in.u32());
    ASAH_TRY(answer.manifest_number, in.u32());
    ASAH_TRY(const auto count, read_count(in, kLocatorsMax));
    for (unsigned i = 0; i < count; ++i) {
        ASAH_TRY(auto ledger, read_ledger_answer(in));
        answer.ledgers.push_back(std::move(ledger));
    }
    return answer;
}

Result<Batch> read_batch(Decoder& in) {
    Batch batch;
    ASAH_CHECK(read_into(in, batch.terminal.bytes));
    ASAH_TRY(const auto count, read_count(in, kBatchEntriesMax));
    if (count == 0) {
        return fail(ErrorCode::MalformedInput, "message: empty batch");
    }
    for (unsigned i = 0; i < count; ++i) {
        ASAH_TRY(auto entry, read_field(in, kRequestBytesMax));
        batch.entries.push_back(std::move(entry));
    }
    return batch;
}

Result<BatchAnswer> read_batch_answer(Decoder& in) {
    BatchAnswer answer;
    ASAH_TRY(const auto receipt_count, read_count(in, kBatchEntriesMax));
    for (unsigned i = 0; i < receipt_count; ++i) {
        LedgerReceipt receipt;
        ASAH_CHECK(read_into(in, receipt.ledger.bytes));
        ASAH_TRY(receipt.stored_receipt, read_field(in, kDocumentBytesMax));
        answer.receipts.push_back(std::move(receipt));
    }
    ASAH_TRY(const auto quarantined_count, read_count(in, kBatchEntriesMax));
    for (unsigned i = 0; i < quarantined_count; ++i) {
        Quarantined entry;
        ASAH_TRY(entry.index, in.u16());
        ASAH_TRY(entry.reason, read_code(in));
        answer.quarantined.push_back(entry);
    }
    return answer;
}

Result<ContentKind> read_content_kind(Decoder& in) {
    ASAH_TRY(const auto kind, in.u8());
    if (kind < 1 || kind > 4) {
        return fail(ErrorCode::MalformedInput, "message: content kind");
    }
    return static_cast<ContentKind>(kind);
}

Result<Fetch> read_fetch(Decoder& in) {
    Fetch fetch;
    ASAH_CHECK(read_into(in, fetch.terminal.bytes));
    ASAH_TRY(fetch.kind, read_content_kind(in));
    ASAH_CHECK(read_into(in, fetch.digest));
    if (fetch.kind != ContentKind::Package && fetch.digest != Digest{}) {
        return fail(ErrorCode::MalformedInput, "message: digest without a package");
    }
    ASAH_TRY(fetch.offset, in.u64());
    ASAH_TRY(fetch.bytes_max, in.u32());
    const bool is_piece = fetch.bytes_max > 0 && fetch.bytes_max <= kPieceBytesMax &&
                          fetch.offset <= kContentBytesMax;
    const bool is_whole = fetch.bytes_max == 0 && fetch.offset == 0;
    if (fetch.kind == ContentKind::Package ? !is_piece : !is_whole) {
        return fail(ErrorCode::MalformedInput, "message: piece");
    }
    return fetch;
}

Result<Content> read_content(Decoder& in) {
    Content content;
    ASAH_TRY(content.kind, read_content_kind(in));
    ASAH_TRY(content.offset, in.u64());
    ASAH_TRY(content.size, in.u64());
    const bool is_package = content.kind == ContentKind::Package;
    ASAH_TRY(content.bytes,
             read_field(in, is_package ? kPieceBytesMax : ledger::kSignedDocumentBytesMax));
    const bool is_inside = content.size <= kContentBytesMax && content.offset <= content.size &&
                           content.bytes.size() <= content.size - content.offset;
    const bool is_whole = content.offset == 0 && content.bytes.size() == content.size;
    if (!is_inside || (!is_package && !is_whole)) {
        return fail(ErrorCode::MalformedInput, "message: piece");
    }
    return content;
}

Result<Refusal> read_refusal(Decoder& in) {
    ASAH_TRY(const auto reason, read_code(in));
    return Refusal{reason};
}

template <class T>
Result<Message> whole(Result<T> message, const Decoder& in) {
    if (!message.has_value()) {
        return fail(std::move(message).error());
    }
    ASAH_CHECK(in.finish());
    return Message(std::move(message).value());
}

}  // namespace

Bytes encode_message(const Message& message) {
    Encoder out;
    out.u8(kVersion).u8(static_cast<std::uint8_t>(message.index() + 1));
    std::visit([&](const auto& value) { put(out, value); }, message);
    return out.take();
}

Result<Message> parse_message(ByteView bytes) {
    if (bytes.size() > kReplyBytesMax) {
        return fail(ErrorCode::TooLarge, "message");
    }
    Decoder in(bytes);
    ASAH_TRY(const auto version, in.u8());
    if (version != kVersion) {
        return fail(ErrorCode::Unsupported, "message version " + std::to_string(version));
    }
    ASAH_TRY(const auto kind, in.u8());
    switch (static_cast<Kind>(kind)) {
        case Kind::Hello:
            return whole(read_hello(in), in);
        case Kind::Answer:
            return whole(read_answer(in), in);
        case Kind::Batch:
            return whole(read_batch(in), in);
        case Kind::BatchAnswer:
            return whole(read_batch_answer(in), in);
        case Kind::Fetch:
            return whole(read_fetch(in), in);
        case Kind::Content:
            return whole(read_content(in), in);
        case Kind::Refusal:
            return whole(read_refusal(in), in);
    }
    return fail(ErrorCode::MalformedInput, "message kind " + std::to_string(kind));
}

}  // namespace asah::protocol
