// What the receiver takes, measured: a real service over real TLS on loopback and real flushes,
// with senders in the same process. Prints one JSON object.
//   receive_rate [--terminals 16] [--entries 10000] [--sealed 2800] [--ledgers 0] [--idle 0]
// entries_s: entries a second until the last stored receipt, from all terminals at once.
// hello_p50_ms, hello_p99_ms: a hello and its answer on a held connection, with --ledgers other
// terminals and ledgers at headquarters, each filed, and --idle more connections held.
#include <sys/resource.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "sync/agent/https_courier.h"
#include "sync/protocol/client.h"
#include "sync/protocol/hq_folders.h"
#include "tests/support/hq_world.h"

namespace {

using namespace asah;
using Clock = std::chrono::steady_clock;

constexpr int kHellos = 300;
constexpr std::size_t kBatch = 64U << 10U;  // what a quick line grows to within a few batches

struct Options {
    int terminals = 16;
    int entries = 10'000;
    std::size_t sealed_bytes = 2800;
    int ledgers = 0;
    int idle = 0;
};

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

agent::HttpsCourier courier_of(support::HqWorld& world, const support::TestTerminal& terminal) {
    const auto membership = agent::load_membership(world.files, terminal.folders).value();
    return {world.address(),
            {.root = membership.root,
             .certificate_path = terminal.folders.in_state("tls.pem"),
             .key_path = terminal.folders.in_state("tls.key")}};
}

protocol::Hello hello_of(const support::TestTerminal& terminal) {
    const auto& last = terminal.entries.back();
    protocol::Hello hello;
    hello.terminal = terminal.id;
    hello.locators = {{terminal.ledger, {{last.header.n, ledger::entry_hash(last.header)}}}};
    return hello;
}

/// Ledgers of others, one entry each, and their filed receipts.
void fill(support::HqWorld& world, int ledgers) {
    auto archive = hq::open_receiver_archive(world.paths.home + "/archive.db").value();
    const std::vector<protocol::RejectedEntry> none;
    const auto filled = sqlite::in_transaction(archive, [&](sqlite::Tx& tx) -> Result<void> {
        for (int i = 0; i < ledgers; ++i) {
            support::TestTerminal stranger;
            stranger.id.bytes.fill(0xEE);
            stranger.ledger.bytes[0] = static_cast<std::uint8_t>(i >> 16U);
            stranger.ledger.bytes[1] = static_cast<std::uint8_t>(i >> 8U);
            stranger.ledger.bytes[2] = static_cast<std::uint8_t>(i);
            ledger::Entry entry;
            entry.sealed = {1};
            entry.signature = {1};
            entry.header.terminal = stranger.id;
            entry.header.ledger = stranger.ledger;
            entry.header.n = 1;
            const std::vector<protocol::AcceptedEntry> accepted{
                {entry, ledger::entry_hash(entry.header)}};
            ASAH_CHECK(hq::save_delivery(tx, {stranger.id, &accepted, &none, {1}}));
            stranger.entries.push_back(entry);
            world.file(stranger, 1);
        }
        return {};
    });
    support::must(filled);
}

void send(agent::HttpsCourier& courier, const support::TestTerminal& terminal) {
    protocol::BatchBuilder batch(kBatch);
    const auto flush = [&] {
        const auto reply = courier.exchange(protocol::Batch{terminal.id, batch.take()});
        const auto* answer =
            reply.has_value() ? std::get_if<protocol::BatchAnswer>(&*reply) : nullptr;
        support::must(answer != nullptr && answer->receipts.size() == 1
                          ? Result<void>{}
                          : fail(ErrorCode::ProtocolViolation, "no receipt"));
        batch = protocol::BatchBuilder(kBatch);
    };
    for (const auto& entry : terminal.entries) {
        const auto bytes = ledger::encode_entry(entry);
        if (!batch.add(bytes)) {
            flush();
            batch.add(bytes);
        }
    }
    flush();
}

nlohmann::json measure(const Options& options) {
    support::HqWorld world;
    std::vector<support::TestTerminal*> terminals;
    for (int i = 0; i < options.terminals; ++i) {
        terminals.push_back(&world.join_terminal(static_cast<std::uint8_t>(i + 1)));
        for (int n = 0; n < std::max(1, options.entries / options.terminals); ++n) {
            world.sign_entry(*terminals.back(), static_cast<std::uint8_t>(n), options.sealed_bytes);
        }
    }
    world.stranger_count = options.ledgers;
    fill(world, options.ledgers);
    world.start_service();
    std::vector<agent::HttpsCourier> couriers;
    for (const auto* terminal : terminals) {
        couriers.push_back(courier_of(world, *terminal));
        support::must(couriers.back().exchange(hello_of(*terminal)).has_value()
                          ? Result<void>{}
                          : fail(ErrorCode::NetworkBroken));
    }
    const auto start = Clock::now();
    std::vector<std::thread> senders;
    for (std::size_t i = 0; i < terminals.size(); ++i) {
        senders.emplace_back([&, i] { send(couriers[i], *terminals[i]); });
    }
    for (auto& sender : senders) {
        sender.join();
    }
    const double sending_ms = ms_since(start);
    std::size_t count = 0;
    for (const auto* terminal : terminals) {
        count += terminal->entries.size();
    }
    std::vector<agent::HttpsCourier> idle;
    for (int i = 0; i < options.idle; ++i) {
        const auto& terminal = *terminals[static_cast<std::size_t>(i) % terminals.size()];
        idle.push_back(courier_of(world, terminal));
        support::must(idle.back().exchange(hello_of(terminal)).has_value()
                          ? Result<void>{}
                          : fail(ErrorCode::NetworkBroken));
    }
    std::vector<double> times;
    for (int i = 0; i < kHellos; ++i) {
        const auto before = Clock::now();
        support::must(couriers[0].exchange(hello_of(*terminals[0])).has_value()
                          ? Result<void>{}
                          : fail(ErrorCode::NetworkBroken));
        times.push_back(ms_since(before));
    }
    int held = 0;
    for (std::size_t i = 0; i < idle.size(); ++i) {
        held += idle[i].exchange(hello_of(*terminals[i % terminals.size()])).has_value() ? 1 : 0;
    }
    std::sort(times.begin(), times.end());
    return {{"entries_s", static_cast<double>(count) * 1000 / sending_ms},
            {"entries", count},
            {"hello_p50_ms", times[times.size() / 2]},
            {"hello_p99_ms", times[times.size() * 99 / 100]},
            {"idle_held", held}};
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    CLI::App app("", "receive_rate");
    app.add_option("--terminals", options.terminals)->check(CLI::Range(1, 100));
    app.add_option("--entries", options.entries);
    app.add_option("--sealed", options.sealed_bytes);
    app.add_option("--ledgers", options.ledgers);
    app.add_option("--idle", options.idle);
    CLI11_PARSE(app, count, arguments);
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    std::cout << measure(options) << std::endl;
    return 0;
}
