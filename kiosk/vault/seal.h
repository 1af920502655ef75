// Sealing to headquarters: record JSON -> zstd level 1 -> one skippable frame as padding to a
// multiple of 256 -> CMS AuthEnvelopedData AES-256-GCM to the reading certificates (operations,
// escrow) by key id. `openssl cms -decrypt | zstd -d` opens it.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"

namespace asah::vault {

/// Port, so that a fault test can make sealing fail.
class Sealer {
   public:
    virtual ~Sealer() = default;
    /// Errors: SealFailed.
    virtual Result<Bytes> seal(ByteView plain) = 0;
};

/// Recipients: DER certificates of roles ReadingOperations and ReadingEscrow.
class CmsSealer final : public Sealer {
   public:
    explicit CmsSealer(std::vector<Bytes> recipients) : m_recipients(std::move(recipients)) {}
    Result<Bytes> seal(ByteView plain) override;

   private:
    std::vector<Bytes> m_recipients;
};

/// The same CMS without compression, to any recipients (package members to opening keys).
Result<Bytes> encrypt_to(ByteView plain, const std::vector<Bytes>& recipient_certificates);

}  // namespace asah::vault
