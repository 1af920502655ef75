// Which PIN is too easy, and how long a wrong one has to wait.
#include <algorithm>

#include "kiosk/station/impl.h"

namespace asah::station {

namespace {

constexpr std::size_t kPinDigits = 6;
constexpr int kFreeTries = 1;  // the first mistake costs nothing but its word
constexpr std::int64_t kDelayMaxMs = 300'000;

bool is_sequence(std::string_view pin, int step) {
    for (std::size_t i = 1; i < pin.size(); ++i) {
        if (pin[i] - pin[i - 1] != step) {
            return false;
        }
    }
    return true;
}

}  // namespace

Result<void> check_pin(std::string_view pin, const assessment::Nip& nip) {
    const bool is_digits =
        pin.size() == kPinDigits &&
        std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto& birth = nip.digits;  // YYYYMMDD...
    const auto year = birth.substr(2, 2);
    const auto month = birth.substr(4, 2);
    const auto day = birth.substr(6, 2);
    const bool is_birth = pin == year + month + day || pin == day + month + year ||
                          pin == month + day + year || pin == birth.substr(0, 6);
    if (!is_digits || is_sequence(pin, 0) || is_sequence(pin, 1) || is_sequence(pin, -1) ||
        is_birth) {
        return fail(ErrorCode::PinWeak);
    }
    return {};
}

DurationMs delay_after(int wrong_count) {
    if (wrong_count <= kFreeTries) {
        return {0};
    }
    const int doublings = std::min(wrong_count - kFreeTries - 1, 20);
    return {std::min<std::int64_t>(kDelayMaxMs, std::int64_t{1000} << doublings)};
}

}  // namespace asah::station
