// documents.h: a terminal's status.
#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::size_t kPayloadBytesMax = 16U << 10U;
constexpr std::size_t kPointsMax = 80;
constexpr int kVersionMax = 1'000'000'000;
constexpr std::int64_t kCountMax = std::numeric_limits<std::int64_t>::max();

json locator_json(const Locator& locator) {
    json points = json::array();
    for (const auto& point : locator.points) {
        points.push_back({{"n", point.n}, {"hash", to_hex(point.hash)}});
    }
    return {{"ledger", locator.ledger.hex()}, {"points", std::move(points)}};
}

Locator read_locator(Fields fields) {
    Locator locator;
    fields.read("ledger", locator.ledger);
    for (const auto& element : fields.list("points", kPointsMax)) {
        Fields point(element, fields.fault());
        const auto n = point.count("n");
        if (!locator.points.empty() && n >= locator.points.back().n) {
            point.blame("points: not newest first");
        }
        locator.points.push_back({n, point.digest("hash")});
    }
    return locator;
}

json lacking_json(const std::vector<LackingPackage>& lacking) {
    json list = json::array();
    for (const auto& package : lacking) {
        list.push_back({{"digest", to_hex(package.digest)}, {"reason", package.reason}});
    }
    return list;
}

std::vector<LackingPackage> read_lacking(Fields& fields) {
    std::vector<LackingPackage> lacking;
    if (!fields.has("lacking")) {
        return lacking;  // a program from before it was told
    }
    for (const auto& element : fields.list("lacking", kLackingMax)) {
        Fields package(element, fields.fault());
        lacking.push_back({package.digest("digest"), package.text("reason", 64)});
    }
    return lacking;
}

}  // namespace

std::string make_status_payload(const Status& status) {
    return canonical_text({{"authority", status.authority.hex()},
                           {"terminal", status.terminal.hex()},
                           {"number", status.number},
                           {"locator", locator_json(status.locator)},
                           {"root_version", status.root_version},
                           {"manifest_number", status.manifest_number},
                           {"queue_count", status.queue_count},
                           {"disk_free_bytes", status.disk_free_bytes},
                           {"program_version", status.program_version},
                           {"last_error", status.last_error},
                           {"lacking", lacking_json(status.lacking)},
                           {"at", wall_time_json(status.at)}});
}

Result<Status> parse_status_payload(std::string_view text) {
    const json root = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(root, fault);
    Status status;
    fields.read("authority", status.authority);
    fields.read("terminal", status.terminal);
    status.number = fields.count("number");
    status.locator = read_locator(fields.object("locator"));
    status.root_version = fields.number("root_version", 0, kVersionMax);
    status.manifest_number = fields.number("manifest_number", 0, kVersionMax);
    status.queue_count = fields.integer("queue_count", 0, kCountMax);
    status.disk_free_bytes = fields.integer("disk_free_bytes", 0, kCountMax);
    status.program_version = fields.text("program_version", 64);
    status.last_error = fields.text("last_error", 64);
    status.lacking = read_lacking(fields);
    status.at = fields.wall_time("at");
    if (!fault.empty()) {
        return malformed("status", fault);
    }
    return status;
}

}  // namespace asah::ledger
