// What filing takes, measured: a real reader on a real database opens, checks, rescores, backs up
// and files sittings of twelve items. Prints one JSON object.
//   file_rate [--people 64] [--each 16]
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "sync/protocol/handover.h"
#include "tests/sync/hq/office_city.h"

namespace {

using namespace asah;
using Clock = std::chrono::steady_clock;

void write(hq_test::OfficeCity& city, const std::string& path, const Bytes& bytes) {
    REQUIRE(city.files().write_durable(path, bytes, FileMode::Group).has_value());
}

double seconds_of(hq_test::OfficeCity& city, int expected) {
    const auto began = Clock::now();
    const auto report = city.pass();
    const std::chrono::duration<double> took = Clock::now() - began;
    return report.filed == expected ? took.count() : 0;
}

}  // namespace

int main(int argc, char** argv) {
    int people = 64;
    int each = 16;
    CLI::App app("What filing takes.");
    app.add_option("--people", people);
    app.add_option("--each", each);
    CLI11_PARSE(app, argc, argv);
    doctest::Context context;  // the city asserts by doctest
    context.setAsDefaultForAssertsOutOfTestCases();
    hq_test::OfficeCity city;
    city.publish_framework();
    city.publish_bank();
    std::vector<PersonId> ids;
    for (int i = 0; i < people; ++i) {
        ids.push_back(city.add_person("Pegawai", "SETDA"));
    }
    protocol::HandoverBuilder builder;
    std::int64_t number = 1'000'000;
    for (int round = 0; round < each; ++round) {
        for (const auto& person : ids) {
            city.sit(person, 6);
        }
    }
    // As the receiver hands over: many entries in a file.
    auto& files = city.files();
    const auto intake = city.folder() + "/intake/";
    for (const auto& name : city.intake()) {
        const auto handed =
            protocol::parse_handover(files.read(intake + name, 1U << 23U).value()).value();
        for (const auto& entry : handed) {
            if (!builder.add(entry.arrived, entry.file)) {
                const protocol::HandoverName full{++number, builder.count()};
                write(city, intake + protocol::intake_handover_name(full), builder.take());
                builder = protocol::HandoverBuilder();
                builder.add(entry.arrived, entry.file);
            }
        }
        REQUIRE(files.remove(intake + name).has_value());
    }
    const protocol::HandoverName last{++number, builder.count()};
    write(city, intake + protocol::intake_handover_name(last), builder.take());
    const int entries = people * each;
    const auto took = seconds_of(city, entries);
    std::cout << nlohmann::json{{"entries", entries},
                                {"s", took},
                                {"entries_s", took > 0 ? entries / took : 0}}
                     .dump()
              << "\n";
    return took > 0 ? 0 : 1;
}
