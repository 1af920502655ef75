#include "sync/protocol/receiver_matters.h"

#include <charconv>

namespace asah::protocol {

namespace {

constexpr std::string_view kMattersType = "asah/receiver-matters/1";

/// Takes up to the next `end` off the front of `text`.
std::string_view cut(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

}  // namespace

std::string make_matters(const std::vector<ReceiverMatter>& matters) {
    std::string text = std::string(kMattersType) + "\n";
    for (const auto& matter : matters) {
        text += matter.key + " " + std::to_string(matter.since.value) + " " + matter.detail + "\n";
    }
    return text;
}

Result<std::vector<ReceiverMatter>> parse_matters(std::string_view text) {
    if (cut(text, '\n') != kMattersType) {
        return fail(ErrorCode::Unsupported, "receiver.matters: another type");
    }
    std::vector<ReceiverMatter> matters;
    while (!text.empty()) {
        auto line = cut(text, '\n');
        ReceiverMatter matter;
        matter.key = std::string(cut(line, ' '));
        const auto since = cut(line, ' ');
        const auto read =
            std::from_chars(since.data(), since.data() + since.size(), matter.since.value);
        if (matter.key.empty() || read.ec != std::errc{} ||
            read.ptr != since.data() + since.size()) {
            return fail(ErrorCode::MalformedInput, "receiver.matters");
        }
        matter.detail = std::string(line);
        matters.push_back(std::move(matter));
    }
    return matters;
}

}  // namespace asah::protocol
