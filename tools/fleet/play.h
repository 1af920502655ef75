// One person at one terminal: sign in, choose a PIN, take what is offered, finish.
// Thread: a player is used by one thread; several players work on different terminals.
#pragma once

#include <functional>

#include "kiosk/station/station.h"
#include "tools/fleet/people.h"

namespace asah::fleet {

struct Settings {
    std::uint64_t seed = 0;
    Fixed fixed;
    bool with_self_assessment = false;
    bool stops_before_finish = false;
    bool knows_own_pin = false;  // tries the chosen PIN before the slip's
    std::string note;            // evidence note of every statement
};

/// What somebody outside may watch. Each is called after the station has said "stored".
struct Watch {
    std::function<void(const assessment::Sitting&)> opened;  // started or resumed
    std::function<void(const assessment::Sitting&)> resumed;
    std::function<void(const assessment::Sitting&, int position)> stored;
    std::function<void(const assessment::Summary&)> finished;
};

/// Lets the time of thinking pass; the simulated clock jumps, the real one may wait.
using Think = std::function<void(DurationMs)>;

struct Table {
    station::Ports ports;
    station::Paths paths;
    Think think;
    Watch watch;
};

/// Takes in whatever lies in the inbox and exports what is missing.
Result<void> settle(station::Station& station);

/// Returns how many sittings were finished. The form is drawn from the seed and the NIP.
Result<int> play_person(const Table& table, const Settings& settings, const Keys& keys,
                        const Slip& slip);

}  // namespace asah::fleet
