// The real programs: asah-receiver is killed with SIGKILL at seeded moments while asah-sync sends;
// nothing is lost, nothing doubled, and no receipt was given for what is not on disk.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <csignal>

#include "kiosk/core/ledger/folder_names.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/kill");

namespace {

/// A child process with its output in a pipe; killed at the end if it still runs.
class Child {
   public:
    explicit Child(const std::vector<std::string>& words) {
        std::array<int, 2> ends{};
        REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
        std::vector<char*> arguments;
        for (const auto& word : words) {
            arguments.push_back(const_cast<char*>(word.c_str()));
        }
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        REQUIRE(::posix_spawn(&m_pid, arguments[0], &actions, nullptr, arguments.data(), environ) ==
                0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        m_output = ends[0];
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        kill();
        ::close(m_output);
    }
    std::string read_line() const {
        std::string line;
        char c = 0;
        while (::read(m_output, &c, 1) == 1 && c != '\n') {
            line.push_back(c);
        }
        return line;
    }
    void kill() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            wait();
        }
    }
    int wait() {
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

   private:
    pid_t m_pid = -1;
    int m_output = -1;
};

/// "... 127.0.0.1, porta 4711; pendaftaran ..." names the port that the system picked.
std::string port_in(const std::string& line) {
    const std::string before = "porta ";
    const auto at = line.find(before) + before.size();
    return line.substr(at, line.find(';') - at);
}

struct Programs {
    HqWorld world;
    support::TestTerminal& terminal = world.join_terminal(1);

    std::vector<std::string> receiver(const std::string& port) {
        return {ASAH_RECEIVER_PROGRAM,
                "serve",
                "--home",
                world.paths.home,
                "--intake",
                world.paths.intake.text(),
                "--orders",
                world.paths.orders.text(),
                "--port",
                port};
    }
    std::vector<std::string> carrier() {
        return {ASAH_SYNC_PROGRAM, "run",
                "--state",         terminal.folders.state,
                "--outbox",        terminal.folders.outbox.text(),
                "--inbox",         terminal.folders.inbox.text()};
    }

    /// The reply of enrolment with the port that the receiver has now.
    void point_to(const std::string& port) {
        const auto path = terminal.folders.in_state(ledger::kJoinReplyName);
        const auto document = ledger::parse_signed(world.files.read(path, 65536).value()).value();
        auto reply = ledger::parse_join_reply_payload(
                         ledger::payload_of(document.body, ledger::kJoinReplyType).value())
                         .value();
        reply.hq_address = "127.0.0.1:" + port;
        const auto key = world.authority.signing_key(ledger::Role::Issuing);
        REQUIRE(
            world.files
                .write_durable(path,
                               vault::sign_document(ledger::kJoinReplyType,
                                                    ledger::make_join_reply_payload(reply), {&key})
                                   .value(),
                               FileMode::Private)
                .has_value());
    }

    /// How far HQ's last stored receipt in the inbox reaches.
    std::uint64_t receipted() {
        const auto bytes = world.files.read(
            terminal.folders.in_inbox(ledger::stored_receipt_name(terminal.ledger)), 65536);
        if (!bytes.has_value()) {
            return 0;
        }
        const auto document = ledger::parse_signed(*bytes).value();
        return ledger::parse_receipt_payload(
                   ledger::payload_of(document.body, ledger::kStoredReceiptType).value())
            ->head.n;
    }
};

}  // namespace

TEST_CASE("a receiver killed while it stores and answers loses and doubles nothing") {
    Programs programs;
    auto& world = programs.world;
    SeededGenerator dice(7);
    std::uint8_t salt = 0;
    for (int round = 0; round < 12; ++round) {
        for (int i = 0; i < 6; ++i) {
            world.finish_sitting(programs.terminal, salt++, 3000);
        }
        Child receiver(programs.receiver("0"));
        programs.point_to(port_in(receiver.read_line()));
        Child carrier(programs.carrier());
        ::usleep(static_cast<useconds_t>(5'000 + dice.below(40'000)));
        receiver.kill();
        carrier.wait();
        const auto counts = world.counts();
        CHECK(static_cast<std::uint64_t>(counts.in_run) >= programs.receipted());
        CHECK(counts.entries <= static_cast<std::int64_t>(programs.terminal.entries.size()));
    }
    Child receiver(programs.receiver("0"));
    programs.point_to(port_in(receiver.read_line()));
    CHECK(Child(programs.carrier()).wait() == 0);
    CHECK(programs.receipted() == programs.terminal.entries.size());
    receiver.kill();
    CHECK(world.counts().entries == static_cast<std::int64_t>(programs.terminal.entries.size()));
    CHECK(world.counts().in_run == world.counts().entries);
    CHECK(world.counts().forks == 0);
}

TEST_CASE("asah-sync ends with the code that its header promises") {
    Programs programs;
    CHECK(Child(programs.carrier()).wait() == 75);  // nobody listens at port 1
    CHECK(Child({ASAH_SYNC_PROGRAM, "run"}).wait() == 2);
    CHECK(Child({ASAH_SYNC_PROGRAM, "status", "--state", programs.terminal.folders.state,
                 "--outbox", programs.terminal.folders.outbox.text(), "--inbox",
                 programs.terminal.folders.inbox.text()})
              .wait() == 0);
}

TEST_SUITE_END();
