#include "kiosk/vault/open.h"

#include <zstd.h>
#include <memory>

#include "kiosk/core/ledger/record.h"
#include "kiosk/vault/cms_open.h"

namespace asah::vault {

Result<Bytes> open_record(Files& files, const std::string& key_pem_path, ByteView certificate,
                          ByteView sealed) {
    ASAH_TRY(const auto packed, decrypt_cms(files, key_pem_path, certificate, sealed));
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(),
                                                                          ZSTD_freeDCtx);
    Bytes out(ledger::kRecordBytesMax);
    ZSTD_inBuffer in{packed.view().data(), packed.view().size(), 0};
    ZSTD_outBuffer target{out.data(), out.size(), 0};
    // Streaming bounds the output: a small file cannot grow without end in memory.
    std::size_t state = 1;
    while (in.pos < in.size) {
        const auto before = in.pos;
        state = ZSTD_decompressStream(context.get(), &target, &in);
        const bool is_stuck = in.pos == before && target.pos == target.size;
        if (ZSTD_isError(state) != 0 || is_stuck) {
            return fail(ErrorCode::MalformedInput, "sealed record: not zstd, or too long");
        }
    }
    if (state != 0) {
        return fail(ErrorCode::MalformedInput, "sealed record: ends early");
    }
    out.resize(target.pos);
    return out;
}

}  // namespace asah::vault
