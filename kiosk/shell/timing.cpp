#include "kiosk/shell/timing.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace asah::shell {

namespace {

// proc(5): starttime is field 22; the second, the name in brackets, may hold spaces.
constexpr int kFieldsFromNameToStart = 20;

BootMs process_start() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::string field;
    for (int i = 0; i < kFieldsFromNameToStart; ++i) {
        fields >> field;
    }
    const std::int64_t ticks = std::strtoll(field.c_str(), nullptr, 10);
    return {ticks * 1000 / sysconf(_SC_CLK_TCK)};
}

}  // namespace

Timing::Timing() : m_started(process_start()) {}

void Timing::print_window(BootMs at) const {
    std::fprintf(stderr, "{\"window\":true,\"at_ms\":%lld,\"since_start_ms\":%lld}\n",
                 static_cast<long long>(at.value), static_cast<long long>((at - m_started).value));
}

void Timing::print_frame(const Painted& painted) const {
    const auto since_input = painted.input_at ? (painted.at - *painted.input_at).value : -1;
    std::fprintf(stderr,
                 "{\"frame\":%llu,\"screen\":\"%s\",\"at_ms\":%lld,\"since_start_ms\":%lld,"
                 "\"since_input_ms\":%lld}\n",
                 static_cast<unsigned long long>(painted.frame), painted.screen.c_str(),
                 static_cast<long long>(painted.at.value),
                 static_cast<long long>((painted.at - m_started).value),
                 static_cast<long long>(since_input));
}

}  // namespace asah::shell
