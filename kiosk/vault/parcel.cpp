#include "kiosk/vault/parcel.h"

#include "kiosk/vault/cms_open.h"

namespace asah::vault {

Result<Secret> open_parcel(Files& files, const std::string& key_pem_path, ByteView certificate,
                           ByteView sealed) {
    return decrypt_cms(files, key_pem_path, certificate, sealed);
}

}  // namespace asah::vault
