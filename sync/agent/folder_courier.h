// The courier by a folder (a stick, a share): writes `<terminal>/up`, reads `<terminal>/down`. HQ's
// answers are those of the stick's last visit there.   Layout: PROTOCOL.md, section 1.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/base/files.h"
#include "sync/agent/courier.h"

namespace asah::agent {

class FolderCourier final : public Courier {
   public:
    FolderCourier(Files& files, const SharedFolder& folder, const TerminalId& terminal)
        : m_files(&files),
          m_up(folder + "/" + terminal.hex() + "/up"),
          m_down(folder + "/" + terminal.hex() + "/down") {}
    /// What lies on the stick in place of a file; it is as if it were not there.
    [[nodiscard]] const std::vector<Error>& skipped() const { return m_skipped; }
    Result<protocol::Message> exchange(const protocol::Message& request) override;
    [[nodiscard]] std::string place() const override { return m_down.text(); }

   private:
    Result<protocol::Message> greet(const protocol::Hello& hello);
    Result<protocol::Message> put(const protocol::Batch& batch);
    Result<protocol::Message> fetch(const protocol::Fetch& fetch);
    Result<void> drop_known(const protocol::Answer& answer);

    Files* m_files;
    FilePath m_up;
    FilePath m_down;
    std::vector<Error> m_skipped;
};

}  // namespace asah::agent
