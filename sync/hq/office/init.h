// Makes an authority: all keys, root version 1, the folders. The private keys of root and escrow go
// to the offline folder alone.
#pragma once

#include "sync/hq/office/office.h"

namespace asah::hq {

struct InitRequest {
    std::string home;
    std::string offline;
    std::string receiver_home;
    SharedFolder intake;
    SharedFolder orders;
    std::string backup;  // empty = home/backup
    std::string city;
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;  // the city's time minus UTC
    std::string address;
    int port = 0;
    int join_port = 0;
};
/// Errors: FileUnwritable when keys stand there already; CertificateInvalid.
Result<OfficeConfig> init_authority(OfficePorts ports, const InitRequest& request);

/// A trainer's certificate as PEM, issued for his request. Errors: CertificateInvalid.
Result<std::string> certify_trainer(Office& office, ByteView csr_der, const std::string& name);

}  // namespace asah::hq
