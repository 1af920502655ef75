// The texts of both languages, embedded at build from assets/lang/<language>/*.txt.
#pragma once

#include "kiosk/core/base/catalogue.h"

namespace asah::assets {

/// All texts of one language. Made once at start and passed on by reference.
Catalogue load_catalogue(Language language);

}  // namespace asah::assets
