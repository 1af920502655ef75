// Runs a screen's effect on the station and gives the outcome back. The one
// place where the two meet. Thread: the worker's.
#pragma once

#include "kiosk/screens/effect.h"
#include "kiosk/station/station.h"

namespace asah::shell {

screens::Outcome run_effect(station::Station& station, const screens::Effect& effect);

}  // namespace asah::shell
