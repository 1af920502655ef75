// asah-fleet: options, terminals and threads; one person's behaviour is in play.h.
#include <CLI/CLI.hpp>
#include <atomic>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

#include "assets/lang.h"
#include "kiosk/core/formats/csv.h"
#include "kiosk/vault/process.h"
#include "tools/fleet/play.h"

namespace {

using asah::fleet::Slip;

constexpr std::size_t kFileBytesMax = 32U << 20U;

struct Options {
    std::string terminals;
    std::string roster;
    std::string slips;
    std::vector<std::string> banks;
    std::vector<std::string> skip;
    std::vector<std::string> only_units;
    std::vector<std::string> fixed;
    std::string start;
    std::string figures;
    int jobs = 2;
    int pause_ms = 0;
    asah::station::Paths paths;
    Slip slip;
    asah::fleet::Settings settings;
};

struct Counts {
    std::atomic<int> people{0};
    std::atomic<int> sittings{0};
    std::atomic<int> refused{0};
    std::atomic<int> units{0};
};

class Fleet {
   public:
    Fleet(Options& options, const asah::Catalogue& catalogue)
        : m_options(&options), m_catalogue(&catalogue) {}

    int run() {
        const auto prepared = prepare();
        if (!prepared.has_value()) {
            tell(prepared.error(), "run");
            return 1;
        }
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (std::size_t i = next++; i < m_units.size(); i = next++) {
                play_unit(m_units[i]);
            }
        };
        std::vector<std::jthread> others;
        for (int i = 1; i < m_options->jobs; ++i) {
            others.emplace_back(work);
        }
        work();
        others.clear();
        return report();
    }

    int person() {
        asah::vault::forbid_core_dumps();  // as the kiosk does
        for (const auto& text : m_options->fixed) {
            const auto added = asah::fleet::add_fixed(text, m_options->settings.fixed);
            if (!added.has_value()) {
                tell(added.error(), "--set");
                return 1;
            }
        }
        asah::SystemClock clock;
        asah::fleet::Table table;
        table.ports = ports(clock);
        table.paths = m_options->paths;
        table.think = [this](asah::DurationMs) {
            std::this_thread::sleep_for(std::chrono::milliseconds(m_options->pause_ms));
        };
        table.watch = {print_form, print_resumed, print_stored, print_finished};
        const auto played = play_alone(table);
        if (!played.has_value()) {
            tell(played.error(), m_options->slip.nip);
            return 1;
        }
        return 0;
    }

   private:
    asah::station::Ports ports(asah::Clock& clock) {
        asah::station::Ports ports;
        ports.clock = &clock;
        ports.random = &m_random;
        ports.files = &m_files;
        return ports;
    }

    asah::Result<void> prepare() {
        for (const auto& text : m_options->fixed) {
            ASAH_CHECK(asah::fleet::add_fixed(text, m_options->settings.fixed));
        }
        m_start = asah::SystemClock().now_wall().utc;
        if (!m_options->start.empty()) {
            constexpr std::int64_t kMorningMs = 3'600'000;  // 08.00 in the city
            ASAH_TRY(const auto date, asah::parse_date(m_options->start.substr(0, 10)));
            m_start = asah::utc_of(date) + asah::DurationMs{kMorningMs};
        }
        ASAH_TRY(const auto bytes, m_files.read(m_options->slips, kFileBytesMax));
        ASAH_TRY(const auto slips, asah::fleet::parse_slips(bytes));
        const std::set<std::string> skip(m_options->skip.begin(), m_options->skip.end());
        const std::set<std::string> only(m_options->only_units.begin(),
                                         m_options->only_units.end());
        ASAH_TRY(const auto roster, roster_nips());
        for (const auto& slip : slips) {
            if (!roster.empty() && !roster.contains(slip.nip)) {
                continue;
            }
            const bool is_skipped = skip.contains(slip.nip) || skip.contains(slip.short_number);
            if (!is_skipped && (only.empty() || only.contains(slip.unit.value))) {
                m_slips[slip.unit].push_back(slip);
            }
        }
        for (const auto& [unit, people] : m_slips) {
            m_units.push_back(unit);
        }
        return {};
    }

