// The reader's filed receipts in orders/, each read and verified when its file changes. No request
// waits for this: it is housekeeping.
// Thread: the receiver's housekeeping alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/core/base/file_stamp.h"
#include "kiosk/core/base/files.h"
#include "sync/hq/data/receiver_archive.h"

namespace asah::hq {

class FiledWatch {
   public:
    FiledWatch(Files& files, SharedFolder folder) : m_files(&files), m_folder(std::move(folder)) {}

    /// What the archive took before, so that no receipt is verified for what is known already.
    void know(const std::vector<FiledHead>& heads);
    /// Receipts that changed since the last look, those that the archive could not take yet, and
    /// head 0 for ledgers whose receipt is gone. Errors: those of files; nothing is forgotten then.
    Result<std::vector<FiledHead>> look(const ledger::Root& root);
    /// The archive took the head.
    void took(const FiledHead& filed);

   private:
    using Ledger = std::pair<TerminalId, LedgerId>;
    struct Seen {
        FileStamp stamp;
        ledger::ChainPoint head;  // of its newest valid receipt; n = 0: none yet
    };
    Result<void> look_again(const ledger::Root& root);
    Result<void> read(const Ledger& ledger, const std::string& name, Seen& seen,
                      const ledger::Root& root);

    Files* m_files;
    SharedFolder m_folder;
    FileStamp m_stamp;          // the folder's
    bool m_is_settled = false;  // a second look after a change found no other
    bool m_has_news = true;     // something is to be taken, as far as is known
    std::map<Ledger, Seen> m_seen;
    std::map<Ledger, ledger::ChainPoint> m_taken;
};

}  // namespace asah::hq
