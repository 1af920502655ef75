#include "kiosk/core/base/sha256.h"

#include <openssl/evp.h>
#include <algorithm>

#include "kiosk/core/base/assert.h"

namespace asah {

Digest sha256(ByteView bytes) {
    Digest out{};
    unsigned int size = 0;
    const int ok = EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr);
    ASAH_ASSERT(ok == 1 && size == out.size());
    return out;
}

Result<Digest> parse_digest(std::string_view hex) {
    ASAH_TRY(const auto raw, parse_hex(hex));
    Digest digest{};
    if (raw.size() != digest.size()) {
        return fail(ErrorCode::MalformedInput, "digest: not 64 digits");
    }
    std::copy(raw.begin(), raw.end(), digest.begin());
    return digest;
}

}  // namespace asah