    /// The people on the roster, when one is given: slips of others are left out.
    asah::Result<std::set<std::string>> roster_nips() {
        std::set<std::string> nips;
        if (m_options->roster.empty()) {
            return nips;
        }
        ASAH_TRY(const auto bytes, m_files.read(m_options->roster, kFileBytesMax));
        const auto sheet = asah::formats::parse_csv(bytes, m_options->roster, kFileBytesMax);
        for (std::size_t i = 0; i < sheet.heading.size(); ++i) {
            for (const auto& row : sheet.rows) {
                if (sheet.heading[i] == "nip") {
                    nips.insert(row.cells[i]);
                }
            }
        }
        if (nips.empty()) {
            return asah::fail(asah::ErrorCode::MalformedInput, m_options->roster);
        }
        return nips;
    }

    void play_unit(const asah::UnitCode& unit) {
        const auto folder = m_options->terminals + "/" + unit.value;
        asah::ManualClock clock(m_start);
        asah::fleet::Table table;
        table.ports = ports(clock);
        table.paths = {folder + "/home", folder + "/outbox", folder + "/inbox"};
        table.think = [&clock](asah::DurationMs time) { clock.advance(time); };
        const auto home = asah::station::lock_home(m_files, table.paths);
        const auto keys = home.has_value()
                              ? open_unit(table)
                              : asah::Result<asah::fleet::Keys>(asah::fail(home.error()));
        if (!keys.has_value()) {
            ++m_counts.refused;
            tell(keys.error(), unit.value);
            return;
        }
        for (const auto& slip : m_slips.at(unit)) {
            constexpr asah::DurationMs kBetween{120'000};
            clock.advance(kBetween);
            const auto played = asah::fleet::play_person(table, m_options->settings, *keys, slip);
            if (!played.has_value()) {
                ++m_counts.refused;
                tell(played.error(), unit.value + " " + slip.short_number);
                continue;
            }
            ++m_counts.people;
            m_counts.sittings += *played;
        }
        ++m_counts.units;
        const std::lock_guard lock(m_mutex);
        std::cerr << unit.value << ": " << m_slips.at(unit).size() << '\n';
    }

    /// Takes in what HQ sent, then reads the sheets by the framework that arrived.
    asah::Result<asah::fleet::Keys> open_unit(const asah::fleet::Table& table) {
        ASAH_TRY(auto station, asah::station::Station::open(table.ports, table.paths));
        ASAH_CHECK(asah::fleet::settle(station));
        if (station.framework() == nullptr) {
            return asah::fail(asah::ErrorCode::ContentMissing, "framework");
        }
        return asah::fleet::load_keys(m_files, m_options->banks, *station.framework());
    }

    asah::Result<int> play_alone(const asah::fleet::Table& table) {
        ASAH_TRY(const auto home, asah::station::lock_home(m_files, table.paths));
        ASAH_TRY(const auto keys, open_unit(table));
        return asah::fleet::play_person(table, m_options->settings, keys, m_options->slip);
    }

    int report() {
        const std::string text = "{\"units\": " + std::to_string(m_counts.units) +
                                 ", \"people\": " + std::to_string(m_counts.people) +
                                 ", \"sittings\": " + std::to_string(m_counts.sittings) +
                                 ", \"refused\": " + std::to_string(m_counts.refused) + "}\n";
        std::cerr << text;
        if (!m_options->figures.empty()) {
            const auto written = m_files.write_durable(m_options->figures, asah::as_bytes(text),
                                                       asah::FileMode::Public);
            if (!written.has_value()) {
                tell(written.error(), m_options->figures);
                return 1;
            }
        }
        return m_counts.refused == 0 ? 0 : 1;
    }

    void tell(const asah::Error& error, const std::string& who) {
        const auto words = asah::describe(error, *m_catalogue);
        const std::lock_guard lock(m_mutex);
        std::cerr << who << ": " << words.what << ' ' << words.safe << ' ' << words.next << " ("
                  << error.context << ' ' << error.detail << ")\n";
    }

    /// One word: blanks would end it in the line that this stands in.
    static std::string response_text(const asah::items::Response& response) {
        auto text = asah::items::compact(response);
        std::replace(text.begin(), text.end(), ' ', '|');
        return text.empty() ? "-" : text;
    }

    /// Items in their order, each with its options in their order.
    static void print_form(const asah::assessment::Sitting& sitting) {
        std::cout << "form " << sitting.head.sitting.hex();
        for (const auto& place : sitting.head.form.items) {
            std::cout << ' ' << place.item.value;
            for (const auto& option : place.option_order) {
                std::cout << ':' << option.value;
            }
        }
        std::cout << std::endl;
    }

    static void print_resumed(const asah::assessment::Sitting& sitting) {
        std::cout << "resumed " << sitting.position << ' ' << sitting.elapsed.value << ' '
                  << sitting.answered_count() << '\n';
        for (std::size_t i = 0; i < sitting.answers.size(); ++i) {
            if (!sitting.answers[i].response.is_empty()) {
                std::cout << "has " << i << ' ' << response_text(sitting.answers[i].response)
                          << '\n';
            }
        }
        std::cout.flush();
    }

    static void print_stored(const asah::assessment::Sitting& sitting, int position) {
        const auto& answer = sitting.answers[static_cast<std::size_t>(position)];
        std::cout << "ack " << sitting.next_sequence - 1 << ' ' << position << ' '
                  << response_text(answer.response) << ' ' << sitting.elapsed.value << std::endl;
    }

    static void print_finished(const asah::assessment::Summary& summary) {
        std::cout << "finished " << summary.receipt_code << std::endl;
    }

    Options* m_options;
    const asah::Catalogue* m_catalogue;
    asah::SystemFiles m_files;
    asah::SystemRandom m_random;
    asah::UtcMs m_start;
    std::map<asah::UnitCode, std::vector<Slip>> m_slips;
    std::vector<asah::UnitCode> m_units;
    Counts m_counts;
    std::mutex m_mutex;  // guards std::cerr
};

void add_common(CLI::App& command, Options& options) {
    command.add_option("--seed", options.settings.seed)->required();
    command.add_option("--bank", options.banks)->required();
    command.add_option("--set", options.fixed);
    command.add_flag("--self-assessment", options.settings.with_self_assessment);
    command.add_flag("--stop-before-finish", options.settings.stops_before_finish);
}

int run(int count, char** arguments) {
    const auto catalogue = asah::assets::load_catalogue(asah::Language::Indonesian);
    Options options;
    CLI::App app("", "asah-fleet");
    app.require_subcommand(1);
    auto* whole = app.add_subcommand("run");
    add_common(*whole, options);
    whole->add_option("--terminals", options.terminals)->required();
    whole->add_option("--roster", options.roster);
    whole->add_option("--slips", options.slips)->required();
    whole->add_option("--skip", options.skip);
    whole->add_option("--only-units", options.only_units)->delimiter(',');
    whole->add_option("--minutes-start", options.start);
    whole->add_option("--jobs", options.jobs)->check(CLI::Range(1, 16));
    whole->add_option("--figures", options.figures);
    auto* one = app.add_subcommand("person");
    add_common(*one, options);
    one->add_option("--home", options.paths.home)->required();
    one->add_option("--outbox", options.paths.outbox)->required();
    one->add_option("--inbox", options.paths.inbox)->required();
    one->add_option("--nip", options.slip.nip)->required();
    one->add_option("--pin", options.slip.pin)->required();
    one->add_option("--pause-ms", options.pause_ms);
    one->add_option("--note", options.settings.note);
    one->add_flag("--knows-own-pin", options.settings.knows_own_pin);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    Fleet fleet(options, catalogue);
    return *whole ? fleet.run() : fleet.person();
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "asah-fleet: " << error.what() << '\n';
        return 2;
    }
}
