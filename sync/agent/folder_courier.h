// The courier by a folder (a stick, a share): writes `<terminal>/up`, reads `<terminal>/down`. HQ's
// answers are those of the stick's last visit there.   Layout: PROTOCOL.md, section 1.
#pragma once

#include <string>

#include "kiosk/core/base/files.h"
#include "sync/agent/courier.h"

namespace asah::agent {

class FolderCourier final : public Courier {
   public:
    FolderCourier(Files& files, const std::string& folder, const TerminalId& terminal)
        : m_files(&files),
          m_up(folder + "/" + terminal.hex() + "/up"),
          m_down(folder + "/" + terminal.hex() + "/down") {}
    Result<protocol::Message> exchange(const protocol::Message& request) override;
    [[nodiscard]] std::string place() const override { return m_down; }

   private:
    Result<protocol::Message> greet(const protocol::Hello& hello);
    Result<protocol::Message> put(const protocol::Batch& batch);
    Result<protocol::Message> fetch(const protocol::Fetch& fetch);
    Result<void> drop_known(const protocol::Answer& answer);

    Files* m_files;
    std::string m_up;
    std::string m_down;
};

}  // namespace asah::agent
