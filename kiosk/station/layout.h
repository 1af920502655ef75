// Where things lie in a terminal's home. Private to this folder.
#pragma once

#include <memory>
#include <string>

#include "kiosk/station/station.h"

namespace asah::station {

inline std::string lock_path(const Paths& paths) { return paths.home + "/lock"; }
inline std::string database_path(const Paths& paths) { return paths.home + "/kiosk.db"; }
inline std::string storage_key_path(const Paths& paths) { return paths.home + "/storage.key"; }
inline std::string signing_key_path(const Paths& paths) { return paths.home + "/signing.key"; }
inline std::string opening_key_path(const Paths& paths) { return paths.home + "/opening.key"; }
inline std::string root_path(const Paths& paths) { return paths.home + "/root"; }
/// The root of the day of joining: it knows who signed the reply, whatever later roots name.
inline std::string join_root_path(const Paths& paths) { return paths.home + "/join.root"; }
inline std::string reply_path(const Paths& paths) { return paths.home + "/join.reply"; }

/// Seals to the reading certificates that a root names.
std::unique_ptr<vault::Sealer> make_sealer(const ledger::Root& root);

}  // namespace asah::station
